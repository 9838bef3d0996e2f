// Times counted in bins that grow by a twentieth: any quantile to within five per cent, in a kilobyte, whatever the range.

const LEAST_MS = 0.1
const GROWTH = Math.log(1.05)
/** Up to eleven minutes; whatever is longer counts as that. */
const BINS = 322

const binOf = (milliseconds: number): number =>
  milliseconds <= LEAST_MS
    ? 0
    : Math.min(BINS - 1, 1 + Math.floor(Math.log(milliseconds / LEAST_MS) / GROWTH))

export class LogHistogram {
  readonly #bins = new Float32Array(BINS)
  #count = 0

  /** Observations, each by its weight. */
  get count(): number {
    return this.#count
  }

  add(milliseconds: number): void {
    const bin = binOf(milliseconds)
    this.#bins[bin] = (this.#bins[bin] ?? 0) + 1
    this.#count++
  }

  join(other: LogHistogram): void {
    for (let bin = 0; bin < BINS; bin++) this.#bins[bin] = (this.#bins[bin] ?? 0) + (other.#bins[bin] ?? 0)
    this.#count += other.#count
  }

  /** What was seen so far counts `factor` times as much from now on. */
  fade(factor: number): void {
    for (let bin = 0; bin < BINS; bin++) this.#bins[bin] = (this.#bins[bin] ?? 0) * factor
    this.#count *= factor
  }

  clear(): void {
    this.#bins.fill(0)
    this.#count = 0
  }

  /** The upper end of the bin that holds it, in milliseconds; undefined when nothing was seen. */
  quantile(share: number): number | undefined {
    if (this.#count === 0) return undefined
    let left = share * this.#count
    for (let bin = 0; bin < BINS; bin++) {
      left -= this.#bins[bin] ?? 0
      if (left <= 0) return LEAST_MS * Math.exp(GROWTH * bin)
    }
    return LEAST_MS * Math.exp(GROWTH * (BINS - 1))
  }
}
