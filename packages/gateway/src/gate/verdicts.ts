// Verdicts that were found before: the same words under the same policy are judged once.
import { hash } from 'node:crypto'
import type { Finding } from '@taonet/safety'

/** About a megabyte. */
const MOST = 4_096

export class Verdicts {
  readonly #known = new Map<string, readonly Finding[]>()

  /** `about`: what else the verdict depends on. */
  static keyOf(about: string, text: string): string {
    return hash('sha256', `${about}\0${text}`, 'base64')
  }

  find(key: string): readonly Finding[] | undefined {
    const findings = this.#known.get(key)
    if (findings === undefined) return undefined
    // The one used last is forgotten last.
    this.#known.delete(key)
    this.#known.set(key, findings)
    return findings
  }

  keep(key: string, findings: readonly Finding[]): void {
    this.#known.set(key, findings)
    const [oldest] = this.#known.keys()
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest)
  }
}
