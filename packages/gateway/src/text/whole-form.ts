// Answers that come whole.
import type { ChatChunk, ChatResponse } from '@taonet/neuron'
import { type ChunkStream, wholeAnswer } from '../chat-reply.ts'
import { gatedAnswer, textOf } from '../gate/gated-answer.ts'
import { type Form, usageOfAll } from './form.ts'
import { aboutTokens } from './question.ts'

/** The first choice, its words in one. */
async function collected({ first, rest }: ChunkStream): Promise<ChatResponse> {
  let content = ''
  let finish: ChatResponse['choices'][number]['finish_reason'] = 'stop'
  let usage: ChatResponse['usage']
  const take = ({ choices: [choice], usage: used }: ChatChunk): void => {
    content += choice?.delta.content ?? ''
    finish = choice?.finish_reason ?? finish
    usage = used ?? usage
  }
  take(first)
  for await (const chunk of rest) take(chunk)
  const { id, created, model } = first
  const message = { role: 'assistant', content } as const
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [{ index: 0, message, finish_reason: finish, logprobs: null }],
    ...(usage ? { usage } : {}),
  }
}

export const whole: Form<ChatResponse> = {
  streamed: false,
  accept: wholeAnswer,
  ofWhole: answer => answer,
  ofStream: collected,
  gated: (answer, gate, { id, caller }) => gatedAnswer(gate, answer, caller, id),
  together(answers) {
    const [first] = answers
    const usage = usageOfAll(answers.map(one => one.usage))
    const choices = answers.flatMap(one => one.choices.slice(0, 1)).map((one, index) => ({ ...one, index }))
    return { ...first, choices, ...(usage ? { usage } : {}) }
  },
  watched(answer, onEnd) {
    const pieces = answer.choices.reduce((sum, { message }) => sum + aboutTokens(textOf(message)), 0)
    onEnd({ usage: answer.usage, pieces, answer })
    return answer
  },
  cancel() {},
}
