// Block headers. The block's hash is blake2-256 of the SCALE header; the digest carries one item with the height and the
// time, engine id `tnet` (wire-interface §2.3).
import { H256 } from './account.ts'
import { blake2b256 } from './hash.ts'
import { bytesToHex, type Hash } from './hex.ts'
import {
  arm,
  bytes,
  compact,
  decode,
  encode,
  fixedBytes,
  struct,
  tuple,
  u32,
  u64,
  union,
  unit,
  type ValueOf,
  vec,
} from './scale.ts'

const engineItem = tuple(fixedBytes(4), bytes)

/** Fields of the two-part variants are listed one by one in metadata; on the wire a tuple is the same bytes. */
const twoParts = <N extends string>(name: N) => {
  const one = arm(name, engineItem)
  return { ...one, fields: [{ of: fixedBytes(4).shape }, { of: bytes.shape }] }
}

export const DigestItem = union('sp_runtime::generic::digest::DigestItem', {
  0: arm('Other', bytes),
  4: twoParts('Consensus'),
  5: twoParts('Seal'),
  6: twoParts('PreRuntime'),
  8: unit('RuntimeEnvironmentUpdated'),
})

export const Digest = struct('sp_runtime::generic::digest::Digest', { logs: vec(DigestItem) })

export const Header = struct('sp_runtime::generic::header::Header', {
  parent_hash: H256,
  number: compact(u32),
  state_root: H256,
  extrinsics_root: H256,
  digest: Digest,
})
export type Header = ValueOf<typeof Header>

export const headerHash = (header: Header): Hash => bytesToHex(blake2b256(encode(Header, header))) as Hash

const ENGINE = new Uint8Array([0x74, 0x6e, 0x65, 0x74]) // "tnet"
const Moment = tuple(u32, u64)

/** `time` in milliseconds since 1970. */
export function blockDigest(height: number, time: bigint): ValueOf<typeof Digest> {
  return { logs: [{ type: 'PreRuntime', value: [ENGINE, encode(Moment, [height, time])] }] }
}

/** Milliseconds since 1970 of a header of ours; undefined when the digest is not ours. */
export function blockTime(header: Header): bigint | undefined {
  for (const log of header.digest.logs) {
    if (log.type === 'PreRuntime' && bytesToHex(log.value[0]) === bytesToHex(ENGINE))
      return decode(Moment, log.value[1])[1]
  }
  return undefined
}
