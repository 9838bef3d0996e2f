// The one way of every text question, whatever endpoint it came by and whatever form its answer takes: its cost is reserved,
// the question judged, miners asked, the answer judged, and what it took settled.
import type { Reservation } from '../accounts/index.ts'
import { refusedAnswer } from '../gate/refusal.ts'
import { type Found, findModel } from '../model-id.ts'
import type { Serving } from '../serving.ts'
import { type Answered, choicesOf } from './choices.ts'
import type { Form } from './form.ts'
import { type TextQuestion, wanted } from './question.ts'

const PATH = '/v1/chat/completions'

export interface Replied<T> extends Answered<T> {
  /** The caller's limits, as headers. */
  readonly limits: Readonly<Record<string, string>>
}

/** @throws Refused, NetError. */
export async function answerText<T>(
  serving: Serving,
  question: TextQuestion,
  form: Form<T>,
): Promise<Replied<T>> {
  const { network, ranking, accounts } = serving
  const found = findModel(network, ranking, question.request.model, PATH)
  const reservation = await accounts.reserve(question.caller, wanted(question))
  try {
    const { answer, account } = await judged(serving, question, found, form)
    return {
      answer: settled(reservation, { answer, account }, form),
      account,
      limits: reservation.headers,
    }
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
  const { gate } = serving
  const { id, request, caller } = question
  const judgement = await gate.question(request.messages, caller, id)
  if (!judgement.allowed) {
    const answer = form.ofWhole(refusedAnswer(id, request.model, judgement.refusal))
    return { answer, account: { served: found.served, model: request.model, miners: [], tried: [] } }
  }
  const { answer, account } = await choicesOf(serving, question, found, form)
  return { answer: await form.gated(answer, gate, question), account }
}

function settled<T>(reservation: Reservation, { answer, account }: Answered<T>, form: Form<T>): T {
  const { model, miners, served } = account
  return form.watched(answer, ({ usage, pieces }) => {
    if (miners.length === 0) return void reservation.release()
    void reservation.settle({
      promptTokens: usage?.prompt_tokens ?? 0,
      completionTokens: usage?.completion_tokens ?? pieces,
      model,
      netuid: served.netuid,
      uids: miners.map(({ uid }) => uid),
    })
  })
}
