// Texts of any length under a policy: known verdicts first, short texts at once, longer ones in a thread of their own.
import type { Finding } from '@taonet/safety'
import type { PolicyName } from '../accounts/index.ts'
import { WorkThread } from '../work-thread.ts'
import { type Judged, judge, type Side } from './judging.ts'
import { Verdicts } from './verdicts.ts'
import { windowsOf } from './windows.ts'

/** Judged in less than half a millisecond: sending it to another thread and back would take as long. */
const SHORT = 800

export class Judge {
  readonly #verdicts = new Verdicts()
  readonly #thread = new WorkThread<Judged, readonly Finding[]>('judge-worker', import.meta.url)

  /**
   * Surest first; empty for what is clean. `tail`: of a text that grows, its last characters, which were not judged before.
   * @throws Refused for more than can be judged, NetError `busy`, `unjudged`.
   */
  async look(policy: PolicyName, side: Side, text: string, tail = text.length): Promise<readonly Finding[]> {
    if (policy === 'off' || text === '') return []
    const key = Verdicts.keyOf(`${policy} ${side}`, text)
    const known = this.#verdicts.find(key)
    if (known) return known
    const found: Finding[] = []
    for (const window of windowsOf(text)) {
      const one = { policy, side, text: window, tail }
      found.push(...(window.length <= SHORT ? judge(one) : await this.#thread.ask(one)))
    }
    found.sort((a, b) => b.confidence - a.confidence)
    this.#verdicts.keep(key, found)
    return found
  }

  close(): Promise<void> {
    return this.#thread.close()
  }
}
