// The chain's version of the rules as the engine has it: the `app` version of its headers (adr/0006).
import type { Changes, StateView } from '@taonet/runtime'
import { storage } from '@taonet/runtime/tables'
import type { ResponseFinalizeBlock } from 'cosmjs-types/tendermint/abci/types'

const { SpecVersion } = storage.Upgrades

/** Of the block of this state; undefined for a chain that has none. */
export const ruleVersion = (state: StateView): number | undefined => SpecVersion.get({ state })

/** What a block that brought another version asks of the engine; its headers have it from the next height on. */
export function versionUpdate(changes: Changes): Pick<ResponseFinalizeBlock, 'consensusParamUpdates'> {
  const key = SpecVersion.key()
  const row = changes.get(key)
  return row ? { consensusParamUpdates: { version: { app: BigInt(SpecVersion.entry(key, row)[1]) } } } : {}
}
