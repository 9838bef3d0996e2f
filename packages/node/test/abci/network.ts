// Replicated nodes as processes, each started by the one command that an operator uses.
import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { bytesToHex } from '@taonet/wire'
import { RpcClient } from '../rpc-client.ts'
import { freePorts } from './free-ports.ts'

const TAONET = fileURLToPath(new URL('../../../cli/src/main.ts', import.meta.url))
const run = promisify(execFile)

/** What the command says. */
export async function taonet(...args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [TAONET, ...args])
  return stdout
}

interface Home {
  readonly dir: string
  readonly authority: string
  readonly peer: string
}

/** Folders of a new network, and a port that is left for a node that joins. */
export async function initNetwork(
  out: string,
  validators: number,
  genesisFile: string,
  blockTime = 300,
): Promise<{ readonly homes: readonly Home[]; readonly freePort: number }> {
  const first = await freePorts(validators + 1)
  const args = ['network', 'init', '--out', out, '--validators', String(validators), '--genesis', genesisFile]
  args.push('--p2p-port', String(first), '--rpc-port', '0', '--block-time', String(blockTime), '--json')
  const { homes } = JSON.parse(await taonet(...args)) as { homes: Home[] }
  return { homes, freePort: first + validators }
}

export interface NetworkNode {
  readonly child: ChildProcess
  readonly rpc: RpcClient
  readonly port: number
  readonly said: () => string
  readonly ended: Promise<number | string>
}

const running = new Set<ChildProcess>()
export const endNetworkAfterTests = (): void =>
  after(() => {
    for (const child of running) child.kill('SIGKILL')
  })

/** `before`: a module that is loaded first. */
export async function startNetworkNode(home: string, before?: string): Promise<NetworkNode> {
  const args = [
    ...(before === undefined ? [] : ['--import', before]),
    TAONET,
    'node',
    '--consensus',
    'cometbft',
    '--home',
    home,
    '--json',
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let said = ''
  child.stderr?.on('data', chunk => {
    said += String(chunk)
  })
  // With the last of what it said.
  const ended = once(child, 'close').then(([code, signal]) => {
    running.delete(child)
    return code ?? signal
  })
  const ready = once(createInterface({ input: child.stdout }), 'line').then(([line]) => String(line))
  const line = await Promise.race([
    ready,
    ended.then(how => {
      throw new Error(`the node ended (${how}): ${said}`)
    }),
  ])
  const { url } = JSON.parse(line) as { url: string }
  const port = Number(new URL(url).port)
  return { child, rpc: await RpcClient.connect(port), port, said: () => said, ended }
}

/** Long enough for any machine: a chain that stands still ends its test, and not the whole run. */
const PATIENCE_MS = 300_000

async function within<T>(work: Promise<T>, node: NetworkNode, what: string): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    late.reject(
      new Error(`${what} took more than ${PATIENCE_MS / 1000} s; the node said: ${node.said().slice(-4000)}`),
    )
  }, PATIENCE_MS)
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer))
}

/** Resolves when the node has a block of that height. */
export async function reaches(node: NetworkNode, wanted: number): Promise<void> {
  const heads = await node.rpc.ask('chain_subscribeFinalizedHeads')
  const there = node.rpc.heard(heads, head => Number((head as { number: string }).number) >= wanted)
  await within(there, node, `block ${wanted}`)
  await node.rpc.ask('chain_unsubscribeFinalizedHeads', heads)
}

/** Sends a transaction through the node; in which block it is final. */
export async function watched(node: NetworkNode, extrinsic: Uint8Array): Promise<string> {
  const id = await node.rpc.ask('author_submitAndWatchExtrinsic', bytesToHex(extrinsic))
  const end = node.rpc.heard(id, status => /finalized|invalid|usurped/.test(JSON.stringify(status)))
  const last = await within(end, node, 'a transaction')
  assert.ok(typeof last === 'object' && last && 'finalized' in last, JSON.stringify(node.rpc.told(id)))
  return String(last.finalized)
}

/** The engine below a node. */
export async function engineOf({ child }: NetworkNode): Promise<number> {
  const children = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')
  for (const pid of children.trim().split(' ').map(Number))
    if ((await readFile(`/proc/${pid}/comm`, 'utf8')).trim() === 'cometbft') return pid
  throw new Error('the node has no engine')
}

/** Resolves when no process has the id. */
export async function gone(pid: number): Promise<void> {
  for (;;) {
    const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
    if (state === undefined || state.split(') ')[1]?.startsWith('Z')) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
