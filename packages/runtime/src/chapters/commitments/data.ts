// What a hotkey may publish about itself on a subnet: a few fields of raw bytes, hashes or sealed bytes
// (chain-governance §6.10, wire-storage).
import {
  type Arm,
  arm,
  bytes,
  type Codec,
  fixedBytes,
  type Reader,
  record,
  struct,
  u32,
  u64,
  union,
  unit,
  vec,
  type Writer,
  wrapper,
} from '@taonet/wire'

const BOUNDED = 'bounded_collections::bounded_vec::BoundedVec'
const RAW_MAX = 128
export const MAX_FIELDS = 3
/** Sealed and large raw fields; both stay far below the space of an epoch. */
const SEALED_MAX = 1024
const BIG_RAW_MAX = 512

const limited = (max: number): Codec<Uint8Array> => {
  const refuseLonger = (value: Uint8Array): Uint8Array => {
    if (value.length > max) throw new RangeError(`${value.length} bytes where at most ${max} belong`)
    return value
  }
  const inner = wrapper(BOUNDED, bytes)
  return {
    shape: inner.shape,
    write: (writer: Writer, value: Uint8Array) => inner.write(writer, refuseLonger(value)),
    read: (reader: Reader) => refuseLonger(inner.read(reader)),
  }
}

/** Raw0..Raw128: the length is in the tag, so each is a variant of its own. */
type RawArms = Readonly<Record<number, Arm<`Raw${number}`, Uint8Array>>>
const raws: RawArms = Object.fromEntries(
  Array.from({ length: RAW_MAX + 1 }, (_, length) => [length + 1, arm(`Raw${length}`, fixedBytes(length))]),
)

const dataUnion = union('pallet_commitments::types::Data', {
  0: unit('None'),
  ...raws,
  130: arm('BlakeTwo256', fixedBytes(32)),
  131: arm('Sha256', fixedBytes(32)),
  132: arm('Keccak256', fixedBytes(32)),
  133: arm('ShaThree256', fixedBytes(32)),
  134: record('TimelockEncrypted', { encrypted: limited(SEALED_MAX), reveal_round: u64 }),
  135: unit('ResetBondsFlag'),
  136: arm('BigRaw', limited(BIG_RAW_MAX)),
})
// The union's own type cannot name the raw arms, which are made in a loop.
export type Data =
  | (typeof dataUnion extends Codec<infer T> ? T : never)
  | { readonly type: `Raw${number}`; readonly value: Uint8Array }
export const Data: Codec<Data> = dataUnion

export const CommitmentInfo = struct('pallet_commitments::types::CommitmentInfo', {
  fields: wrapper(BOUNDED, vec(Data, MAX_FIELDS)),
})
export type CommitmentInfo = typeof CommitmentInfo extends Codec<infer T> ? T : never

export const Registration = struct('pallet_commitments::types::Registration', {
  deposit: u64,
  block: u32,
  info: CommitmentInfo,
})

/** Space a hotkey has used in the subnet epoch `last_epoch`. */
export const UsageTracker = struct('pallet_commitments::types::UsageTracker', {
  last_epoch: u64,
  used_space: u64,
})

/** Bytes that a field counts for; nothing for `None` and the flag. */
export function sizeOf(field: Data): number {
  switch (field.type) {
    case 'None':
    case 'ResetBondsFlag':
      return 0
    case 'TimelockEncrypted':
      return field.value.encrypted.length
    default:
      return field.value.length
  }
}
