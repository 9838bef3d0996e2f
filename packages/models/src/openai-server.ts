/** A running OpenAI-compatible server (Ollama, llama.cpp, vLLM, LM Studio) as a text model. */
import type { Alternative, Finish, Generation, ModelCard, Piece, TextModel } from './model.ts'
import { NetError } from './net-error.ts'
import { serverEvents } from './server-events.ts'

/** Longest silence of a wrapped server; a cold one may load gigabytes first. */
const SILENCE_MS = 60_000

/** `base` ends in `/v1`. A trailing assistant message is passed on as it is; most servers continue it. */
export function openaiServer(base: string, card: ModelCard): TextModel {
  return {
    card,
    takesTools: true,
    async *generate(request: Generation, signal?: AbortSignal): AsyncGenerator<Piece, Finish> {
      const silence = new AbortController()
      const watch = () =>
        setTimeout(() => silence.abort(new DOMException('silence', 'TimeoutError')), SILENCE_MS)
      let timer = watch()
      let reason: Finish['reason'] = 'stop'
      let usage: Pick<Finish, 'promptTokens' | 'completionTokens'> | undefined
      let pieces = 0
      try {
        const both = signal === undefined ? silence.signal : AbortSignal.any([signal, silence.signal])
        const response = await ask(`${base}/chat/completions`, bodyOf(card.id, request), both)
        for await (const data of serverEvents(response)) {
          clearTimeout(timer)
          timer = watch()
          if (data === '[DONE]') break
          const event = readEvent(data)
          usage = event.usage ?? usage
          reason = event.reason ?? reason
          for (const piece of event.pieces) {
            pieces++
            yield piece
          }
        }
        return { reason, ...(usage ?? { promptTokens: 0, completionTokens: pieces }) }
      } catch (thrown) {
        if (signal?.aborted) throw new NetError('aborted', 'the request was given up', { cause: thrown })
        throw NetError.from(thrown, 'unavailable', `is the server at ${base} still running?`)
      } finally {
        clearTimeout(timer)
        silence.abort()
      }
    },
  }
}

function bodyOf(model: string, request: Generation): string {
  const { messages, maxTokens, temperature, topP, seed, stop, topLogprobs, openai } = request
  return JSON.stringify({
    model,
    messages,
    max_tokens: maxTokens,
    temperature,
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(seed === undefined ? {} : { seed }),
    ...(stop === undefined ? {} : { stop }),
    ...(topLogprobs === undefined ? {} : { logprobs: true, top_logprobs: topLogprobs }),
    stream: true,
    stream_options: { include_usage: true },
    ...openai,
  })
}

async function ask(url: string, body: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal,
  })
  if (response.ok) return response
  const said = (await response.text()).slice(0, 300)
  const code = codeOf(response.status)
  // Callers are told what is wrong with their request, not where the server stands.
  const what =
    code === 'bad_request' ? 'the model server refuses the request' : `${url} answers ${response.status}`
  throw new NetError(code, `${what}: ${said}`)
}

/** Not every model behind a server takes tools or schemas: then the request is at fault, for this one. */
function codeOf(status: number): string {
  if (status === 429 || status === 503) return 'busy'
  return status === 400 || status === 422 ? 'bad_request' : 'bad_reply'
}

interface Event {
  readonly pieces: readonly Piece[]
  readonly reason?: Finish['reason']
  readonly usage?: Pick<Finish, 'promptTokens' | 'completionTokens'>
}

/** Reads one chunk of a streamed completion. Throws NetError `bad_reply`. */
function readEvent(data: string): Event {
  let chunk: unknown
  try {
    chunk = JSON.parse(data)
  } catch (cause) {
    throw new NetError('bad_reply', 'the server sent an event that is no JSON', { cause })
  }
  const error = field(chunk, 'error')
  if (error !== undefined)
    throw new NetError('bad_reply', `the server says: ${JSON.stringify(error).slice(0, 300)}`)
  const choice = list(field(chunk, 'choices'))[0]
  const reason = field(choice, 'finish_reason')
  const usage = field(chunk, 'usage')
  const promptTokens = field(usage, 'prompt_tokens')
  const completionTokens = field(usage, 'completion_tokens')
  return {
    pieces: piecesOf(choice),
    ...(reason === 'stop' || reason === 'length' || reason === 'tool_calls' ? { reason } : {}),
    ...(typeof promptTokens === 'number' && typeof completionTokens === 'number'
      ? { usage: { promptTokens, completionTokens } }
      : {}),
  }
}

function piecesOf(choice: unknown): Piece[] {
  const scored = list(field(field(choice, 'logprobs'), 'content'))
  if (scored.length > 0) {
    return scored.map(token => ({
      ...alternative(token),
      top: list(field(token, 'top_logprobs')).map(alternative),
    }))
  }
  const delta = field(choice, 'delta')
  const text = field(delta, 'content')
  const calls = list(field(delta, 'tool_calls'))
  const said = typeof text === 'string' ? text : ''
  if (calls.length > 0) return [{ text: said, calls }]
  return said === '' ? [] : [{ text: said }]
}

function alternative(token: unknown): Alternative {
  const text = field(token, 'token')
  const logprob = field(token, 'logprob')
  const bytes = list(field(token, 'bytes'))
  if (typeof text !== 'string' || typeof logprob !== 'number') {
    throw new NetError('bad_reply', 'the server sent log-probabilities in an unknown form')
  }
  const numbers = bytes.filter(byte => typeof byte === 'number')
  return { text, logprob, bytes: numbers.length > 0 ? numbers : [...new TextEncoder().encode(text)] }
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
