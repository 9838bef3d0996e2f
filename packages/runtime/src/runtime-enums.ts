// RuntimeCall and RuntimeEvent: every pallet's calls and events. A call may hold calls and a row may hold events, so tables
// mention these codecs before the codecs exist; `tables.ts` fills them in once all tables are joined.
import { type Codec, DecodeError, lazy, type Reader, type Writer } from '@taonet/wire'
import { Bug } from './failure.ts'
import type { EventValue } from './world.ts'

/** A call as a value: `{ pallet: 'Balances', name: 'transfer_keep_alive', args: { dest, value } }`. */
export interface CallValue {
  readonly pallet: string
  readonly name: string
  readonly args: Readonly<Record<string, unknown>>
}

interface RuntimeEnums {
  readonly call: Codec<CallValue>
  readonly event: Codec<EventValue>
}

/** How deep calls may be nested; the reference allows 256, which costs a deep stack and layers nobody pays for. */
export const MAX_CALL_DEPTH = 16
/** Calls in one call, all depths together: more would take longer than any block has (chain-governance §6.12). */
export const MAX_CALLS = 26_000
/** Items of all lists of a call, or of a runtime API's arguments: for as many uids as a subnet can number, and their weights. */
export const MAX_ITEMS = 131_072

const bound: { enums?: RuntimeEnums; depth: number; calls: number } = { depth: 0, calls: 0 }

function enums(): RuntimeEnums {
  if (!bound.enums) throw new Bug('a call was asked for before the tables were joined')
  return bound.enums
}

export function bindRuntimeEnums(joined: RuntimeEnums): void {
  bound.enums = joined
}

const call = lazy('node_subtensor_runtime::RuntimeCall', () => enums().call)

export const RuntimeCall: Codec<CallValue> = {
  shape: call.shape,
  write: (writer: Writer, value: CallValue) => call.write(writer, value),
  read(reader: Reader) {
    if (bound.depth >= MAX_CALL_DEPTH) throw new DecodeError('calls are nested too deep', reader.offset)
    if (bound.depth === 0) bound.calls = 0
    if (++bound.calls > MAX_CALLS) throw new DecodeError('too many calls in one', reader.offset)
    bound.depth++
    try {
      return call.read(reader)
    } finally {
      bound.depth--
    }
  },
}

export const RuntimeEvent: Codec<EventValue> = lazy(
  'node_subtensor_runtime::RuntimeEvent',
  () => enums().event,
)
