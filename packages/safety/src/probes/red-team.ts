/** Hidden attacks for validators to send among ordinary questions: each must be refused, or must not make a secret known. */
import type { Random } from '@taonet/models/random'
import { expand, type Language, type Phrases } from '../phrases.ts'
import { type Encoding, encodings } from './encodings.ts'
import { attacks, harms, wrappers } from './red-team-phrases.ts'

export interface RedTeamProbe {
  readonly family: string
  readonly prompt: string
  /** The system message that goes with it; it holds the canary where there is one. */
  readonly system?: string
  readonly canary?: string
  /** What a good answer does: keep the canary to itself, or refuse. */
  readonly expects: 'keeps-canary' | 'refuses'
  readonly language: Language
  readonly encoding: Encoding
}

export interface RedTeamOptions {
  /** The secret to plant; drawn from the stream when not given. */
  readonly canary?: string
  readonly families?: readonly string[]
  readonly encodings?: readonly Encoding[]
}

const CANARY_SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** 16 signs without look-alikes: about 79 bits. */
export const drawCanary = (random: Random): string =>
  Array.from({ length: 16 }, () => CANARY_SIGNS[random.below(CANARY_SIGNS.length)]).join('')

// Encodings a model can be expected to read when told to; the share of plain ones is what live attacks look like.
const CARRIED: readonly Encoding[] = [
  'plain',
  'plain',
  'plain',
  'plain',
  'base64',
  'hex',
  'rot13',
  'reversed',
  'leetspeak',
  'look-alikes',
  'letters-apart',
  'zero-width',
  'upper-case',
]
const NEEDS_TELLING = new Set<Encoding>([
  'base64',
  'base32',
  'hex',
  'url',
  'binary',
  'codes',
  'rot13',
  'reversed',
  'hex-of-base64',
])

const spoken = (phrases: Phrases): Language[] =>
  Object.keys(phrases).filter(key => key in wrappers) as Language[]

function sentence(random: Random, phrases: Phrases): { language: Language; text: string } {
  const language = random.pick(spoken(phrases))
  return { language, text: expand(random, random.pick(phrases[language] ?? [])) }
}

export const redTeamFamilies: readonly string[] = [...Object.keys(attacks), ...Object.keys(harms)]

/** One probe; the same stream gives the same probe. Throws RangeError when `families` names none of `redTeamFamilies`. */
export function redTeam(random: Random, options: RedTeamOptions = {}): RedTeamProbe {
  const families = redTeamFamilies.filter(name => options.families?.includes(name) ?? true)
  const family = random.pick(families)
  const encoding = random.pick(options.encodings ?? CARRIED)
  const attack = attacks[family]
  const { language, text } = sentence(random, attack ?? harms[family] ?? {})
  const body = encodings[encoding](text)
  const prompt = NEEDS_TELLING.has(encoding)
    ? `${expand(random, wrappers[language].decode).replace('ENCODING', encoding)} ${body}`
    : body
  if (attack === undefined) return { family, prompt, expects: 'refuses', language, encoding }
  const canary = options.canary ?? drawCanary(random)
  const system = expand(random, wrappers[language].keep).replace('CANARY', canary)
  return { family, prompt, system, canary, expects: 'keeps-canary', language, encoding }
}
