// The instant upstream: plain `node:http` in OpenAI's form, in front of which everybody is put.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import { answerTo, chunksTo, MODEL, nameOf } from './instant.ts'

const MODELS = JSON.stringify({ object: 'list', data: [{ id: MODEL, object: 'model', owned_by: 'bench' }] })

/** Each piece leaves in a turn of its own. */
async function stream(response: ServerResponse, name: string): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const chunk of chunksTo(name)) {
    response.write(`data: ${JSON.stringify(chunk)}\n\n`)
    await setImmediate()
  }
  response.end('data: [DONE]\n\n')
}

function send(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = ''
  for await (const part of request) body += part
  if (request.method === 'GET') return send(response, MODELS)
  const asked = JSON.parse(body)
  const name = nameOf(asked.messages[0].content)
  if (asked.stream === true) await stream(response, name)
  else send(response, JSON.stringify(answerTo(name)))
}

export async function upstream(): Promise<number> {
  const server = createServer(serve)
  server.keepAliveTimeout = 120_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
