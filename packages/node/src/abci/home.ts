// The folder of a replicated node: `config/` and `data/` are the engine's, `chain/` is ours, `taonet.json` says which ports.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GenesisSpec } from '@taonet/runtime'
import { NetError } from '@taonet/wire'
import { readGenesis } from './genesis-document.ts'
import { checkIdentity, IDENTITY_FILE, voteKeyIn } from './identity.ts'
import { fields, parsed } from './own-json.ts'
import type { SnapshotPlan } from './snapshots/shelf.ts'

export const files = {
  genesis: join('config', 'genesis.json'),
  config: join('config', 'config.toml'),
  nodeKey: join('config', 'node_key.json'),
  validatorKey: join('config', 'priv_validator_key.json'),
  validatorState: join('data', 'priv_validator_state.json'),
  settings: 'taonet.json',
  identity: IDENTITY_FILE,
  chain: 'chain',
  snapshots: 'snapshots',
} as const

export interface Home {
  readonly dir: string
  readonly chainId: string
  readonly genesis: GenesisSpec
  /** The engine's `timeout_propose` in milliseconds. */
  readonly patience: number
  readonly rpcPort: number
  readonly snapshots: SnapshotPlan
}

const HINT = "name a folder that 'taonet network init' wrote"

const LOST_VOTES =
  'restore it with the rest of data/ from the newest copy; else join anew with another key, and let root give that one the vote'

async function read(dir: string, name: string, hint = HINT): Promise<string> {
  try {
    return await readFile(join(dir, name), 'utf8')
  } catch (cause) {
    throw new NetError('home', `${dir} has no ${name}`, hint, cause)
  }
}

/** @throws NetError `home` or `genesis` for a folder that is none, `other-chain` or `other-key` for a mixed one. */
export async function readHome(dir: string): Promise<Home> {
  const document = readGenesis(await read(dir, files.genesis))
  // The engine makes a key of its own where it finds none, and would be a stranger to the others.
  await read(dir, files.nodeKey)
  const authority = voteKeyIn(await read(dir, files.validatorKey))
  await checkIdentity(dir, { chainId: document.chainId, authority })
  // Without it, it would also vote a second time for heights at which it voted before: provable fraud.
  await read(dir, files.validatorState, LOST_VOTES)
  const patience = patienceIn(await read(dir, files.config))
  return { dir, ...document, patience, ...settingsIn(await read(dir, files.settings)) }
}

/** What the engine itself takes where its configuration is silent. */
const DEFAULT_PATIENCE_MS = 3000

function patienceIn(config: string): number {
  const [, count, unit] = /^timeout_propose = "([\d.]+)(ms|s)"$/m.exec(config) ?? []
  if (count === undefined) return DEFAULT_PATIENCE_MS
  return Number(count) * (unit === 's' ? 1000 : 1)
}

const SNAPSHOTS: SnapshotPlan = { every: 1000, kept: 2 }

function settingsIn(text: string): Pick<Home, 'rpcPort' | 'snapshots'> {
  const { rpcPort, snapshots = {} } = fields(parsed(text))
  if (!isCount(rpcPort)) throw new NetError('home', `${files.settings} names no rpcPort`, HINT)
  const plan = { ...SNAPSHOTS, ...fields(snapshots) }
  const { every, kept } = plan
  if (!isCount(every) || !isCount(kept) || kept === 0)
    throw new NetError(
      'home',
      `${files.settings} has strange snapshots`,
      `such as {"every":${SNAPSHOTS.every},"kept":${SNAPSHOTS.kept}}; every 0 makes none`,
    )
  return { rpcPort, snapshots: { every, kept } }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
