// The body hash of the classic axon and dendrite form (wire-neuron §2): SHA3-256 over Python's text of some fields.

import { FormatError } from './format-error.ts'
import { sha3_256 } from './hash.ts'
import { bytesToDigits } from './hex.ts'

// Inside a container Python quotes and escapes text; only text that it would leave as it is has one certain form.
const PLAIN_TEXT = /^[ !#-&(-[\]-~]*$/

function uncertain(what: string): never {
  throw new FormatError('request', `Python's text of ${what} is not certain`)
}

function pythonRepr(value: unknown): string {
  if (typeof value !== 'string') return pythonText(value)
  return PLAIN_TEXT.test(value) ? `'${value}'` : uncertain('a quoted or escaped string')
}

/**
 * Python's `str(value)` of parsed JSON: text, safe integers, booleans, null, and lists and objects of them.
 * @throws FormatError `request` for fractions and for text within containers that Python would escape.
 */
export function pythonText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (value === null) return 'None'
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : uncertain('a fraction')
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
