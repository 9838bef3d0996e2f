// What accounts do for each other: proxies and their announcements, calls put together, remarks.
import { blake2b256, hash32, idAddress } from '@taonet/wire'
import { callHash } from '../../src/call-hash.ts'
import { derivativeOf } from '../../src/chapters/utility/calls.ts'
import { type CallValue, callValue, storage, Tao } from '../../src/tables.ts'
import { signed } from '../../src/world.ts'
import { account, TAO } from '../frame/chain.ts'
import type { Kind } from './kind.ts'
import { asRoot } from './root-call.ts'
import { COLDKEYS, type Scene, SUDO } from './scene.ts'

/** A person who has proxies, and one of these. */
function pair(scene: Scene) {
  for (let i = 0; i < 12; i++) {
    const real = scene.person()
    const [all] = storage.Proxy.Proxies.get(scene, account(real))
    const definition = all[scene.draw.below(all.length)]
    const delegate = COLDKEYS.find(name => account(name) === definition?.delegate)
    if (definition !== undefined && delegate !== undefined) return { real, delegate, definition }
  }
  return undefined
}

/** What an announced call will be, when it is one that can be made. */
const INTENDED = callValue('SubtensorModule', 'set_reject_locked_alpha', { enabled: false })

const KINDS = ['Any', 'NonTransfer', 'Staking', 'Transfer'] as const

export const proxies: readonly Kind[] = [
  {
    name: 'Proxy.add_proxy',
    feeds: 4,
    make(scene) {
      const delegate = idAddress(account(scene.person()))
      const args = { delegate, proxy_type: scene.draw.pick(KINDS), delay: scene.draw.oneIn(8) ? 2 : 0 }
      return { by: scene.person(), call: callValue('Proxy', 'add_proxy', args) }
    },
  },
  {
    name: 'Proxy.remove_proxy',
    make(scene) {
      const known = scene.wild ? undefined : pair(scene)
      const delegate = idAddress(account(known?.delegate ?? scene.person()))
      const { proxy_type, delay } = known?.definition ?? { proxy_type: 'Any' as const, delay: 0 }
      const call = callValue('Proxy', 'remove_proxy', { delegate, proxy_type, delay })
      return { by: known?.real ?? scene.person(), call }
    },
  },
  {
    name: 'Proxy.proxy',
    make(scene) {
      const known = scene.wild ? undefined : pair(scene)
      const real = idAddress(account(known?.real ?? scene.person()))
      const call = callValue('Proxy', 'proxy', {
        real,
        force_proxy_type: undefined,
        call: inner(scene, known?.real),
      })
      return { by: known?.delegate ?? scene.person(), call }
    },
  },
  {
    name: 'Proxy.announce',
    feeds: 3,
    make(scene) {
      const known = scene.wild ? undefined : pair(scene)
      const real = account(known?.real ?? scene.person())
      const by = known?.delegate ?? scene.person()
      const call_hash = scene.wild ? hash32(blake2b256(scene.draw.bytes(4))) : callHash(INTENDED)
      return { by, call: callValue('Proxy', 'announce', { real: idAddress(real), call_hash }) }
    },
  },
  {
    name: 'Proxy.remove_announcement',
    make(scene) {
      const by = announcer(scene)
      const [all] = storage.Proxy.Announcements.get(scene, account(by))
      const one = all[scene.draw.below(all.length)]
      const real = idAddress(one?.real ?? account(scene.person()))
      const call_hash = one?.call_hash ?? hash32(new Uint8Array(32))
      return { by, call: callValue('Proxy', 'remove_announcement', { real, call_hash }) }
    },
  },
  {
    name: 'Proxy.reject_announcement',
    make(scene) {
      const delegate = announcer(scene)
      const [all] = storage.Proxy.Announcements.get(scene, account(delegate))
      const one = all[scene.draw.below(all.length)]
      const by = COLDKEYS.find(name => account(name) === one?.real) ?? scene.person()
      const call_hash = one?.call_hash ?? callHash(INTENDED)
      const args = { delegate: idAddress(account(delegate)), call_hash }
      return { by, call: callValue('Proxy', 'reject_announcement', args) }
    },
  },
  {
    name: 'Proxy.proxy_announced',
    make(scene) {
      const hash = callHash(INTENDED)
      const fits = COLDKEYS.flatMap(name =>
        storage.Proxy.Announcements.get(scene, account(name))[0]
          .filter(({ call_hash }) => call_hash === hash)
          .map(({ real }) => ({ delegate: name, real })),
      )
      const { delegate, real } = fits[scene.draw.below(fits.length)] ?? {
        delegate: scene.person(),
        real: account(scene.person()),
      }
      const args = {
        delegate: idAddress(account(delegate)),
        real: idAddress(real),
        force_proxy_type: undefined,
        call: INTENDED,
      }
      return { by: scene.person(), call: callValue('Proxy', 'proxy_announced', args) }
    },
  },
  {
    name: 'Proxy.remove_proxies',
    make(scene) {
      let by = scene.person()
      // Mostly who has none: others need theirs.
      for (let i = 0; i < 8 && !scene.wild && storage.Proxy.Proxies.has(scene, account(by)); i++)
        by = scene.person()
      return { by, call: callValue('Proxy', 'remove_proxies', {}) }
    },
  },
  {
    name: 'Proxy.poke_deposit',
    make: scene => ({ by: scene.person(), call: callValue('Proxy', 'poke_deposit', {}) }),
  },
]

