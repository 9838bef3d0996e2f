// AdminUtils: the setters of all hyperparameters, and those that set more than one plain value (chain-registry §3.5).
import type { AccountId } from '@taonet/wire'
import { ensure, refuse } from '../../failure.ts'
import { implement } from '../../implement.ts'
import type { NetUid } from '../../nouns.ts'
import type { Origin, World } from '../../world.ts'
import { trimSeats } from '../neurons/trim.ts'
import { changeAlphaValues } from '../subnets/alpha-values.ts'
import { ensureOutsideFreezeWindow, ensureSignerPace, stampSigner } from '../subnets/limits.ts'
import { changeEmissionSplit, changeMechanismCount } from '../subnets/mechanisms.ts'
import { changeOwnerHotkey } from '../subnets/owner-hotkey.ts'
import { ensureSubnetOwner, subnetExists } from '../subnets/registry.ts'
import { SIGNER_STAMP } from '../subnets/stamps.ts'
import { holdBack, noteChange } from './change.ts'
import { setters } from './setters.ts'
import { admin } from './table.ts'

/** Blocks between two changes of the number of mechanisms, or of the split, by one owner. */
const MECHANISM_LIMIT = 7_200n
/** Blocks between two trimmings by one owner. */
const TRIM_LIMIT = 216_000n

/** The owner's coldkey, or undefined for root; all others are refused. */
function ownerOrRoot(world: World, origin: Origin, netuid: NetUid): AccountId | undefined {
  const owner = origin.type === 'root' ? undefined : ensureSubnetOwner(world, origin, netuid)
  ensure(subnetExists(world, netuid), admin.error.SubnetDoesNotExist)
  return owner
}

/** An owner acts at most every `limit` blocks; nobody shortly before an epoch. */
function paced(
  world: World,
  origin: Origin,
  netuid: NetUid,
  { kind, limit }: { readonly kind: number; readonly limit: bigint },
  act: () => void,
): void {
  const owner = ownerOrRoot(world, origin, netuid)
  if (owner !== undefined) ensureSignerPace(world, owner, netuid, kind, limit)
  ensureOutsideFreezeWindow(world, netuid)
  act()
  if (owner !== undefined) stampSigner(world, owner, netuid, kind)
}

function setOwnerHotkey(
  world: World,
  origin: Origin,
  { netuid, hotkey }: { readonly netuid: NetUid; readonly hotkey: AccountId },
): undefined {
  const owner = ownerOrRoot(world, origin, netuid)
  changeOwnerHotkey(world, netuid, hotkey, owner === undefined ? 'root' : 'owner')
}

export const adminCalls = implement(admin, {
  ...setters,
  sudo_set_network_pow_registration_allowed() {
    refuse(admin.error.POWRegistrationDisabled)
  },
  sudo_set_alpha_values(world, origin, { netuid, alpha_low, alpha_high }) {
    const owner = ownerOrRoot(world, origin, netuid)
    holdBack(world, 'AlphaValues', netuid, owner, true)
    changeAlphaValues(world, netuid, alpha_low, alpha_high)
    noteChange(world, 'AlphaValues', netuid, owner)
  },
  sudo_set_subnet_owner_hotkey: setOwnerHotkey,
  sudo_set_sn_owner_hotkey: setOwnerHotkey,
  sudo_set_mechanism_count(world, origin, { netuid, mechanism_count }) {
    paced(world, origin, netuid, { kind: SIGNER_STAMP.mechanismCount, limit: MECHANISM_LIMIT }, () =>
      changeMechanismCount(world, netuid, mechanism_count),
    )
  },
  sudo_set_mechanism_emission_split(world, origin, { netuid, maybe_split }) {
    const kind = SIGNER_STAMP.mechanismEmissionSplit
    paced(world, origin, netuid, { kind, limit: MECHANISM_LIMIT }, () =>
      changeEmissionSplit(world, netuid, maybe_split),
    )
  },
  sudo_trim_to_max_allowed_uids(world, origin, { netuid, max_n }) {
    paced(world, origin, netuid, { kind: SIGNER_STAMP.trimUids, limit: TRIM_LIMIT }, () =>
      trimSeats(world, netuid, max_n),
    )
  },
})
