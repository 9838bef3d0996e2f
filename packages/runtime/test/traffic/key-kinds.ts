// Keys that change: hotkeys take each other's place, coldkeys are swapped after an announcement, disputed, or by root.
import { type AccountId, blake2b256, hash32, hexToBytes } from '@taonet/wire'
import { stakeOf } from '../../src/chapters/staking/stake.ts'
import { type CallValue, callValue, storage, Tao } from '../../src/tables.ts'
import { account } from '../frame/chain.ts'
import type { Kind, Made } from './kind.ts'
import { asRoot } from './root-call.ts'
import { changingHotkeysOf, hotkeysOf, otherColdkey, ROOT, type Scene } from './scene.ts'

const { ColdkeySwapAnnouncements, ColdkeySwapDisputes, Owner } = storage.SubtensorModule

interface Change {
  readonly by: string
  readonly hotkey: AccountId
  readonly new_hotkey: AccountId
}

/** One of a person's changing hotkeys, and another that nobody staked to on root. */
function change(scene: Scene): Change {
  let by = scene.person()
  for (let i = 0; ; i++) {
    const own = changingHotkeysOf(by).map(account)
    const from = own.filter(one => Owner.get(scene, one) === account(by))
    const to = own.filter(
      one => stakeOf(scene, one, account(by), ROOT) === 0n && !from.slice(0, 1).includes(one),
    )
    const [hotkey, new_hotkey] = [from[scene.draw.below(from.length)], to[scene.draw.below(to.length)]]
    if (hotkey !== undefined && new_hotkey !== undefined && !scene.wild) return { by, hotkey, new_hotkey }
    if (i === 8) return { by, hotkey: scene.hotkeyOf(by), new_hotkey: scene.draw.pick(own) }
    by = scene.person()
  }
}

/** A coldkey that may change: unannounced, announced, or announced for now. */
function mover(scene: Scene, stage: 'settled' | 'waiting' | 'due'): string {
  const all = scene.movers()
  const fits = scene.wild ? [] : all.filter(name => stageOf(scene, name) === stage)
  return scene.draw.pick(fits.length > 0 ? fits : all)
}

function stageOf(scene: Scene, name: string): 'settled' | 'waiting' | 'due' | 'disputed' {
  const announced = ColdkeySwapAnnouncements.get(scene, account(name))
  if (announced === undefined) return 'settled'
  if (ColdkeySwapDisputes.has(scene, account(name))) return 'disputed'
  return announced[0] > scene.number ? 'waiting' : 'due'
}

const hashOf = (coldkey: string) => hash32(blake2b256(hexToBytes(account(coldkey))))

function swapByRoot(scene: Scene): Made {
  const old = mover(scene, 'settled')
  const swap_cost = Tao(scene.wild ? scene.draw.upTo(1_000_000n) : 0n)
  const args = { old_coldkey: account(old), new_coldkey: account(otherColdkey(old)), swap_cost }
  return asRoot(callValue('SubtensorModule', 'swap_coldkey', args))
}

function reset(scene: Scene): CallValue {
  const disputed = [...ColdkeySwapDisputes.entries(scene)].map(([[coldkey]]) => coldkey)
  const coldkey = disputed[0] ?? account(mover(scene, 'settled'))
  return callValue('SubtensorModule', 'reset_coldkey_swap', { coldkey })
}

export const keys: readonly Kind[] = [
  {
    name: 'SubtensorModule.try_associate_hotkey',
    make(scene) {
      const by = scene.person()
      const free = changingHotkeysOf(by).find(name => !scene.owned(account(name)))
      const hotkey = account(free ?? scene.draw.pick(hotkeysOf(by)))
      return { by, call: callValue('SubtensorModule', 'try_associate_hotkey', { hotkey }) }
    },
  },
  {
    name: 'SubtensorModule.swap_hotkey',
    make(scene) {
      const { by, ...hotkeys } = change(scene)
      const netuid = scene.wild ? scene.subnetOrRoot() : undefined
      return { by, call: callValue('SubtensorModule', 'swap_hotkey', { ...hotkeys, netuid }) }
    },
  },
  {
    name: 'SubtensorModule.swap_hotkey_v2',
    make(scene) {
      const { by, ...hotkeys } = change(scene)
      const netuid = scene.draw.oneIn(4) ? scene.subnetOrRoot() : undefined
      const keep_stake = scene.draw.oneIn(3)
      return { by, call: callValue('SubtensorModule', 'swap_hotkey_v2', { ...hotkeys, netuid, keep_stake }) }
    },
  },
  {
    name: 'SubtensorModule.announce_coldkey_swap',
    feeds: 3,
    make(scene) {
      const by = mover(scene, 'settled')
      const new_coldkey_hash = hashOf(otherColdkey(by))
      return { by, call: callValue('SubtensorModule', 'announce_coldkey_swap', { new_coldkey_hash }) }
    },
  },
  {
    name: 'SubtensorModule.swap_coldkey_announced',
    make(scene) {
      const by = mover(scene, 'due')
      const new_coldkey = scene.wild ? scene.anyHotkey() : account(otherColdkey(by))
      return { by, call: callValue('SubtensorModule', 'swap_coldkey_announced', { new_coldkey }) }
    },
  },
  {
    name: 'SubtensorModule.dispute_coldkey_swap',
    make: scene => ({
      by: mover(scene, 'waiting'),
      call: callValue('SubtensorModule', 'dispute_coldkey_swap', {}),
    }),
  },
  {
    name: 'SubtensorModule.clear_coldkey_swap_announcement',
    make: scene => ({
      by: mover(scene, 'due'),
      call: callValue('SubtensorModule', 'clear_coldkey_swap_announcement', {}),
    }),
  },
  { name: 'SubtensorModule.reset_coldkey_swap', make: scene => asRoot(reset(scene)) },
  { name: 'SubtensorModule.swap_coldkey', make: swapByRoot },
]
