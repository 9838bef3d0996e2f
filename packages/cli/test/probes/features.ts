// A request as numbers and hashed text: everything of headers, sizes, timing, sender and prompt that a miner could go by.
import { BUCKETS, type Example } from './classifier.ts'
import type { Sight } from './miner-view.ts'

export interface Labelled extends Sight {
  readonly probe: boolean
}

const hashOf = (text: string): number => {
  let hash = 2_166_136_261
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619)
  return (hash >>> 0) % BUCKETS
}

interface Message {
  readonly role: string
  readonly content: string
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
const isMessage = (value: unknown): value is Message =>
  isRecord(value) && typeof value.role === 'string' && typeof value.content === 'string'

function bodyOf({ body }: Sight): Record<string, unknown> {
  const read: unknown = JSON.parse(body)
  return isRecord(read) ? read : {}
}

const messagesOf = (body: Record<string, unknown>): readonly Message[] =>
  Array.isArray(body.messages) ? body.messages.filter(isMessage) : []

/** Character triples, words and pairs of words of a message, marked by its place in the conversation. */
function textFeatures(text: string, place: string): string[] {
  const lower = text.toLowerCase().slice(-600)
  const words = lower.match(/[a-z']+|\d+|[^\sa-z\d]/g) ?? []
  const triples = Array.from(
    { length: Math.max(0, lower.length - 2) },
    (_, at) => `${place}3${lower.slice(at, at + 3)}`,
  )
  return [
    ...triples,
    ...words.map(word => `${place}1${word}`),
    ...words.slice(1).map((word, i) => `${place}2${words[i]} ${word}`),
    `${place}first ${words[0]}`,
    `${place}last ${lower.slice(-1)}`,
  ]
}

const numberAt = (body: Record<string, unknown>, name: string): number => {
  const value = body[name]
  return typeof value === 'number' ? value : -1
}

/** What a miner remembers of what came before. */
class Memory {
  readonly #times: number[] = []
  readonly #lastOf = new Map<string, number>()
  readonly #prompts = new Map<string, number>()

  /** Milliseconds since the last of a name, at most a minute, as a logarithm. */
  since(name: string, at: number): number {
    const gap = Math.min(60_000, at - (this.#lastOf.get(name) ?? Number.NEGATIVE_INFINITY))
    this.#lastOf.set(name, at)
    return Math.log(1 + gap)
  }

  within(ms: number, at: number): number {
    let count = 0
    for (let i = this.#times.length - 1; i >= 0 && at - (this.#times[i] ?? 0) <= ms; i--) count++
    return count
  }

  note(at: number): void {
    this.#times.push(at)
  }

  timesAsked(prompt: string): number {
    const before = this.#prompts.get(prompt) ?? 0
    this.#prompts.set(prompt, before + 1)
    return before
  }
}

/** Numbers at the end that tell of pauses, bursts and connections. */
const CLOCK = 10

/** The same without what a clock tells: headers, sizes, parameters, sender and prompt alone. */
export const withoutClock = (examples: readonly Example[]): readonly Example[] =>
  examples.map(example => ({ ...example, numbers: example.numbers.slice(0, -CLOCK) }))

/** In the order of time, each miner's memory its own. */
export function examplesOf(sights: readonly Labelled[]): readonly Example[] {
  const memories = new Map<number, Memory>()
  return [...sights]
    .sort((a, b) => a.at - b.at)
    .map(sight => {
      const memory = memories.get(sight.port) ?? new Memory()
      memories.set(sight.port, memory)
      return exampleOf(sight, memory)
    })
}

function exampleOf(sight: Labelled, memory: Memory): Example {
  const { headers, at, body: text, probe } = sight
  const body = bodyOf(sight)
  const messages = messagesOf(body)
  const last = messages.at(-1)?.content ?? ''
  const before = messages.slice(0, -1)
  const names = headers.filter((_, i) => i % 2 === 0)
  const values = headers.filter((_, i) => i % 2 === 1)
  const sender = values[names.findIndex(name => /session|hotkey|sender|signed-by/i.test(name))] ?? ''
  const digits = last.replace(/\D/g, '').length
  const upper = last.replace(/[^A-Z]/g, '').length
  const numbers = [
    names.length,
    ...values.slice(0, 12).map(value => value.length),
    ...Array.from({ length: Math.max(0, 12 - values.length) }, () => -1),
    text.length,
    Object.keys(body).length,
    numberAt(body, 'max_tokens'),
    numberAt(body, 'temperature'),
    numberAt(body, 'top_p'),
    numberAt(body, 'seed'),
    numberAt(body, 'top_logprobs'),
    body.stream === true ? 1 : 0,
    body.logprobs === true ? 1 : 0,
    messages.length,
    last.length,
    before.reduce((sum, { content }) => sum + content.length, 0),
    digits / (1 + last.length),
    upper / (1 + last.length),
    last.split(' ').length,
    memory.timesAsked(JSON.stringify(messages)),
    memory.timesAsked(last),
  ]
  const clock = [
    memory.since('', at),
    memory.since(`from ${sender}`, at),
    memory.since(`on ${sight.connection}`, at),
    memory.since(`like ${Object.keys(body).join()} ${messages.length}`, at),
    memory.within(20, at),
    memory.within(100, at),
    memory.within(1_000, at),
    sight.underWay,
    sight.connection,
    Math.log(1 + sight.ordinal),
  ]
  memory.note(at)
  const hashes = [
    `names ${names.join()}`,
    `fields ${Object.keys(body).join()}`,
    `parameters ${JSON.stringify({ ...body, messages: undefined })}`,
    `roles ${messages.map(({ role }) => role).join()}`,
    `sender ${sender}`,
    ...values.map((value, i) => (value.length < 40 ? `value ${names[i]} ${value}` : '')),
    ...textFeatures(last, 'l'),
    ...before.flatMap(({ role, content }) => textFeatures(content, role.slice(0, 1))),
  ]
  return { numbers: [...numbers, ...clock], hashes: [...new Set(hashes.filter(Boolean).map(hashOf))], probe }
}
