// The frame's own types as they stand on the wire: weights, dispatch information, versions (metadata base, spec 343).
import {
  arm,
  branded,
  bytes,
  bytesToHex,
  type Codec,
  compact,
  fixedBytes,
  type Hash,
  type Hex,
  hash32,
  hexToBytes,
  option,
  str,
  struct,
  tuple,
  u8,
  u32,
  u64,
  union,
  unit,
  type ValueOf,
  vec,
  wrapper,
} from '@taonet/wire'
import { DispatchErrorCodec } from './failure.ts'
import type { Outcome } from './world.ts'

export const Weight = struct('sp_weights::weight_v2::Weight', {
  ref_time: compact(u64),
  proof_size: compact(u64),
})
export type Weight = ValueOf<typeof Weight>

export const DispatchClass = union('frame_support::dispatch::DispatchClass', {
  0: unit('Normal'),
  1: unit('Operational'),
  2: unit('Mandatory'),
})
export type DispatchClassName = ValueOf<typeof DispatchClass>['type']

export const Pays = union('frame_support::dispatch::Pays', { 0: unit('Yes'), 1: unit('No') })

export const DispatchEventInfo = struct('frame_system::DispatchEventInfo', {
  weight: Weight,
  class: DispatchClass,
  pays_fee: Pays,
})
export type DispatchEventInfo = ValueOf<typeof DispatchEventInfo>

export const perClass = <T>(codec: Codec<T>) =>
  struct(
    'frame_support::dispatch::PerDispatchClass',
    { normal: codec, operational: codec, mandatory: codec },
    [{ name: 'T', of: codec.shape }],
  )

/** `Result<T, E>`. */
export const result = <T, E>(ok: Codec<T>, err: Codec<E>) =>
  union('Result', { 0: arm('Ok', ok), 1: arm('Err', err) }, [
    { name: 'T', of: ok.shape },
    { name: 'E', of: err.shape },
  ])

const nothing = tuple()
export const DispatchResult = result(nothing, DispatchErrorCodec)

/** What events say of a call that ran inside another. */
export const resultOf = (outcome: Outcome<unknown>): ValueOf<typeof DispatchResult> =>
  outcome.ok ? { type: 'Ok', value: [] } : { type: 'Err', value: outcome.error }

const WeightsPerClass = struct('frame_system::limits::WeightsPerClass', {
  base_extrinsic: Weight,
  max_extrinsic: option(Weight),
  max_total: option(Weight),
  reserved: option(Weight),
})
export const BlockWeights = struct('frame_system::limits::BlockWeights', {
  base_block: Weight,
  max_block: Weight,
  per_class: perClass(WeightsPerClass),
})
export const BlockLength = struct('frame_system::limits::BlockLength', { max: perClass(u32) })
export const RuntimeDbWeight = struct('sp_weights::RuntimeDbWeight', { read: u64, write: u64 })

/** A hash that the wire describes as plain bytes. */
export const Bytes32: Codec<Hash> = branded(fixedBytes(32), hash32, hexToBytes)

export const bounded = <T>(of: Codec<T>): Codec<T[]> => boundedOf(vec(of), of)
export const boundedBytes = boundedOf(bytes, u8)

function boundedOf<T>(list: Codec<T>, item: Codec<unknown>): Codec<T> {
  return wrapper('bounded_collections::bounded_vec::BoundedVec', list, undefined, [
    { name: 'T', of: item.shape },
    { name: 'S' },
  ])
}

const cow = <T>(codec: Codec<T>): Codec<T> =>
  wrapper('Cow', codec, undefined, [{ name: 'T', of: codec.shape }])

const ApiId: Codec<Hex> = branded(fixedBytes(8), bytesToHex, hexToBytes)

export const RuntimeVersionCodec = struct('sp_version::RuntimeVersion', {
  spec_name: cow(str),
  impl_name: cow(str),
  authoring_version: u32,
  spec_version: u32,
  impl_version: u32,
  apis: cow(vec(tuple(ApiId, u32))),
  transaction_version: u32,
  system_version: u8,
})
