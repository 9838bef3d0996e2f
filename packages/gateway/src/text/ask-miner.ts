// One question to one miner, for what the gateway itself wants to know: the next word of a mixture, and who can be mixed.

import { wholeAnswer } from '../chat-reply.ts'
import type { AskMiner } from '../mixture/mixture.ts'
import type { Question, Router } from '../router.ts'

type Surroundings = Pick<Question<unknown>, 'model' | 'signal' | 'deadline'> &
  Partial<Pick<Question<unknown>, 'caller' | 'mayKeep' | 'batch'>>

/** A request that only one miner can answer is not hedged. */
export function askingBy(router: Router, around: () => Surroundings): AskMiner {
  return async (miner, body) => {
    const given = await router({
      ...around(),
      candidates: [miner],
      path: '/v1/chat/completions',
      body,
      hedge: false,
      accept: reply => wholeAnswer(reply),
    })
    return given.answer
  }
}
