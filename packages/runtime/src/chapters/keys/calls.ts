// The calls that swap keys (chain-governance §6.5).
import { implement } from '../../implement.ts'
import { ensureSigned } from '../../world.ts'
import { swapHotkey } from './hotkey-swap.ts'
import { keys } from './table.ts'

export const keysCalls = implement(keys, {
  swap_hotkey(world, origin, { hotkey, new_hotkey, netuid }) {
    swapHotkey(world, ensureSigned(origin), hotkey, new_hotkey, { netuid, keepStake: false })
  },
  swap_hotkey_v2(world, origin, { hotkey, new_hotkey, netuid, keep_stake }) {
    swapHotkey(world, ensureSigned(origin), hotkey, new_hotkey, { netuid, keepStake: keep_stake })
  },
})
