// Runtime calls at a block: a long list gives others their turn between two elements.
import { ApiNotFound, type Steps } from '@taonet/runtime'
import { DecodeError, type Hash } from '@taonet/wire'
import type { Chain } from '../chain.ts'
import { stateAt } from './blocks.ts'
import { executionFailed } from './error.ts'
import type { Turn } from './turns.ts'

export interface Question {
  /** `Trait_method`. */
  readonly name: string
  readonly data: Uint8Array
  readonly at: Hash | undefined
}

/** In one go. @throws RpcError when there is no such call, or its arguments mean nothing. */
export const runtimeCall = (chain: Chain, question: Question): Uint8Array =>
  explained(question, () => chain.runtime.call(stateAt(chain, question.at), question.name, question.data))

/** What `read` makes of the answer; a promise only where it took long. All of it is of one block. Throws as the above. */
export function longRuntimeCall<T>(
  chain: Chain,
  question: Question,
  turn: Turn,
  read: (bytes: Uint8Array) => T,
): T | Promise<T> {
  const steps = chain.runtime.callInSteps(stateAt(chain, question.at), question.name, question.data)
  return explained(question, () => finished(steps, turn, read))
}

/** What is wrong with a question shows at the first step of its answer, so never in a promise. */
function explained<T>({ name }: Question, answer: () => T): T {
  try {
    return answer()
  } catch (thrown) {
    // Python clients compare the text of a missing function (wire-interface §1.3).
    if (thrown instanceof ApiNotFound) throw executionFailed(thrown.message)
    if (thrown instanceof DecodeError)
      throw executionFailed(`Bad input data provided to ${name}: ${thrown.message}`)
    throw thrown
  }
}

/** Goes on with the answer until it is whole, and pauses when the turn is over. */
export function finished<T>(steps: Steps, turn: Turn, read: (bytes: Uint8Array) => T): T | Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return read(step.value)
    const pause = turn.pause()
    if (pause) return pause.then(() => finished(steps, turn, read))
  }
}
