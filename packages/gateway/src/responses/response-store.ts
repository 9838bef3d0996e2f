// Responses that later ones may go on from: in memory, bounded, each for its own caller alone.
import type { Message } from '../chat-messages.ts'
import { Refused } from '../openai-error.ts'
import { messageOf, type OutputItem, type ResponseObject, responseOf } from './response-object.ts'

const MOST_RESPONSES = 1_024
const MOST_BYTES = 32 << 20

interface Kept {
  readonly caller: string
  readonly response: ResponseObject
  /** Everything said, the answer included. */
  readonly conversation: readonly Message[]
  readonly bytes: number
}

export interface ResponseStore {
  keep(caller: string, response: ResponseObject, conversation: readonly Message[]): void
  /** The conversation to go on with. @throws Refused 400 as OpenAI does. */
  conversation(caller: string, id: string): readonly Message[]
  /** @throws Refused 404. */
  find(caller: string, id: string): ResponseObject
  /** An item of a response that is kept. @throws Refused 404 as OpenAI does. */
  item(caller: string, id: string): OutputItem
  /** @throws Refused 404. */
  remove(caller: string, id: string): void
}

/** The longest unused go first. */
export function responseStore(most = { responses: MOST_RESPONSES, bytes: MOST_BYTES }): ResponseStore {
  const kept = new Map<string, Kept>()
  let bytes = 0

  function drop(id: string): void {
    bytes -= kept.get(id)?.bytes ?? 0
    kept.delete(id)
  }

  function own(caller: string, id: string): Kept | undefined {
    const found = kept.get(id)
    return found?.caller === caller ? found : undefined
  }

  const unknown = (id: string): Refused =>
    new Refused(404, 'response_not_found', `There is no response "${id.slice(0, 128)}" here.`, 'response_id')

  return {
    keep(caller, response, conversation) {
      const whole = [...conversation, messageOf(response.output)]
      // Two bytes a character, for each of the conversation and the response.
      const size = 2 * (JSON.stringify(whole).length + JSON.stringify(response).length)
      drop(response.id)
      kept.set(response.id, { caller, response, conversation: whole, bytes: size })
      bytes += size
      for (const id of kept.keys()) {
        if (kept.size <= most.responses && bytes <= most.bytes) break
        drop(id)
      }
    },
    conversation(caller, id) {
      const found = own(caller, id)
      if (!found)
        throw new Refused(
          400,
          'previous_response_not_found',
          `Previous response "${id}" is not kept here (any more). Send the conversation as input.`,
          'previous_response_id',
        )
      kept.delete(id)
      kept.set(id, found)
      return found.conversation
    },
    find(caller, id) {
      const found = own(caller, id)
      if (!found) throw unknown(id)
      return found.response
    },
    item(caller, id) {
      const found = own(caller, responseOf(id))?.response.output.find(one => one.id === id)
      if (found) return found
      const message = `The item "${id}" is not kept here (any more). Send it instead of its id.`
      throw new Refused(404, 'item_not_found', message, 'input')
    },
    remove(caller, id) {
      if (!own(caller, id)) throw unknown(id)
      drop(id)
    },
  }
}
