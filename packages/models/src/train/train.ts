/** The training loop: examples in, parameters and a log out. One thread; stops at its step count. */
import { adamW } from './adamw.ts'
import type { LlamaShape, Parameters } from './llama-shape.ts'
import { openTrainer } from './network.ts'
import { packBatch } from './pack.ts'
import type { BatchSize } from './tensor-ops.ts'
import type { Example } from './vocabulary.ts'

/** A stretch of training. Copying is learned many times faster in short rows, so those come first. */
export interface Phase {
  readonly size: BatchSize
  readonly steps: number
  /** The source of examples; those that fit no row are passed over. */
  readonly draw: () => Example
}

export interface TrainingPlan {
  readonly shape: LlamaShape
  readonly phases: readonly Phase[]
  /** Highest learning rate: reached after `warmup` steps, then lowered along a cosine to a fiftieth. */
  readonly rate: number
  readonly warmup: number
}

export interface TrainingHooks {
  /** Called every `every` steps with the mean loss since the last call, in nats a weighted token. */
  readonly every: number
  report(step: number, loss: number, parameters: Parameters): Promise<void> | void
}

/** Trains `parameters` in place; the result depends on them and on what the phases draw (and on the CPU's arithmetic). */
export async function train(plan: TrainingPlan, parameters: Parameters, hooks: TrainingHooks): Promise<void> {
  const optimizer = adamW()
  const total = totalSteps(plan)
  let step = 0
  let sum = 0
  for (const { size, steps, draw } of plan.phases) {
    const trainer = await openTrainer(plan.shape, size)
    try {
      for (const end = step + steps; step < end; ) {
        const { loss, gradients } = await trainer.lossAndGradients(parameters, packBatch(draw, size))
        optimizer.step(parameters, gradients, cosineRate(plan, ++step, total))
        sum += loss
        if (step % hooks.every === 0 || step === total) {
          await hooks.report(step, sum / (step % hooks.every || hooks.every), parameters)
          sum = 0
        }
      }
    } finally {
      await trainer.close()
    }
  }
}

export const totalSteps = (plan: TrainingPlan): number =>
  plan.phases.reduce((sum, { steps }) => sum + steps, 0)

/** Rises along a line to `rate` while it warms up, then falls along a cosine to a fiftieth. */
export function cosineRate(
  { rate, warmup }: Pick<TrainingPlan, 'rate' | 'warmup'>,
  step: number,
  total: number,
): number {
  if (step < warmup) return (rate * step) / warmup
  const done = (step - warmup) / Math.max(1, total - warmup)
  return rate * (0.02 + 0.98 * 0.5 * (1 + Math.cos(Math.PI * done)))
}
