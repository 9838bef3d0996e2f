// The Portkey gateway: installed into a folder of its own, run as it says, and told its upstream by each request's headers.
import { fileURLToPath } from 'node:url'
import { exists, run } from './install.ts'
import { freePort, type Peer, startPeer } from './peer.ts'

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const FOLDER = path('portkey/')
const SERVER = path('portkey/node_modules/@portkey-ai/gateway/build/start-server.js')

/** @throws Error when it cannot be installed or does not answer. */
export async function startPortkey(upstream: number): Promise<Peer> {
  if (!(await exists(SERVER))) await run('npm', ['ci', '--no-fund', '--no-audit'], FOLDER)
  const port = await freePort()
  return startPeer(
    process.execPath,
    ['--import', path('loopback.ts'), SERVER, '--headless', `--port=${port}`],
    {
      port,
      env: { NODE_ENV: 'production' },
      headers: {
        'x-portkey-provider': 'openai',
        'x-portkey-custom-host': `http://127.0.0.1:${upstream}/v1`,
        authorization: 'Bearer none',
      },
    },
  )
}
