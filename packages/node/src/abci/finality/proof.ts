// A proof that a block of ours is final, for whoever trusts a genesis or an earlier header: our header, the engine's header
// that holds its hash, the votes for that one, who voted, and how trust comes from there to here.
import { DecodeError, decode, type Hash, Header, headerHash, hexToBytes } from '@taonet/wire'
import { hexOf, isSame, type LightBlock, openLightBlock } from './light-block.ts'
import { refuse } from './refuse.ts'
import { follow, type Trusted, type TrustedHeight, trustCheckpoint, trustGenesis } from './trust.ts'

/** Of the next height of the engine: its header holds our hash. */
export interface FinalityProof extends LightBlock {
  /** Our header, SCALE; hexadecimal with 0x. */
  readonly header: string
  /** Between what is trusted and the block, where validators changed; at a checkpoint, that one first. */
  readonly path?: readonly LightBlock[]
}

export interface FinalBlock {
  readonly number: number
  readonly hash: Hash
  readonly stateRoot: Hash
  /** What signed it, of how much. */
  readonly power: bigint
  readonly total: bigint
  /** The engine's header: whoever verified this may trust it, and begin later proofs there. */
  readonly checkpoint: { readonly height: number; readonly hash: string }
}

/** A path doubles its stride where it can: this bridges more changes of everybody than a chain sees. */
export const LONGEST_PATH = 64
const LONGEST_HEADER = 4096

/** @throws NetError `not-final` for anything that does not follow from what is trusted. */
export function verifyFinality(proof: FinalityProof, trusted: Trusted): FinalBlock {
  const { path = [] } = proof
  if (path.length > LONGEST_PATH) refuse(`its path has ${path.length} steps`)
  let reached = 'chainId' in trusted ? trustGenesis(trusted) : begin(trusted, path[0])
  for (const step of path) reached = follow(reached, openLightBlock(step))
  const header = headerIn(proof)
  const hash = headerHash(header)
  const block = openLightBlock(proof)
  const { header: engine, power, total } = block
  if (engine.height !== BigInt(header.number) + 1n) refuse("the engine's header is not of the next height")
  if (!isSame(engine.appHash, hexToBytes(hash))) refuse('the engine decided on another block of ours')
  follow(reached, block)
  const checkpoint = { height: Number(engine.height), hash: hexOf(block.hash) }
  return { number: header.number, hash, stateRoot: header.state_root, power, total, checkpoint }
}

function begin(
  checkpoint: Exclude<Trusted, { chainId: string }>,
  first: LightBlock | undefined,
): TrustedHeight {
  if (!first) refuse('it does not begin at the trusted header')
  return trustCheckpoint(checkpoint, openLightBlock(first))
}

function headerIn({ header }: FinalityProof): Header {
  if (header.length > LONGEST_HEADER) refuse('our header is none: it is too long')
  try {
    return decode(Header, hexToBytes(header))
  } catch (thrown) {
    refuse(thrown instanceof DecodeError ? `our header is none: ${thrown.message}` : 'it cannot be read')
  }
}
