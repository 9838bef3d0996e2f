// Texts of any length under a policy: known verdicts first, short texts at once, longer ones in a thread of their own.
import type { Finding } from '@taonet/safety'
import type { PolicyName } from '../accounts/index.ts'
import { WorkThread } from '../work-thread.ts'
import { judge, type Sentence, type Side } from './judging.ts'
import { lookingFor } from './policies.ts'
import { Verdicts } from './verdicts.ts'
import { windowsOf } from './windows.ts'

/** Judged in less than half a millisecond: sending it to another thread and back would take as long. */
const SHORT = 320

export class Judge {
  readonly #verdicts = new Verdicts()
  readonly #thread = new WorkThread<Sentence, readonly Finding[]>('judge-worker', import.meta.url)

  /**
   * Surest first; empty for what is clean. `tail`: of a text that grows, its last characters, which were not judged before.
   * @throws Refused for more than can be judged, NetError `busy`, `unjudged`.
   */
  async look(policy: PolicyName, side: Side, text: string, tail = text.length): Promise<readonly Finding[]> {
    const looking = lookingFor(policy)
    if (looking === undefined || text === '') return []
    const key = Verdicts.keyOf(`${policy} ${side}`, text)
    const known = this.#verdicts.find(key)
    if (known) return known
    const found: Finding[] = []
    for (const window of windowsOf(text)) {
      const { thresholds, apart, brief } = looking
      const sentence = { side, text: window, thresholds, apart, brief, tail }
      found.push(...(await (window.length <= SHORT ? judge(sentence) : this.#thread.ask(sentence))))
    }
    found.sort((a, b) => b.confidence - a.confidence)
    this.#verdicts.keep(key, found)
    return found
  }

  close(): Promise<void> {
    return this.#thread.close()
  }
}
