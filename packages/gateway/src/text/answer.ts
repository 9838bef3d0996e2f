// The one way of every text question, whatever endpoint it came by and whatever form its answer takes: its cost is reserved,
// the question judged, a kept answer looked for, experts chosen and asked, the answer judged, and what it took settled.
import { settle } from '../charged.ts'
import { refusedAnswer } from '../gate/refusal.ts'
import { requestTexts } from '../gate/request-texts.ts'
import type { Plan } from '../mixture/mixture.ts'
import { type Found, findModel } from '../model-id.ts'
import type { Serving } from '../serving.ts'
import type { Answered } from './asked.ts'
import { choicesOf } from './choices.ts'
import type { Form } from './form.ts'
import { aboutPromptTokens, type TextQuestion, wanted } from './question.ts'

const PATH = '/v1/chat/completions'

export interface Replied<T> extends Answered<T> {
  /** The caller's limits, as headers. */
  readonly limits: Readonly<Record<string, string>>
  /** What it costs; 0 until all of it was given. */
  price(): number
}

/** @throws Refused, NetError. */
export async function answerText<T>(
  serving: Serving,
  question: TextQuestion,
  form: Form<T>,
): Promise<Replied<T>> {
  const { network, ranking, accounts, cache } = serving
  const found = findModel(network, ranking, question.request.model, PATH)
  const most = wanted(question)
  const reservation = await accounts.reserve(question.caller, most)
  let price = 0
  try {
    const { answer, account } = await judged(serving, question, found, form)
    const watched = form.watched(answer, ({ usage, pieces, answer: all }) => {
      if (account.cache === 'hit' || account.miners.length === 0) return void reservation.release()
      const promptTokens = usage?.prompt_tokens ?? aboutPromptTokens(question.request)
      const completionTokens = usage?.completion_tokens ?? pieces
      price = settle(reservation, account, { promptTokens, completionTokens }, most.tokens)
      if (all) cache.keep(question.request, question.caller, question.cache, all, account)
    })
    return { answer: watched, account, limits: reservation.headers, price: () => price }
  } catch (thrown) {
    await reservation.release()
    throw thrown
  }
}

/** Between the gates. */
async function judged<T>(
  serving: Serving,
  question: TextQuestion,
  found: Found,
  form: Form<T>,
): Promise<Answered<T>> {
  const { gate, cache } = serving
  const { served } = found
  const { id, request, caller } = question
  const judgement = await gate.question(requestTexts(request), caller, id)
  if (!judgement.allowed) {
    const answer = form.ofWhole(refusedAnswer(id, request.model, judgement.refusal))
    return { answer, account: { served, model: request.model, miners: [], tried: [] } }
  }
  const kept = await cache.find(request, caller, question.cache)
  if (kept) return { answer: form.ofWhole(kept.answer), account: { ...kept.facts, cache: 'hit' } }
  const plan = await planFor(serving, question, found)
  const { answer, account } = await choicesOf(serving, { question, served, plan }, form)
  const marked = question.cache === 'off' ? account : { ...account, cache: 'miss' as const }
  return { answer: await form.gated(answer, gate, question), account: marked }
}

/** Whoever names a model gets that model; everybody else the experts for what is asked. */
async function planFor(
  { mixture }: Serving,
  { request }: TextQuestion,
  { served, candidates }: Found,
): Promise<Plan> {
  const open = request.model === 'auto' || request.model === served.subnet.name
  if (open) return mixture.plan(request, candidates)
  const routing = { kind: 'one', cluster: undefined, candidates: [], served: [], hedged: [] } as const
  return { kind: 'one', members: candidates, chances: [], order: candidates, routing }
}
