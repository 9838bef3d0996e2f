// What the SDK asks the internet before it serves an axon: under which address this machine is seen. On a machine without
// the internet a page answers in its place, through a proxy that knows no other page; SDK and suite stay as they are.
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** The first page that `bittensor.utils.networking.get_external_ip` asks. */
const PAGE = 'checkip.amazonaws.com'
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'] as const
const DAYS = '2'

export interface AddressPage {
  /** What a Python process needs in its environment to find the page. */
  readonly env: Readonly<Record<string, string>>
  close(): void
}

/** Serves `address` as the page would. Key and certificate are made in the folder `home`; rejects without `openssl`. */
export async function addressPage(home: string, address: string): Promise<AddressPage> {
  const key = join(home, 'page.key')
  const certificate = join(home, 'page.pem')
  const made = ['req', '-x509', ...NEW_KEY, '-days', DAYS]
  const named = ['-subj', `/CN=${PAGE}`, '-addext', `subjectAltName=DNS:${PAGE}`]
  await run('openssl', [...made, ...named, '-keyout', key, '-out', certificate])
  const credentials = { key: readFileSync(key), cert: readFileSync(certificate) }
  const page = createSecureServer(credentials, (_, answer) => answer.end(`${address}\n`))
  const proxy = createServer((_, answer) => answer.writeHead(502).end())
  proxy.on('connect', ({ url }, socket) => {
    if (url !== `${PAGE}:443`) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    page.emit('connection', socket)
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const { port } = proxy.address() as AddressInfo
  return {
    env: {
      HTTPS_PROXY: `http://127.0.0.1:${port}`,
      NO_PROXY: 'localhost,127.0.0.1,0.0.0.0',
      REQUESTS_CA_BUNDLE: certificate,
    },
    close: () => void proxy.close(),
  }
}
