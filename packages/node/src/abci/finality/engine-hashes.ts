// What CometBFT hashes and signs: headers, validator sets and votes, from its protobuf forms.
import { createHash } from 'node:crypto'
import { BinaryWriter, WireType } from 'cosmjs-types/binary'
import { Timestamp } from 'cosmjs-types/google/protobuf/timestamp'
import {
  BlockID,
  type Commit,
  type CommitSig,
  type Header,
  SignedMsgType,
} from 'cosmjs-types/tendermint/types/types'
import { SimpleValidator, ValidatorSet } from 'cosmjs-types/tendermint/types/validator'
import { Consensus } from 'cosmjs-types/tendermint/version/types'
import { engineAddress } from '../authorities.ts'

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return Uint8Array.from(hash.digest())
}

// RFC 6962: leaves and inner nodes cannot be taken for each other.
const LEAF = Uint8Array.of(0)
const INNER = Uint8Array.of(1)

/** The left half of a tree is the largest power of two below its size. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves
  if (first === undefined) return sha256()
  if (leaves.length === 1) return sha256(LEAF, first)
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return sha256(INNER, merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split)))
}

// A leaf is a message with one field; nothing is no bytes at all.
const bytesLeaf = (value: Uint8Array): Uint8Array =>
  value.length === 0 ? value : new BinaryWriter().tag(1, WireType.Bytes).bytes(value).finish()

export function engineHeaderHash(header: Header): Uint8Array {
  return merkleRoot([
    Consensus.encode(header.version).finish(),
    bytesLeaf(Buffer.from(header.chainId)),
    new BinaryWriter().tag(1, WireType.Varint).int64(header.height).finish(),
    Timestamp.encode(header.time).finish(),
    BlockID.encode(header.lastBlockId).finish(),
    bytesLeaf(header.lastCommitHash),
    bytesLeaf(header.dataHash),
    bytesLeaf(header.validatorsHash),
    bytesLeaf(header.nextValidatorsHash),
    bytesLeaf(header.consensusHash),
    bytesLeaf(header.appHash),
    bytesLeaf(header.lastResultsHash),
    bytesLeaf(header.evidenceHash),
    bytesLeaf(header.proposerAddress),
  ])
}

/** In the set's own order: by power, then by address. */
export const validatorsHash = ({ validators }: ValidatorSet): Uint8Array =>
  merkleRoot(
    validators.map(({ pubKey, votingPower }) => SimpleValidator.encode({ pubKey, votingPower }).finish()),
  )

/** Of a set whose order is not at hand: ed25519 keys in hexadecimal, and their power. */
export function validatorSetHash(powers: ReadonlyMap<string, bigint>): Uint8Array {
  const rows = [...powers].map(([key, votingPower]) => {
    const ed25519 = Uint8Array.from(Buffer.from(key, 'hex'))
    return { address: engineAddress(ed25519), pubKey: { ed25519 }, votingPower }
  })
  rows.sort((a, b) =>
    a.votingPower === b.votingPower
      ? Buffer.compare(a.address, b.address)
      : a.votingPower > b.votingPower
        ? -1
        : 1,
  )
  return validatorsHash(ValidatorSet.fromPartial({ validators: rows }))
}

/** The bytes that a validator signed when it precommitted the block of `commit`. */
export function voteBytes(chainId: string, commit: Commit, { timestamp }: CommitSig): Uint8Array {
  const vote = new BinaryWriter()
  vote.tag(1, WireType.Varint).int32(SignedMsgType.SIGNED_MSG_TYPE_PRECOMMIT)
  // Numbers that are zero are left out, as everywhere in protobuf.
  if (commit.height !== 0n) vote.tag(2, WireType.Fixed64).sfixed64(commit.height)
  if (commit.round !== 0) vote.tag(3, WireType.Fixed64).sfixed64(commit.round)
  vote.tag(4, WireType.Bytes).bytes(BlockID.encode(commit.blockId).finish())
  vote.tag(5, WireType.Bytes).bytes(Timestamp.encode(timestamp).finish())
  vote.tag(6, WireType.Bytes).string(chainId)
  const bytes = vote.finish()
  return Buffer.concat([new BinaryWriter().uint32(bytes.length).finish(), bytes])
}
