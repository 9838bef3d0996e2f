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
  width: 128,
  layers: 3,
  heads: 8,
  hidden: 352,
  ropeBase: 1_000,
}
const LENGTH = WINDOW + 3
const SIZE = { rows: 8, length: LENGTH }
const RATE = 1.5e-3
const WARMUP = 20
/** Of a vocabulary of 256 bytes and three marks: where a reply begins. */
const OPENING = [256, 257]

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

/** ln p of each byte of each window, given what is before it. */
export async function readWindows(parameters: Parameters, windows: readonly string[]): Promise<number[][]> {
  const scorer = await openScorer(SHAPE, SIZE)
  const read: number[][] = []
  try {
    for (let from = 0; from < windows.length; from += SIZE.rows) {
      const rows = windows.slice(from, from + SIZE.rows).map(text => Buffer.from(text, 'latin1'))
      const tokens = new Int32Array(SIZE.rows * LENGTH)
      for (const [row, bytes] of rows.entries()) tokens.set([...OPENING, ...bytes], row * LENGTH)
      const logs = await scorer.logProbabilities(parameters, tokens)
      for (const [row, bytes] of rows.entries())
        read.push(
          [...bytes].map((byte, i) => {
            const position = row * LENGTH + OPENING.length - 1 + i
            return logs[position * VOCABULARY_SIZE + byte] ?? Number.NEGATIVE_INFINITY
          }),
        )
    }
  } finally {
    await scorer.close()
  }
  return read
}
