// The folder of a replicated node: `config/` and `data/` are the engine's, `chain/` is ours, `taonet.json` says which ports.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GenesisSpec } from '@taonet/runtime'
import { NetError } from '@taonet/wire'
import { genesisOf } from './genesis-document.ts'

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
  readonly rpcPort: number
}

const HINT = "name a folder that 'taonet network init' wrote"

async function json(dir: string, name: string): Promise<Readonly<Record<string, unknown>>> {
  let text: string
  try {
    text = await readFile(join(dir, name), 'utf8')
  } catch (cause) {
    throw new NetError('home', `${dir} has no ${name}`, HINT, cause)
  }
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch {
    // Said below, with what is no object.
  }
  throw new NetError('home', `${join(dir, name)} is not a JSON object`, HINT)
}

/** @throws NetError `home` or `genesis` for a folder that is none. */
export async function readHome(dir: string): Promise<Home> {
  const [genesis, settings] = [await json(dir, files.genesis), await json(dir, files.settings)]
  // The engine makes a key of its own where it finds none, and would be a stranger to the others.
  for (const key of [files.nodeKey, files.validatorKey]) await json(dir, key)
  if (typeof genesis.chain_id !== 'string')
    throw new NetError('home', `${dir}'s genesis has no chain_id`, HINT)
  if (typeof settings.rpcPort !== 'number')
    throw new NetError('home', `${join(dir, files.settings)} names no rpcPort`, HINT)
  return {
    dir,
    chainId: genesis.chain_id,
    genesis: genesisOf(JSON.stringify(genesis.app_state)),
    rpcPort: settings.rpcPort,
  }
}
