// How sets of subnets, rates and the kinds of root claims stand on the wire (wire-interface §2.4, wire-storage).
import { record, tuple, type UnionOf, union, unit, vec, wrapper } from '@taonet/wire'
import { I96F32Codec } from '../../fixed-codecs.ts'
import { NetUid } from '../../nouns.ts'

/** Ascending and distinct when we write it; what others send may be neither. */
export const SubnetSet = wrapper('BTreeSet', vec(NetUid), undefined, [{ name: 'T', of: NetUid.shape }])

/** (subnet, alpha to each rao of root stake), ascending. */
export const RatesCodec = wrapper('BTreeMap', vec(tuple(NetUid, I96F32Codec)), undefined, [
  { name: 'K', of: NetUid.shape },
  { name: 'V', of: I96F32Codec.shape },
])

const ROOT_CLAIM_TYPE_ARMS = {
  0: unit('Swap'),
  1: unit('Keep'),
  2: record('KeepSubnets', { subnets: SubnetSet }),
}
export const RootClaimTypeEnum = union('pallet_subtensor::pallet::RootClaimTypeEnum', ROOT_CLAIM_TYPE_ARMS)
/** What becomes of a claimed root dividend: sold for root stake, or kept as alpha, everywhere or on some subnets. */
export type RootClaimType = UnionOf<typeof ROOT_CLAIM_TYPE_ARMS>

/** Ascending, each once. */
export const sortedSubnets = (subnets: readonly NetUid[]): NetUid[] =>
  [...new Set(subnets)].sort((a, b) => a - b)
