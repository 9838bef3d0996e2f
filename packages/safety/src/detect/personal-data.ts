/** Personal data in a text: found by form, kept only when the form's own checksum or surroundings bear it out. */

export interface Exposure {
  readonly what: string
  readonly confidence: number
}

// Sums: ISO/IEC 7812-1 annex B (Luhn) and ISO 13616 (IBAN, mod 97).
export function luhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48
    sum += i % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit
  }
  return sum % 10 === 0
}

export function ibanIsValid(iban: string): boolean {
  const compact = iban.replace(/ /g, '').toUpperCase()
  let rest = 0
  for (const sign of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(sign, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

// Lengths by country of the commonest registers; an IBAN of another length is none (SWIFT IBAN registry).
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  AT: 20,
  BE: 16,
  CH: 21,
  CZ: 24,
  DE: 22,
  DK: 18,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GR: 27,
  HU: 28,
  IE: 22,
  IT: 27,
  LU: 20,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  SE: 24,
  SK: 24,
  TR: 26,
}

const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}(?![\w-])/gi
// Names that stand for nobody (RFC 2606) and mailboxes of offices rather than people (RFC 2142).
const NOBODY =
  /@(?:[\w-]+\.)*(?:example\.(?:com|org|net)|localhost)$|\.(?:example|test|invalid|local)$|^(?:info|support|sales|abuse|postmaster|webmaster|noreply|no-reply|contact|help|admin|security|press|hello|office|team|git)@/i

const CARD = /(?<![\d.-])(?:\d[ -]?){12,18}\d(?![\d-]|\.\d)/g
// First digits and lengths of the issuers (ISO/IEC 7812 register): a number of none of them is not a card.
const ISSUED =
  /^(?:4\d{12}(?:\d{3}(?:\d{3})?)?|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12})$/

const IBAN = /(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}(?![A-Z0-9])/g
const SOCIAL = /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g
const SOCIAL_WORD = /\b(?:ssn|social security)\b/i
const PHONE =
  /(?<![\w.+-])(?:\+\d{1,3}[ .-]?(?:\(0?\d{1,4}\)[ .-]?)?|\(\d{2,5}\)[ .-]?|0\d{1,4}[ ./-])\d{1,4}(?:[ .-]?\d{2,5}){1,5}(?![\w-])/g
const PHONE_WORD =
  /\b(?:phone|call|tel|telephone|mobile|cell|whatsapp|sms|telefon|handy|anruf\w*|nummer|tel[eé]fono|m[oó]vil|ll[aá]m\w*|t[eé]l[eé]phone|portable|appel\w*|telefono|cellulare|telefone|telefoon)\b/i

function emails(text: string): Exposure[] {
  return [...text.matchAll(EMAIL)]
    .filter(([address]) => !NOBODY.test(address))
    .map(() => ({ what: 'e-mail address', confidence: 0.9 }))
}

export function cards(text: string): Exposure[] {
  return [...text.matchAll(CARD)]
    .map(([match]) => match.replace(/[ -]/g, ''))
    .filter(digits => ISSUED.test(digits) && !/^(\d)\1+$/.test(digits) && luhn(digits))
    .map(() => ({ what: 'card number', confidence: 0.95 }))
}

export function ibans(text: string): Exposure[] {
  return [...text.matchAll(IBAN)]
    .flatMap(([match]) => {
      // The pattern may run on into the next word: the country says where the number ends.
      const compact = match.replace(/ /g, '')
      const length = IBAN_LENGTHS[compact.slice(0, 2)]
      return length !== undefined && compact.length >= length ? [compact.slice(0, length)] : []
    })
    .filter(ibanIsValid)
    .map(() => ({ what: 'IBAN', confidence: 0.97 }))
}

export function phones(text: string): Exposure[] {
  return [...text.matchAll(PHONE)].flatMap(match => {
    const digits = match[0].replace(/\D/g, '').length
    if (digits < 9 || digits > 15) return []
    const named = PHONE_WORD.test(
      text.slice(Math.max(0, match.index - 60), match.index + match[0].length + 30),
    )
    const confidence = match[0].startsWith('+') ? (named ? 0.95 : 0.85) : named ? 0.8 : 0.3
    return [{ what: 'telephone number', confidence }]
  })
}

export function socialNumbers(text: string): Exposure[] {
  return [...text.matchAll(SOCIAL)].map(() => ({
    what: 'social security number',
    confidence: SOCIAL_WORD.test(text) ? 0.95 : 0.6,
  }))
}

const DIGIT = /\d/
/** From the first to the last digit of any number but an IBAN: nine digits at least, and what may stand between them. */
const LONG_NUMBER = /\d[\d +()./-]{7,}\d/
const IBAN_BEGINNING = /[A-Z]{2}\d{2}/

export function numbers(text: string): Exposure[] {
  if (!DIGIT.test(text)) return []
  const accounts = IBAN_BEGINNING.test(text) ? ibans(text) : []
  return LONG_NUMBER.test(text)
    ? [...cards(text), ...accounts, ...phones(text), ...socialNumbers(text)]
    : accounts
}

/** Each distinct sort of personal data in `text` with the surest of its matches. Never quotes what it found. */
export function personalData(text: string): readonly Exposure[] {
  const surest = new Map<string, Exposure>()
  const addresses = text.includes('@') ? emails(text) : []
  for (const one of [...addresses, ...numbers(text)])
    if (one.confidence > (surest.get(one.what)?.confidence ?? 0)) surest.set(one.what, one)
  return [...surest.values()]
}
