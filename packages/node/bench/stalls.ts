// For how long one body of a request holds the event loop, and with it the blocks and everybody else: the worst that we know
// how to ask, and what comes from nowhere good. Milliseconds of the main thread's processor between two rounds of the loop,
// so that other work on the machine does not count, though it slows a processor that it shares: a hash that is always the
// same says by how much. Goal: 50 (issue of the complete chain).
// node bench/stalls.ts [random bodies] [part of the names wanted]
import { request } from 'node:http'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { blake2b256, bytesToHex, ready } from '@taonet/wire'
import fc from 'fast-check'
import { WebSocket } from 'ws'
import { startNode } from '../src/node.ts'
import { bodies } from '../test/rpc-bodies.ts'
import { RpcClient } from '../test/rpc-client.ts'
import { accountKey, alice, transferCall } from '../test/wallet.ts'
import { percentile } from './lib/figures.ts'
import { fillSubnet, genesis } from './lib/full-subnet.ts'
import { hostileBodies, type Signing } from './lib/hostile-bodies.ts'

/** Of each of the worst. */
const ROUNDS = 5
const SAME = new Uint8Array(16 * 1024 * 1024)
const WAYS = ['http', 'socket'] as const

interface Asker {
  readonly port: number
  readonly signing: Signing
  readonly methods: readonly string[]
  readonly random: number
}

/** In a thread of its own: neither what it does nor what it makes is counted. */
async function ask({ port, signing, methods, random }: Asker): Promise<void> {
  await ready()
  const hostile = hostileBodies(signing)
  const words = [`0x${accountKey(alice.account)}`, bytesToHex(transferCall(alice.account, 5n)), alice.account]
  const sample = fc.sample(bodies({ methods, words }), random)
  let last = { name: '', body: '' }
  const bodyOf = (name: string): string => {
    if (last.name !== name) last = { name, body: hostile[name]?.() ?? sample[Number(name)] ?? '' }
    return last.body
  }
  const posted = (body: string, done: () => void): void => {
    const asked = request({ host: '127.0.0.1', port, method: 'POST' }, response => {
      response.resume().on('end', done)
    })
    asked.on('error', done).end(body)
  }
  const sent = (body: string, done: () => void): void => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`)
    socket.on('open', () => socket.send(body)).on('message', () => socket.terminate())
    socket.on('error', () => {}).on('close', done)
  }
  parentPort?.on('message', ({ name, way }: { name: string; way: (typeof WAYS)[number] }) => {
    const body = bodyOf(name)
    parentPort?.postMessage('made')
    const done = (): void => parentPort?.postMessage('answered')
    if (way === 'http') posted(body, done)
    else sent(body, done)
  })
  parentPort?.postMessage(Object.keys(hostile))
}

async function measure(): Promise<void> {
  await ready()
  const node = await startNode({ profile: 'local', sealing: 'manual', genesis, rpcPort: 0 })
  const client = await RpcClient.connect(node.rpcPort)
  const signing = await fillSubnet(client)
  const { methods } = (await client.ask('rpc_methods')) as { methods: string[] }
  client.close()
  const random = Number(process.argv[2] ?? 2_000)
  const asker = new Worker(new URL(import.meta.url), {
    workerData: { port: node.rpcPort, signing, methods, random } satisfies Asker,
  })
  const heard = (): Promise<unknown> => new Promise(resolve => asker.once('message', resolve))
  const names = (await heard()) as string[]

  let worst = 0
  let before = process.threadCpuUsage()
  let measuring = true
  const round = (): void => {
    const { user, system } = process.threadCpuUsage(before)
    worst = Math.max(worst, (user + system) / 1000)
    before = process.threadCpuUsage()
    if (measuring) setImmediate(round)
  }
  setImmediate(round)
  /** The longest that this body held the loop, in milliseconds. */
  const held = async (name: string, way: (typeof WAYS)[number]): Promise<number> => {
    asker.postMessage({ name, way })
    await heard()
    worst = 0
    await heard()
    return new Promise(resolve => setImmediate(() => resolve(worst)))
  }

  told('the same hash always', Array.from({ length: ROUNDS }, calibration))
  // What came before is over with the round.
  await new Promise(setImmediate)
  for (const name of names.filter(one => one.includes(process.argv[3] ?? '')))
    for (const way of WAYS) {
      const times = []
      for (let i = 0; i < ROUNDS; i++) times.push(await held(name, way))
      told(`${name}, ${way}`, times)
    }
  const times: number[] = []
  for (let i = 0; i < random; i++) times.push(await held(String(i), 'http'))
  told(`${random} random ones`, times)
  told('the same hash always', Array.from({ length: ROUNDS }, calibration))
  measuring = false
  await asker.terminate()
  await node.stop()
}

/** In WebAssembly, so that no compiler changes its mind about it. */
function calibration(): number {
  const start = process.threadCpuUsage()
  blake2b256(SAME)
  const { user, system } = process.threadCpuUsage(start)
  return (user + system) / 1000
}

/** A line at once: on a busy machine the next one may be a while. */
function told(what: string, times: readonly number[]): void {
  const [least, median, p99, worst] = [0, 0.5, 0.99, 1].map(part => percentile(times, part).toFixed(1))
  console.log(`${what.padEnd(42)} least ${least}  median ${median}  p99 ${p99}  worst ${worst} ms`)
}

if (isMainThread) await measure()
else await ask(workerData)
