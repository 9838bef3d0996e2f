// Texts through the moderation classifiers: short ones at once, longer ones in a thread of their own.
import { type Moderation, moderate } from '@taonet/safety'
import { WorkThread } from '../work-thread.ts'

/** Of what is judged in less than a millisecond. */
const SHORT = 800

export class Moderator {
  readonly #thread = new WorkThread<string, readonly Moderation[]>('moderation-worker', import.meta.url)

  /** One result a text. A text at a time, so that requests take turns; the rest is let go once `signal` aborts. @throws NetError. */
  async look(texts: readonly string[], signal: AbortSignal): Promise<readonly Moderation[]> {
    const found: Moderation[] = []
    for (const text of texts) {
      signal.throwIfAborted()
      found.push(...(await (text.length <= SHORT ? moderate([text]) : this.#thread.ask(text))))
    }
    return found
  }

  close(): Promise<void> {
    return this.#thread.close()
  }
}
