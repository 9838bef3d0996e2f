// A service asked once by itself, before a seat is paid for: whatever sits behind it has to answer what the subnet will ask.

import { accountId, isNetError, NetError } from '@taonet/wire'
import type { Step } from '../challenge.ts'
import type { Subnet } from '../subnet.ts'
import { type Answer, InvalidBody, type Service } from './service.ts'

export interface ServiceTest {
  readonly service: Service
  readonly subnet: Subnet
  readonly signal: AbortSignal
  /** Milliseconds, a minute by default: a cold server may have to load its model first. */
  readonly patience?: number
}

/** In whose name it is asked: there is no wallet yet. */
const NOBODY = accountId(new Uint8Array(32))

const failed = (what: string, cause?: unknown): NetError =>
  new NetError(
    'service-test',
    `the model does not answer what this subnet asks: ${what}`,
    'nothing was paid; choose another model, or another subnet with --netuid',
    cause,
  )

/** The first step of a fresh challenge. */
function question(subnet: Subnet): Step {
  const [kind] = subnet.kinds
  const seed = crypto.getRandomValues(new Uint8Array(32))
  const [step] = kind ? subnet.challenge(kind.name, seed, { uid: 0, declaration: undefined }).steps : []
  if (!step) throw new RangeError(`${subnet.name} asks nothing`)
  return step
}

async function read(answer: Answer, subnet: Subnet): Promise<unknown> {
  if (answer.type === 'json') return JSON.parse(JSON.stringify(answer.body))
  const payloads: string[] = []
  for await (const event of answer.events) payloads.push(JSON.stringify(event))
  return subnet.assemble(payloads)
}

/** Resolves when an answer of the subnet's form came. @throws NetError `service-test`. */
export async function testService(test: ServiceTest): Promise<void> {
  const { service, subnet, patience = 60_000 } = test
  const { path, body } = question(subnet)
  const route = Object.hasOwn(service.routes, path) ? service.routes[path] : undefined
  if (!route) throw failed(`${service.model} has nothing at ${path}`)
  const late = AbortSignal.timeout(patience)
  const signal = AbortSignal.any([test.signal, late])
  try {
    // As it would come over the wire.
    const answer = await route.handle(JSON.parse(JSON.stringify(body)), { caller: NOBODY, signal })
    const parsed = subnet.response.safeParse(await read(answer, subnet))
    if (!parsed.success) throw failed('the answer has another form', parsed.error)
  } catch (error) {
    if (late.aborted) throw failed('it takes too long', error)
    if (test.signal.aborted || (isNetError(error) && error.code === 'service-test')) throw error
    if (isNetError(error) || error instanceof InvalidBody) throw failed(error.message, error)
    throw failed(String(error), error)
  }
}
