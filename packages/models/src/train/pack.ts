/** Puts examples into batches: whole ones only, several in a row, so that little is padding. */
import type { Batch } from './network.ts'
import type { BatchSize } from './tensor-ops.ts'
import { answerTokens, END, type Example, promptTokens } from './vocabulary.ts'

/**
 * A batch of freshly drawn examples, with loss weights that sum to one.
 * An example longer than a row is a fault of the caller: RangeError.
 */
export function packBatch(draw: () => Example, size: BatchSize): Batch {
  const positions = size.rows * size.length
  const tokens = new Int32Array(positions).fill(END)
  const targets = new Int32Array(positions).fill(END)
  const weights = new Float32Array(positions)
  let held: Example | undefined
  for (let row = 0; row < size.rows; row++) {
    const start = row * size.length
    for (let used = 0; ; held = undefined) {
      held ??= draw()
      const prompt = promptTokens(held.prompt)
      const whole = [...prompt, ...answerTokens(held.answer)]
      if (whole.length > size.length) throw new RangeError(`an example of ${whole.length} tokens fits no row`)
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
