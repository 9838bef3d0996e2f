/** Puts examples into batches: whole ones only, several in a row, so that little is padding. */
import type { Batch } from './network.ts'
import type { BatchSize } from './tensor-ops.ts'
import { answerTokens, END, type Example, promptTokens } from './vocabulary.ts'

/** Draws in a row that may be too long before the source is taken to be unfit. */
const PATIENCE = 1000

/** A batch of freshly drawn examples that fit a row, with loss weights that sum to one. */
export function packBatch(draw: () => Example, size: BatchSize): Batch {
  const positions = size.rows * size.length
  const tokens = new Int32Array(positions).fill(END)
  const targets = new Int32Array(positions).fill(END)
  const weights = new Float32Array(positions)
  let held: Example | undefined
  for (let row = 0; row < size.rows; row++) {
    const start = row * size.length
    for (let used = 0; ; held = undefined) {
      held ??= drawFitting(draw, size.length)
      const prompt = promptTokens(held.prompt)
      const whole = [...prompt, ...answerTokens(held.answer)]
      if (used + whole.length > size.length) break
      tokens.set(whole, start + used)
      // The token at position i foretells the one at i + 1, so targets lie one place to the left.
      targets.set(whole.slice(1), start + used)
      weights.fill(held.weight, start + used + prompt.length - 1, start + used + whole.length - 1)
      used += whole.length
    }
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return { tokens, targets, weights: weights.map(weight => weight / total) }
}

function drawFitting(draw: () => Example, length: number): Example {
  for (let i = 0; i < PATIENCE; i++) {
    const example = draw()
    if (promptTokens(example.prompt).length + answerTokens(example.answer).length <= length) return example
  }
  throw new RangeError(`no example fits ${length} tokens`)
}
