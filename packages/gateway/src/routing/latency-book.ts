// How long answers take until they begin to be of use, learnt as they come: by class of request, and within it by model.
import { LogHistogram } from './log-histogram.ts'

/** Before so many answers nothing is known. */
const ENOUGH = 20
/** Beyond so many, older ones count half: a class follows its miners within some hundreds of answers. */
const MEMORY = 500
/** Classes come from requests and models from miners: both may be anything, so the oldest are forgotten. */
const MOST = 512
/** A model that is not known yet may be that much slower than its class. */
const STRANGER = 2
const TAIL = 0.95
/** What takes so many times the middle is no tail but a stall, however many of them there are. */
const LONGEST_TAIL = 4

/** Times of one kind, and their tail, which is asked for more often than it changes. */
class Times {
  readonly #seen = new LogHistogram()
  #tail: number | undefined
  #isKnown = true

  add(milliseconds: number): void {
    this.#seen.add(milliseconds)
    if (this.#seen.count > MEMORY) this.#seen.fade(0.5)
    this.#isKnown = false
  }

  /** Undefined while too few are known. */
  get tail(): number | undefined {
    if (!this.#isKnown) this.#tail = this.#found()
    this.#isKnown = true
    return this.#tail
  }

  #found(): number | undefined {
    if (this.#seen.count < ENOUGH) return undefined
    const [tail, middle] = [this.#seen.quantile(TAIL), this.#seen.quantile(0.5)]
    return tail === undefined || middle === undefined ? undefined : Math.min(tail, LONGEST_TAIL * middle)
  }
}

export class LatencyBook {
  readonly #kept = new Map<string, Times>()

  /** @param milliseconds From asking to the first token, or to the whole answer. */
  add(requestClass: string, model: string, milliseconds: number): void {
    for (const name of [requestClass, `${requestClass}\n${model}`]) this.#at(name).add(milliseconds)
  }

  /** The time within which 95 of 100 such answers came, stalls left out; undefined while too few are known. */
  tail(requestClass: string, model: string): number | undefined {
    const own = this.#kept.get(`${requestClass}\n${model}`)?.tail
    if (own !== undefined) return own
    const all = this.#kept.get(requestClass)?.tail
    return all === undefined ? undefined : all * STRANGER
  }

  #at(name: string): Times {
    const seen = this.#kept.get(name) ?? new Times()
    this.#kept.delete(name)
    this.#kept.set(name, seen)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST && oldest !== undefined) this.#kept.delete(oldest)
    return seen
  }
}
