/** How often a network, decoding greedily, gives exactly the expected answer. */
import type { LlamaShape, Parameters } from './llama-shape.ts'
import { openScorer, type Scorer } from './network.ts'
import type { BatchSize } from './tensor-ops.ts'
import { answerTokens, END, type Example, promptTokens } from './vocabulary.ts'

export interface Measurement {
  /** Share of examples whose whole answer, its end included, is what greedy decoding yields. */
  readonly exact: number
  /** Bits the network needs for a byte of the answers. */
  readonly bitsPerByte: number
}

export interface Examiner {
  measure(parameters: Parameters, examples: readonly Example[]): Promise<Measurement>
  /** −ln of the probability of each whole answer, its end included. */
  nats(parameters: Parameters, examples: readonly Example[]): Promise<number[]>
  close(): Promise<void>
}

/** Each example stands alone in a row, so it must fit `size.length` tokens. */
export async function openExaminer(shape: LlamaShape, size: BatchSize): Promise<Examiner> {
  const scorer = await openScorer(shape, size)
  async function scored(parameters: Parameters, examples: readonly Example[]) {
    const results: Awaited<ReturnType<typeof scoreRows>> = []
    for (let from = 0; from < examples.length; from += size.rows)
      results.push(
        ...(await scoreRows(scorer, shape, size, parameters, examples.slice(from, from + size.rows))),
      )
    return results
  }
  return {
    async measure(parameters, examples) {
      const results = await scored(parameters, examples)
      const nats = results.reduce((sum, result) => sum + result.nats, 0)
      const bytes = results.reduce((sum, result) => sum + result.bytes, 0)
      return {
        exact: results.filter(({ exact }) => exact).length / examples.length,
        bitsPerByte: nats / Math.LN2 / bytes,
      }
    },
    nats: async (parameters, examples) => (await scored(parameters, examples)).map(({ nats }) => nats),
    close: () => scorer.close(),
  }
}

async function scoreRows(
  scorer: Scorer,
  shape: LlamaShape,
  size: BatchSize,
  parameters: Parameters,
  examples: readonly Example[],
) {
  const tokens = new Int32Array(size.rows * size.length).fill(END)
  const rows = examples.map(example => ({
    prompt: promptTokens(example.prompt),
    answer: answerTokens(example.answer),
  }))
  rows.forEach(({ prompt, answer }, row) => {
    if (prompt.length + answer.length > size.length) throw new RangeError('an example fits no row')
    tokens.set([...prompt, ...answer], row * size.length)
  })
  const scores = await scorer.logProbabilities(parameters, tokens)
  return rows.map(({ prompt, answer }, row) => {
    let exact = true
    let nats = 0
    for (const [i, token] of answer.entries()) {
      const position = row * size.length + prompt.length - 1 + i
      const line = scores.subarray(position * shape.vocabulary, (position + 1) * shape.vocabulary)
      // Given the right answer so far, the next greedy token is right exactly when it scores highest.
      exact &&= line.every((score, other) => other === token || score < line[token]!)
      nats -= line[token]!
    }
    return { exact, nats, bytes: answer.length - 1 }
  })
}
