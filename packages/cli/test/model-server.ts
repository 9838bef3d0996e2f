// A small OpenAI-shaped server, as Ollama and its kind are: a list of models and streamed chat completions.
import { createServer, type ServerResponse } from 'node:http'
import { answerTo } from './skilled.ts'

export interface ModelServer {
  readonly url: string
  /** Chats answered so far. */
  chats(): number
  close(): Promise<void>
}

const MODEL = 'skilled-server'

export async function startModelServer(): Promise<ModelServer> {
  let chats = 0
  const server = createServer(async (request, response) => {
    if (request.url === '/v1/models') {
      response.setHeader('content-type', 'application/json')
      return response.end(JSON.stringify({ object: 'list', data: [{ id: MODEL, object: 'model' }] }))
    }
    if (request.url !== '/v1/chat/completions') return response.writeHead(404).end()
    const body: { model: string; messages: readonly { content: string }[] } = JSON.parse(
      Buffer.concat(await request.toArray()).toString(),
    )
    chats++
    stream(response, answerTo(body.messages.at(-1)?.content ?? ''))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new TypeError('a server has an address')
  return {
    url: `http://127.0.0.1:${address.port}`,
    chats: () => chats,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function stream(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (choices: unknown, usage?: unknown): void => {
    const chunk = { id: 'chat', object: 'chat.completion.chunk', created: 1, model: MODEL, choices, usage }
    response.write(`data: ${JSON.stringify(chunk)}\n\n`)
  }
  send([{ index: 0, delta: { role: 'assistant', content: text }, finish_reason: null }])
  send([{ index: 0, delta: {}, finish_reason: 'stop' }])
  send([], { prompt_tokens: 5, completion_tokens: 5, total_tokens: 10 })
  response.end('data: [DONE]\n\n')
}
