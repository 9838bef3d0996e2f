// What accounts do for each other: proxies and their announcements, calls put together, remarks.
import { blake2b256, hash32, idAddress } from '@taonet/wire'
import { type CallValue, callValue, storage, Tao } from '../../src/tables.ts'
import { account, TAO } from '../frame/chain.ts'
import type { Kind } from './kind.ts'
import { PEOPLE, type Scene, SUDO } from './scene.ts'

/** A person who has proxies, and one of these. */
function pair(scene: Scene) {
  for (let i = 0; i < 12; i++) {
    const real = scene.person()
    const [all] = storage.Proxy.Proxies.get(scene, account(real))
    const definition = all[scene.draw.below(all.length)]
    const delegate = PEOPLE.find(name => account(name) === definition?.delegate)
    if (definition !== undefined && delegate !== undefined) return { real, delegate, definition }
  }
  return undefined
}

const KINDS = ['Any', 'NonTransfer', 'Staking', 'Transfer'] as const

export const proxies: readonly Kind[] = [
  {
    name: 'Proxy.add_proxy',
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
    make(scene) {
      const known = scene.wild ? undefined : pair(scene)
      const real = account(known?.real ?? scene.person())
      const call_hash = hash32(blake2b256(scene.draw.bytes(4)))
      const by = known?.delegate ?? scene.person()
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
      return { by: SUDO, call: callValue('Sudo', 'sudo', { call }) }
    },
  },
  {
    name: 'System.remark_with_event',
    make: scene => ({
      by: scene.person(),
      call: callValue('System', 'remark_with_event', { remark: scene.draw.bytes(scene.draw.below(40)) }),
    }),
  },
]
