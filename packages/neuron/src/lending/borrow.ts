// A gateway without a validator's hotkey: it borrows the dispatcher of one that runs elsewhere, and reads its scores there.

import { type AccountId, type Hash, type KeyPair, NetError } from '@taonet/wire'
import { z } from 'zod'
import type { ServicePath } from '../challenge.ts'
import { EVERY_PRIVATE_NET } from '../dispatch/address-policy.ts'
import { createDispatcher } from '../dispatch/dispatcher.ts'
import { badReply, type Failure } from '../dispatch/failures.ts'
import type { Dispatcher, Reply, SendOptions, Target } from '../dispatch/reply.ts'
import type { RunningValidator } from '../processes.ts'
import { KEPT_LESSONS, type Lesson } from '../validator/lessons.ts'
import type { ValidatorMetrics } from '../validator/validator-metrics.ts'
import {
  LENDING_NETUID,
  LESSONS_PATH,
  LOAN_PATH,
  type LoanHead,
  lessonsResponse,
  loanHead,
  STANDING_PATH,
  standingResponse,
  wholeLoan,
} from './loan.ts'

export interface Lender {
  readonly hotkey: AccountId
  readonly host: string
  readonly port: number
  /** Of its TLS key; undefined = it is called in plain HTTP. */
  readonly pin?: Hash | undefined
}

export interface BorrowedValidator extends RunningValidator {
  close(): Promise<void>
}

/** Milliseconds between readings of the lender's scores; they move with each probe and matter little between epochs. */
const STANDING_EVERY = 2_000
const STANDING_DEADLINE = 5_000

const errorBody = z.object({ error: z.object({ message: z.string(), code: z.string().nullish() }) })

/** What the lender says instead of lending, under the code that the same failure has without it. */
async function refusedLoan(reply: Reply): Promise<NetError> {
  const body = errorBody.safeParse(await reply.json().catch(() => undefined))
  const { code, message } = body.data?.error ?? { message: `status ${reply.status}` }
  return new NetError(code ?? 'bad-reply', message, 'ask another miner')
}

class LoanReply implements Reply {
  readonly #inner: Reply
  readonly #head: LoanHead
  readonly #rest: AsyncIterator<string> | undefined
  readonly #body: unknown

  constructor(inner: Reply, head: LoanHead, rest: AsyncIterator<string> | undefined, body: unknown) {
    this.#inner = inner
    this.#head = head
    this.#rest = rest
    this.#body = body
  }

  get status(): number {
    return this.#head.status
  }

  get headers(): LoanHead['headers'] {
    return this.#head.headers
  }

  get streamed(): boolean {
    return this.#rest !== undefined
  }

  get timing() {
    return this.#inner.timing
  }

  async json(): Promise<unknown> {
    if (this.#rest) throw badReply('a stream where a whole answer was expected')
    return this.#body
  }

  async *events(): AsyncGenerator<string> {
    const rest = this.#rest
    if (!rest) throw badReply('a whole answer where a stream was expected')
    try {
      for (let next = await rest.next(); !next.done; next = await rest.next()) yield payloadOf(next.value)
    } finally {
      await rest.return?.()
    }
  }

  cancel(): void {
    this.#inner.cancel()
  }

  condemn(failure: Failure): void {
    this.#inner.condemn(failure)
  }
}

/** An event of the lender is a JSON string: the data of one of the miner's. */
function payloadOf(data: string): string {
  const value: unknown = JSON.parse(data)
  if (typeof value === 'string') return value
  throw badReply('the lender does not forward events')
}

async function loaned(reply: Reply): Promise<Reply> {
  if (reply.status !== 200) throw await refusedLoan(reply)
  if (!reply.streamed) {
    const whole = wholeLoan.safeParse(await reply.json())
    if (!whole.success) throw badReply('not an answer of a lender')
    return new LoanReply(reply, whole.data.head, undefined, whole.data.body)
  }
  const events = reply.events()[Symbol.asyncIterator]()
  const first = await events.next()
  const head = first.done ? undefined : loanHead.safeParse(JSON.parse(first.value))
  if (!head?.success) throw badReply('not an answer of a lender')
  return new LoanReply(reply, head.data, events, undefined)
}

/** Never waits for the lender: until its first word nobody has a score. */
export function borrowValidator(key: KeyPair, lender: Lender): BorrowedValidator {
  // The operator names the lender's address; it comes from no chain.
  const inner = createDispatcher({
    hotkey: key,
    allowLoopback: true,
    ownNets: EVERY_PRIVATE_NET,
    connections: 256,
  })
  const target: Target = { ...lender, netuid: LENDING_NETUID, uid: 0 }
  const send = (path: ServicePath, body: unknown, options: SendOptions): Promise<Reply> =>
    inner.send(target, path, body, options)
  let standing: readonly ValidatorMetrics[] = []
  const learned = new Map<number, readonly Lesson[]>()
  const read = async (): Promise<void> => {
    const reply = await send(STANDING_PATH, {}, { deadline: STANDING_DEADLINE })
    const found = standingResponse.safeParse(await reply.json())
    if (found.success) standing = found.data.subnets
    for (const { netuid } of standing) await readLessons(netuid)
  }
  const readLessons = async (netuid: number): Promise<void> => {
    const known = learned.get(netuid) ?? []
    const after = known.at(-1)?.number ?? 0
    const reply = await send(LESSONS_PATH, { netuid, after }, { deadline: STANDING_DEADLINE })
    if (reply.status !== 200) throw await refusedLoan(reply)
    const { newest, lessons } = lessonsResponse.parse(await reply.json())
    // A lender that has begun anew counts anew: the next reading has its first page.
    learned.set(netuid, newest < after ? [] : [...known, ...lessons].slice(-KEPT_LESSONS))
  }
  // A lender that is away keeps its last word: its miners do not get worse by that.
  const refresh = (): void => void read().catch(() => {})
  refresh()
  const timer = setInterval(refresh, STANDING_EVERY)
  const dispatcher: Dispatcher = {
    hotkey: lender.hotkey,
    async send({ netuid, hotkey }, path, body, options) {
      const { mayKeep, caller } = options
      const deadline = Math.max(1, Math.ceil(options.deadline))
      const asked = { netuid, hotkey, path, body, deadline, mayKeep, caller }
      return loaned(await send(LOAN_PATH, asked, options))
    },
    metrics: () => inner.metrics(),
    close: grace => inner.close(grace),
  }
  return {
    hotkey: lender.hotkey,
    dispatcher,
    // Before its first word it is asked for anything: it refuses by itself.
    serves: netuid => standing.length === 0 || standing.some(one => one.netuid === netuid),
    metrics: () => standing,
    lessons: (netuid, after) => (learned.get(netuid) ?? []).filter(({ number }) => number > after),
    async close() {
      clearInterval(timer)
      await inner.close(0)
    },
  }
}
