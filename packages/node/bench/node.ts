// The node as its users meet it, as a process of its own on disk: time to the first block, idle memory, signed transfers
// through RPC to durable blocks, storage reads. Goals: DESIGN §9. Run it on a machine that does nothing else.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesToHex, type KeyPair, keyPairFromSeed, ready } from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'
import { startProcess } from '../test/process.ts'
import { RpcClient } from '../test/rpc-client.ts'
import { accountKey, type ChainIds, testGenesis, transfer } from '../test/wallet.ts'

const SIGNERS = 64
const TRANSFERS = 12_800
const READS = 40_000
const CONNECTIONS = 8
const IN_FLIGHT = 32

interface Row {
  readonly what: string
  readonly measured: number
  readonly unit: string
  readonly goal: string
}

await ready()
// Signing the load in plain JavaScript would take longer than the bench.
await loadFastVerifier()
const root = await mkdtemp(join(tmpdir(), 'taonet-bench-'))
const rows: Row[] = []

async function firstBlock(): Promise<number> {
  const start = performance.now()
  const node = await startProcess({ profile: 'local', dataDir: join(root, `start-${start}`) })
  while (!/Imported #1 /.test(node.said())) await new Promise(resolve => setTimeout(resolve, 2))
  const passed = performance.now() - start
  node.child.kill('SIGTERM')
  await node.ended
  return passed
}

async function idleMemory(pid: number): Promise<number> {
  await new Promise(resolve => setTimeout(resolve, 10_000))
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000
}

/** Seconds of processor time that a process has used, all threads together: says more than a clock on a busy machine. */
async function processorSeconds(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Sends the messages over all connections, each with a window in flight; milliseconds until the last reply. */
async function pour(clients: readonly RpcClient[], messages: readonly string[]): Promise<number> {
  let next = 0
  let failed = 0
  const start = performance.now()
  await Promise.all(
    clients.map(
      client =>
        new Promise<void>(resolve => {
          let waiting = 0
          const more = (): void => {
            const message = messages[next++]
            if (message === undefined) return waiting === 0 ? resolve() : undefined
            waiting++
            client.socket.send(message)
          }
          client.socket.on('message', data => {
            // Notifications and replies to `ask` have other ids.
            const text = String(data)
            if (!text.endsWith('"id":7}')) return
            if (text.includes('"error"')) failed++
            waiting--
            more()
          })
          for (let i = 0; i < IN_FLIGHT; i++) more()
        }),
    ),
  )
  if (failed > 0) throw new Error(`${failed} requests failed`)
  return performance.now() - start
}

async function transfers(scheme: 'sr25519' | 'ed25519'): Promise<void> {
  const keys = Array.from({ length: SIGNERS }, (_, i) =>
    keyPairFromSeed(new Uint8Array(32).fill(i + 1), scheme),
  )
  const genesis = testGenesis()
  const funded = keys.map(({ account }) => [account, '1000000000000'] as const)
  const balances = [
    ...genesis.balances.filter(([who]) => !funded.some(([other]) => other === who)),
    ...funded,
  ]
  const node = await startProcess({
    profile: 'local',
    genesis: { ...genesis, balances },
    dataDir: join(root, scheme),
  })
  const clients = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => RpcClient.connect(node.rpcPort)),
  )
  const [first] = clients as [RpcClient]
  const version = (await first.ask('state_getRuntimeVersion')) as Omit<ChainIds, 'genesis'>
  const ids = { ...version, genesis: await first.ask('chain_getBlockHash', 0) } as ChainIds
  const submit = (key: KeyPair, nonce: number): string => {
    const extrinsic = bytesToHex(transfer(ids, key, keys[0]!.account, 10n, { nonce }))
    return `{"jsonrpc":"2.0","id":7,"method":"author_submitExtrinsic","params":["${extrinsic}"]}`
  }
  const messages = Array.from({ length: TRANSFERS }, (_, i) =>
    submit(keys[i % SIGNERS]!, Math.floor(i / SIGNERS)),
  )
  const pid = node.child.pid ?? 0
  const used = await processorSeconds(pid)
  const start = performance.now()
  await pour(clients, messages)
  const wanted = TRANSFERS / SIGNERS
  for (const key of keys)
    while (
      ((await first.ask('state_getStorage', `0x${accountKey(key.account)}`)) as string).slice(2, 10) !==
      nonceHex(wanted)
    )
      await new Promise(resolve => setTimeout(resolve, 5))
  const seconds = (performance.now() - start) / 1000
  rows.push({
    what: `${scheme} transfers, RPC to durable commit`,
    measured: TRANSFERS / seconds,
    unit: 'transfers/s',
    goal: scheme === 'sr25519' ? '>= 2000' : '',
  })
  rows.push({
    what: `processor time of one ${scheme} transfer, all threads`,
    measured: ((await processorSeconds(pid)) - used) * (1e6 / TRANSFERS),
    unit: 'us',
    goal: '',
  })
  for (const client of clients) client.close()
  node.child.kill('SIGTERM')
  await node.ended
}

const nonceHex = (nonce: number): string => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(nonce)
  return bytes.toString('hex')
}

async function quietNode(): Promise<void> {
  const node = await startProcess({ profile: 'local', genesis: testGenesis(), dataDir: join(root, 'quiet') })
  rows.push({
    what: 'idle memory after 10 s of blocks, verifier loaded',
    measured: await idleMemory(node.child.pid ?? 0),
    unit: 'MB',
    goal: '< 200',
  })
  const clients = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => RpcClient.connect(node.rpcPort)),
  )
  const key = `0x${accountKey(keyPairFromSeed(new Uint8Array(32).fill(1), 'ed25519').account)}`
  const message = `{"jsonrpc":"2.0","id":7,"method":"state_getStorage","params":["${key}"]}`
  const passed = await pour(clients, Array(READS).fill(message))
  rows.push({ what: 'state_getStorage', measured: READS / (passed / 1000), unit: 'requests/s', goal: '' })
  for (const client of clients) client.close()
  node.child.kill('SIGTERM')
  await node.ended
}

try {
  await firstBlock()
  const starts = [await firstBlock(), await firstBlock(), await firstBlock()].sort((a, b) => a - b)
  rows.push({
    what: 'start to first block (median of 3, compile cache on)',
    measured: starts[1]!,
    unit: 'ms',
    goal: '< 700',
  })
  await quietNode()
  await transfers('sr25519')
  await transfers('ed25519')
  console.table(rows.map(row => ({ ...row, measured: Math.round(row.measured) })))
} finally {
  await rm(root, { recursive: true })
}
