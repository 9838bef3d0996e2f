// A validator's own port: whether it lives, its metrics, and the public incident log. Everything is read only.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exposition, type RunningValidator } from '@taonet/neuron'
import { NetError } from '@taonet/wire'

export interface ValidatorPort {
  readonly port: number
  close(): Promise<void>
}

const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i

function answer(
  validators: readonly RunningValidator[],
  path: string,
): readonly [string, string] | undefined {
  const all = validators.map(one => ({ hotkey: one.hotkey, metrics: one.metrics() }))
  if (path === '/health') return ['application/json', JSON.stringify({ status: 'ok' })]
  if (path === '/metrics') return ['text/plain; version=0.0.4; charset=utf-8', exposition(all)]
  if (path !== '/v1/incidents') return undefined
  const data = all.flatMap(one => one.metrics.flatMap(({ incidents }) => incidents))
  return ['application/json', JSON.stringify({ object: 'list', data })]
}

/** Pages have no business here, and a loopback server is asked by its own name only (DESIGN §10). */
const mayAsk = ({ headers }: IncomingMessage, loopback: boolean): boolean =>
  headers.origin === undefined && (!loopback || LOOPBACK.test(headers.host ?? ''))

/** @throws NetError `port-in-use`. */
export async function openValidatorPort(
  validators: readonly RunningValidator[],
  host: string,
  port: number,
): Promise<ValidatorPort> {
  const loopback = host === 'localhost' || host === '::1' || host.startsWith('127.')
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const end = (status: number, [type, body]: readonly [string, string]): void => {
      response.writeHead(status, { 'content-type': type }).end(body)
    }
    if (!mayAsk(request, loopback)) return end(403, ['text/plain', 'not for pages or other hosts\n'])
    if (request.method !== 'GET') return end(405, ['text/plain', 'GET only\n'])
    const found = answer(validators, (request.url ?? '').split('?')[0] ?? '')
    end(found ? 200 : 404, found ?? ['text/plain', 'there is /health, /metrics and /v1/incidents\n'])
  }
  const server = createServer({ maxHeaderSize: 8_192, requestTimeout: 5_000 }, serve)
  await new Promise<void>((resolve, reject) => {
    server.once('error', cause =>
      reject(
        new NetError(
          'port-in-use',
          `port ${port} cannot be opened: ${cause.message}`,
          'choose another',
          cause,
        ),
      ),
    )
    server.listen(port, host, resolve)
  })
  const address: AddressInfo | string | null = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise(done => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
