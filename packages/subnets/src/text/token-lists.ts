// Lists of likely next tokens, of two engines for one position: how far apart they are.

import type { TokenAlternative, TokenLogprob } from '@taonet/neuron'

/** Likeliest tokens of a position that are compared. */
export const COMPARED = 5
/** Nats that one position counts at most: enough to condemn, too little for one accident to. */
const WORST = 1
/**
 * Nats between the two likeliest tokens below which another engine may choose the other one: three times the largest
 * difference between engines that was measured for whole weights, twice for rounded ones (docs/subnets/text.md).
 */
const NEAR_TIE = { whole: 0.1, rounded: 0.6 }

export const bytesOf = ({ bytes, token }: TokenAlternative): readonly number[] =>
  bytes ?? [...new TextEncoder().encode(token)]

/** Engines spell their control tokens differently: those are left out. */
const textual = (tokens: readonly TokenAlternative[]): readonly TokenAlternative[] =>
  tokens.filter(token => bytesOf(token).length > 0)

/**
 * Mean difference, in nats, of the log-probabilities of our likeliest tokens. A token that the other list lacks counts by how
 * far it stands above that list's end; a list shorter than was asked for counts as the worst.
 */
export function distance(own: TokenLogprob, other: TokenLogprob): number {
  const ours = textual(own.top_logprobs).slice(0, COMPARED)
  if (other.top_logprobs.length < Math.min(COMPARED, own.top_logprobs.length)) return WORST
  const theirs = new Map(textual(other.top_logprobs).map(token => [bytesOf(token).join(), token.logprob]))
  const end = Math.min(...other.top_logprobs.map(({ logprob }) => logprob))
  const apart = ours.map(token => {
    const found = theirs.get(bytesOf(token).join())
    return found === undefined ? Math.max(0, token.logprob - end) : Math.abs(token.logprob - found)
  })
  const mean = apart.reduce((sum, one) => sum + one, 0) / Math.max(1, apart.length)
  return Number.isFinite(mean) ? Math.min(WORST, mean) : WORST
}

/** Whether the choice at this position was so close that another engine may have made the other one. */
export function nearTie({ top_logprobs: [first, second] }: TokenLogprob, rounded: boolean): boolean {
  const least = rounded ? NEAR_TIE.rounded : NEAR_TIE.whole
  return first !== undefined && second !== undefined && first.logprob - second.logprob < least
}

export interface Compared {
  /** Positions with the same text before them, and the sum of their distances in nats. */
  readonly positions: number
  readonly distance: number
}

/**
 * Position by position until the two answers part: from there on they foretell different things. What our answer has left
 * where they part without a near tie, or where the other one merely ends, counts as the worst: other weights lose at once.
 */
export function comparedAnswers(
  own: readonly TokenLogprob[],
  other: readonly TokenLogprob[],
  { isGreedy, rounded }: { readonly isGreedy: boolean; readonly rounded: boolean },
): Compared {
  // Drawn tokens part by themselves: only the first position is surely the same.
  const positions = isGreedy ? own : own.slice(0, 1)
  let sum = 0
  for (const [i, ours] of positions.entries()) {
    const theirs = other[i]
    const left = positions.length - i
    if (theirs === undefined) {
      // Not every engine lists the end of an answer.
      const ended = bytesOf(ours).length === 0
      return ended ? { positions: i, distance: sum } : { positions: i + left, distance: sum + WORST * left }
    }
    sum += distance(ours, theirs)
    if (!isGreedy || bytesOf(ours).join() === bytesOf(theirs).join()) continue
    return nearTie(ours, rounded)
      ? { positions: i + 1, distance: sum }
      : { positions: i + left, distance: sum + WORST * (left - 1) }
  }
  return { positions: positions.length, distance: sum }
}
