// What a verifier trusts, and when a later block may join it: CometBFT's light client, forwards only (adr/0004). A trusted set
// says which set follows the next height; over a greater distance more than a third of its power must have signed, so that
// one honest voter at least did.
import { validatorSetHash } from './engine-hashes.ts'
import { hexOf, isSame, type Powers, type SignedBlock, sum } from './light-block.ts'
import { refuse } from './refuse.ts'

/** The first validators of a chain: those of a genesis file. */
export interface GenesisTrust {
  readonly chainId: string
  readonly validators: Powers
}

/** A header of the engine's, as a proof that was verified names it. */
export interface Checkpoint {
  readonly height: bigint
  /** Hexadecimal without 0x. */
  readonly hash: string
}

export type Trusted = GenesisTrust | Checkpoint

/** How far trust has come. */
export interface TrustedHeight {
  readonly chainId: string
  readonly height: bigint
  /** Of the header; a genesis has none. */
  readonly hash: Uint8Array | undefined
  readonly validators: Powers
  /** Hash of the validators of the next height. */
  readonly next: Uint8Array
}

/** Who votes on the first height votes on the second: what block 1 changes counts from the third on. */
export function trustGenesis({ chainId, validators }: GenesisTrust): TrustedHeight {
  return { chainId, height: 1n, hash: undefined, validators, next: validatorSetHash(validators) }
}

/** @throws NetError `not-final` when the block is not the one that is trusted. */
export function trustCheckpoint({ height, hash }: Checkpoint, block: SignedBlock): TrustedHeight {
  if (block.header.height !== height || hexOf(block.hash) !== hash)
    refuse(`it does not begin at the trusted header of height ${height}`)
  return trustBlock(block)
}

export const trustBlock = ({ header, hash, validators }: SignedBlock): TrustedHeight => ({
  chainId: header.chainId,
  height: header.height,
  hash,
  validators,
  next: header.nextValidatorsHash,
})

/** @throws NetError `not-final` when trust does not reach the block. */
export function follow(trusted: TrustedHeight, block: SignedBlock): TrustedHeight {
  const why = hindrance(trusted, block)
  if (why !== undefined) refuse(why)
  return trustBlock(block)
}

/** Why trust does not reach the block from here; undefined when it does. */
export function hindrance(
  { chainId, height, hash, validators, next }: TrustedHeight,
  { header, hash: reached, signers }: SignedBlock,
): string | undefined {
  if (header.chainId !== chainId) return `it is of the chain ${header.chainId}`
  if (header.height < height) return `height ${header.height} is before the trusted height ${height}`
  if (header.height === height) {
    const isIt = hash ? isSame(hash, reached) : isSame(header.validatorsHash, next)
    return isIt ? undefined : `it is not what is trusted at height ${height}`
  }
  if (header.height === height + 1n)
    return isSame(header.validatorsHash, next) ? undefined : 'its validators are not those that follow'
  const [power, total] = [sum(validators, signers), sum(validators, validators.keys())]
  return power * 3n > total
    ? undefined
    : `${power} of the trusted ${total} signed it, more than a third is needed`
}
