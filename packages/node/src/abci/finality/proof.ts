// A proof that a block of ours is final, for whoever trusts a set of validators: our header, the engine's header that holds
// its hash, the votes for that one, and who voted.
import {
  DecodeError,
  decode,
  type Hash,
  Header,
  headerHash,
  hexToBytes,
  NetError,
  verifySignature,
} from '@taonet/wire'
import { type Commit, SignedHeader } from 'cosmjs-types/tendermint/types/types'
import { BlockIDFlag, ValidatorSet } from 'cosmjs-types/tendermint/types/validator'
import { engineAddress } from '../authorities.ts'
import { engineHeaderHash, validatorsHash, voteBytes } from './engine-hashes.ts'

/** Hexadecimal with 0x each. */
export interface FinalityProof {
  /** Our header, SCALE. */
  readonly header: string
  /** `tendermint.types.SignedHeader` of the next height, protobuf. */
  readonly signedHeader: string
  /** `tendermint.types.ValidatorSet` that signed it, protobuf. */
  readonly validatorSet: string
}

/** Whom the verifier trusts: the validators of a genesis, or of a height it verified before. */
export interface Trusted {
  readonly chainId: string
  /** ed25519 public keys in lowercase hexadecimal, and their power. */
  readonly validators: ReadonlyMap<string, bigint>
}

export interface FinalBlock {
  readonly number: number
  readonly hash: Hash
  readonly stateRoot: Hash
  /** What signed it, of how much. */
  readonly power: bigint
  readonly total: bigint
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

function refuse(why: string): never {
  throw new NetError(
    'not-final',
    `the proof does not hold: ${why}`,
    'ask another node, and trust neither before',
  )
}

/** @throws NetError `not-final` for anything that more than two thirds of the trusted power did not sign. */
export function verifyFinality(proof: FinalityProof, trusted: Trusted): FinalBlock {
  const { header, signedHeader, validators } = read(proof)
  const hash = headerHash(header)
  const { header: engine, commit } = signedHeader
  if (!engine || !commit) refuse("the engine's header or the votes are missing")
  if (engine.chainId !== trusted.chainId) refuse(`it is of the chain ${engine.chainId}`)
  if (engine.height !== BigInt(header.number) + 1n) refuse("the engine's header is not of the next height")
  if (!isSame(engine.appHash, hexToBytes(hash))) refuse('the engine decided on another block of ours')
  if (commit.height !== engine.height) refuse('the votes are for another height')
  if (!isSame(commit.blockId.hash, engineHeaderHash(engine))) refuse('the votes are for another header')
  if (!isSame(engine.validatorsHash, validatorsHash(validators))) refuse('these are not its validators')
  const total = trustedPower(validators, trusted)
  const power = votedPower(engine.chainId, commit, validators)
  if (power * 3n <= total * 2n) refuse(`${power} of ${total} signed it, more than two thirds are needed`)
  return { number: header.number, hash, stateRoot: header.state_root, power, total }
}

function read({ header, signedHeader, validatorSet }: FinalityProof) {
  try {
    return {
      header: decode(Header, hexToBytes(header)),
      signedHeader: SignedHeader.decode(hexToBytes(signedHeader)),
      validators: ValidatorSet.decode(hexToBytes(validatorSet)),
    }
  } catch (thrown) {
    refuse(thrown instanceof DecodeError ? `our header is none: ${thrown.message}` : 'it cannot be read')
  }
}

/** The whole set must be the trusted one: which others may follow it is not for this block to say. */
function trustedPower({ validators }: ValidatorSet, trusted: Trusted): bigint {
  const seen = new Set<string>()
  let total = 0n
  for (const { pubKey, votingPower } of validators) {
    const key = hexOf(pubKey.ed25519 ?? new Uint8Array())
    if (seen.has(key) || trusted.validators.get(key) !== votingPower)
      refuse('a validator is not a trusted one')
    seen.add(key)
    total += votingPower
  }
  if (seen.size !== trusted.validators.size) refuse('a trusted validator is missing')
  return total
}

/** Votes stand in the order of the validators; absent ones and votes for no block count nothing. */
function votedPower(chainId: string, commit: Commit, { validators }: ValidatorSet): bigint {
  if (commit.signatures.length !== validators.length) refuse('votes and validators differ in number')
  let power = 0n
  for (const [index, vote] of commit.signatures.entries()) {
    if (vote.blockIdFlag !== BlockIDFlag.BLOCK_ID_FLAG_COMMIT) continue
    const validator = validators[index]
    const publicKey = validator?.pubKey.ed25519
    if (!validator || !publicKey) refuse('a vote of nobody')
    if (!isSame(vote.validatorAddress, engineAddress(publicKey)))
      refuse('a vote stands in the place of another')
    const message = voteBytes(chainId, commit, vote)
    if (!verifySignature({ scheme: 'ed25519', publicKey, message, signature: vote.signature }))
      refuse('a signature is wrong')
    power += validator.votingPower
  }
  return power
}
