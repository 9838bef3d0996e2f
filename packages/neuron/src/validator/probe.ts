// Sends a challenge through the dispatcher, exactly as a live request goes, and measures what comes back.

import { isNetError } from '@taonet/wire'
import type { Challenge, Outcome, Step } from '../challenge.ts'
import { badReply, isFailure, stalled } from '../dispatch/failures.ts'
import type { Dispatcher, Reply, Target } from '../dispatch/reply.ts'
import type { Subnet } from '../subnet.ts'
import { pause } from './pause.ts'
import type { Interval } from './visits.ts'

const isStreaming = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'stream' in body && body.stream === true

/** Milliseconds within which a stream that has opened goes on: longer, and its opening was a lie about latency. */
const STALL_MS = 3_000

/** All payloads. @throws NetError `stalled` where the second is not there in time, and as `Reply.events`. */
async function payloadsOf(reply: Reply): Promise<string[]> {
  const events = reply.events()[Symbol.asyncIterator]()
  const first = await events.next()
  if (first.done) return []
  const payloads = [first.value]
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(stalled()), STALL_MS)
  try {
    let next = await Promise.race([events.next(), late.promise])
    clearTimeout(timer)
    for (; !next.done; next = await events.next()) payloads.push(next.value)
    return payloads
  } finally {
    clearTimeout(timer)
  }
}

async function read(reply: Reply, subnet: Subnet): Promise<unknown> {
  if (!reply.streamed) return reply.json()
  const payloads = await payloadsOf(reply)
  try {
    return subnet.assemble(payloads)
  } catch (cause) {
    // Whatever a subnet's own reading stumbles over, the miner sent it.
    throw isNetError(cause) ? cause : badReply('its events make no answer', cause)
  }
}

async function ask(
  dispatcher: Dispatcher,
  target: Target,
  { path, body }: Step,
  subnet: Subnet,
  signal: AbortSignal,
): Promise<Outcome> {
  const started = performance.now()
  const since = (at: number): number => (at === 0 ? 0 : at - started)
  const failed = (failure: string): Outcome => ({
    response: undefined,
    failure,
    firstByteMs: since(performance.now()),
    totalMs: since(performance.now()),
  })
  let reply: Reply | undefined
  try {
    reply = await dispatcher.send(target, path, body, {
      deadline: subnet.deadline,
      signal,
      probe: true,
    })
    if (reply.status !== 200) {
      await reply.json().catch(() => undefined)
      return failed(`status-${reply.status}`)
    }
    // Whoever is asked for a stream streams: a whole answer at the end would pass for a quick first byte.
    if (reply.streamed !== isStreaming(body)) {
      reply.condemn('schema')
      reply.cancel()
      return failed('schema')
    }
    const response = await read(reply, subnet)
    if (!subnet.response.safeParse(response).success) {
      reply.condemn('schema')
      return failed('schema')
    }
    const { firstByte } = reply.timing
    return { response, failure: undefined, firstByteMs: since(firstByte), totalMs: since(performance.now()) }
  } catch (error) {
    if (!isNetError(error)) throw error
    reply?.condemn(isFailure(error.code) ? error.code : 'bad-reply')
    reply?.cancel()
    return failed(error.code)
  }
}

/** One outcome a step, in order; after a step that could not be delivered the rest is not tried. */
export async function runChallenge(
  dispatcher: Dispatcher,
  target: Target,
  challenge: Challenge,
  subnet: Subnet,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const step of challenge.steps) {
    const last = outcomes.at(-1)
    outcomes.push(last?.failure === undefined ? await ask(dispatcher, target, step, subnet, signal) : last)
  }
  return outcomes
}

/** As `runChallenge`, but steps come as a caller's requests came: after the answer before them, or while it is under way. */
export async function playChallenge(
  dispatcher: Dispatcher,
  target: Target,
  challenge: Challenge,
  subnet: Subnet,
  signal: AbortSignal,
  { next, run }: Play,
): Promise<readonly Outcome[]> {
  const sent: Promise<Outcome>[] = []
  for (const step of challenge.steps) {
    const last = sent.at(-1)
    if (last) {
      const { overlapping, ms } = next()
      if (!overlapping) await last
      await pause(ms, signal)
    }
    const outcome = run(() => ask(dispatcher, target, step, subnet, signal))
    // Whoever waits for all of them below hears of a failure; until then nobody does.
    outcome.catch(() => {})
    sent.push(outcome)
  }
  return Promise.all(sent)
}

export interface Play {
  /** How the next step comes after the last. */
  readonly next: () => Interval
  readonly run: (ask: () => Promise<Outcome>) => Promise<Outcome>
}
