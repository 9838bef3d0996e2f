// Between a client and the node: hides the new methods, so that the client must do with the older ones.
import { once } from 'node:events'
import { WebSocket, WebSocketServer } from 'ws'

export interface LegacyProxy {
  readonly port: number
  /** Methods the client asked for. */
  readonly asked: ReadonlySet<string>
  close(): void
}

const HIDDEN = /^(chainHead|transaction|archive|chainSpec)_/

export async function legacyOnly(target: number): Promise<LegacyProxy> {
  const asked = new Set<string>()
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  server.on('connection', client => {
    const node = new WebSocket(`ws://127.0.0.1:${target}`)
    const opened = once(node, 'open')
    client.on('message', async data => {
      asked.add(JSON.parse(String(data)).method)
      await opened
      node.send(String(data))
    })
    node.on('message', data => {
      const message = JSON.parse(String(data))
      const methods: unknown = message.result?.methods
      if (Array.isArray(methods)) message.result.methods = methods.filter(name => !HIDDEN.test(name))
      client.send(JSON.stringify(message))
    })
    client.on('close', () => node.terminate())
    node.on('close', () => client.terminate())
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    asked,
    close() {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}
