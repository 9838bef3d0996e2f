/**
 * An evaluation set that is fixed before training and shown after scoring: a salted hash binds its owner to every
 * question and answer, and tells nobody else anything about them. Pure.
 */
import { hash } from 'node:crypto'

export interface EvaluationItem {
  readonly prompt: string
  readonly answer: string
}

/** What may be published at once. */
export interface Seal {
  readonly version: 1
  /** SHA-256, 64 hex digits. */
  readonly commitment: string
  readonly items: number
}

/** What is published when the scores stand. */
export interface Reveal extends Seal {
  /** 64 hex digits. */
  readonly salt: string
  readonly set: readonly EvaluationItem[]
}

const DOMAIN = 'taonet sealed evaluation 1\0'
const SALT_BYTES = 32

/**
 * SHA-256 of domain ‖ salt ‖ item count ‖ each text with its length before it: no two sets share their bytes, and without
 * the salt even a set of few likely questions cannot be guessed. Throws RangeError for a salt that is not of 32 bytes, an
 * empty set, or a text that is no Unicode.
 */
export function sealEvaluation(set: readonly EvaluationItem[], salt: Uint8Array): Seal {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes, not ${salt.length}`)
  if (set.length === 0) throw new RangeError('an evaluation set has at least one question')
  const texts = set.flatMap(({ prompt, answer }) => [framed(prompt), framed(answer)])
  const bytes = Buffer.concat([Buffer.from(DOMAIN), salt, length(set.length), ...texts])
  return { version: 1, commitment: hash('sha256', bytes, 'hex'), items: set.length }
}

export function revealEvaluation(set: readonly EvaluationItem[], salt: Uint8Array): Reveal {
  const items = set.map(({ prompt, answer }) => ({ prompt, answer }))
  return { ...sealEvaluation(items, salt), salt: Buffer.from(salt).toString('hex'), set: items }
}

/** Undefined when the reveal opens the commitment, else what is wrong with it, as a sentence. */
export function flawOfReveal(reveal: Reveal, commitment: string): string | undefined {
  if (reveal.version !== 1) return `version ${String(reveal.version)} is not known`
  if (!/^[0-9a-f]{64}$/.test(reveal.salt)) return 'the salt is not of 64 hex digits'
  if (reveal.set.length === 0 || reveal.items !== reveal.set.length)
    return 'the number of questions is not as said'
  if (!reveal.set.every(({ prompt, answer }) => prompt.isWellFormed() && answer.isWellFormed()))
    return 'a text is no Unicode'
  const { commitment: found } = sealEvaluation(reveal.set, Buffer.from(reveal.salt, 'hex'))
  if (reveal.commitment !== found) return 'the questions or the salt are not those it says it committed to'
  return found === commitment.replace(/^0x/, '')
    ? undefined
    : `the commitment is ${found}, not the one asked about`
}

function length(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** Unicode as it is: two spellings of one letter are two texts. */
function framed(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new RangeError('a text has half a character, which UTF-8 cannot say')
  const bytes = Buffer.from(text, 'utf8')
  return Buffer.concat([length(bytes.length), bytes])
}
