// A chain's first state from a plain specification: chapters write their own rows, then the chain-wide values asked for.
import { encode } from '@taonet/wire'
import { BlockWorld } from './block-world.ts'
import type { GenesisSpec } from './genesis-spec.ts'
import { NO_HASH } from './nouns.ts'
import { fromPlain } from './plain-value.ts'
import { genesisSteps } from './protocol.ts'
import type { Changes, StateView } from './state.ts'
import { cellOf } from './tables.ts'
import type { World } from './world.ts'

const nothing: StateView = { get: () => undefined, keys: () => [] }

function writeValues(world: World, values: GenesisSpec['values']): void {
  for (const [path, value] of Object.entries(values)) {
    const [pallet = '', item = ''] = path.split('.')
    const cell = cellOf(pallet, item)
    if (!cell || cell.columns.length > 0 || cell.computed)
      throw new TypeError(`${path} is no single value of the chain`)
    world.state.put(cell.key(), encode(cell.value, fromPlain(cell.value, value)))
  }
}

/** Throws TypeError or RangeError for a specification that makes no chain. */
export function buildGenesis(spec: GenesisSpec): Changes {
  const world = new BlockWorld(nothing, { number: 0, parentHash: NO_HASH, time: 0n, author: undefined })
  for (const step of genesisSteps) step(world, spec)
  writeValues(world, spec.values)
  return world.state.changes()
}
