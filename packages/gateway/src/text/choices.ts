// Asking miners: once for each choice of the answer.
import { ableFirst } from '../abilities.ts'
import type { Account } from '../answer-headers.ts'
import { minerRequest } from '../chat-request.ts'
import type { Found } from '../model-id.ts'
import type { Serving } from '../serving.ts'
import { answerCheck } from '../structured/answer-check.ts'
import type { Form } from './form.ts'
import type { TextQuestion } from './question.ts'

export interface Answered<T> {
  readonly answer: T
  readonly account: Account
}

/** All choices or none: with one missing, the others are given up. @throws Refused, NetError. */
export async function choicesOf<T>(
  serving: Pick<Serving, 'router'>,
  question: TextQuestion,
  found: Found,
  form: Form<T>,
): Promise<Answered<T>> {
  const [first, ...more] = Array.from({ length: question.request.n ?? 1 }, (_, at) =>
    once(serving, question, found, form, at),
  )
  if (!first) throw new Error('a question for no answer')
  return more.length === 0 ? first : together(form, [first, ...more])
}

/** One answer of one miner; the `at`th of several differs by its seed. */
async function once<T>(
  { router }: Pick<Serving, 'router'>,
  { request, sender, signal, deadline }: TextQuestion,
  { served, candidates }: Found,
  form: Form<T>,
  at: number,
): Promise<Answered<T>> {
  const { seed } = request
  const check = answerCheck(request)
  const asked = seed == null || at === 0 ? request : { ...request, seed: seed + at }
  const { answer, miner, tried } = await router({
    model: request.model,
    candidates: ableFirst(request, candidates),
    path: '/v1/chat/completions',
    body: minerRequest({ ...asked, stream: form.streamed }),
    mayKeep: request.store === true,
    caller: sender,
    signal,
    deadline,
    accept: reply => form.accept(reply, check),
  })
  return { answer, account: { served, model: miner.model, miners: [miner], tried } }
}

async function together<T>(form: Form<T>, asked: readonly Promise<Answered<T>>[]): Promise<Answered<T>> {
  const settled = await Promise.allSettled(asked)
  const given = settled.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  const [one, ...others] = given
  const failed = settled.find(result => result.status === 'rejected')
  if (!one || failed) {
    for (const { answer } of given) form.cancel(answer)
    throw failed?.reason
  }
  return {
    answer: form.together([one.answer, ...others.map(({ answer }) => answer)]),
    account: {
      ...one.account,
      miners: given.flatMap(({ account }) => account.miners),
      tried: given.flatMap(({ account }) => account.tried),
    },
  }
}
