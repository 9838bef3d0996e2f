// For how long one body of a request holds the event loop, and with it the blocks and everybody else: the worst that we know
// how to ask, and what comes from nowhere good. Milliseconds of the main thread's processor between two rounds of the loop,
// so that other work on the machine does not count. Goal: 50 (issue of the complete chain).
// node bench/stalls.ts [random bodies]
import { request } from 'node:http'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { bytesToHex, encode, ready, u16 } from '@taonet/wire'
import fc from 'fast-check'
import { startNode } from '../src/node.ts'
import { bodies } from '../test/rpc-bodies.ts'
import { RpcClient } from '../test/rpc-client.ts'
import { accountKey, alice, transferCall } from '../test/wallet.ts'
import { percentile } from './lib/figures.ts'
import { fillSubnet, genesis, NETUID } from './lib/full-subnet.ts'

/** Of each of the worst. */
const ROUNDS = 3

/** In a thread of its own: what it does is not counted. */
function ask(port: number): void {
  parentPort?.on('message', (body: string) => {
    const asked = request({ host: '127.0.0.1', port, method: 'POST' }, response => {
      response.resume().on('end', () => parentPort?.postMessage('answered'))
    })
    asked.on('error', () => parentPort?.postMessage('cut off')).end(body)
  })
}

async function measure(): Promise<void> {
  await ready()
  const node = await startNode({ profile: 'local', sealing: 'manual', genesis, rpcPort: 0 })
  const client = await RpcClient.connect(node.rpcPort)
  await fillSubnet(client)
  const { methods } = (await client.ask('rpc_methods')) as { methods: string[] }
  client.close()
  const asker = new Worker(new URL(import.meta.url), { workerData: node.rpcPort })

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
  const held = (body: string): Promise<number> => {
    worst = 0
    asker.postMessage(body)
    return new Promise(resolve => asker.once('message', () => setImmediate(() => resolve(worst))))
  }

  for (const [name, body] of Object.entries(worstBodies())) {
    const times = []
    for (let i = 0; i < ROUNDS; i++) times.push(await held(body))
    told(name, times)
  }
  const words = [`0x${accountKey(alice.account)}`, bytesToHex(transferCall(alice.account, 5n)), alice.account]
  const times: number[] = []
  for (const body of fc.sample(bodies({ methods, words }), Number(process.argv[2] ?? 2_000)))
    times.push(await held(body))
  told(`${times.length} random ones`, times)
  measuring = false
  await asker.terminate()
  await node.stop()
}

/** A line at once: on a busy machine the next one may be a while. */
function told(what: string, times: readonly number[]): void {
  const [median, p99, worst] = [0.5, 0.99, 1].map(part => percentile(times, part).toFixed(1))
  console.log(`${what.padEnd(34)} median ${median}  p99 ${p99}  worst ${worst} ms`)
}

function worstBodies(): Readonly<Record<string, string>> {
  const netuid = bytesToHex(encode(u16, NETUID))
  const one = (method: string, params: readonly unknown[]) => ({ jsonrpc: '2.0', id: 1, method, params })
  const batch = (method: string, params: readonly unknown[]) =>
    JSON.stringify(Array.from({ length: 100 }, () => one(method, params)))
  const single = (method: string, params: readonly unknown[]) => JSON.stringify(one(method, params))
  const key = `0x${accountKey(alice.account)}`
  const keys = Array.from({ length: 10_000 }, () => key)
  const metagraph = ['SubnetInfoRuntimeApi_get_metagraph', netuid]
  const wide = `[${'0,'.repeat(8_000_000)}0]`
  return {
    'one get_metagraph of 256 uids': single('state_call', metagraph),
    'a hundred of them': batch('state_call', metagraph),
    get_all_metagraphs: single('state_call', ['SubnetInfoRuntimeApi_get_all_metagraphs', '0x']),
    'a hundred times 1,000 keys': batch('state_getKeysPaged', ['0x', 1_000]),
    'all keys': single('state_getKeys', ['0x']),
    'a hundred times chain_getBlock': batch('chain_getBlock', []),
    '10,000 keys queried': single('state_queryStorageAt', [keys]),
    '10,000 keys proven': single('state_getReadProof', [keys]),
    'a hundred metadata': batch('state_getMetadata', []),
    'a key of 16 MB': single('state_getStorage', [`0x${'00'.repeat(8_000_000)}`]),
    'an extrinsic of 16 MB': single('author_submitExtrinsic', [`0x${'ff'.repeat(8_000_000)}`]),
    'a call of 16 MB': single('state_call', ['Core_version', `0x${'00'.repeat(8_000_000)}`]),
    '16 MB of small numbers': wide,
    '16 MB of parameters': `{"jsonrpc":"2.0","id":1,"method":"state_getKeys","params":${wide.slice(0, -200)}]}`,
    '16 MB of brackets': '[]'.repeat(8_000_000),
    '16 MB of spaces': ' '.repeat(16_000_000),
    '16 MB of quotes': '"'.repeat(16_000_000),
  }
}

if (isMainThread) await measure()
else ask(workerData)
