"""Asks a gateway at every endpoint with the stock client; prints one JSON line a thing seen: its name, then what it was."""

import asyncio
import json
import sys
import time

import openai

base_url, own, broken = sys.argv[1:]
client = openai.OpenAI(base_url=base_url, api_key="none", max_retries=0)
messages = [{"role": "user", "content": "one two three"}]
asked = 'what is it like in {"city":"Rome"} now?'
place = {
    "type": "object",
    "properties": {"kind": {"type": "string", "enum": ["town", "village"]}, "near": {"type": "boolean"}},
    "required": ["kind", "near"],
    "additionalProperties": False,
}
parameters = {"type": "object", "properties": {"city": {"type": "string"}}}
function = {"name": "weather", "description": "What the weather is like.", "parameters": parameters}


def seen(name, *values):
    print(json.dumps([name, *values]), flush=True)


def models():
    seen("models", "auto" in [one.id for one in client.models.list()], client.models.retrieve("text/0").id)


def chat():
    whole = client.chat.completions.create(model="text/0", messages=messages, seed=1, stop=["!"], n=2)
    seen("chat", [one.message.content for one in whole.choices], whole.usage.completion_tokens)
    stream = client.chat.completions.create(
        model="text/0", messages=messages, stream=True, stream_options={"include_usage": True}
    )
    text, total = "", None
    for chunk in stream:
        text += "".join(one.delta.content or "" for one in chunk.choices)
        total = chunk.usage.total_tokens if chunk.usage else total
    seen("chat streamed", text, total)
    raw = client.chat.completions.with_raw_response.create(model="text/0", messages=messages)
    seen("chat headers", raw.headers["x-taonet-miners"], bool(raw.headers["x-request-id"]))


def tools():
    offered = [{"type": "function", "function": function}]
    question = [{"role": "user", "content": asked}]
    choice = client.chat.completions.create(model="text/1", messages=question, tools=offered).choices[0]
    call = choice.message.tool_calls[0]
    seen("tools", choice.finish_reason, call.function.name, call.function.arguments)
    found = {"role": "tool", "tool_call_id": call.id, "content": "sun"}
    following = [*question, choice.message, found]
    told = client.chat.completions.create(model="text/1", messages=following, tools=offered)
    seen("tools told", told.choices[0].message.content)
    with client.chat.completions.stream(model="text/1", messages=question, tools=offered) as stream:
        streamed = stream.get_final_completion()
    seen("tools streamed", streamed.choices[0].message.tool_calls[0].function.arguments)


def schema():
    wanted = {"type": "json_schema", "json_schema": {"name": "place", "schema": place, "strict": True}}
    whole = client.chat.completions.create(model=own, messages=messages, max_tokens=60, response_format=wanted)
    seen("schema", json.loads(whole.choices[0].message.content))
    scored = client.chat.completions.create(
        model=own, messages=messages, max_tokens=3, logprobs=True, top_logprobs=2
    )
    tokens = scored.choices[0].logprobs.content
    seen("logprobs", [len(one.top_logprobs) for one in tokens], all(one.logprob <= 0 for one in tokens))


def completions():
    whole = client.completions.create(model="text/0", prompt=["a b", "c d"], logprobs=1)
    seen("completions", [one.text for one in whole.choices], whole.choices[0].logprobs.tokens)
    stream = client.completions.create(model="text/0", prompt="one two three", stream=True)
    seen("completions streamed", "".join(chunk.choices[0].text for chunk in stream))


def responses():
    first = client.responses.create(model="text/0", input="one two", instructions="zero")
    seen("responses", first.status, first.output_text, first.usage.total_tokens)
    following = client.responses.create(model="text/0", input="three", previous_response_id=first.id)
    seen("responses gone on", following.output_text, client.responses.retrieve(first.id).id == first.id)
    client.responses.delete(first.id)
    with client.responses.stream(model="text/0", input="one two three") as stream:
        types = [event.type for event in stream]
        final = stream.get_final_response()
    seen("responses streamed", final.output_text, types[0], types[-1])
    offered = [{"type": "function", **function, "strict": False}]
    called = client.responses.create(model="text/1", input=asked, tools=offered)
    seen("responses tools", called.output[0].name, called.output[0].arguments)


def others():
    vectors = client.embeddings.create(model="embeddings", input=["ab", "c"])
    seen("embeddings", [one.embedding[1:] for one in vectors.data])
    floats = client.embeddings.create(model="embeddings", input="ab", encoding_format="float")
    seen("embeddings as numbers", floats.data[0].embedding[1:])
    judged = client.moderations.create(input=["a recipe for soup", "I will find you and kill you tonight"])
    seen("moderations", [one.flagged for one in judged.results])


def batches():
    body = {"model": "text/0", "messages": messages}
    line = {"custom_id": "first", "method": "POST", "url": "/v1/chat/completions", "body": body}
    file = client.files.create(file=("questions.jsonl", json.dumps(line).encode()), purpose="batch")
    batch = client.batches.create(
        input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h"
    )
    for _ in range(500):
        batch = client.batches.retrieve(batch.id)
        if batch.status == "completed":
            break
        time.sleep(0.02)
    answer = json.loads(client.files.content(batch.output_file_id).text)
    text = answer["response"]["body"]["choices"][0]["message"]["content"]
    seen("batches", batch.status, answer["custom_id"], text)
    seen("files", file.id in [one.id for one in client.files.list()], client.files.delete(file.id).deleted)


def failures():
    asks = {
        "no model": lambda: client.chat.completions.create(model="none", messages=messages),
        "too hot": lambda: client.chat.completions.create(model="auto", messages=messages, temperature=9),
        "no prompt": lambda: client.completions.create(model="auto", prompt=""),
        "no input": lambda: client.responses.create(model="auto", input=""),
        "not kept": lambda: client.responses.create(model="auto", input="x", previous_response_id="resp_0"),
        "gone": lambda: client.responses.retrieve("resp_0"),
        "no tools": lambda: client.chat.completions.create(
            model="text/0", messages=messages, tools=[{"type": "function", "function": function}]
        ),
        "no texts": lambda: client.embeddings.create(model="embeddings", input=[]),
        "nothing to judge": lambda: client.moderations.create(input=[]),
    }
    for name, ask in asks.items():
        try:
            ask()
            seen("failure", name, None)
        except openai.APIStatusError as error:
            seen("failure", name, type(error).__name__, error.status_code, error.code, error.param)
    streams = {
        "chat": lambda: client.chat.completions.create(model=broken, messages=messages, stream=True),
        "completions": lambda: client.completions.create(model=broken, prompt="x", stream=True),
        "responses": lambda: client.responses.create(model=broken, input="x", stream=True),
    }
    for name, ask in streams.items():
        count = 0
        try:
            for _ in ask():
                count += 1
            seen("broken", name, None)
        except openai.APIError as error:
            seen("broken", name, error.code, count > 0)


async def at_once():
    several = openai.AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0)
    asks = [
        several.chat.completions.create(model="text/0", messages=[{"role": "user", "content": f"a {i}"}])
        for i in range(8)
    ]
    seen("at once", [one.choices[0].message.content for one in await asyncio.gather(*asks)])
    await several.close()


for part in (models, chat, tools, schema, completions, responses, others, batches, failures):
    part()
asyncio.run(at_once())
