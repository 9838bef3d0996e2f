/** AdamW (Loshchilov and Hutter 2019) with the gradient's norm clipped to one; parameters change in place. */
import type { Parameters } from './llama-shape.ts'

export interface AdamWOptions {
  readonly weightDecay: number
  readonly beta1: number
  readonly beta2: number
}

const DEFAULTS: AdamWOptions = { weightDecay: 0.05, beta1: 0.9, beta2: 0.98 }
const EPSILON = 1e-8

/** All that the next step depends on, besides parameters and gradients. */
export interface OptimizerState {
  readonly steps: number
  readonly moments: ReadonlyMap<string, Moment>
}

interface Moment {
  readonly first: Float32Array<ArrayBuffer>
  readonly second: Float32Array<ArrayBuffer>
}

export interface Optimizer {
  /** One step at the given learning rate; returns the norm of the gradient before clipping. */
  step(parameters: Parameters, gradients: Parameters, rate: number): number
  /** Shares its arrays with the optimizer: good until the next step. */
  state(): OptimizerState
}

/** `from` continues where another one stopped. */
export function adamW(options: AdamWOptions = DEFAULTS, from?: OptimizerState): Optimizer {
  const moments = new Map<string, Moment>(from?.moments)
  let steps = from?.steps ?? 0
  return {
    step(parameters, gradients, rate) {
      steps++
      const norm = gradientNorm(gradients)
      const clip = norm > 1 ? 1 / norm : 1
      for (const [name, gradient] of gradients) {
        const values = parameters.get(name)
        if (values === undefined) throw new RangeError(`no parameter ${name}`)
        let moment = moments.get(name)
        if (moment === undefined) {
          moment = { first: new Float32Array(values.length), second: new Float32Array(values.length) }
          moments.set(name, moment)
        }
        const weightDecay = /norm/i.test(name) ? 0 : options.weightDecay
        update(values, gradient, moment, { ...options, weightDecay }, rate, clip, steps)
      }
      return norm
    },
    state: () => ({ steps, moments }),
  }
}

function gradientNorm(gradients: Parameters): number {
  let sum = 0
  for (const gradient of gradients.values()) {
    for (let i = 0; i < gradient.length; i++) sum += gradient[i]! * gradient[i]!
  }
  return Math.sqrt(sum)
}

function update(
  values: Float32Array,
  gradient: Float32Array,
  { first, second }: { first: Float32Array; second: Float32Array },
  { beta1, beta2, weightDecay }: AdamWOptions,
  rate: number,
  clip: number,
  steps: number,
): void {
  const unbias1 = 1 / (1 - beta1 ** steps)
  const unbias2 = 1 / (1 - beta2 ** steps)
  for (let i = 0; i < values.length; i++) {
    const g = gradient[i]! * clip
    const m = beta1 * first[i]! + (1 - beta1) * g
    const v = beta2 * second[i]! + (1 - beta2) * g * g
    first[i] = m
    second[i] = v
    values[i] =
      values[i]! - rate * ((m * unbias1) / (Math.sqrt(v * unbias2) + EPSILON) + weightDecay * values[i]!)
  }
}
