// Questions that mean the same as one that was answered, by the angle between their vectors.
import { type Gist, mayMeanTheSame } from './gist.ts'

/** One vector, of any length but always the same; undefined where there is no encoder now. */
export type Embed = (text: string) => Promise<Float32Array | undefined>

/**
 * Cosine from which on two questions count as one, if their gist allows it. Measured with the packaged sentence encoder on pairs of
 * questions in English (`bench/semantic-cache.ts`): a third of those that mean the same are found, and of 59 others none; vectors
 * alone would take three quarters of these for the same.
 */
export const THRESHOLD = 0.8

/** Questions compared with one, at most: the newest with the same surroundings. */
const MOST_AROUND = 256
/** Of all surroundings together: thirty megabytes of the packaged encoder's vectors. */
const MOST_QUESTIONS = 16_384

export interface Asked {
  readonly key: string
  readonly gist: Gist
  readonly vector: Float32Array
}

export function cosine(a: Float32Array, b: Float32Array): number {
  let [dot, aa, bb] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0]
    dot += x * y
    aa += x * x
    bb += y * y
  }
  return aa === 0 || bb === 0 ? 0 : dot / Math.sqrt(aa * bb)
}

export class NearQuestions {
  readonly #around = new Map<string, readonly Asked[]>()
  readonly #most: number
  #count = 0

  constructor(most = MOST_QUESTIONS) {
    this.#most = most
  }

  keep(around: string, asked: Asked): void {
    const others = (this.#around.get(around) ?? []).filter(one => one.key !== asked.key)
    this.#forget(around)
    const kept = [...others.slice(1 - MOST_AROUND), asked]
    this.#around.set(around, kept)
    this.#count += kept.length
    for (const oldest of this.#around.keys()) {
      if (this.#count <= this.#most || oldest === around) return
      this.#forget(oldest)
    }
  }

  #forget(around: string): void {
    this.#count -= this.#around.get(around)?.length ?? 0
    this.#around.delete(around)
  }

  /** Keys of questions that mean the same, nearest first. */
  find(around: string, gist: Gist, vector: Float32Array): readonly string[] {
    return (this.#around.get(around) ?? [])
      .filter(one => mayMeanTheSame(one.gist, gist))
      .map(one => ({ ...one, near: cosine(vector, one.vector) }))
      .filter(one => one.near >= THRESHOLD)
      .sort((a, b) => b.near - a.near)
      .map(one => one.key)
  }
}
