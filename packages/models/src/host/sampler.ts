/** Draws the next token from a model's full distribution. */
import { randomBytes } from 'node:crypto'
import { randomFrom, seedFrom } from '../random.ts'

export interface SamplerOptions {
  readonly temperature: number
  readonly topP?: number
  readonly seed?: number
}

/** `probabilities` is the whole vocabulary at temperature 1, most probable first. */
export type Sampler<Token> = (probabilities: ReadonlyMap<Token, number>) => Token

/** Greedy at temperature 0; else nucleus sampling (Holtzman et al. 2020) from p^(1/temperature). */
export function sampler<Token>(options: SamplerOptions): Sampler<Token> {
  const random = randomFrom(
    options.seed === undefined ? randomBytes(32) : seedFrom(`sampler ${options.seed}`),
  )
  const topP = options.topP ?? 1
  return probabilities => {
    const [best] = probabilities.keys()
    if (best === undefined) throw new RangeError('an empty distribution')
    if (options.temperature === 0) return best
    const weighted = nucleus(probabilities, 1 / options.temperature, topP)
    let rest = random.unit() * weighted.reduce((sum, { weight }) => sum + weight, 0)
    return weighted.find(({ weight }) => (rest -= weight) < 0)?.token ?? best
  }
}

/** The smallest set of most probable tokens that holds `topP` of the sharpened mass. */
function nucleus<Token>(probabilities: ReadonlyMap<Token, number>, power: number, topP: number) {
  const weighted = [...probabilities].map(([token, p]) => ({ token, weight: p ** power }))
  const mass = topP * weighted.reduce((sum, { weight }) => sum + weight, 0)
  let sum = 0
  const end = weighted.findIndex(({ weight }) => (sum += weight) >= mass)
  return end < 0 ? weighted : weighted.slice(0, end + 1)
}
