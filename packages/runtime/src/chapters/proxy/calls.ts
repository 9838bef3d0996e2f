// The calls on proxies. What a proxy calls runs as the other account, through the same dispatch as any call
// (chain-governance §6.2).
import { type AccountId, type Address, accountOf } from '@taonet/wire'
import { callHash } from '../../call-hash.ts'
import type { Dispatch } from '../../dispatch.ts'
import { cannotLookup, ensure, refuse } from '../../failure.ts'
import { resultOf } from '../../frame-types.ts'
import { type Implementation, implement } from '../../implement.ts'
import type { CallValue } from '../../runtime-enums.ts'
import { attempt, ensureSigned, signed, type World } from '../../world.ts'
import { system } from '../system/table.ts'
import { announce, useAnnouncement, withdrawAnnouncement } from './announcements.ts'
import { allows, type ProxyType } from './kinds.ts'
import { addProxy, createPure, killPure, proxyOf, removeProxies, removeProxy } from './proxies.ts'
import { proxy } from './table.ts'

function lookup(address: Address): AccountId {
  const account = accountOf(address)
  ensure(account !== undefined, cannotLookup)
  return account
}

export function proxyCalls(dispatch: Dispatch): Implementation {
  /** Told, not refused: the proxy's own call has done what it was asked to. */
  const run = (world: World, real: AccountId, kind: ProxyType, call: CallValue): void => {
    const outcome = attempt(world, () =>
      allows(kind, call) ? dispatch(world, signed(real), call) : refuse(system.error.CallFiltered),
    )
    world.emit(proxy.event.ProxyExecuted({ result: resultOf(outcome) }))
  }
  return implement(proxy, {
    proxy(world, origin, { real: address, force_proxy_type, call }) {
      const who = ensureSigned(origin)
      const real = lookup(address)
      const { proxy_type, delay } = proxyOf(world, real, who, force_proxy_type)
      ensure(delay === 0, proxy.error.Unannounced)
      run(world, real, proxy_type, call)
    },
    proxy_announced(world, origin, { delegate: by, real: address, force_proxy_type, call }) {
      ensureSigned(origin)
      const [delegate, real] = [lookup(by), lookup(address)]
      const { proxy_type, delay } = proxyOf(world, real, delegate, force_proxy_type)
      useAnnouncement(world, delegate, real, callHash(call), delay)
      run(world, real, proxy_type, call)
    },
    add_proxy(world, origin, { delegate, proxy_type, delay }) {
      addProxy(world, ensureSigned(origin), { delegate: lookup(delegate), proxy_type, delay })
    },
    remove_proxy(world, origin, { delegate, proxy_type, delay }) {
      removeProxy(world, ensureSigned(origin), { delegate: lookup(delegate), proxy_type, delay })
    },
    remove_proxies(world, origin) {
      removeProxies(world, ensureSigned(origin))
    },
    create_pure(world, origin, { proxy_type, delay, index }) {
      createPure(world, ensureSigned(origin), proxy_type, delay, index)
    },
    kill_pure(world, origin, { spawner, proxy_type, index, height, ext_index }) {
      const who = lookup(spawner)
      killPure(world, ensureSigned(origin), { who, height, ext_index, proxy_type, index })
    },
    announce(world, origin, { real, call_hash }) {
      announce(world, ensureSigned(origin), lookup(real), call_hash)
    },
    remove_announcement(world, origin, { real, call_hash }) {
      withdrawAnnouncement(world, ensureSigned(origin), lookup(real), call_hash)
    },
    reject_announcement(world, origin, { delegate, call_hash }) {
      withdrawAnnouncement(world, lookup(delegate), ensureSigned(origin), call_hash)
    },
    // Deposits are what they were when they were paid: there is nothing to bring up to date.
    poke_deposit(_, origin) {
      ensureSigned(origin)
    },
  })
}
