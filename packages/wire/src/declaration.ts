// What neurons publish about themselves through `Commitments.set_commitment` (DESIGN §5; chain-governance §6.10): a miner's
// declaration of what it runs, a validator's commitment to the secrets of its epochs and to its evidence. Both are SCALE, cut into Raw fields.

import { H256 } from './account.ts'
import { DecodeError } from './bytes.ts'
import { FormatError } from './format-error.ts'
import type { Hash } from './hex.ts'
import { arm, decode, encode, option, str, struct, u8, u32, u64, union } from './scale.ts'

/** Largest Raw field, and the most fields of one commitment. */
export const RAW_FIELD_BYTES = 128
export const COMMITMENT_FIELDS = 3

/** What a miner is held to. */
export interface Declaration {
  readonly model: string
  /** SHA-256 of the weights; all zero when nobody can see them (a wrapped server). */
  readonly sha256: Hash
  readonly engine: string
  /** The subnet's protocol digest. */
  readonly protocol: Hash
}

/** Hashes of the secrets of two epochs that follow each other, so that a new commitment never hides the running one. */
export interface EpochSecrets {
  readonly epoch: bigint
  /** blake2-256 of the secret of `epoch`, and of the one after it. */
  readonly current: Hash
  readonly next: Hash
  /** Undefined until the validator has closed an epoch. */
  readonly evidence: EvidenceAnchor | undefined
}

/** What binds a validator to all it wrote down about one epoch, published when the epoch is over. */
export interface EvidenceAnchor {
  readonly epoch: bigint
  /** Root of the tree over the lines, and the hash of the last line, which holds those of all before it. */
  readonly root: Hash
  readonly last: Hash
  readonly lines: number
}

export type Published =
  | { readonly type: 'Miner'; readonly value: Declaration }
  | { readonly type: 'Validator'; readonly value: EpochSecrets }

/** Longest model and engine names, in UTF-8 bytes: with them everything fits into three Raw fields. */
export const DECLARED_NAME_BYTES = 128

const VERSION = 1
const Anchor = struct('taonet::EvidenceAnchor', { epoch: u64, root: H256, last: H256, lines: u32 })
const Envelope = struct('taonet::Commitment', {
  version: u8,
  content: union('taonet::Published', {
    0: arm('Miner', struct('taonet::Declaration', { model: str, sha256: H256, engine: str, protocol: H256 })),
    // 1 was a validator's secrets without the anchor.
    2: arm(
      'Validator',
      struct('taonet::EpochSecrets', { epoch: u64, current: H256, next: H256, evidence: option(Anchor) }),
    ),
  }),
})

const utf8Length = (text: string): number => new TextEncoder().encode(text).length

/** A field as `CommitmentInfo` takes it. */
export interface RawField {
  readonly type: `Raw${number}`
  readonly value: Uint8Array
}

/**
 * The fields of `set_commitment`, at most three of at most 128 bytes each.
 * @throws FormatError `length` when a declared name is longer than 128 bytes of UTF-8.
 */
export function publishedFields(published: Published): RawField[] {
  if (published.type === 'Miner') {
    for (const name of [published.value.model, published.value.engine]) {
      if (utf8Length(name) > DECLARED_NAME_BYTES)
        throw new FormatError('length', 'a declared name is longer than 128 bytes')
    }
  }
  const bytes = encode(Envelope, { version: VERSION, content: published })
  const fields: RawField[] = []
  for (let at = 0; at < bytes.length; at += RAW_FIELD_BYTES) {
    const value = bytes.slice(at, at + RAW_FIELD_BYTES)
    fields.push({ type: `Raw${value.length}`, value })
  }
  return fields
}

/** Reads fields back; undefined when they are somebody else's, of another version, or malformed. */
export function readPublished(
  fields: readonly { readonly type: string; readonly value: unknown }[],
): Published | undefined {
  const parts: Uint8Array[] = []
  for (const { type, value } of fields) {
    if (!type.startsWith('Raw') || !(value instanceof Uint8Array)) return undefined
    parts.push(value)
  }
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  if (bytes[0] !== VERSION) return undefined
  try {
    return decode(Envelope, bytes).content
  } catch (error) {
    if (error instanceof DecodeError || error instanceof FormatError) return undefined
    throw error
  }
}
