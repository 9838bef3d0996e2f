/** Keys, tokens and passwords in a text: by the issuers' own prefixes, or by a name in front of something random enough. */
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

/** How each of them begins: most texts have none of it. */
const BEGINNING =
  /AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk-|[sr]k_live_|AIza|npm_|eyJ|-----BEGIN/

const NAMED =
  /\b(password|passwd|passwort|contraseña|mot de passe|senha|wachtwoord|secret|api[_ -]?key|access[_ -]?token|auth[_ -]?token|bearer|private[_ -]?key|client[_ -]?secret|seed)\b["']?\s{0,3}(?:is|ist|es|est|[:=])\s{0,3}["'`]?([^\s"'`,;]{8,200})/gi
const PHRASE =
  /\b(?:mnemonic|seed phrase|recovery phrase|wiederherstellungsphrase|frase semilla|phrase de récupération)\b[^a-z]{0,12}(?:(?:is|ist|es|est)\s)?["']?((?:[a-z]{3,8}[ ,]{1,2}){11,23}[a-z]{3,8})/gi
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
  if (!BEGINNING.test(text)) return []
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

/** Each distinct sort of secret in `text` with the surest of its matches. Never quotes what it found. */
export function secrets(text: string): readonly Exposure[] {
  const surest = new Map<string, Exposure>()
  for (const one of [...issued(text), ...named(text), ...phrases(text)])
    if (one.confidence > (surest.get(one.what)?.confidence ?? 0)) surest.set(one.what, one)
  return [...surest.values()]
}
