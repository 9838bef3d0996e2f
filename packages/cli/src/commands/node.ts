// `taonet node`: one chain node in this process, alone or with a consensus engine under it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningNode, startNode, startReplicatedNode } from '@taonet/node'
import { PROFILES, type ProfileName } from '@taonet/runtime'
import { NetError } from '@taonet/wire'
import { firstScreen } from '../developer/first-screen.ts'
import { say } from '../terminal.ts'

export interface NodeCommandOptions {
  readonly dev: boolean
  readonly chain: string
  readonly tmp: boolean
  readonly basePath: string
  readonly sealing: 'interval' | 'instant' | 'manual'
  readonly rpcPort: number
  readonly blockTime?: number
  readonly pruning?: number | 'archive'
  /** Shown, for scripts that give their nodes names. */
  readonly name?: string
  readonly json: boolean
}

export interface ReplicatedNodeCommandOptions {
  readonly home?: string
  readonly rpcPort?: number
  readonly pruning?: number | 'archive'
  readonly json: boolean
}

const line =
  (level: string) =>
  (text: string): void => {
    process.stderr.write(`${new Date().toISOString()} ${level} ${text}\n`)
  }
const log = { info: line('info'), warn: line('warn'), error: line('error') }

const HALTED = 70

const isProfile = (name: string): name is ProfileName => Object.hasOwn(PROFILES, name)

export async function nodeCommand(options: NodeCommandOptions): Promise<void> {
  if (!isProfile(options.chain))
    throw new NetError('unknown-chain', `there is no chain "${options.chain}"`, 'choose dev, local or public')
  if (options.dev && options.chain === 'public')
    throw new NetError('unknown-chain', '--dev is not for a public chain', 'leave out one of the two')
  const { chain: profile, rpcPort, sealing, tmp, name, pruning } = options
  // On disk all the same: every past block stays readable, and memory does not grow with the chain.
  const dataDir = tmp ? mkdtempSync(join(tmpdir(), 'taonet-chain-')) : options.basePath
  const tidy = (): void => {
    if (tmp) rmSync(dataDir, { recursive: true, force: true })
  }
  const blockTime = options.blockTime ?? PROFILES[profile].blockTime
  const keep = pruning ?? 'archive'
  const node = await startNode({ profile, rpcPort, sealing, log, dataDir, blockTime, keep }).catch(thrown => {
    tidy()
    throw thrown
  })
  const url = `ws://127.0.0.1:${node.rpcPort}`
  if (options.json) say(JSON.stringify({ url, genesis: node.genesisHash }))
  else {
    const every = sealing === 'interval' ? `every ${blockTime} ms` : sealing
    const kept = `${tmp ? 'until it stops' : dataDir}, ${keep === 'archive' ? 'all states' : `the last ${keep} states`}`
    const { rpcPort: listening, genesisHash: genesis } = node
    say(firstScreen({ profile, name, rpcPort: listening, genesis, sealing: every, kept }))
  }
  stopOnSignals({
    ...node,
    async stop() {
      await node.stop()
      tidy()
    },
  })
}

/** @throws NetError `home`, `engine-missing` and whatever keeps a node from starting. */
export async function replicatedNodeCommand(options: ReplicatedNodeCommandOptions): Promise<void> {
  const { home, rpcPort, pruning, json } = options
  if (home === undefined)
    throw new NetError('home', 'which node?', "--home takes a folder that 'taonet network init' wrote")
  const node = await startReplicatedNode({
    home,
    log,
    ...(rpcPort === undefined ? {} : { rpcPort }),
    ...(pruning === undefined ? {} : { keep: pruning }),
  })
  const url = `ws://127.0.0.1:${node.rpcPort}`
  if (json) say(JSON.stringify({ url, genesis: node.genesisHash }))
  else say(`node of ${home} on ${url}, genesis ${node.genesisHash}\nCtrl-C stops it`)
  // We failed (DESIGN §7): this node must not go on, and the others do not need it to.
  const halted = (): void => {
    process.exitCode = HALTED
    node.stop().finally(() => process.exit())
  }
  node.host.events.once('halted', halted)
  // While it started, perhaps.
  if (node.host.halted) halted()
  stopOnSignals(node)
}

function stopOnSignals(node: RunningNode): void {
  let stopping = false
  const stop = (): void => {
    if (stopping) process.exit(130)
    stopping = true
    node.stop().then(
      () => process.exit(0),
      thrown => {
        process.stderr.write(`${String(thrown)}\n`)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
  process.on('disconnect', stop)
}
