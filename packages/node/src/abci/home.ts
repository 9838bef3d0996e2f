// The folder of a replicated node: `config/` and `data/` are the engine's, `chain/` is ours, `taonet.json` says which ports.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GenesisSpec } from '@taonet/runtime'
import { NetError } from '@taonet/wire'
import { readGenesis } from './genesis-document.ts'

export const files = {
  genesis: join('config', 'genesis.json'),
  config: join('config', 'config.toml'),
  nodeKey: join('config', 'node_key.json'),
  validatorKey: join('config', 'priv_validator_key.json'),
  validatorState: join('data', 'priv_validator_state.json'),
  settings: 'taonet.json',
  chain: 'chain',
} as const

export interface Home {
  readonly dir: string
  readonly chainId: string
  readonly genesis: GenesisSpec
  /** The engine's `timeout_propose` in milliseconds. */
  readonly patience: number
  readonly rpcPort: number
}

const HINT = "name a folder that 'taonet network init' wrote"

async function read(dir: string, name: string): Promise<string> {
  try {
    return await readFile(join(dir, name), 'utf8')
  } catch (cause) {
    throw new NetError('home', `${dir} has no ${name}`, HINT, cause)
  }
}

/** @throws NetError `home` or `genesis` for a folder that is none. */
export async function readHome(dir: string): Promise<Home> {
  const document = readGenesis(await read(dir, files.genesis))
  // The engine makes a key of its own where it finds none, and would be a stranger to the others.
  for (const key of [files.nodeKey, files.validatorKey]) await read(dir, key)
  const patience = patienceIn(await read(dir, files.config))
  return { dir, ...document, patience, rpcPort: portIn(await read(dir, files.settings)) }
}

/** What the engine itself takes where its configuration is silent. */
const DEFAULT_PATIENCE_MS = 3000

function patienceIn(config: string): number {
  const [, count, unit] = /^timeout_propose = "([\d.]+)(ms|s)"$/m.exec(config) ?? []
  if (count === undefined) return DEFAULT_PATIENCE_MS
  return Number(count) * (unit === 's' ? 1000 : 1)
}

function portIn(text: string): number {
  try {
    const settings: unknown = JSON.parse(text)
    if (typeof settings === 'object' && settings !== null && 'rpcPort' in settings)
      if (typeof settings.rpcPort === 'number') return settings.rpcPort
  } catch {
    // Said below, with what names no port.
  }
  throw new NetError('home', `${files.settings} names no rpcPort`, HINT)
}
