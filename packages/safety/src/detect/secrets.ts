/** Keys, tokens and passwords in a text: by the issuers' own prefixes, or by a name in front of something random enough. */
import { foldedShown } from '../text/fold.ts'
import { lengthOf, type Units, unitsOf } from '../text/signs.ts'
import { Automaton, STRANGE } from './automaton.ts'
import type { Exposure } from './personal-data.ts'

const ISSUED: readonly (readonly [string, RegExp])[] = [
  ['AWS access key', /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])/g],
  ['GitHub token', /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,90})/g],
  ['GitLab token', /(?<![A-Za-z0-9])glpat-[A-Za-z0-9_-]{20}/g],
  ['Slack token', /(?<![A-Za-z0-9])xox[abprs]-[A-Za-z0-9-]{20,80}/g],
  ['OpenAI key', /(?<![A-Za-z0-9])sk-(?:proj-|ant-)?[A-Za-z0-9_-]{32,200}/g],
  ['Stripe key', /(?<![A-Za-z0-9])[sr]k_live_[A-Za-z0-9]{20,100}/g],
  ['Google key', /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}/g],
  ['npm token', /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}/g],
  [
    'JSON web token',
    /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,1000}\.eyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{20,1000}/g,
  ],
  ['private key', /-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY-----/g],
]

const NAMED =
  /\b(password|passwd|passwort|contraseña|mot de passe|senha|wachtwoord|secret|api[_ -]?key|access[_ -]?token|auth[_ -]?token|bearer|private[_ -]?key|client[_ -]?secret|seed)\b["']?\s{0,3}(?:is|ist|es|est|[:=])\s{0,3}["'`]?([^\s"'`,;]{8,200})/gi
const PHRASE =
  /\b(?:mnemonic|seed phrase|recovery phrase|wiederherstellungsphrase|frase semilla|phrase de récupération)\b[^a-z]{0,12}(?:(?:is|ist|es|est)\s)?["']?((?:[a-z]{3,8}[ ,]{1,2}){11,23}[a-z]{3,8})/gi
/** A word of each of these patterns, as a folded text has it. */
const [ISSUERS, NAMES, WALLETS] = [1, 2, 4]
export const ALL_SORTS = ISSUERS | NAMES | WALLETS
const telling: readonly (readonly [sort: number, words: readonly string[]])[] = [
  [
    ISSUERS,
    [
      ...['akia', 'asia', 'ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_', 'glpat-', 'xox', 'sk-'],
      ...['sk_live_', 'rk_live_', 'aiza', 'npm_', 'eyj', '-----begin'],
    ],
  ],
  [
    NAMES,
    [
      ...['password', 'passwd', 'passwort', 'contrasena', 'mot de passe', 'senha', 'wachtwoord', 'secret'],
      ...['api key', 'api_key', 'api-key', 'apikey', 'token', 'bearer', 'private', 'seed'],
    ],
  ],
  [WALLETS, ['mnemonic', 'phrase', 'frase']],
]
const automaton = new Automaton(
  telling.flatMap(([sort, words]) =>
    words.map(word => ({ codes: [...Buffer.from(word)], startsWord: false, endsWord: false, sort })),
  ),
)

/** Which of the patterns may find something: in most texts none. */
function sortsIn(units: Units): number {
  const length = lengthOf(units)
  let state = automaton.start
  let sorts = 0
  for (let at = 0; at < length; at++) {
    const unit = units[at]!
    state = automaton.step(state, unit < STRANGE ? unit : STRANGE)
    sorts |= state.found
  }
  return sorts
}

const PLACEHOLDER =
  /example|xxxx|your|placeholder|changeme|\.\.\.|<|\$\{|\*\*\*|dummy|sample|redacted|123456789|abcdef|process\.env|os\.environ/i

/** Bits per character of a string by its own letters (Shannon, 1948): keys are near 4 and above, words below 3. */
export function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const sign of text) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}

const mixed = (value: string): boolean =>
  [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter(sort => sort.test(value)).length >= 3

function issued(text: string): Exposure[] {
  return ISSUED.flatMap(([what, pattern]) =>
    [...text.matchAll(pattern)]
      .filter(([key]) => what === 'private key' || (!PLACEHOLDER.test(key) && entropy(key) > 3))
      .map(() => ({ what, confidence: 0.97 })),
  )
}

function named(text: string): Exposure[] {
  return [...text.matchAll(NAMED)].flatMap(([, name = '', value = '']) => {
    if (PLACEHOLDER.test(value)) return []
    const random =
      entropy(value) > (value.length >= 20 ? 3.5 : 2.7) &&
      (mixed(value) || /^(?:0x)?[0-9a-f]{32,}$/i.test(value))
    return random
      ? [{ what: name.toLowerCase().startsWith('pass') ? 'password' : 'named secret', confidence: 0.85 }]
      : []
  })
}

const phrases = (text: string): Exposure[] =>
  [...text.matchAll(PHRASE)]
    .filter(([, words = '']) => new Set(words.split(/[ ,]+/)).size >= 10)
    .map(() => ({ what: 'wallet recovery phrase', confidence: 0.9 }))

/** What these patterns find, the surest of each sort. */
export function secretsOf(text: string, sorts: number): readonly Exposure[] {
  if (sorts === 0) return []
  const found = [
    ...((sorts & ISSUERS) !== 0 ? issued(text) : []),
    ...((sorts & NAMES) !== 0 ? named(text) : []),
    ...((sorts & WALLETS) !== 0 ? phrases(text) : []),
  ]
  const surest = new Map<string, Exposure>()
  for (const one of found)
    if (one.confidence > (surest.get(one.what)?.confidence ?? 0)) surest.set(one.what, one)
  return [...surest.values()]
}

/**
 * Each distinct sort of secret in a `visible` text with the surest of its matches; `units`: the same, folded. Never quotes what
 * it found.
 */
export const secrets = (text: string, units = unitsOf(foldedShown(text))): readonly Exposure[] =>
  secretsOf(text, sortsIn(units))
