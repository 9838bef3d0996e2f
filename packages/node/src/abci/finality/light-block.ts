// A header of the engine's with its votes and its voters: what it says by itself, before anybody asks who the voters are.
import { bytesToHex, hexToBytes, verifySignature } from '@taonet/wire'
import { type Commit, type Header, SignedHeader } from 'cosmjs-types/tendermint/types/types'
import { BlockIDFlag, ValidatorSet } from 'cosmjs-types/tendermint/types/validator'
import { engineAddress } from '../authorities.ts'
import { engineHeaderHash, validatorsHash, voteBytes } from './engine-hashes.ts'
import { refuse } from './refuse.ts'

/** Hexadecimal with 0x each. */
export interface LightBlock {
  /** `tendermint.types.SignedHeader`, protobuf. */
  readonly signedHeader: string
  /** `tendermint.types.ValidatorSet` that signed it, protobuf. */
  readonly validatorSet: string
}

/** ed25519 public keys in lowercase hexadecimal, and their power. */
export type Powers = ReadonlyMap<string, bigint>

export interface SignedBlock {
  readonly header: Header
  readonly hash: Uint8Array
  readonly validators: Powers
  /** Of those, who signed. */
  readonly signers: ReadonlySet<string>
  readonly power: bigint
  readonly total: bigint
}

/** No more than the chain has authorities. */
const MOST_VALIDATORS = 100
/** Hex digits: two hundred bytes for a vote, a hundred for a voter, and the header. */
const LONGEST = 2 * (MOST_VALIDATORS * 200 + 4096)

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
export const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

export const lightBlockOf = (signed: SignedHeader, validators: ValidatorSet): LightBlock => ({
  signedHeader: bytesToHex(SignedHeader.encode(signed).finish()),
  validatorSet: bytesToHex(ValidatorSet.encode(validators).finish()),
})

/**
 * Header, votes and voters belong together, and more than two thirds of the voters' power signed.
 * @throws NetError `not-final`.
 */
export function openLightBlock(block: LightBlock): SignedBlock {
  const { signedHeader, validatorSet } = read(block)
  const { header, commit } = signedHeader
  if (!header || !commit) refuse("the engine's header or the votes are missing")
  const hash = engineHeaderHash(header)
  if (commit.height !== header.height) refuse('the votes are for another height')
  if (!isSame(commit.blockId.hash, hash)) refuse('the votes are for another header')
  if (!isSame(header.validatorsHash, validatorsHash(validatorSet))) refuse('these are not its validators')
  const validators = powersOf(validatorSet)
  const signers = signersOf(header.chainId, commit, [...validators.keys()])
  const total = sum(validators, validators.keys())
  const power = sum(validators, signers)
  if (power * 3n <= total * 2n) refuse(`${power} of ${total} signed it, more than two thirds are needed`)
  return { header, hash, validators, signers, power, total }
}

/** The power of those keys; a stranger's is nothing. */
export function sum(powers: Powers, keys: Iterable<string>): bigint {
  let total = 0n
  for (const key of keys) total += powers.get(key) ?? 0n
  return total
}

function read({ signedHeader, validatorSet }: LightBlock) {
  if (signedHeader.length > LONGEST || validatorSet.length > LONGEST) refuse('it is too long')
  try {
    return {
      signedHeader: SignedHeader.decode(hexToBytes(signedHeader)),
      validatorSet: ValidatorSet.decode(hexToBytes(validatorSet)),
    }
  } catch {
    refuse('it cannot be read')
  }
}

function powersOf({ validators }: ValidatorSet): Powers {
  if (validators.length > MOST_VALIDATORS) refuse(`it has ${validators.length} validators`)
  const powers = new Map<string, bigint>()
  for (const { pubKey, votingPower } of validators) {
    const key = hexOf(pubKey.ed25519 ?? new Uint8Array())
    if (votingPower <= 0n) refuse('a validator has no power')
    if (powers.has(key)) refuse('a validator stands there twice')
    powers.set(key, votingPower)
  }
  return powers
}

/** Votes stand in the order of the validators; absent ones and votes for no block count nothing. */
function signersOf(chainId: string, commit: Commit, keys: readonly string[]): ReadonlySet<string> {
  if (commit.signatures.length !== keys.length) refuse('votes and validators differ in number')
  const signers = new Set<string>()
  for (const [index, vote] of commit.signatures.entries()) {
    if (vote.blockIdFlag !== BlockIDFlag.BLOCK_ID_FLAG_COMMIT) continue
    const key = keys[index]
    if (!key) refuse('a vote of nobody')
    const publicKey = Buffer.from(key, 'hex')
    if (!isSame(vote.validatorAddress, engineAddress(publicKey)))
      refuse('a vote stands in the place of another')
    const message = voteBytes(chainId, commit, vote)
    if (!verifySignature({ scheme: 'ed25519', publicKey, message, signature: vote.signature }))
      refuse('a signature is wrong')
    signers.add(key)
  }
  return signers
}
