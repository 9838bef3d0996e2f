// The instant upstream: plain `node:http` in OpenAI's form, in front of which everybody is put.
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import { ANSWER, CHUNKS, MODEL } from './instant.ts'

const MODELS = JSON.stringify({ object: 'list', data: [{ id: MODEL, object: 'model', owned_by: 'bench' }] })
const WHOLE = JSON.stringify(ANSWER)
const EVENTS = CHUNKS.map(chunk => `data: ${JSON.stringify(chunk)}\n\n`)

/** Each piece leaves in a turn of its own, as from a model that is fast beyond measure. */
async function stream(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const event of EVENTS) {
    response.write(event)
    await setImmediate()
  }
  response.end('data: [DONE]\n\n')
}

function send(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

export async function upstream(): Promise<number> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', part => parts.push(part))
    request.on('end', () => {
      if (request.method === 'GET') send(response, MODELS)
      else if (JSON.parse(Buffer.concat(parts).toString()).stream === true) stream(response)
      else send(response, WHOLE)
    })
  })
  server.keepAliveTimeout = 120_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
