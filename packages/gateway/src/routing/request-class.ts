// Which requests may be compared by the time they take: those of one subnet and path, streamed or whole, of about one size.
import type { ServicePath } from '@taonet/neuron'

/** Text of a body; what is nested deeper than any protocol of ours does not count. */
const DEPTH = 5

function lettersIn(value: unknown, depth = DEPTH): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null || depth === 0) return 0
  let letters = 0
  for (const one of Object.values(value)) letters += lettersIn(one, depth - 1)
  return letters
}

/** Letters that are read in the time in which one token is written, about. */
const LETTERS_A_TOKEN = 64

const numberAt = (body: unknown, name: 'max_tokens'): number =>
  typeof body === 'object' && body !== null && name in body && typeof body[name] === 'number' ? body[name] : 0

const isStreamed = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'stream' in body && body.stream === true

/**
 * A name for the class. The first token of a stream waits for the prompt alone, a whole answer for all its tokens; sizes go by
 * powers of four.
 */
export function requestClass(netuid: number, path: ServicePath, body: unknown): string {
  const streamed = isStreamed(body)
  const written = streamed ? 0 : numberAt(body, 'max_tokens') * LETTERS_A_TOKEN
  const size = Math.floor(Math.log2(1 + lettersIn(body) + written) / 2)
  return `${netuid} ${path} ${streamed ? 'streamed' : 'whole'} ${size}`
}
