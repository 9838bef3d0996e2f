// How far apart log-probabilities of one network are on other engines, kernels and rounded weights: the figures behind the
// thresholds of verification. Positions follow fresh story openings, all teacher-forced with the same text.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomFrom, seedFrom } from '@taonet/models/random'
import { openScorer, VOCABULARY_SIZE } from '@taonet/models/train'
import { getLlama, LlamaLogLevel } from 'node-llama-cpp'
import { story } from '../src/text/grammar.ts'
import { COMPARED } from '../src/text/token-lists.ts'
import { parametersOf, quantised, shapeOf, weightsPath } from './weight-variants.ts'

const NAME = 'taonet-allround'
const TEXTS = 40
/** Positions at the end of each text, and positions that the subnet judges together. */
const POSITIONS = 16
const GROUP = 64
const WHOLE = { temperature: 1, topK: 0, topP: 1, minP: 0 }

/** Log-probabilities of the whole vocabulary. */
type Distribution = Float64Array

interface Kernels {
  readonly threads?: number
  readonly batchSize?: number
  readonly flashAttention?: boolean
  readonly keysAndValues?: 'F32'
}

const random = randomFrom(seedFrom('verification bench'))
const texts = Array.from({ length: TEXTS }, () => story(random).text.slice(0, random.between(40, 60)))
const llama = await getLlama({ build: 'never', gpu: false, maxThreads: 2, logLevel: LlamaLogLevel.error })

async function byLlama(modelPath: string, kernels: Kernels = {}): Promise<Distribution[]> {
  const model = await llama.loadModel({ modelPath })
  const { keysAndValues, threads = 1, batchSize = 64, flashAttention = false } = kernels
  const context = await model.createContext({
    contextSize: 256,
    threads,
    batchSize,
    flashAttention,
    ...(keysAndValues
      ? { experimentalKvCacheKeyType: keysAndValues, experimentalKvCacheValueType: keysAndValues }
      : {}),
  })
  const sequence = context.getSequence()
  const found: Distribution[] = []
  for (const text of texts) {
    await sequence.clearHistory()
    const tokens = model.tokenize(text, false)
    const first = tokens.length - POSITIONS
    const results = await sequence.controlledEvaluate(
      tokens.map((token, i) =>
        i < first ? token : [token, { generateNext: { probabilities: true, options: WHOLE } }],
      ),
    )
    for (const result of results.slice(first)) {
      const chances = result?.next.probabilities ?? new Map()
      const mass = [...chances.values()].reduce((sum, one) => sum + one, 0)
      const logs = new Float64Array(VOCABULARY_SIZE)
      for (const [token, chance] of chances) logs[token] = Math.log(chance / mass)
      found.push(logs)
    }
  }
  await model.dispose()
  return found
}

/** Our own graph in onnxruntime: another engine altogether. */
async function byGraph(): Promise<Distribution[]> {
  const found: Distribution[] = []
  for (const text of texts) {
    const tokens = Int32Array.from(Buffer.from(text))
    const scorer = await openScorer(shapeOf(NAME), { rows: 1, length: tokens.length })
    const all = await scorer.logProbabilities(parametersOf(NAME), tokens)
    await scorer.close()
    for (let at = tokens.length - POSITIONS; at < tokens.length; at++)
      found.push(Float64Array.from(all.subarray(at * VOCABULARY_SIZE, (at + 1) * VOCABULARY_SIZE)))
  }
  return found
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

const short = (value: number): number => Number(value.toExponential(1))

/** Mean distance of the likeliest tokens, and the least and largest mean of as many positions as are judged together. */
function row(own: readonly Distribution[], other: readonly Distribution[]) {
  const ranked = own.map(logs => [...logs.keys()].sort((a, b) => (logs[b] ?? 0) - (logs[a] ?? 0)))
  const apart = ranked.map((tokens, i) =>
    mean(tokens.slice(0, COMPARED).map(token => Math.abs((own[i]?.[token] ?? 0) - (other[i]?.[token] ?? 0)))),
  )
  const first = ranked.map(([token = 0], i) => Math.abs((own[i]?.[token] ?? 0) - (other[i]?.[token] ?? 0)))
  const groups = Array.from({ length: Math.floor(apart.length / GROUP) }, (_, g) =>
    mean(apart.slice(g * GROUP, (g + 1) * GROUP)),
  )
  const agreed = ranked.filter(([best = 0], i) => Math.max(...(other[i] ?? [])) === other[i]?.[best]).length
  return {
    'likeliest token': short(mean(first)),
    'five likeliest': short(mean(apart)),
    'least of 64': short(Math.min(...groups)),
    'most of 64': short(Math.max(...groups)),
    'same choice': Math.round((1000 * agreed) / own.length) / 1000,
  }
}

const folder = mkdtempSync(join(tmpdir(), 'taonet-verification-'))
const own = await byLlama(weightsPath(NAME))
const table: Record<string, ReturnType<typeof row>> = {
  'same, again': row(own, await byLlama(weightsPath(NAME))),
  '2 threads': row(own, await byLlama(weightsPath(NAME), { threads: 2 })),
  'batches of 8': row(own, await byLlama(weightsPath(NAME), { batchSize: 8 })),
  'keys and values F32': row(own, await byLlama(weightsPath(NAME), { keysAndValues: 'F32' })),
  'flash attention': row(own, await byLlama(weightsPath(NAME), { flashAttention: true })),
  'our graph, onnxruntime': row(own, await byGraph()),
}
for (const bits of [8, 7, 6, 5, 4]) {
  const path = join(folder, `${bits}.gguf`)
  writeFileSync(path, quantised(NAME, bits))
  table[`${bits} bits`] = row(own, await byLlama(path))
}
for (const other of ['taonet-numbers', 'taonet-words', 'taonet-small'])
  table[other] = row(own, await byLlama(weightsPath(other)))
console.table(table)
await llama.dispose()
rmSync(folder, { recursive: true, force: true })
