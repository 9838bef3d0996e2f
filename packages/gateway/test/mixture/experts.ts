// Lessons, candidates and miners by hand, for the tests of the mixture.
import type { ChatRequestInput, ChatResponse, Lesson } from '@taonet/neuron'
import { type Hash, hash32 } from '@taonet/wire'
import { type ChatRequest, parseChat } from '../../src/chat-request.ts'
import { featuresOf } from '../../src/mixture/features.ts'
import { END } from '../../src/mixture/next-byte.ts'
import type { Candidate } from '../../src/network.ts'
import { neuron } from '../network.ts'

export const embed = async (prompts: readonly string[]) => prompts.map(featuresOf)

export const sum = (i: number): string => `What is ${100 + ((i * 37) % 800)} plus ${10 + ((i * 53) % 80)}?`
export const numeral = (i: number): string => `Which letters did Romans carve for ${1 + ((i * 91) % 3000)}?`

const weights = (uid: number): Hash => hash32(new Uint8Array(32).fill(uid + 1))

export function candidate(uid: number, incentive = 0): Candidate {
  const { target, ...rest } = neuron({ uid, port: 1, incentive })
  if (!target) throw new RangeError('a candidate can be called')
  const declaration = { model: `m${uid}`, sha256: weights(uid), engine: 'test', protocol: weights(0) }
  return { ...rest, target, declaration, model: `m${uid}` }
}

export interface Taught {
  readonly uid: number
  readonly words: (i: number) => string
  readonly score: number | ((i: number) => number)
  readonly count: number
  readonly block?: number
  readonly marks?: Lesson['marks']
  readonly sha256?: Hash
}

export const lessons = (...some: readonly Taught[]): readonly Lesson[] =>
  some
    .flatMap(({ uid, words, score, count, block = 10, marks = 'exact', sha256 = weights(uid) }) =>
      Array.from({ length: count }, (_, i) => ({
        kind: 'skills',
        marks,
        words: words(i),
        uid,
        hotkey: neuron({ uid, port: 1 }).hotkey,
        sha256,
        score: typeof score === 'number' ? score : score(i),
        block,
      })),
    )
    .map((lesson, i) => ({ number: i + 1, ...lesson }))

export const asked = (prompt: string, more: Record<string, unknown> = {}): ChatRequest =>
  parseChat({ model: 'auto', messages: [{ role: 'user', content: prompt }], ...more })

/** What comes next, as text or `END`, with its chances; what is left is nobody's. */
export type Foretell = (said: string) => ReadonlyMap<string | typeof END, number>

/** A miner's reply: one step with its distribution, or the whole rest, greedily. */
export function speaker(foretell: Foretell): (request: ChatRequestInput) => Promise<ChatResponse> {
  return async ({ messages, max_tokens, logprobs }) => {
    const last = messages.at(-1)
    let said = last?.role === 'assistant' && typeof last.content === 'string' ? last.content : ''
    const start = said.length
    const most = (): [string | typeof END, number] =>
      [...foretell(said)].toSorted((a, b) => b[1] - a[1])[0] ?? [END, 1]
    const top = [...foretell(said)].map(([token, chance]) => ({
      token: token === END ? '<|end|>' : token,
      bytes: token === END ? [] : [...new TextEncoder().encode(token)],
      logprob: Math.log(chance),
    }))
    const [first] = top
    let finish: 'stop' | 'length' = 'length'
    for (let i = 0; i < (max_tokens ?? 16); i++) {
      const [token] = most()
      if (token === END) {
        finish = 'stop'
        break
      }
      said += token
    }
    const content = first ? [{ ...first, top_logprobs: top.slice(0, 20) }] : []
    return {
      id: 'x',
      object: 'chat.completion',
      created: 0,
      model: 'm',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: said.slice(start) },
          finish_reason: finish,
          logprobs: logprobs ? { content } : null,
        },
      ],
    }
  }
}

/** Says one text, letter by letter, this sure of each. */
export const reciting =
  (text: string, sure = 0.9): Foretell =>
  said => {
    const next = text.startsWith(said) ? (text[said.length] ?? END) : '?'
    return new Map<string | typeof END, number>([
      [next, sure],
      [next === '~' ? '#' : '~', (1 - sure) / 2],
    ])
  }
