// Answers by key, bounded in bytes and time; the one not used for longest goes first.
export interface Limits {
  readonly bytes: number
  readonly milliseconds: number
}

interface Kept<T> {
  readonly value: T
  readonly size: number
  readonly until: number
}

/** Beside its text: key, entry, and the map's own. */
const OVERHEAD = 512
/** Of a character of JSON, in memory. */
const BYTES = 2

export class KeptAnswers<T> {
  readonly #kept = new Map<string, Kept<T>>()
  readonly #limits: Limits
  readonly #now: () => number
  #bytes = 0

  constructor(limits: Limits, now: () => number) {
    this.#limits = limits
    this.#now = now
  }

  get bytes(): number {
    return this.#bytes
  }

  find(key: string): T | undefined {
    const one = this.#kept.get(key)
    if (one === undefined) return undefined
    this.#kept.delete(key)
    if (one.until > this.#now()) {
      this.#kept.set(key, one)
      return one.value
    }
    this.#bytes -= one.size
    return undefined
  }

  /** `characters`: how long it would be as JSON. */
  keep(key: string, value: T, characters: number): void {
    this.#drop(key)
    const size = BYTES * characters + OVERHEAD
    const one = { value, size, until: this.#now() + this.#limits.milliseconds }
    // One answer may not push out most others.
    if (one.size > this.#limits.bytes / 16) return
    this.#kept.set(key, one)
    this.#bytes += one.size
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#limits.bytes) return
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    const one = this.#kept.get(key)
    if (one === undefined) return
    this.#kept.delete(key)
    this.#bytes -= one.size
  }
}
