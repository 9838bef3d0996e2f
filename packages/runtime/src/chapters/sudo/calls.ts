// Sudo's calls. A call that the sudo key sends is free once the key was checked.
import { type AccountId, accountOf } from '@taonet/wire'
import type { Dispatch } from '../../dispatch.ts'
import { cannotLookup, ensure } from '../../failure.ts'
import { resultOf } from '../../frame-types.ts'
import { type Implementation, implement } from '../../implement.ts'
import type { CallValue } from '../../runtime-enums.ts'
import { attempt, ensureSigned, type Origin, root, signed, type World } from '../../world.ts'
import { ensureNoSystemAccount } from '../staking/accounts.ts'
import { sudo } from './table.ts'

const { Key } = sudo.storage

function ensureSudo(world: World, origin: Origin): AccountId {
  const who = ensureSigned(origin)
  ensure(who === Key.get(world), sudo.error.RequireSudo)
  return who
}

export function sudoCalls(dispatch: Dispatch): Implementation {
  const run = (world: World, origin: Origin, call: CallValue) =>
    resultOf(attempt(world, () => dispatch(world, origin, call)))
  const asRoot = (world: World, origin: Origin, call: CallValue) => {
    ensureSudo(world, origin)
    const sudo_result = run(world, root, call)
    world.emit(sudo.event.Sudid({ sudo_result }))
    return { free: true }
  }
  return implement(sudo, {
    sudo: (world, origin, { call }) => asRoot(world, origin, call),
    sudo_unchecked_weight: (world, origin, { call }) => asRoot(world, origin, call),
    set_key(world, origin, { new: address }) {
      const old = ensureSudo(world, origin)
      const next = accountOf(address)
      ensure(next !== undefined, cannotLookup)
      Key.put(world, next)
      world.emit(sudo.event.KeyChanged({ old, new: next }))
      return { free: true }
    },
    sudo_as(world, origin, { who, call }) {
      ensureSudo(world, origin)
      const account = accountOf(who)
      ensure(account !== undefined, cannotLookup)
      ensureNoSystemAccount(account)
      const sudo_result = run(world, signed(account), call)
      world.emit(sudo.event.SudoAsDone({ sudo_result }))
      return { free: true }
    },
    remove_key(world, origin) {
      ensureSudo(world, origin)
      Key.remove(world)
      world.emit(sudo.event.KeyRemoved({}))
      return { free: true }
    },
  })
}
