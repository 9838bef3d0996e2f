// Extrinsics, version 4: the envelope around a call, what is signed, and the hash that names it (wire-interface §2.1).
import { type Address, idAddress, MultiAddress, MultiSignature, type Signature } from './account.ts'
import { DecodeError, Reader, Writer } from './bytes.ts'
import { type Era, EraCodec } from './era.ts'
import { blake2b256 } from './hash.ts'
import { type AccountId, bytesToHex, type Hash, hexToBytes } from './hex.ts'

const VERSION = 4
const SIGNED = 0x84

/** What a signed extrinsic carries beside its call. */
export interface Extra {
  readonly era: Era
  readonly nonce: number
  readonly tip: bigint
  /** CheckMetadataHash: 0 = disabled. */
  readonly mode: number
}

/** What is signed but not sent: it ties the signature to one chain, runtime and moment. */
export interface Implicit {
  readonly specVersion: number
  readonly transactionVersion: number
  readonly genesis: Hash
  /** Hash of the era's first block; genesis when immortal. */
  readonly birth: Hash
}

export type Extrinsic =
  | { readonly type: 'bare'; readonly call: Uint8Array }
  | {
      readonly type: 'signed'
      readonly address: Address
      readonly signature: Signature
      readonly extra: Extra
      readonly call: Uint8Array
    }

function writeExtra(writer: Writer, extra: Extra): void {
  EraCodec.write(writer, extra.era)
  writer.compact(extra.nonce)
  writer.compact(extra.tip)
  writer.u8(extra.mode)
}

function readExtra(reader: Reader): Extra {
  const era = EraCodec.read(reader)
  const at = reader.offset
  const nonce = reader.compact()
  const tip = reader.compact()
  if (nonce > 0xffffffffn || tip > 0xffffffffffffffffn) throw new DecodeError('nonce or tip out of range', at)
  return { era, nonce: Number(nonce), tip, mode: reader.u8() }
}

/** The bytes to sign: call ‖ extra ‖ implicit, hashed when longer than 256 bytes. */
export function signingPayload(call: Uint8Array, extra: Extra, implicit: Implicit): Uint8Array {
  const payload = rawSigningPayload(call, extra, implicit)
  return payload.length > 256 ? blake2b256(payload) : payload
}

export function rawSigningPayload(call: Uint8Array, extra: Extra, implicit: Implicit): Uint8Array {
  const writer = new Writer()
  writer.raw(call)
  writeExtra(writer, extra)
  writer.u32(implicit.specVersion)
  writer.u32(implicit.transactionVersion)
  writer.raw(hexToBytes(implicit.genesis))
  writer.raw(hexToBytes(implicit.birth))
  writer.u8(0)
  return writer.done()
}

/** Full bytes of an extrinsic, length prefix included. */
export function encodeExtrinsic(extrinsic: Extrinsic): Uint8Array {
  const body = new Writer()
  if (extrinsic.type === 'bare') body.u8(VERSION)
  else {
    body.u8(SIGNED)
    MultiAddress.write(body, extrinsic.address)
    MultiSignature.write(body, extrinsic.signature)
    writeExtra(body, extrinsic.extra)
  }
  body.raw(extrinsic.call)
  const inner = body.done()
  const framed = new Writer()
  framed.compact(inner.length)
  framed.raw(inner)
  return framed.done()
}

/** Opens the envelope; the call stays bytes, since its meaning belongs to the runtime. Throws DecodeError. */
export function decodeExtrinsic(bytes: Uint8Array): Extrinsic {
  const reader = new Reader(bytes)
  const length = reader.length()
  if (length !== reader.left) throw new DecodeError(`extrinsic says ${length} bytes, has ${reader.left}`, 0)
  const at = reader.offset
  const version = reader.u8()
  if (version === VERSION) return { type: 'bare', call: reader.raw(reader.left) }
  if (version !== SIGNED)
    throw new DecodeError(`extrinsic format 0x${version.toString(16)} is not version 4`, at)
  const address = MultiAddress.read(reader)
  const signature = MultiSignature.read(reader)
  const extra = readExtra(reader)
  return { type: 'signed', address, signature, extra, call: reader.raw(reader.left) }
}

/** Names an extrinsic everywhere: blake2-256 over all of it, length prefix included. */
export function extrinsicHash(bytes: Uint8Array): Hash {
  return bytesToHex(blake2b256(bytes)) as Hash
}

/** Signs a call: `sign` gets the payload, `scheme` names the signature's variant. */
export function signExtrinsic(
  signer: {
    readonly account: AccountId
    readonly scheme: 'sr25519' | 'ed25519'
    sign(message: Uint8Array): Uint8Array
  },
  call: Uint8Array,
  extra: Extra,
  implicit: Implicit,
): Uint8Array {
  const value = signer.sign(signingPayload(call, extra, implicit))
  const type = signer.scheme === 'sr25519' ? 'Sr25519' : 'Ed25519'
  return encodeExtrinsic({
    type: 'signed',
    address: idAddress(signer.account),
    signature: { type, value },
    extra,
    call,
  })
}

export const accountOf = (address: Address): AccountId | undefined =>
  address.type === 'Id' ? address.value : undefined
