// Cheats that are made of other miners' honest answers and of time, as services around an honest one.
import type { Answer, ChatResponse, Dispatcher, Route, Service, Target } from '@taonet/neuron'
import { chatResponse } from '@taonet/neuron'
import { text } from '../src/text/subnet.ts'

export const CHAT = '/v1/chat/completions'
/** Longer than a validator lets an opened stream be silent. */
const LATE_MS = 3_500

/** The service with another way of answering chats. */
function changed(
  service: Service,
  handle: (honest: Route, ...asked: Parameters<Route['handle']>) => Promise<Answer>,
): Service {
  const honest = service.routes[CHAT]
  if (!honest) throw new RangeError(`${service.model} answers no chats`)
  return { ...service, routes: { [CHAT]: { handle: (...asked) => handle(honest, ...asked) } } }
}

async function* openedEarly(honest: () => Promise<Answer>): AsyncGenerator<unknown> {
  const head = { id: 'x', object: 'chat.completion.chunk', created: 1, model: 'x' }
  yield { ...head, choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] }
  await new Promise(done => setTimeout(done, LATE_MS))
  const answer = await honest()
  if (answer.type === 'events') yield* answer.events
}

/** Opens every stream at once and answers it late. */
export const lyingAboutLatency = (service: Service): Service =>
  changed(service, async (honest, body, context) => {
    const streams = typeof body === 'object' && body !== null && 'stream' in body && body.stream === true
    if (!streams) return honest.handle(body, context)
    return { type: 'events', events: openedEarly(() => honest.handle(body, context)) }
  })

/** Asks another miner whatever it is asked. Only who may ask is answered there, so the dispatcher must be a validator's. */
export const relaying = (service: Service, dispatcher: Dispatcher, origin: () => Target): Service =>
  changed(service, async (_, body) => {
    const reply = await dispatcher.send(origin(), CHAT, body, { deadline: text.deadline })
    if (!reply.streamed) return { type: 'json', body: await reply.json() }
    const events = async function* (): AsyncGenerator<unknown> {
      for await (const data of reply.events()) yield JSON.parse(data)
    }
    return { type: 'events', events: events() }
  })

/** Serves as ever, and lets somebody else have each answer. */
export const overheard = (service: Service, hear: (answer: ChatResponse) => void): Service =>
  changed(service, async (honest, body, context) => {
    const answer = await honest.handle(body, context)
    if (answer.type === 'json') {
      hear(chatResponse.parse(answer.body))
      return answer
    }
    const events = async function* (): AsyncGenerator<unknown> {
      const sent: string[] = []
      for await (const event of answer.events) {
        sent.push(JSON.stringify(event))
        yield event
      }
      hear(chatResponse.parse(text.assemble(sent)))
    }
    return { type: 'events', events: events() }
  })
