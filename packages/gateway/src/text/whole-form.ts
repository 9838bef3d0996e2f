// Answers that come whole.
import type { ChatResponse } from '@taonet/neuron'
import { wholeAnswer } from '../chat-reply.ts'
import { gatedAnswer } from '../gate/gated-answer.ts'
import { type Form, usageOfAll } from './form.ts'

export const whole: Form<ChatResponse> = {
  streamed: false,
  accept: wholeAnswer,
  ofWhole: answer => answer,
  gated: (answer, gate, { id, caller }) => gatedAnswer(gate, answer, caller, id),
  together(answers) {
    const [first] = answers
    const usage = usageOfAll(answers.map(one => one.usage))
    const choices = answers.flatMap(one => one.choices.slice(0, 1)).map((one, index) => ({ ...one, index }))
    return { ...first, choices, ...(usage ? { usage } : {}) }
  },
  watched(answer, onEnd) {
    onEnd({ usage: answer.usage, pieces: 0, whole: true })
    return answer
  },
  cancel() {},
}
