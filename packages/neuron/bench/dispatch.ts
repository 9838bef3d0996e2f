// What the signed hop costs: a dispatcher and a miner that answers at once, in one process; and the cold request beside it.

import { keyPairFromUri, MemoryReplayCache, ready } from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'
import { z } from 'zod'
import { createDispatcher, route, startMinerServer } from '../src/index.ts'

await Promise.all([ready(), loadFastVerifier()])
const validator = keyPairFromUri('//Validator')
const miner = keyPairFromUri('//Miner')
const path = '/v1/chat/completions'
const server = await startMinerServer({
  hotkey: miner,
  netuid: 1,
  service: {
    model: 'instant',
    sha256: '',
    engine: 'bench',
    routes: { [path]: route(z.object({ say: z.string() }), async body => ({ type: 'json', body })) },
  },
  seen: new MemoryReplayCache(),
  welcome: () => true,
  host: '127.0.0.1',
  port: 0,
  limits: { active: 256, waiting: 256 },
})
const target = { netuid: 1, uid: 0, hotkey: miner.account, host: '127.0.0.1', port: server.port }
const body = { say: 'x'.repeat(200) }

async function warm(streams: number, seconds: number): Promise<Record<string, number | string>> {
  const dispatcher = createDispatcher({ hotkey: validator, allowLoopback: true, connections: streams })
  const ask = async (): Promise<void> => {
    const reply = await dispatcher.send(target, path, body, { deadline: 10_000 })
    await reply.json()
  }
  for (let i = 0; i < 300; i++) await ask()
  const times: number[] = []
  const end = performance.now() + 1_000 * seconds
  await Promise.all(
    Array.from({ length: streams }, async () => {
      while (performance.now() < end) {
        const start = performance.now()
        await ask()
        times.push(performance.now() - start)
      }
    }),
  )
  await dispatcher.close()
  return row(`warm, ${streams} at a time`, times, seconds)
}

async function cold(seconds: number): Promise<Record<string, number | string>> {
  const times: number[] = []
  const end = performance.now() + 1_000 * seconds
  while (performance.now() < end) {
    const dispatcher = createDispatcher({ hotkey: validator, allowLoopback: true })
    const start = performance.now()
    const reply = await dispatcher.send(target, path, body, { deadline: 10_000 })
    await reply.json()
    times.push(performance.now() - start)
    await dispatcher.close()
  }
  return row('cold: connection, handshake, request', times, seconds)
}

function row(what: string, times: number[], seconds: number): Record<string, number | string> {
  times.sort((a, b) => a - b)
  const at = (share: number): number => Number((times[Math.floor(share * times.length)] ?? 0).toFixed(3))
  return { what, 'requests/s': Math.round(times.length / seconds), 'p50 ms': at(0.5), 'p99 ms': at(0.99) }
}

console.table([await warm(1, 4), await warm(16, 4), await cold(3)])
await server.close()
