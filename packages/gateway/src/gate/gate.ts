// The safety gate: what a key's policy says of a question, of an answer, and of an answer while it comes.
import type { Category, Finding } from '@taonet/safety'
import type { PolicyName } from '../accounts/index.ts'
import { type AnswerGate, answerGate } from './answer-gate.ts'
import type { AuditLog } from './audit-log.ts'
import { Judge } from './judge.ts'
import type { Side } from './judging.ts'
import { refusalFor } from './refusal.ts'

export type Judgement =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly category: Category; readonly refusal: string }

/** What the gate has to know of a caller. */
export interface JudgedCaller {
  readonly id: string
  readonly policy: PolicyName
  /** Whether refused words may be written down. */
  readonly keepWords: boolean
}

/** Content is judged as far as it is text. */
export interface JudgedMessage {
  readonly role: string
  readonly content?:
    | string
    | readonly { readonly type: string; readonly text?: string | undefined }[]
    | null
    | undefined
}

export interface Gate {
  /**
   * Before any miner is asked: secrets are not to be sent to strangers' machines. Short questions are judged at once, in less
   * than 0.4 ms, longer ones in another thread. @throws Refused 400, NetError `busy`, `unjudged`.
   */
  question(messages: readonly JudgedMessage[], caller: JudgedCaller, requestId: string): Promise<Judgement>
  /** A whole answer. @throws as `question`. */
  answer(text: string, caller: JudgedCaller, requestId: string): Promise<Judgement>
  /** One choice of a streamed answer. */
  stream(caller: JudgedCaller, requestId: string): AnswerGate
  /** Ends the judging thread, once the log is written. */
  close(): Promise<void>
}

const CLEAN: Judgement = { allowed: true }

// Who wrote the system message runs the model: telling it what to ignore is no attack.
const sideOf = (role: string): Side => (role === 'system' || role === 'developer' ? 'operator' : 'caller')

const textOf = ({ content }: JudgedMessage): string =>
  typeof content === 'string' ? content : (content ?? []).map(part => part.text ?? '').join('\n')

/** All of one side as one text, so that an attack split over several messages is one. */
const said = (messages: readonly JudgedMessage[], side: Side): string =>
  messages
    .filter(({ role }) => sideOf(role) === side)
    .map(textOf)
    .join('\n')

export function createGate(log?: AuditLog): Gate {
  const judge = new Judge()

  function judged(
    [surest]: readonly Finding[],
    direction: 'question' | 'answer',
    text: string,
    { id, policy, keepWords }: JudgedCaller,
    requestId: string,
  ): Judgement {
    if (surest === undefined) return CLEAN
    const { category, confidence } = surest
    log?.note({ requestId, caller: id, direction, category, confidence, policy, text, keepWords })
    return { allowed: false, category, refusal: refusalFor(category) }
  }

  return {
    async question(messages, caller, requestId) {
      if (caller.policy === 'off') return CLEAN
      for (const side of ['caller', 'operator'] as const) {
        const text = said(messages, side)
        const findings = await judge.look(caller.policy, side, text)
        if (findings.length > 0) return judged(findings, 'question', text, caller, requestId)
      }
      return CLEAN
    },
    answer: async (text, caller, requestId) =>
      judged(await judge.look(caller.policy, 'answer', text), 'answer', text, caller, requestId),
    stream: (caller, requestId) =>
      answerGate(judge, caller.policy, (findings, text) =>
        judged(findings, 'answer', text, caller, requestId),
      ),
    async close() {
      await judge.close()
      await log?.close()
    },
  }
}
