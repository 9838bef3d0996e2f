// Who may call in whose name, and the deposit that the account pays for it (chain-governance §6.2).
import {
  type AccountId,
  AccountId32,
  accountId,
  blake2b256,
  encode,
  hexToBytes,
  struct,
  u16,
  u32,
} from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { Tao } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { releaseReserve, reserve } from '../balances/reserve.ts'
import { kindNumber, ProxyType } from './kinds.ts'
import { MAX_PROXIES, PROXY_DEPOSIT, Proxies, type ProxyDefinition, proxy } from './table.ts'

const { error, event } = proxy

/** rao for so many. */
export const depositFor = ({ base, each }: { readonly base: Tao; readonly each: Tao }, count: number): Tao =>
  Tao(count === 0 ? 0n : base + each * BigInt(count))

/** Pays or gives back what the deposit changes by. Refuses InsufficientBalance. */
export function changeDeposit(world: World, who: AccountId, from: Tao, to: Tao): void {
  if (to > from) reserve(world, who, Tao(to - from))
  else releaseReserve(world, who, Tao(from - to))
}

/** Any of the delegate's, or the one of this kind. Refuses NotProxy. */
export function proxyOf(
  world: Reads,
  real: AccountId,
  delegate: AccountId,
  kind: ProxyType | undefined,
): ProxyDefinition {
  const [all] = Proxies.get(world, real)
  const found = all.find(one => one.delegate === delegate && (kind === undefined || one.proxy_type === kind))
  ensure(found !== undefined, error.NotProxy)
  return found
}

const same = (a: ProxyDefinition, b: ProxyDefinition): boolean =>
  a.delegate === b.delegate && a.proxy_type === b.proxy_type && a.delay === b.delay

const before = (a: ProxyDefinition, b: ProxyDefinition): boolean => {
  if (a.delegate !== b.delegate) return a.delegate < b.delegate
  if (a.proxy_type !== b.proxy_type) return kindNumber(a.proxy_type) < kindNumber(b.proxy_type)
  return a.delay < b.delay
}

function putProxies(world: World, who: AccountId, all: ProxyDefinition[]): void {
  const [, paid] = Proxies.get(world, who)
  const deposit = depositFor(PROXY_DEPOSIT, all.length)
  changeDeposit(world, who, paid, deposit)
  if (all.length === 0) Proxies.remove(world, who)
  else Proxies.put(world, who, [all, deposit])
}

const told = (delegator: AccountId, { delegate, proxy_type, delay }: ProxyDefinition) => ({
  delegator,
  delegatee: delegate,
  proxy_type,
  delay,
})

/** Kept in order, so that which one is found first does not depend on history. */
export function addProxy(world: World, who: AccountId, added: ProxyDefinition): void {
  ensure(added.delegate !== who, error.NoSelfProxy)
  const [all] = Proxies.get(world, who)
  ensure(!all.some(one => same(one, added)), error.Duplicate)
  ensure(all.length < MAX_PROXIES, error.TooMany)
  putProxies(world, who, [
    ...all.filter(one => before(one, added)),
    added,
    ...all.filter(one => before(added, one)),
  ])
  world.emit(event.ProxyAdded(told(who, added)))
}

export function removeProxy(world: World, who: AccountId, gone: ProxyDefinition): void {
  const [all] = Proxies.get(world, who)
  ensure(
    all.some(one => same(one, gone)),
    error.NotFound,
  )
  putProxies(
    world,
    who,
    all.filter(one => !same(one, gone)),
  )
  world.emit(event.ProxyRemoved(told(who, gone)))
}

export function removeProxies(world: World, who: AccountId): void {
  putProxies(world, who, [])
}

/** modlpy/proxy____ */
const PURE = hexToBytes('0x6d6f646c70792f70726f78795f5f5f5f')
const Origin = struct('', {
  who: AccountId32,
  height: u32,
  ext_index: u32,
  proxy_type: ProxyType,
  index: u16,
})

/** BLAKE2b-256 of what made the account: nobody has its key. */
export function pureAccount(origin: {
  who: AccountId
  height: number
  ext_index: number
  proxy_type: ProxyType
  index: number
}): AccountId {
  return accountId(blake2b256(Uint8Array.of(...PURE, ...encode(Origin, origin))))
}

/** The spawner pays the deposit. */
export function createPure(
  world: World,
  who: AccountId,
  proxy_type: ProxyType,
  delay: number,
  index: number,
): void {
  const pure = pureAccount({ who, height: world.block, ext_index: world.extrinsic, proxy_type, index })
  ensure(!Proxies.has(world, pure), error.Duplicate)
  const deposit = depositFor(PROXY_DEPOSIT, 1)
  reserve(world, who, deposit)
  Proxies.put(world, pure, [[{ delegate: who, proxy_type, delay }], deposit])
  world.emit(event.PureCreated({ pure, who, proxy_type, disambiguation_index: index }))
}

/** The spawner gets the deposit back. Whatever the account holds stays where it is. */
export function killPure(world: World, pure: AccountId, origin: Parameters<typeof pureAccount>[0]): void {
  ensure(Proxies.has(world, pure) && pureAccount(origin) === pure, error.NoPermission)
  const [, deposit] = Proxies.get(world, pure)
  Proxies.remove(world, pure)
  releaseReserve(world, origin.who, deposit)
  const { who: spawner, proxy_type, index } = origin
  world.emit(event.PureKilled({ pure, spawner, proxy_type, disambiguation_index: index }))
}
