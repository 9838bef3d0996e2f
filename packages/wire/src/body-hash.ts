// The body hash of the classic axon and dendrite form (wire-neuron §2): SHA3-256 over Python's text of some fields.

import { FormatError } from './format-error.ts'
import { sha3_256 } from './hash.ts'
import { bytesToDigits } from './hex.ts'

function uncertain(what: string): never {
  throw new FormatError('request', `Python's text of ${what} is not certain`)
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
// What Python calls unprintable: Unicode's "other" and "separator" characters, all but the plain space.
const UNPRINTABLE = /[\p{C}\p{Z}]/u
// Whether a character is assigned depends on the Unicode version of either side.
const UNASSIGNED = /[\p{Cn}\p{Cs}]/u

function escaped(character: string): string {
  const known = ESCAPES[character]
  if (known !== undefined || character === ' ') return known ?? character
  if (!UNPRINTABLE.test(character)) return character
  if (UNASSIGNED.test(character)) return uncertain('an unassigned character')
  const digits = (character.codePointAt(0) ?? 0).toString(16)
  if (digits.length <= 2) return `\\x${digits.padStart(2, '0')}`
  return digits.length <= 4 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`
}

function pythonRepr(value: unknown): string {
  if (typeof value !== 'string') return pythonText(value)
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'"
  const text = [...value].map(one => (one === quote ? `\\${one}` : escaped(one))).join('')
  return `${quote}${text}${quote}`
}

// Between these Python writes a fraction without an exponent, and with the same shortest digits as JavaScript.
const certainFraction = (value: number): boolean =>
  !Number.isInteger(value) && Math.abs(value) >= 1e-4 && Math.abs(value) < 1e16

/**
 * Python's `str(value)` of parsed JSON: text, numbers, booleans, null, and lists and objects of them. A whole number is taken
 * for an int: Python's `1.0` cannot be told from its `1` once parsed.
 * @throws FormatError `request` for very large and very small numbers and for unassigned characters within containers.
 */
export function pythonText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (value === null) return 'None'
  if (typeof value === 'number')
    return Number.isSafeInteger(value) || certainFraction(value) ? String(value) : uncertain('a number')
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`
  if (typeof value !== 'object') return uncertain('a value that is not JSON')
  const entries = Object.entries(value).map(([key, item]) => `${pythonRepr(key)}: ${pythonRepr(item)}`)
  return `{${entries.join(', ')}}`
}

const digest = (text: string): string => bytesToDigits(sha3_256(new TextEncoder().encode(text)))

/**
 * Lower-case digits of `computed_body_hash`, from the values of the synapse's required fields in their order.
 * @throws FormatError as `pythonText`.
 */
export function synapseBodyHash(requiredValues: readonly unknown[]): string {
  return digest(requiredValues.map(value => digest(pythonText(value))).join(''))
}
