/** Trains a network on an owner's pairs: stops when asked, goes on where it stopped, and one seed gives one result. */
import { hash } from 'node:crypto'
import { NetError } from '../net-error.ts'
import { type Random, randomFrom, seedFrom } from '../random.ts'
import { adamW } from '../train/adamw.ts'
import {
  type BatchSize,
  type Example,
  type LlamaShape,
  openTrainer,
  type Parameters,
  packBatch,
  type Trainer,
} from '../train/index.ts'
import { cosineRate } from '../train/train.ts'
import { talkTokens } from '../train/vocabulary.ts'
import { dropCheckpoint, loadCheckpoint, saveCheckpoint } from './checkpoint.ts'
import type { Pair } from './read-pairs.ts'

export interface ExpertPlan {
  readonly shape: LlamaShape
  /** Where training starts; not changed. */
  readonly base: Parameters
  readonly pairs: readonly Pair[]
  /** What the base can do already, asked again so that it is not forgotten, and its share of all examples. */
  readonly rehearsal?: { readonly draw: (random: Random) => Example; readonly share: number }
  readonly seed: string
  /** Absent: as many as `milliseconds` allow at the speed measured here, and no more than the pairs are worth. */
  readonly steps?: number
  readonly milliseconds: number
  /** Highest learning rate; absent: what suits the weights of the repository. */
  readonly rate?: number
}

export interface ExpertProgress {
  readonly step: number
  readonly steps: number
  /** Mean since the last report, in nats a byte of the answers. */
  readonly loss: number
  readonly secondsLeft: number
}

export interface ExpertHooks {
  /** Where the run is kept while it lasts; gone when it is done. */
  readonly checkpoint: string
  readonly signal: AbortSignal
  onProgress(progress: ExpertProgress): void
}

export interface Expert {
  readonly parameters: Parameters
  /** False when it was stopped: the checkpoint has it all. */
  readonly finished: boolean
  readonly step: number
  readonly steps: number
}

const TOKENS_A_STEP = 1024
const RATE = 1.2e-3
const WARMUP = 20
const REPORT_EVERY = 20
const SAVE_EVERY_MS = 30_000
const CALIBRATION_STEPS = 3
const LEAST_STEPS = 40
/** Passes over the pairs after which nothing more is learned from them. */
const MOST_PASSES = 200

/** Throws NetError: `mismatch` for a checkpoint of other data, `bad_data` when there is nothing to learn from. */
export async function trainExpert(plan: ExpertPlan, hooks: ExpertHooks): Promise<Expert> {
  if (plan.pairs.length === 0)
    throw new NetError('bad_data', 'there is nothing left to train on', {
      hint: 'see what was withheld and why',
    })
  const size = batchSize(plan.pairs)
  const digest = digestOf(plan)
  const found = await loadCheckpoint(hooks.checkpoint, plan.shape)
  if (found && found.digest !== digest)
    throw new NetError(
      'mismatch',
      `${hooks.checkpoint} is of a run on other data, with another start or seed`,
      {
        hint: 'remove it to start again, or name another --out',
      },
    )
  const trainer = await openTrainer(plan.shape, size)
  try {
    const steps = found?.steps ?? plan.steps ?? (await affordableSteps(plan, trainer, size))
    return await run(plan, hooks, { trainer, size, digest, steps, found })
  } finally {
    await trainer.close()
  }
}

interface Run {
  readonly trainer: Trainer
  readonly size: BatchSize
  readonly digest: string
  readonly steps: number
  readonly found: Awaited<ReturnType<typeof loadCheckpoint>>
}

async function run(plan: ExpertPlan, hooks: ExpertHooks, at: Run): Promise<Expert> {
  const { trainer, size, digest, steps, found } = at
  const parameters =
    found?.parameters ?? new Map([...plan.base].map(([name, values]) => [name, values.slice()]))
  const optimizer = adamW(undefined, found?.optimizer)
  const random = randomFrom(seedFrom(plan.seed))
  const began = performance.now()
  const first = found?.step ?? 0
  let step = first
  let sum = 0
  let saved = began
  const save = () =>
    saveCheckpoint(hooks.checkpoint, { digest, step, steps, parameters, optimizer: optimizer.state() })
  while (step < steps && !hooks.signal.aborted) {
    // A stream of its own for every step: a run that was stopped draws what it would have drawn.
    const batch = packBatch(drawer(plan, random.fork(`step ${step}`)), size)
    const { loss, gradients } = await trainer.lossAndGradients(parameters, batch)
    step++
    optimizer.step(
      parameters,
      gradients,
      cosineRate({ rate: plan.rate ?? RATE, warmup: WARMUP }, step, steps),
    )
    sum += loss
    const now = performance.now()
    if (step % REPORT_EVERY === 0 || step === steps) {
      const since = step % REPORT_EVERY || REPORT_EVERY
      const secondsLeft = ((now - began) / 1000 / (step - first)) * (steps - step)
      hooks.onProgress({ step, steps, loss: sum / Math.min(since, step - first), secondsLeft })
      sum = 0
    }
    if (now - saved > SAVE_EVERY_MS) {
      await save()
      saved = now
    }
  }
  const finished = step === steps
  if (finished) await dropCheckpoint(hooks.checkpoint)
  else await save()
  return { parameters, finished, step, steps }
}

function drawer({ pairs, rehearsal }: ExpertPlan, random: Random): () => Example {
  return () =>
    rehearsal && random.unit() < rehearsal.share
      ? rehearsal.draw(random)
      : { ...random.pick(pairs), weight: 1 }
}

/** Rows as long as the longest pair needs, so that none is passed over. */
function batchSize(pairs: readonly Pair[]): BatchSize {
  const longest = pairs.reduce((most, pair) => Math.max(most, talkTokens(pair).length), 0)
  const length = Math.max(64, Math.ceil(longest / 16) * 16)
  return { rows: Math.max(1, Math.floor(TOKENS_A_STEP / length)), length }
}

async function affordableSteps(plan: ExpertPlan, trainer: Trainer, size: BatchSize): Promise<number> {
  const batch = packBatch(drawer(plan, randomFrom(seedFrom('calibration'))), size)
  await trainer.lossAndGradients(plan.base, batch)
  const began = performance.now()
  for (let i = 0; i < CALIBRATION_STEPS; i++) await trainer.lossAndGradients(plan.base, batch)
  const each = (performance.now() - began) / CALIBRATION_STEPS
  const tokens = plan.pairs.reduce((sum, pair) => sum + talkTokens(pair).length, 0)
  const worthwhile = Math.ceil((MOST_PASSES * tokens) / (size.rows * size.length))
  return Math.max(LEAST_STEPS, Math.min(worthwhile, Math.floor(plan.milliseconds / (1.2 * each))))
}

function digestOf({ shape, base, pairs, rehearsal, seed, steps, rate }: ExpertPlan): string {
  const text = JSON.stringify([shape, seed, steps ?? 'measured', rate ?? RATE, rehearsal?.share ?? 0, pairs])
  const weights = [...base.values()].map(values => hash('sha256', new Uint8Array(values.buffer), 'hex'))
  return hash('sha256', [text, ...weights].join('\n'), 'hex')
}
