// The one way of every text question, whatever endpoint it came by and whatever form its answer takes.
import { ableFirst } from '../abilities.ts'
import type { Account } from '../answer-headers.ts'
import { minerRequest } from '../chat-request.ts'
import { type Found, findModel } from '../model-id.ts'
import type { Serving } from '../serving.ts'
import { answerCheck } from '../structured/answer-check.ts'
import type { Form } from './form.ts'
import type { TextQuestion } from './question.ts'

const PATH = '/v1/chat/completions'

export interface Answered<T> {
  readonly answer: T
  readonly account: Account
}

/** @throws Refused, NetError. */
export async function answerText<T>(
  serving: Serving,
  question: TextQuestion,
  form: Form<T>,
): Promise<Answered<T>> {
  const { network, ranking } = serving
  const found = findModel(network, ranking, question.request.model, PATH)
  return severalTimes(question.request.n ?? 1, form, at => once(serving, question, form, found, at))
}

/** One answer of one miner; the `at`th of several differs by its seed. */
async function once<T>(
  { router }: Serving,
  { request, caller, signal, deadline }: TextQuestion,
  form: Form<T>,
  { served, candidates }: Found,
  at: number,
): Promise<Answered<T>> {
  const { seed } = request
  const check = answerCheck(request)
  const asked = seed == null || at === 0 ? request : { ...request, seed: seed + at }
  const { answer, miner, tried } = await router({
    model: request.model,
    candidates: ableFirst(request, candidates),
    path: PATH,
    body: minerRequest({ ...asked, stream: form.streamed }),
    mayKeep: request.store === true,
    caller,
    signal,
    deadline,
    accept: reply => form.accept(reply, check),
  })
  return { answer, account: { served, miners: [miner], tried } }
}

/** All or none: with one missing, the others are given up. */
async function severalTimes<T>(
  times: number,
  form: Form<T>,
  ask: (at: number) => Promise<Answered<T>>,
): Promise<Answered<T>> {
  const first = ask(0)
  if (times === 1) return first
  const asked = [first, ...Array.from({ length: times - 1 }, (_, i) => ask(i + 1))] as const
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
      served: one.account.served,
      miners: [one.account.miners[0], ...others.map(({ account }) => account.miners[0])],
      tried: given.flatMap(({ account }) => account.tried),
    },
  }
}
