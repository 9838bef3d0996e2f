// One choice of an answer, as the plan has it: one miner's, the answer that several agree on, or one that several write together.
import { ableFirst } from '../abilities.ts'
import type { Account } from '../answer-headers.ts'
import { minerRequest } from '../chat-request.ts'
import type { Plan } from '../mixture/mixture.ts'
import type { ServedSubnet } from '../network.ts'
import type { Serving } from '../serving.ts'
import { answerCheck } from '../structured/answer-check.ts'
import type { Form } from './form.ts'
import { mixed } from './mixed.ts'
import type { TextQuestion } from './question.ts'
import { voted } from './voted.ts'

export interface Answered<T> {
  readonly answer: T
  readonly account: Account
}

export interface Asking {
  readonly question: TextQuestion
  readonly served: ServedSubnet
  readonly plan: Plan
}

type Router = Pick<Serving, 'router'>

/** Where several cannot do it together, one does it alone. @throws Refused, NetError. */
export async function asked<T>(serving: Router, asking: Asking, form: Form<T>): Promise<Answered<T>> {
  const { kind } = asking.plan
  const joint =
    kind === 'vote'
      ? await voted(serving, asking, form)
      : kind === 'tokens'
        ? await mixed(serving, asking, form)
        : undefined
  return joint ?? alone(serving, asking, form)
}

async function alone<T>(
  { router }: Router,
  { question, served, plan }: Asking,
  form: Form<T>,
): Promise<Answered<T>> {
  const { request, sender, batched, signal, deadline } = question
  const check = answerCheck(request, sender ?? '')
  const { answer, miner, tried, hedged } = await router({
    model: request.model,
    candidates: ableFirst(request, plan.order),
    path: '/v1/chat/completions',
    body: minerRequest({ ...request, stream: form.streamed }),
    mayKeep: request.store === true,
    caller: sender,
    batch: batched,
    signal,
    deadline,
    accept: reply => form.accept(reply, check),
  })
  const routing = { ...plan.routing, kind: 'one' as const, served: [miner.uid], hedged }
  return { answer, account: { served, model: miner.model, miners: [miner], tried, routing } }
}
