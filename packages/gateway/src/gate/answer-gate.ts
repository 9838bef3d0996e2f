// A streamed answer's text through the policy: what may be passed on, and where it is cut.
import { createStreamGate, type Finding, type GateStep } from '@taonet/safety'
import type { PolicyName } from '../accounts/index.ts'
import type { Judgement } from './gate.ts'
import type { Judge } from './judge.ts'
import { lookingFor } from './policies.ts'

export interface Released {
  /** What may be passed on now; empty while held back, and for ever after a refusal. */
  readonly text: string
  /** Present once the gate has closed. */
  readonly judgement?: Judgement
}

export interface AnswerGate {
  /** Takes the next piece. Calls are answered in order. @throws NetError `busy`, `unjudged`. */
  push(piece: string): Promise<Released>
  /** Judges and releases what is still held. @throws NetError as `push`. */
  end(): Promise<Released>
}

/** More than what is held back and judged at a time, under any policy: no sentence is left out. */
const LATELY = 600

const open: AnswerGate = { push: async text => ({ text }), end: async () => ({ text: '' }) }

/** `onRefusal` is told once, with what was found and the window it was found in. */
export function answerGate(
  judge: Judge,
  policy: PolicyName,
  onRefusal: (findings: readonly Finding[], text: string) => Judgement,
): AnswerGate {
  if (policy === 'off') return open
  let seen = ''
  let judgement: Judgement | undefined
  const gate = createStreamGate(
    {
      judge: async content => {
        seen = typeof content === 'string' ? content : ''
        return judge.look(policy, 'answer', seen, LATELY)
      },
    },
    lookingFor(policy).holding,
  )
  const released = ({ text, findings }: GateStep): Released => {
    if (findings.length === 0) return { text }
    judgement ??= onRefusal(findings, seen)
    return { text, judgement }
  }
  return {
    push: async piece => released(await gate.push(piece)),
    end: async () => released(await gate.end()),
  }
}
