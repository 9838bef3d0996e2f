// The items of a streamed response: each is announced, grows, and is told once more when it is whole.
import { assembleCalls, type TokenLogprob, type ToolCallDelta } from '@taonet/neuron'
import {
  type CallItem,
  callItem,
  type OutputItem,
  type Part,
  type ResponseIdentity,
  refusalPart,
  saidItem,
  textPart,
} from './response-object.ts'

/** An event with its number, as it is written. */
export type Event = (type: string, fields: object) => string

/** The next item's place in the output. */
export type Place = () => number

export interface Words {
  readonly begun: boolean
  begin(): Generator<string>
  say(delta: string, logprobs: readonly TokenLogprob[]): Generator<string>
  refuse(delta: string): Generator<string>
  end(status: 'completed' | 'incomplete', output: OutputItem[]): Generator<string>
}

/** The message: its words, and a refusal where there is one. */
export function wordsItem(identity: ResponseIdentity, event: Event, placed: Place): Words {
  const { id: item_id } = saidItem(identity, 'in_progress', [])
  const tokens: TokenLogprob[] = []
  let text: string | undefined
  let refusal: string | undefined
  let output_index: number | undefined
  const place = (content_index: number) => ({ item_id, output_index, content_index })
  const refusalAt = (): number => (text === undefined ? 0 : 1)

  function* begin(): Generator<string> {
    if (output_index !== undefined) return
    output_index = placed()
    yield event('response.output_item.added', {
      output_index,
      item: saidItem(identity, 'in_progress', []),
    })
  }

  function* ended(at: number, part: Part): Generator<string> {
    yield part.type === 'refusal'
      ? event('response.refusal.done', { ...place(at), refusal: part.refusal })
      : event('response.output_text.done', { ...place(at), text: part.text, logprobs: part.logprobs })
    yield event('response.content_part.done', { ...place(at), part })
  }

  return {
    get begun() {
      return output_index !== undefined
    },
    begin,
    *say(delta, logprobs) {
      yield* begin()
      if (text === undefined) yield event('response.content_part.added', { ...place(0), part: textPart('') })
      text = (text ?? '') + delta
      tokens.push(...logprobs)
      yield event('response.output_text.delta', { ...place(0), delta, logprobs })
    },
    *refuse(delta) {
      yield* begin()
      if (refusal === undefined)
        yield event('response.content_part.added', { ...place(refusalAt()), part: refusalPart('') })
      refusal = (refusal ?? '') + delta
      yield event('response.refusal.delta', { ...place(refusalAt()), delta })
    },
    *end(status, output) {
      const said = textPart(text ?? '', tokens)
      // An answer of nothing is a message without words.
      const parts: readonly Part[] = [
        ...(text === undefined && refusal !== undefined ? [] : [said]),
        ...(refusal === undefined ? [] : [refusalPart(refusal)]),
      ]
      if (text === undefined && refusal === undefined)
        yield event('response.content_part.added', { ...place(0), part: said })
      for (const [at, part] of parts.entries()) yield* ended(at, part)
      const item = saidItem(identity, status, parts)
      output[output_index ?? 0] = item
      yield event('response.output_item.done', { output_index, item })
    },
  }
}

export interface Calls {
  readonly begun: boolean
  push(pieces: readonly ToolCallDelta[]): Generator<string>
  end(output: OutputItem[]): Generator<string>
}

interface Begun {
  readonly item: CallItem
  readonly output_index: number
}

/** Calls in the order of their numbers, announced when their names are known. */
export function callItems(identity: ResponseIdentity, event: Event, placed: Place): Calls {
  const pieces = new Map<number, ToolCallDelta[]>()
  const items = new Map<number, Begun>()

  const changed = ({ item, output_index }: Begun, delta: string): string =>
    event('response.function_call_arguments.delta', { item_id: item.id, output_index, delta })

  function* announced(index: number): Generator<string> {
    const [call] = assembleCalls(pieces.get(index) ?? [])
    if (!call) return
    const { name, arguments: text } = call.function
    const item = callItem(identity, items.size, 'in_progress', { ...call, function: { name, arguments: '' } })
    const begun = { item, output_index: placed() }
    items.set(index, begun)
    yield event('response.output_item.added', { ...begun })
    if (text !== '') yield changed(begun, text)
  }

  return {
    get begun() {
      return items.size > 0
    },
    *push(some) {
      for (const piece of some) {
        const { index } = piece
        pieces.set(index, [...(pieces.get(index) ?? []), piece])
        const begun = items.get(index)
        const delta = piece.function?.arguments ?? ''
        if (!begun) yield* announced(index)
        else if (delta !== '') yield changed(begun, delta)
      }
    },
    *end(output) {
      for (const [index, { item, output_index }] of items) {
        const [call] = assembleCalls(pieces.get(index) ?? [])
        const whole: CallItem = { ...item, status: 'completed', arguments: call?.function.arguments ?? '' }
        output[output_index] = whole
        const { id: item_id, arguments: text, name } = whole
        yield event('response.function_call_arguments.done', { item_id, output_index, name, arguments: text })
        yield event('response.output_item.done', { output_index, item: whole })
      }
    },
  }
}
