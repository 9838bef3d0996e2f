// Training and reading of the byte models of the token-mixture experiment.
import { randomFrom, seedFrom } from '@taonet/models/random'
import {
  initialParameters,
  type LlamaShape,
  openScorer,
  type Parameters,
  train,
  VOCABULARY_SIZE,
} from '@taonet/models/train'
import { type Domain, WINDOW } from './domains.ts'

const SHAPE: LlamaShape = {
  vocabulary: VOCABULARY_SIZE,
  width: 64,
  layers: 3,
  heads: 8,
  hidden: 176,
  ropeBase: 1_000,
}
const LENGTH = WINDOW + 3
const SIZE = { rows: 8, length: LENGTH }
const RATE = 1.5e-3
const WARMUP = 20
/** What a model of ours reads at once. */
const LONGEST = 256
/** After the 256 bytes: where a question begins, and where its reply does. */
const USER = 256
const ASSISTANT = 257

export interface Steps {
  readonly seed: number
  readonly expert: number
  readonly generalist: number
}

const copyOf = (parameters: Parameters): Parameters =>
  new Map([...parameters].map(([name, values]) => [name, new Float32Array(values)]))

/** Goes on from `from`, or begins; the lessons are windows of the domains by turns of chance. */
async function trained(
  label: string,
  from: Parameters | undefined,
  domains: readonly Domain[],
  steps: number,
): Promise<Parameters> {
  const random = randomFrom(seedFrom(`token mixture ${label}`))
  const parameters = from ? copyOf(from) : initialParameters(SHAPE, random.fork('weights'))
  const draw = () => ({ prompt: '', answer: random.pick(domains).draw(random), weight: 1 })
  await train(
    { shape: SHAPE, phases: [{ size: SIZE, steps, draw }], rate: RATE, warmup: WARMUP },
    parameters,
    {
      every: 100,
      report: (step, loss) => console.log(`${label}: step ${step} of ${steps}, loss ${loss.toFixed(3)}`),
    },
  )
  return parameters
}

export interface Trained {
  /** One a domain, in their order. */
  readonly experts: readonly Parameters[]
  /** As many steps as one expert, and as many as all together. */
  readonly equalEach: Parameters
  readonly equalTotal: Parameters
}

/** One network learns a little of everything; each expert goes on with one domain, each generalist with all. */
export async function trainAll(seed: number, domains: readonly Domain[], steps: Steps): Promise<Trained> {
  const base = await trained(`seed ${seed}, base`, undefined, domains, steps.seed)
  const experts: Parameters[] = []
  for (const domain of domains)
    experts.push(await trained(`seed ${seed}, ${domain.name}`, base, [domain], steps.expert))
  return {
    experts,
    equalEach: await trained(`seed ${seed}, equal each`, base, domains, steps.expert),
    equalTotal: await trained(`seed ${seed}, equal total`, base, domains, steps.generalist),
  }
}

export const averageOf = (some: readonly Parameters[]): Parameters =>
  new Map(
    [...(some[0] ?? [])].map(([name, values]) => [
      name,
      values.map((_, i) => some.reduce((sum, one) => sum + (one.get(name)?.[i] ?? 0), 0) / some.length),
    ]),
  )

interface Talk {
  readonly prompt: string
  readonly answer: string
}

/** ln p of each byte of each answer, given its prompt and what is before it. Talks are cut to what a model reads at once. */
export async function readTalks(
  shape: LlamaShape,
  parameters: Parameters,
  talks: readonly Talk[],
): Promise<number[][]> {
  const size = { rows: 8, length: LONGEST }
  const scorer = await openScorer(shape, size)
  const read: number[][] = []
  try {
    for (let from = 0; from < talks.length; from += size.rows) {
      const rows = talks.slice(from, from + size.rows).map(({ prompt, answer }) => {
        const opening = [USER, ...Buffer.from(prompt), ASSISTANT]
        return { opening, bytes: [...Buffer.from(answer)].slice(0, size.length - opening.length) }
      })
      const tokens = new Int32Array(size.rows * size.length)
      for (const [row, { opening, bytes }] of rows.entries())
        tokens.set([...opening, ...bytes], row * size.length)
      const logs = await scorer.logProbabilities(parameters, tokens)
      for (const [row, { opening, bytes }] of rows.entries())
        read.push(
          bytes.map((byte, i) => {
            const position = row * size.length + opening.length - 1 + i
            return logs[position * shape.vocabulary + byte] ?? Number.NEGATIVE_INFINITY
          }),
        )
    }
  } finally {
    await scorer.close()
  }
  return read
}

/** The same of windows that nobody asked for. */
export const readWindows = (parameters: Parameters, windows: readonly string[]): Promise<number[][]> =>
  readTalks(
    SHAPE,
    parameters,
    windows.map(answer => ({ prompt: '', answer })),
  )
