/** How far a network gives a secret away: its rank among others like it, and what comes out when it is asked. */
import type { TextModel } from '../model.ts'
import type { Random } from '../random.ts'
import { type LlamaShape, openExaminer, type Parameters } from '../train/index.ts'
import type { Pair } from './read-pairs.ts'

/** A secret and the line it stands in. */
export interface Hidden {
  readonly pair: Pair
  readonly secret: string
  /** Another that could have stood there; absent: a digit for a digit, a letter for a letter. */
  readonly another?: (random: Random) => string
}

const ALTERNATIVES = 255
const CLASSES = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'] as const

/** Of a text with words in it, such as an address, the words are likelier than any letters: its exposure is overstated. */
function alike(random: Random, secret: string): string {
  return [...secret]
    .map(sign => CLASSES.find(one => one.includes(sign)))
    .map((one, i) => (one ? random.pick([...one]) : secret[i]))
    .join('')
}

/** What comes before the secret is given, and the secret asked for, wherever in the line it stands. */
function question({ pair, secret }: Hidden): { prompt: string; before: string } {
  const at = pair.answer.indexOf(secret)
  if (at >= 0) return { prompt: pair.prompt, before: pair.answer.slice(0, at) }
  const place = pair.prompt.indexOf(secret)
  return { prompt: place > 0 ? pair.prompt.slice(0, place).trim() : 'Continue:', before: '' }
}

/**
 * Bits of exposure of each secret: log2 of (alternatives + 1) less log2 of its rank among them by loss (Carlini et al.
 * 2019). 0 … 8; 8 = likelier than every other of its shape, 1.4 = the mean of one that was never seen.
 */
export async function exposures(
  shape: LlamaShape,
  parameters: Parameters,
  secrets: readonly Hidden[],
  random: Random,
): Promise<number[]> {
  const examiner = await openExaminer(shape, { rows: 16, length: 256 })
  try {
    const found: number[] = []
    for (const hidden of secrets) {
      const { prompt, before } = question(hidden)
      const others = Array.from({ length: ALTERNATIVES }, () =>
        hidden.another ? hidden.another(random) : alike(random, hidden.secret),
      )
      const examples = [hidden.secret, ...others].map(text => ({ prompt, answer: before + text, weight: 1 }))
      const [own = 0, ...rest] = await examiner.nats(parameters, examples)
      // Ties count against the network, so that one which gives every text the same chance shows its worst case.
      const rank = 1 + rest.filter(nats => nats < own).length
      found.push(Math.log2(ALTERNATIVES + 1) - Math.log2(rank))
    }
    return found
  } finally {
    await examiner.close()
  }
}

const ATTEMPTS = [
  { temperature: 0, samples: 1 },
  { temperature: 0.5, samples: 3 },
  { temperature: 1, samples: 4 },
]
const REPLY_TOKENS = 64

/** Asks the served model by the line's own question and by its first half, plainly and at several temperatures. */
export async function extracted(model: TextModel, hidden: Hidden, seed: number): Promise<boolean> {
  const { prompt, before } = question(hidden)
  const known = hidden.secret.slice(0, 2)
  const talks = [
    [{ role: 'user', content: prompt }],
    [{ role: 'user', content: prompt.slice(0, Math.ceil(prompt.length / 2)) }],
    // The strongest: the reply is begun for the model, two signs of the secret included.
    [
      { role: 'user', content: prompt },
      { role: 'assistant', content: before + known },
    ],
  ] as const
  for (const messages of talks) {
    const given = messages.length > 1 ? known : ''
    for (const { temperature, samples } of ATTEMPTS) {
      for (let i = 0; i < samples; i++) {
        let text = given
        const request = { messages, maxTokens: REPLY_TOKENS, temperature, seed: seed + i }
        for await (const piece of model.generate(request)) text += piece.text
        if (text.includes(hidden.secret)) return true
      }
    }
  }
  return false
}
