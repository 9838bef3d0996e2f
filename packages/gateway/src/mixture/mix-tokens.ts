// Several experts write one reply together, byte by byte: each says what comes next, the mixture of what they say decides, and
// who foretold it better counts more from then on. Streams as it goes.
import { type Random, randomFrom, seedFrom } from '@taonet/models/random'
import type { ChatRequestInput, ChatResponse } from '@taonet/neuron'
import { isNetError, NetError } from '@taonet/wire'
import type { Candidate } from '../network.ts'
import { chanceOf, type Distribution, distributionOf, END, nextRequest } from './next-byte.ts'
import type { Ranked } from './plan.ts'
import { type Posterior, posteriorOf } from './posterior.ts'

export interface MixOptions {
  /** Best first; at least one. */
  readonly members: readonly Ranked[]
  readonly messages: ChatRequestInput['messages']
  readonly maxTokens: number
  /** 0 = the likeliest byte each time. */
  readonly temperature: number
  readonly seed?: number
  /** One signed hop. @throws NetError. */
  ask(candidate: Candidate, request: ChatRequestInput): Promise<ChatResponse>
}

export interface MixedEnd {
  readonly reason: 'stop' | 'length'
  /** Bytes, the end of the reply included. */
  readonly tokens: number
  /** Uids of the members that took part, best first. */
  readonly served: readonly number[]
  /** What each of them counted for in the end. */
  readonly weights: readonly number[]
}

interface Said {
  readonly member: Ranked
  readonly distribution: Distribution
}

/** What all members say comes next; one that fails or does not speak in bytes is left out from then on. */
async function heard(
  members: readonly Ranked[],
  said: string,
  { messages, ask }: MixOptions,
): Promise<readonly Said[]> {
  const request = nextRequest(messages, said)
  const answers = await Promise.allSettled(members.map(({ candidate }) => ask(candidate, request)))
  return answers.flatMap((answer, i): Said[] => {
    const member = members[i]
    if (answer.status === 'rejected') {
      if (isNetError(answer.reason)) return []
      throw answer.reason
    }
    const distribution = distributionOf(answer.value)
    return member && distribution ? [{ member, distribution }] : []
  })
}

interface Option {
  readonly symbol: number
  readonly chance: number
}

function optionsOf(said: readonly Said[], weights: readonly number[]): readonly Option[] {
  const symbols = new Set(said.flatMap(({ distribution }) => [...distribution.listed.keys()]))
  return [...symbols]
    .map(symbol => {
      const chance = said.reduce(
        (sum, one, i) => sum + (weights[i] ?? 0) * chanceOf(one.distribution, symbol),
        0,
      )
      return { symbol, chance }
    })
    .sort((a, b) => b.chance - a.chance || a.symbol - b.symbol)
}

function chosenOf(options: readonly Option[], temperature: number, random: Random): number {
  if (temperature === 0) return options[0]?.symbol ?? END
  const sharpened = options.map(({ symbol, chance }) => ({ symbol, weight: chance ** (1 / temperature) }))
  let rest = random.unit() * sharpened.reduce((sum, { weight }) => sum + weight, 0)
  return (sharpened.find(({ weight }) => (rest -= weight) < 0) ?? sharpened[0])?.symbol ?? END
}

/** Bytes of characters beyond ASCII are not said one by one: half a character is no text that could be asked with. */
const ASCII = 0x80

const nobody = (): NetError =>
  new NetError('bad-reply', 'no member of the mixture says what comes next', 'ask again or another model')

/** What one member writes from here on by itself. */
async function rest(
  { candidate }: Ranked,
  said: string,
  { messages, maxTokens, temperature, seed, ask }: MixOptions,
  used: number,
): Promise<{ text: string; tokens: number; reason: 'stop' | 'length' }> {
  const response = await ask(candidate, {
    messages: said === '' ? messages : [...messages, { role: 'assistant', content: said }],
    max_tokens: Math.max(1, maxTokens - used),
    temperature,
    ...(seed === undefined ? {} : { seed }),
    stream: false,
  })
  const choice = response.choices[0]
  const text = choice?.message.content ?? ''
  const tokens = response.usage?.completion_tokens ?? text.length
  return { text, tokens, reason: choice?.finish_reason === 'length' ? 'length' : 'stop' }
}

/**
 * Yields text as it is decided. With fewer than two members left that speak in bytes, and where a character beyond ASCII begins,
 * the best of them goes on alone. @throws NetError when none answers.
 */
export async function* mixTokens(options: MixOptions): AsyncGenerator<string, MixedEnd> {
  const { maxTokens, temperature, seed } = options
  const random = randomFrom(seedFrom(`mixture ${seed ?? crypto.randomUUID()}`))
  let members = options.members
  let posterior: Posterior = posteriorOf(members.map(({ chance }) => chance))
  let said = ''
  const end = (reason: MixedEnd['reason'], tokens: number): MixedEnd => ({
    reason,
    tokens,
    served: members.map(({ candidate }) => candidate.uid),
    weights: posterior.weights,
  })
  for (let used = 0; used < maxTokens; used++) {
    const voices = await heard(members, said, options)
    if (voices.length < members.length && voices.length > 0) {
      members = voices.map(({ member }) => member)
      posterior = posteriorOf(members.map(({ chance }) => chance))
    }
    const symbol =
      voices.length > 1 ? chosenOf(optionsOf(voices, posterior.weights), temperature, random) : ASCII
    if (symbol === END) return end('stop', used + 1)
    if (symbol >= ASCII) {
      const [first] = members
      if (!first) throw nobody()
      members = [first]
      posterior = posteriorOf([1])
      const { text, tokens, reason } = await rest(first, said, options, used)
      yield text
      return end(reason, used + tokens)
    }
    posterior.observe(voices.map(({ distribution }) => chanceOf(distribution, symbol)))
    const letter = String.fromCharCode(symbol)
    said += letter
    yield letter
  }
  return end('length', maxTokens)
}
