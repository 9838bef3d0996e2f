// Which experts speak in single bytes, so that they can be mixed: each is asked once what comes after a word, in the background.
import type { ChatRequestInput, ChatResponse } from '@taonet/neuron'
import type { Candidate } from '../network.ts'
import { distributionOf, nextRequest } from './next-byte.ts'
import { expertOf } from './standing.ts'

export type AskMiner = (candidate: Candidate, request: ChatRequestInput) => Promise<ChatResponse>

const TRIED = nextRequest([{ role: 'user', content: 'Say hello.' }], 'h')
/** Experts that are remembered. */
const MOST_KNOWN = 4_096
/** Milliseconds until one that did not answer is asked again. */
const AGAIN_MS = 60_000

/** Undefined while it is not known. */
export function byteSpeakers(ask: AskMiner): (candidate: Candidate) => boolean | undefined {
  const known = new Map<string, { readonly bytes: boolean | undefined; readonly until: number }>()
  let asking = false
  const learn = async (candidate: Candidate, expert: string): Promise<void> => {
    const answered = await ask(candidate, TRIED).then(
      response => ({ bytes: distributionOf(response) !== undefined, until: Number.POSITIVE_INFINITY }),
      () => ({ bytes: undefined, until: performance.now() + AGAIN_MS }),
    )
    const [oldest] = known.keys()
    if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest)
    known.set(expert, answered)
  }
  return candidate => {
    const expert = expertOf({ hotkey: candidate.hotkey, sha256: candidate.declaration?.sha256 })
    const found = known.get(expert)
    const settled = found !== undefined && found.until > performance.now()
    if (!settled && !asking) {
      asking = true
      void learn(candidate, expert).finally(() => {
        asking = false
      })
    }
    return found?.bytes
  }
}
