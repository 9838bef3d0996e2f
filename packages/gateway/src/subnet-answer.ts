// Any subnet's own protocol through the gateway: the request is checked by the subnet's schema, sent as it is, and the answer
// checked too. Where the subnet joins answers, several miners are asked at once.
import type { Reply, ServicePath } from '@taonet/neuron'
import { NetError } from '@taonet/wire'
import { z } from 'zod'
import type { Account } from './answer-headers.ts'
import { senderOf } from './callers.ts'
import { charged } from './charged.ts'
import { delivered } from './delivery.ts'
import type { Call, HttpAnswer } from './http/call.ts'
import { type Found, findModel } from './model-id.ts'
import { modelMeant } from './model-meant.ts'
import type { Candidate } from './network.ts'
import { Refused } from './openai-error.ts'
import { jsonBody } from './request-body.ts'
import type { Question } from './router.ts'
import { timeLeft } from './routing/deadline.ts'
import type { Serving } from './serving.ts'
import { wrongParameter } from './wrong-parameter.ts'

/** Miners whose answers are joined. */
const JOINED = 3

const record = z.record(z.string(), z.unknown())

/** What is the subnet's of a body: everything but whom it is for. */
function requestOf({ served }: Found, raw: unknown): unknown {
  const object = record.safeParse(raw)
  if (!object.success) throw new Refused(400, 'invalid_value', 'The body is not an object.')
  const { model: _, ...rest } = object.data
  if (rest.stream === true)
    throw new Refused(
      400,
      'unsupported_value',
      `${served.subnet.name} answers whole: leave out "stream".`,
      'stream',
    )
  const parsed = served.subnet.request.safeParse(rest)
  if (parsed.success) return parsed.data
  throw wrongParameter(parsed.error, rest)
}

const answeredBy =
  ({ served }: Found) =>
  async (reply: Reply): Promise<unknown> => {
    const parsed = served.subnet.response.safeParse(await reply.json())
    if (parsed.success) return parsed.data
    throw new NetError(
      'bad-reply',
      `the miner's answer is unusable: it does not follow the protocol of ${served.subnet.name}`,
      'ask again or another model',
    )
  }

interface Joined {
  readonly answer: unknown
  readonly account: Account
}

/** One miner's answer, or several joined into one. @throws NetError; Refused where a miner says that the request is at fault. */
async function answer(serving: Serving, found: Found, question: Question<unknown>): Promise<Joined> {
  const { served } = found
  const { subnet } = served
  if (!subnet.combines || found.single || found.candidates.length < 2) {
    const { answer: one, miner, tried } = await serving.router(question)
    return { answer: one, account: { served, model: miner.model, miners: [miner], tried } }
  }
  const asked = found.candidates.slice(0, JOINED)
  const settled = await Promise.allSettled(
    asked.map(miner => serving.router({ ...question, candidates: [miner] })),
  )
  const given = settled.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  const [first] = given
  if (!first) throw settled.find(one => one.status === 'rejected')?.reason
  const worth = ({ incentive }: Candidate): number => incentive || 1 / (1 + found.candidates.length)
  const answers = given.map(one => ({ response: one.answer, worth: worth(one.miner) }))
  const miners = given.map(one => one.miner)
  const tried = asked.map(({ uid }) => uid).filter(uid => !miners.some(one => one.uid === uid))
  return { answer: subnet.combine(answers), account: { served, model: first.miner.model, miners, tried } }
}

/** Answers at `path` for the subnet that was found. */
export async function subnetAnswer(
  call: Call,
  serving: Serving,
  path: ServicePath,
  raw: unknown,
  found: Found,
): Promise<HttpAnswer> {
  const body = requestOf(found, raw)
  const done = await charged(
    serving.accounts,
    call.caller,
    { route: path, requests: 1, tokens: 0 },
    async () => {
      const given = await answer(serving, found, {
        model: found.served.subnet.name,
        candidates: found.candidates,
        path,
        body,
        caller: senderOf(call),
        batch: call.notes.batched,
        signal: call.arrival.signal,
        deadline: timeLeft(call.notes),
        accept: answeredBy(found),
      })
      return { ...given, tokens: { promptTokens: 0, completionTokens: 0 } }
    },
  )
  const object = record.safeParse(done.answer)
  const named = object.success ? { ...object.data, model: done.account.model } : done.answer
  return delivered(call, serving, named, done)
}

/** A path of a subnet's own; a request that names no model means its best miners. */
export async function ofSubnet(call: Call, serving: Serving, path: ServicePath): Promise<HttpAnswer> {
  const raw = await jsonBody(call)
  const model = modelMeant(serving.network, raw) ?? 'auto'
  return subnetAnswer(call, serving, path, raw, findModel(serving.network, serving.ranking, model, path))
}
