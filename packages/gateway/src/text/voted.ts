// Several experts are asked the same; the answer that the better ones agree on stands.
import { isNetError } from '@taonet/wire'
import { wholeAnswer } from '../chat-reply.ts'
import { minerRequest } from '../chat-request.ts'
import { vote } from '../mixture/mixture.ts'
import { Refused } from '../openai-error.ts'
import type { Serving } from '../serving.ts'
import type { Answered, Asking } from './asked.ts'
import type { Form } from './form.ts'

const isNoAnswer = (thrown: unknown): boolean => isNetError(thrown) || thrown instanceof Refused

/** Undefined when none of them answered. */
export async function voted<T>(
  { router }: Pick<Serving, 'router'>,
  { question, served, plan }: Asking,
  form: Form<T>,
): Promise<Answered<T> | undefined> {
  const { request, sender, batched, signal, deadline } = question
  const body = minerRequest({ ...request, stream: false })
  const settled = await Promise.allSettled(
    plan.members.map(miner =>
      router({
        model: request.model,
        candidates: [miner],
        path: '/v1/chat/completions',
        body,
        mayKeep: request.store === true,
        caller: sender,
        batch: batched,
        hedge: false,
        signal,
        // One that is late may not use up the time in which another could answer.
        deadline: deadline / 2,
        accept: reply => wholeAnswer(reply),
      }),
    ),
  )
  const ours = settled.find(one => one.status === 'rejected' && !isNoAnswer(one.reason))
  if (ours?.status === 'rejected') throw ours.reason
  const given = settled.flatMap((one, at) =>
    one.status === 'fulfilled' ? [{ ...one.value, chance: plan.chances[at] ?? 0 }] : [],
  )
  const ballots = given.map(({ answer, chance }) => ({
    text: answer.choices[0]?.message.content ?? '',
    chance,
  }))
  const { winner, agreed } = vote(ballots)
  const won = given[winner]
  if (!won) return undefined
  const miners = [won.miner, ...agreed.filter(at => at !== winner).flatMap(at => given[at]?.miner ?? [])]
  const tried = plan.members.map(({ uid }) => uid).filter(uid => !miners.some(one => one.uid === uid))
  const routing = { ...plan.routing, served: miners.map(({ uid }) => uid) }
  return {
    answer: form.ofWhole(won.answer),
    account: { served, model: won.miner.model, miners, tried, routing },
  }
}
