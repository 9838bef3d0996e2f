/** What the classifier is trained on, drawn from one seed: written sentences and real harmless prose. */
import { hash } from 'node:crypto'
import { type Random, randomFrom, seedFrom } from '@taonet/models/random'
import { proseStretches } from './prose.ts'
import { type Sentence, sentences } from './sentences.ts'

export const SEED = 'taonet safety kinds 1'
/** Sentences drawn from each template; one with few alternatives gives fewer. */
export const PER_TEMPLATE = 40
/** Stretches of real harmless text. */
export const PROSE = 12_000

export interface Material {
  readonly sentences: readonly Sentence[]
  readonly prose: readonly (readonly string[])[]
  /** SHA-256 of both, as JSON. */
  readonly digest: string
  /** For whatever else the training leaves to chance. */
  readonly random: Random
}

export function trainingMaterial(): Material {
  const random = randomFrom(seedFrom(SEED))
  const written = sentences(random.fork('sentences'), PER_TEMPLATE)
  const prose = proseStretches(random.fork('prose'), PROSE)
  return { sentences: written, prose, digest: hash('sha256', JSON.stringify([written, prose])), random }
}
