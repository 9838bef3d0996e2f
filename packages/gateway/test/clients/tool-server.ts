// A model server that knows tools, as applications run them: one that calls what it is offered with the JSON of the question.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { chatRequest } from '@taonet/neuron'
import { ended } from '../serving.ts'

export const TOOL_MODEL = 'caller'

/** The first JSON object in a text, or an empty one. */
const argumentsIn = (text: string): string => /\{.*\}/s.exec(text)?.[0] ?? '{}'

/** Cut where no word ends. */
const cut = (text: string): string[] => text.match(/.{1,5}/gs) ?? []

function deltasFor(body: unknown): readonly object[] {
  const { messages, tools, tool_choice: choice, response_format: format } = chatRequest.parse(body)
  const last = messages.at(-1)
  const said = typeof last?.content === 'string' ? last.content : ''
  const words = (text: string): object[] => cut(text).map(content => ({ content }))
  if (last?.role === 'tool') return words(`found ${said}`)
  const named = typeof choice === 'object' && choice !== null ? choice.function.name : undefined
  const tool = tools?.find(one => named === undefined || one.function.name === named)
  if (tool && choice !== 'none') {
    const { name } = tool.function
    const head = { index: 0, id: 'call_1', type: 'function', function: { name, arguments: '' } }
    const rest = cut(argumentsIn(said)).map(text => ({ index: 0, function: { arguments: text } }))
    return [head, ...rest].map(one => ({ tool_calls: [one] }))
  }
  return words(format == null || format.type === 'text' ? `you said ${said}` : argumentsIn(said))
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/v1/models') {
    response.end(JSON.stringify({ object: 'list', data: [{ id: TOOL_MODEL, object: 'model' }] }))
    return
  }
  const body: unknown = JSON.parse(Buffer.concat(await request.toArray()).toString())
  const deltas = deltasFor(body)
  const chunk = { id: 'x', object: 'chat.completion.chunk', created: 1, model: TOOL_MODEL }
  const send = (fields: object): void => {
    response.write(`data: ${JSON.stringify({ ...chunk, ...fields })}\n\n`)
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const delta of deltas) send({ choices: [{ index: 0, delta, finish_reason: null }] })
  const finish_reason = deltas.some(one => 'tool_calls' in one) ? 'tool_calls' : 'stop'
  send({ choices: [{ index: 0, delta: {}, finish_reason }] })
  const usage = { prompt_tokens: 1, completion_tokens: deltas.length, total_tokens: 1 + deltas.length }
  send({ choices: [], usage })
  response.end('data: [DONE]\n\n')
}

/** @returns Its address. */
export async function toolServer(): Promise<string> {
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ended(async () => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
}
