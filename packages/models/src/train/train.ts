/** The training loop: examples in, parameters and a log out. One thread; stops at its step count. */
import type { Random } from '../random.ts'
import { adamW } from './adamw.ts'
import { initialParameters, type LlamaShape, type Parameters } from './llama-shape.ts'
import { openTrainer } from './network.ts'
import { packBatch } from './pack.ts'
import type { BatchSize } from './tensor-ops.ts'
import type { Example } from './vocabulary.ts'

export interface TrainingPlan {
  readonly shape: LlamaShape
  readonly size: BatchSize
  readonly steps: number
  /** Highest learning rate: reached after `warmup` steps, then lowered along a cosine to a fiftieth. */
  readonly rate: number
  readonly warmup: number
}

export interface TrainingHooks {
  /** Called every `every` steps with the mean loss since the last call, in nats a weighted token. */
  readonly every: number
  report(step: number, loss: number, parameters: Parameters): Promise<void> | void
}

/** Trains from scratch on examples drawn by `draw`; the result depends on `random` and `draw` alone (and the CPU). */
export async function train(
  plan: TrainingPlan,
  random: Random,
  draw: () => Example,
  hooks: TrainingHooks,
): Promise<Parameters> {
  const parameters = initialParameters(plan.shape, random)
  const trainer = await openTrainer(plan.shape, plan.size)
  const optimizer = adamW()
  let sum = 0
  try {
    for (let step = 1; step <= plan.steps; step++) {
      const { loss, gradients } = await trainer.lossAndGradients(parameters, packBatch(draw, plan.size))
      optimizer.step(parameters, gradients, learningRate(plan, step))
      sum += loss
      if (step % hooks.every === 0 || step === plan.steps) {
        await hooks.report(step, sum / (step % hooks.every || hooks.every), parameters)
        sum = 0
      }
    }
  } finally {
    await trainer.close()
  }
  return parameters
}

function learningRate(plan: TrainingPlan, step: number): number {
  if (step < plan.warmup) return (plan.rate * step) / plan.warmup
  const done = (step - plan.warmup) / Math.max(1, plan.steps - plan.warmup)
  return plan.rate * (0.02 + 0.98 * 0.5 * (1 + Math.cos(Math.PI * done)))
}