function announcer(scene: Scene): string {
  for (let i = 0; ; i++) {
    const by = scene.person()
    if (i === 12 || storage.Proxy.Announcements.get(scene, account(by))[0].length > 0) return by
  }
}

/** Something small that a person may well do. */
function inner(scene: Scene, by: string = scene.person()): CallValue {
  const amount = scene.amount(scene.free(by) / 200n)
  const stake = { hotkey: scene.anyHotkey(), netuid: scene.subnetOrRoot(), amount_staked: Tao(amount) }
  const dest = idAddress(account(scene.person()))
  return scene.draw.pick([
    callValue('SubtensorModule', 'add_stake', stake),
    callValue('SubtensorModule', 'set_reject_locked_alpha', { enabled: false }),
    callValue('Balances', 'transfer_keep_alive', { dest, value: Tao(amount) }),
  ])
}

const batch = (call: 'batch' | 'batch_all' | 'force_batch'): Kind => ({
  name: `Utility.${call}`,
  make(scene) {
    const by = scene.person()
    const calls = Array.from({ length: 1 + scene.draw.below(3) }, () => inner(scene, by))
    return { by, call: callValue('Utility', call, { calls }) }
  },
})

const asAnother = (name: 'dispatch_as' | 'dispatch_as_fallible'): Kind => ({
  name: `Utility.${name}`,
  make(scene) {
    const who = scene.person()
    const args = { as_origin: signed(account(who)), call: inner(scene, who) }
    return asRoot(callValue('Utility', name, args))
  },
})

/** The list alone: a chain that is closed is no place for everybody. */
const members = (name: 'add_members' | 'remove_members'): Kind => ({
  name: `Members.${name}`,
  make(scene) {
    const accounts = Array.from({ length: 1 + scene.draw.below(3) }, () => account(scene.person()))
    return asRoot(callValue('Members', name, { accounts }))
  },
})

export const others: readonly Kind[] = [
  batch('batch'),
  batch('batch_all'),
  batch('force_batch'),
  {
    // A raised minimum pays out at once whatever became too small.
    name: 'Sudo.sudo',
    make(scene) {
      const least = scene.draw.upTo(scene.draw.oneIn(10) ? 2n * TAO : TAO / 100n)
      const call = callValue('AdminUtils', 'sudo_set_nominator_min_required_stake', { min_stake: least })
      return asRoot(call)
    },
  },
  {
    name: 'Balances.force_transfer',
    make(scene) {
      const source = scene.person()
      const dest = idAddress(account(scene.person()))
      const value = Tao(scene.amount(scene.free(source) / 200n))
      const args = { source: idAddress(account(source)), dest, value }
      return asRoot(callValue('Balances', 'force_transfer', args))
    },
  },
  {
    // What a purse of one's own would need for fees, it is given beforehand.
    name: 'Utility.as_derivative',
    make(scene) {
      const by = scene.person()
      const index = scene.draw.below(2)
      const dest = idAddress(scene.draw.oneIn(2) ? account(by) : derivativeOf(account(by), index))
      const value = Tao(scene.wild ? scene.draw.upTo(TAO) : 2_000n)
      const call = scene.draw.oneIn(2)
        ? callValue('System', 'remark_with_event', { remark: scene.draw.bytes(4) })
        : callValue('Balances', 'transfer_allow_death', { dest, value })
      return { by, call: callValue('Utility', 'as_derivative', { index, call }) }
    },
  },
  {
    name: 'Utility.if_else',
    make(scene) {
      const by = scene.person()
      const args = { main: inner(scene, by), fallback: inner(scene, by) }
      return { by, call: callValue('Utility', 'if_else', args) }
    },
  },
  asAnother('dispatch_as'),
  asAnother('dispatch_as_fallible'),
  {
    name: 'Sudo.sudo_as',
    make(scene) {
      const who = scene.person()
      const args = { who: idAddress(account(who)), call: inner(scene, who) }
      return { by: SUDO, call: callValue('Sudo', 'sudo_as', args) }
    },
  },
  members('add_members'),
  members('remove_members'),
  {
    name: 'System.remark_with_event',
    make: scene => ({
      by: scene.person(),
      call: callValue('System', 'remark_with_event', { remark: scene.draw.bytes(scene.draw.below(40)) }),
    }),
  },
]
