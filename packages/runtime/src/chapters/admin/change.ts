// The one way a hyperparameter changes: who may, how often, when, within which bounds, and who is told
// (chain-registry §3.5).
import type { AccountId } from '@taonet/wire'
import { type DispatchError, ensure, invariant } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import type { Origin, World } from '../../world.ts'
import { ensureRoot } from '../../world.ts'
import { announce } from '../subnets/announce.ts'
import {
  ensureOutsideFreezeWindow,
  ensureOwnerPace,
  ensureSignerPace,
  stampOwner,
  stampSigner,
} from '../subnets/limits.ts'
import { ensureSubnetOwner, subnetExists } from '../subnets/registry.ts'
import { isHyperparameter, SIGNER_STAMP } from '../subnets/stamps.ts'
import { Tempo, WeightsVersionKeyRateLimit } from '../subnets/table.ts'
import { BOUND_ERRORS, CHECKS } from './checks.ts'
import { EFFECTS } from './effects.ts'
import { type Parameter, type ParameterName, parameter } from './parameters.ts'
import { admin } from './table.ts'

/** Sets a parameter of a subnet, or with `netuid` undefined of the whole chain. Refuses as its line says. */
export function changeParameter(
  world: World,
  origin: Origin,
  name: ParameterName,
  netuid: NetUid | undefined,
  value: unknown,
): void {
  const one = parameter(name)
  if (netuid === undefined) {
    ensureRoot(origin)
    ensureWithinBounds(one, value)
    store(world, one, undefined, value)
    return
  }
  const owner = ensureMayChange(world, origin, one, netuid)
  ensure(subnetExists(world, netuid), admin.error.SubnetDoesNotExist)
  holdBack(world, one.options.stamp, netuid, owner, one.options.window ?? true)
  ensureWithinBounds(one, value)
  lookup<Check>(CHECKS, name)?.(world, netuid, value, owner === undefined ? 'root' : 'owner')
  store(world, one, netuid, value)
  noteChange(world, one.options.stamp, netuid, owner)
}

/** The owner when it is he who asks, undefined for root; anybody else is refused with BadOrigin. */
function ensureMayChange(
  world: World,
  origin: Origin,
  one: Parameter,
  netuid: NetUid,
): AccountId | undefined {
  if (origin.type === 'root') return undefined
  if (one.options.who !== 'owner') ensureRoot(origin)
  return ensureSubnetOwner(world, origin, netuid)
}

/** An owner waits between two changes of the same thing; nobody changes anything shortly before an epoch. */
export function holdBack(
  world: World,
  stamp: string | undefined,
  netuid: NetUid,
  owner: AccountId | undefined,
  window: boolean,
): void {
  if (owner !== undefined && stamp !== undefined) {
    if (stamp === 'WeightsVersionKey') {
      const limit = WeightsVersionKeyRateLimit.get(world) * BigInt(Tempo.get(world, netuid))
      ensureSignerPace(world, owner, netuid, SIGNER_STAMP.setWeightsVersionKey, limit)
    } else {
      invariant(isHyperparameter(stamp), `${stamp} is no stamp`)
      ensureOwnerPace(world, netuid, stamp)
    }
  }
  if (window) ensureOutsideFreezeWindow(world, netuid)
}

/** Root's changes leave no stamp. */
export function noteChange(
  world: World,
  stamp: string | undefined,
  netuid: NetUid,
  owner: AccountId | undefined,
): void {
  if (owner === undefined || stamp === undefined) return
  if (stamp === 'WeightsVersionKey') stampSigner(world, owner, netuid, SIGNER_STAMP.setWeightsVersionKey)
  else if (isHyperparameter(stamp)) stampOwner(world, netuid, stamp)
}

type Check = (world: World, netuid: NetUid, value: unknown, who: 'owner' | 'root') => void
type Effect = (world: World, netuid: NetUid | undefined, value: unknown, before: unknown) => void

/** The entry under a parameter's name: its value has that parameter's type, which the call's codec saw to. */
const lookup = <T>(table: Readonly<Record<string, unknown>>, name: ParameterName): T | undefined =>
  table[name] as T | undefined

const below = (value: unknown, bound: unknown): boolean =>
  typeof value === 'bigint' || typeof value === 'number'
    ? (typeof bound === 'bigint' || typeof bound === 'number') && value < bound
    : false

function ensureWithinBounds({ name, options }: Parameter, value: unknown): void {
  const [tooLow, tooHigh] = lookup<readonly [DispatchError, DispatchError]>(BOUND_ERRORS, name) ?? [
    admin.error.ValueNotInBounds,
    admin.error.ValueNotInBounds,
  ]
  ensure(!below(value, options.min), tooLow)
  ensure(!below(options.max, value), tooHigh)
}

function store(world: World, one: Parameter, netuid: NetUid | undefined, value: unknown): void {
  const before = one.cell.get(world, ...one.keys(netuid))
  one.cell.put(world, ...one.keys(netuid), value)
  lookup<Effect>(EFFECTS, one.name)?.(world, netuid, value, before)
  announce(world, one.options, netuid, value)
}
