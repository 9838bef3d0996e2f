// What every endpoint of text does around the one way of its questions: ids, a whole answer or a stream, headers, the log.
import type { ChatChunk, ChatResponse } from '@taonet/neuron'
import { type Account, answerHeaders } from '../answer-headers.ts'
import type { ChatRequest } from '../chat-request.ts'
import { chunksOf } from '../chat-stream.ts'
import { delivered, receipted } from '../delivery.ts'
import { eventBody } from '../event-body.ts'
import type { Call, HttpAnswer } from '../http/call.ts'
import type { RoutingReport } from '../mixture/mixture.ts'
import type { Refused } from '../openai-error.ts'
import { REQUEST_ID_HEADER } from '../request-notes.ts'
import type { Serving } from '../serving.ts'
import { answerText, type Replied } from './answer.ts'
import type { Form } from './form.ts'
import { questionOf } from './question.ts'
import { streamed } from './streamed-form.ts'
import { whole } from './whole-form.ts'

/** What an answer is known by; its id is the endpoint's prefix and the request's. */
export interface Told {
  readonly requestId: string
  /** Unix seconds. */
  readonly created: number
  /** Of the miner that answered, or of the first of several. */
  readonly model: string
  /** Why these experts; only for those who ask. */
  readonly routing?: RoutingReport
}

/** A stream in the endpoint's own form. */
export interface EndpointStream {
  readonly events: AsyncGenerator<string>
  /** What ends it when it broke. */
  failed(refused: Refused): string
}

type Answers<T> = readonly [T, ...T[]]

/** An endpoint's own shape around questions of chat. */
export interface TextEndpoint {
  /** Asked at the same time; all or none are answered. */
  readonly questions: readonly [ChatRequest, ...ChatRequest[]]
  /** As many answers as questions. */
  whole(answers: Answers<ChatResponse>, told: Told): object
  stream(answers: Answers<AsyncIterable<ChatChunk>>, told: Told): EndpointStream
}

/** With one missing, the others are given up. */
async function answersTo<T>(
  call: Call,
  serving: Serving,
  { questions }: TextEndpoint,
  form: Form<T>,
): Promise<Answers<Replied<T>>> {
  const ask = (request: ChatRequest) => answerText(serving, questionOf(call, request), form)
  const [first, ...others] = questions
  if (others.length === 0) return [await ask(first)]
  const settled = await Promise.allSettled(questions.map(ask))
  const given = settled.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = settled.find(one => one.status === 'rejected')
  const [one, ...more] = given
  if (one && !failed) return [one, ...more]
  for (const { answer } of given) form.cancel(answer)
  throw failed?.reason
}

const each = <T, R>([first, ...others]: Answers<T>, make: (one: T) => R): Answers<R> => [
  make(first),
  ...others.map(make),
]

const accountOf = ([first, ...others]: Answers<Replied<unknown>>): Account => ({
  ...first.account,
  miners: [...first.account.miners, ...others.flatMap(one => one.account.miners)],
  tried: [first, ...others].flatMap(one => one.account.tried),
})

const priceOf = (given: Answers<Replied<unknown>>): number => given.reduce((sum, one) => sum + one.price(), 0)

const toldOf = (
  call: Call,
  { model, routing }: Account,
  { questions: [{ include }] }: TextEndpoint,
): Told => ({
  requestId: call.notes.requestId,
  created: Math.floor(Date.now() / 1000),
  model,
  ...(routing && include?.includes('routing') ? { routing } : {}),
})

/** @throws Refused, NetError. */
export function answerEndpoint(call: Call, serving: Serving, endpoint: TextEndpoint): Promise<HttpAnswer> {
  const [{ stream }] = endpoint.questions
  return stream === true ? streamedAnswer(call, serving, endpoint) : wholeAnswer(call, serving, endpoint)
}

async function wholeAnswer(call: Call, serving: Serving, endpoint: TextEndpoint): Promise<HttpAnswer> {
  const given = await answersTo(call, serving, endpoint, whole)
  const account = accountOf(given)
  const answers = each(given, one => one.answer)
  return delivered(call, serving, endpoint.whole(answers, toldOf(call, account, endpoint)), {
    account,
    limits: given[0].limits,
    price: priceOf(given),
  })
}

async function streamedAnswer(call: Call, serving: Serving, endpoint: TextEndpoint): Promise<HttpAnswer> {
  const { metrics, logger } = serving
  const notes = call.notes
  const given = await answersTo(call, serving, endpoint, streamed)
  const account = accountOf(given)
  metrics.firstToken((performance.now() - notes.started) / 1000)
  notes.streaming = true
  const answers = each(given, ({ answer }) => chunksOf(answer))
  const { events, failed } = endpoint.stream(answers, toldOf(call, account, endpoint))
  const body = eventBody({
    events: receipted(call, serving, events, {
      account,
      price: () => priceOf(given),
      wantsReceipt: endpoint.questions[0].include?.includes('receipt') === true,
    }),
    failed,
    cancel() {
      for (const { answer } of given) answer.cancel()
    },
    onEnd(failure) {
      // What a failed stream leaves unread of others is work for nobody.
      if (failure) for (const { answer } of given) answer.cancel()
      notes.done()
      if (!failure) return
      metrics.brokenStream()
      const uids = account.miners.map(({ uid }) => uid)
      logger?.info({ requestId: notes.requestId, uids, code: failure.body.error.code }, 'stream broke off')
    },
  })
  return {
    status: 200,
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Reverse proxies that collect answers would make a stream of it no more.
      'x-accel-buffering': 'no',
      [REQUEST_ID_HEADER]: notes.requestId,
      ...given[0].limits,
      ...answerHeaders(account),
    },
    body,
  }
}
