/** What secrets look like: shapes that are told by their letters alone, without knowing where they come from. */

export type SecretShape =
  | 'private key'
  | 'credential'
  | 'e-mail'
  | 'card'
  | 'bank account'
  | 'phone'
  | 'token'

export interface FoundSecret {
  readonly shape: SecretShape
  /** The text that must not come out again. */
  readonly text: string
}

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/
const PEM = /-----BEGIN [A-Z ]*PRIVATE KEY-----.*/
const PHONE = /\+\d(?:[ ()/-]?\d){7,14}\b/
const CARD = /\b\d(?:[ -]?\d){12,18}\b/g
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b/g
/** A word for a credential, then `is`, `:` or `=` within a few words, then what it is. */
const CREDENTIAL =
  /\b(?:pass(?:word|phrase|code|wd)|secret|credentials?|pin|cvv|(?:api|access|secret|private|recovery|licen[cs]e)[ _-]?(?:key|code|token)|token|seed phrase|mnemonic)\b[^.?!]{0,40}?(?:\bis\b|[:=])\s*(\S.*?)\s*$/i
/** Long runs without a space that no word and no price is: identifiers made by machines. */
const TOKEN = /[A-Za-z0-9_+/=-]{16,}/g

/** Every check digit of a card is chosen so that this holds (ISO/IEC 7812, Luhn 1960). */
function passesLuhn(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].reverse().map(Number)
  const sum = digits.reduce((total, digit, i) => {
    const doubled = i % 2 === 1 ? 2 * digit : digit
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}

/** ISO 13616: letters count from A = 10, the first four characters come last, and the rest modulo 97 is one. */
function passesIban(text: string): boolean {
  const plain = text.replace(/ /g, '')
  if (plain.length < 15 || plain.length > 34) return false
  const turned = plain.slice(4) + plain.slice(0, 4)
  return [...turned].reduce((rest, sign) => Number(`${rest}${Number.parseInt(sign, 36)}`) % 97, 0) === 1
}

/** Letters and digits in turn, or capitals within words: at least two changes of class a machine makes and a writer does not. */
export function looksRandom(token: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter(kind => kind.test(token)).length
  const changes = [...token].filter((sign, i) => i > 0 && kindOf(sign) !== kindOf(token[i - 1] ?? '')).length
  return kinds >= 2 && changes >= 4
}

const kindOf = (sign: string) => (/\d/.test(sign) ? 0 : /[A-Z]/.test(sign) ? 1 : /[a-z]/.test(sign) ? 2 : 3)

/** The first secret of a text, undefined when nothing looks like one. */
export function secretIn(text: string): FoundSecret | undefined {
  const pem = PEM.exec(text)
  if (pem) return { shape: 'private key', text: pem[0] }
  const email = EMAIL.exec(text)
  if (email) return { shape: 'e-mail', text: email[0] }
  for (const [match] of text.matchAll(IBAN))
    if (passesIban(match)) return { shape: 'bank account', text: match }
  for (const [match] of text.matchAll(CARD)) if (passesLuhn(match)) return { shape: 'card', text: match }
  const phone = PHONE.exec(text)
  if (phone) return { shape: 'phone', text: phone[0] }
  for (const [match] of text.matchAll(TOKEN)) if (looksRandom(match)) return { shape: 'token', text: match }
  const credential = CREDENTIAL.exec(text)?.[1]
  return credential === undefined ? undefined : { shape: 'credential', text: credential }
}
