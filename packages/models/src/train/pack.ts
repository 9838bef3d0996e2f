/** Puts examples into batches: whole ones only, several in a row, so that little is padding. */
import type { Batch } from './network.ts'
import type { BatchSize } from './tensor-ops.ts'
import { END, type Example, talkTokens } from './vocabulary.ts'

/** Draws in a row that may be too long before the source is taken to be unfit. */
const PATIENCE = 1000

/** A batch of freshly drawn examples that fit a row, with loss weights that sum to one. */
export function packBatch(draw: () => Example, size: BatchSize): Batch {
  const positions = size.rows * size.length
  const tokens = new Int32Array(positions).fill(END)
  const targets = new Int32Array(positions).fill(END)
  const weights = new Float32Array(positions)
  let held: Talk | undefined
  for (let row = 0; row < size.rows; row++) {
    const start = row * size.length
    for (let used = 0; ; held = undefined) {
      held ??= drawFitting(draw, size.length)
      const { tokens: whole, replies, weight } = held
      if (used + whole.length > size.length) break
      tokens.set(whole, start + used)
      // The token at position i foretells the one at i + 1, so targets lie one place to the left.
      targets.set(whole.slice(1), start + used)
      for (const { from, to } of replies) weights.fill(weight, start + used + from - 1, start + used + to - 1)
      used += whole.length
    }
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return { tokens, targets, weights: weights.map(weight => weight / total) }
}

type Talk = ReturnType<typeof talkTokens> & { readonly weight: number }

function drawFitting(draw: () => Example, length: number): Talk {
  for (let i = 0; i < PATIENCE; i++) {
    const example = draw()
    const talk = talkTokens(example)
    if (talk.tokens.length <= length) return { ...talk, weight: example.weight }
  }
  throw new RangeError(`no example fits ${length} tokens`)
}
