// The calls that swap keys (chain-governance §6.4, §6.5).
import { implement } from '../../implement.ts'
import { ensureRoot, ensureSigned } from '../../world.ts'
import {
  announceColdkeySwap,
  clearAnnouncement,
  disputeColdkeySwap,
  resetColdkeySwap,
  swapAnnouncedColdkey,
} from './announcement.ts'
import { swapColdkeyByRoot } from './coldkey-swap.ts'
import { swapHotkey } from './hotkey-swap.ts'
import { keys } from './table.ts'

export const keysCalls = implement(keys, {
  swap_hotkey(world, origin, { hotkey, new_hotkey, netuid }) {
    swapHotkey(world, ensureSigned(origin), hotkey, new_hotkey, { netuid, keepStake: false })
  },
  swap_hotkey_v2(world, origin, { hotkey, new_hotkey, netuid, keep_stake }) {
    swapHotkey(world, ensureSigned(origin), hotkey, new_hotkey, { netuid, keepStake: keep_stake })
  },
  swap_coldkey(world, origin, { old_coldkey, new_coldkey, swap_cost }) {
    ensureRoot(origin)
    swapColdkeyByRoot(world, old_coldkey, new_coldkey, swap_cost)
  },
  announce_coldkey_swap(world, origin, { new_coldkey_hash }) {
    announceColdkeySwap(world, ensureSigned(origin), new_coldkey_hash)
  },
  swap_coldkey_announced(world, origin, { new_coldkey }) {
    swapAnnouncedColdkey(world, ensureSigned(origin), new_coldkey)
  },
  dispute_coldkey_swap(world, origin) {
    disputeColdkeySwap(world, ensureSigned(origin))
  },
  reset_coldkey_swap(world, origin, { coldkey }) {
    ensureRoot(origin)
    resetColdkeySwap(world, coldkey)
  },
  clear_coldkey_swap_announcement(world, origin) {
    clearAnnouncement(world, ensureSigned(origin))
  },
})
