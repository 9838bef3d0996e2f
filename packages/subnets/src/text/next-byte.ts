// From a returned next-token distribution to the probability of the next byte: what lets models with different tokenizers
// be scored by one rule, in bits per UTF-8 byte (DESIGN §5).

import type { TokenAlternative } from '@taonet/neuron'

export interface TokenChance {
  readonly bytes: readonly number[]
  /** 0 … 1 */
  readonly chance: number
}

export interface TokenDistribution {
  readonly tokens: readonly TokenChance[]
  /** What the listed tokens leave, 0 … 1. */
  readonly rest: number
}

/** Rounding in other people's arithmetic; more than this is more than certainty. */
const SUM_TOLERANCE = 1e-3
const BYTES = 256
/** Share that every byte gets: bounds the loss of one byte at about 14.6 bits and costs an honest model 0.014. */
const FLOOR = 0.01

/** Undefined when the list is no distribution: empty, a positive log-probability, a token twice, a sum above 1. */
export function distributionOf(top: readonly TokenAlternative[]): TokenDistribution | undefined {
  if (top.length === 0 || top.some(({ logprob }) => !(logprob <= SUM_TOLERANCE))) return undefined
  if (new Set(top.map(({ token, bytes }) => `${bytes?.join()}:${token}`)).size < top.length) return undefined
  const tokens = top.map(({ token, bytes, logprob }) => ({
    bytes: bytes ?? [...new TextEncoder().encode(token)],
    chance: Math.exp(logprob),
  }))
  const sum = tokens.reduce((total, { chance }) => total + chance, 0)
  return sum <= 1 + SUM_TOLERANCE ? { tokens, rest: Math.max(0, 1 - sum) } : undefined
}

const startsWith = (bytes: readonly number[], prefix: readonly number[]): boolean =>
  bytes.length >= prefix.length && prefix.every((byte, i) => bytes[i] === byte)

interface Conditional {
  /** Chance of each next byte as listed, and what is left for the others. */
  readonly listed: ReadonlyMap<number, number>
  readonly rest: number
}

/**
 * The next byte after `said`, from a distribution asked for before `said`. Undefined when most of the mass that agrees with
 * `said` ends within it: then the model has to be asked again. The choice looks only at what precedes the byte, so the
 * result is a distribution fixed before its byte is known.
 */
function nextByte({ tokens, rest }: TokenDistribution, said: readonly number[]): Conditional | undefined {
  const listed = new Map<number, number>()
  let deeper = 0
  let ended = 0
  let total = 0
  for (const { bytes, chance } of tokens) {
    total += chance
    const next = bytes[said.length]
    if (next !== undefined && startsWith(bytes, said)) {
      deeper += chance
      listed.set(next, (listed.get(next) ?? 0) + chance)
    } else if (bytes.length > 0 && startsWith(said, bytes)) ended += chance
  }
  // Asked right here, a control token's chance belongs to no byte: the text goes on.
  if (said.length === 0) return { listed, rest }
  if (deeper <= ended || deeper === 0) return undefined
  const left = rest * (deeper / total)
  const whole = deeper + left
  return { listed: new Map([...listed].map(([byte, chance]) => [byte, chance / whole])), rest: left / whole }
}

function chanceOf({ listed, rest }: Conditional, byte: number): number {
  const others = BYTES - listed.size
  const plain = listed.get(byte) ?? (others > 0 ? rest / others : 0)
  return (1 - FLOOR) * Math.min(1, plain) + FLOOR / BYTES
}

/** Bits lost where nothing usable was returned: more than the floor ever costs, so silence beats nothing. */
export const WORST_BITS = 15

/**
 * Mean bits per byte of `target`, from one distribution asked for before each of its bytes. A tokenizer with long tokens is
 * read from its earliest answer that still covers the byte, so that it is not asked in the middle of its own tokens.
 */
export function bitsPerByte(
  target: readonly number[],
  asked: readonly (TokenDistribution | undefined)[],
): number {
  let bits = 0
  for (const [at, byte] of target.entries()) {
    let found: Conditional | undefined
    for (let from = 0; from <= at && !found; from++) {
      const distribution = asked[from]
      found = distribution && nextByte(distribution, target.slice(from, at))
    }
    bits += found ? -Math.log2(chanceOf(found, byte)) : WORST_BITS
  }
  return bits / target.length
}
