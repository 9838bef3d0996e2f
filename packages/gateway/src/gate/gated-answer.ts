// A whole answer through the gate: each choice that is not clean gives way to its refusal.
import type { ChatResponse } from '@taonet/neuron'
import type { Gate, JudgedCaller } from './gate.ts'
import { refusedChoice } from './refusal.ts'

/** All that a reader sees or runs of a message or a piece of one: text, and what a tool is called with. */
export function textOf(message: {
  readonly content?: string | null | undefined
  readonly tool_calls?: unknown
}): string {
  const calls = message.tool_calls === undefined ? '' : JSON.stringify(message.tool_calls)
  return `${message.content ?? ''}${calls}`
}

/** @throws as `Gate.answer`. */
export async function gatedAnswer(
  gate: Gate,
  answer: ChatResponse,
  caller: JudgedCaller,
  requestId: string,
): Promise<ChatResponse> {
  if (caller.policy === 'off') return answer
  const choices = await Promise.all(
    answer.choices.map(async choice => {
      const judgement = await gate.answer(textOf(choice.message), caller, requestId)
      return judgement.allowed ? choice : refusedChoice(choice.index, judgement.refusal)
    }),
  )
  return { ...answer, choices }
}
