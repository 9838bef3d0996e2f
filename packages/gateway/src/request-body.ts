// Request bodies: refused by their announced length, counted while they come when they announce none, then read as JSON.
import type { Call } from './http/call.ts'
import { Refused } from './openai-error.ts'

/** Miners take a little more: whatever passes here fits there, written anew with parameters filled in. */
export const MAX_BODY_BYTES = 1_000_000

const tooLarge = (): Refused =>
  new Refused(
    413,
    'body_too_large',
    `The body is larger than ${MAX_BODY_BYTES / 1_000_000} MB. Send less at once.`,
  )

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text whose UTF-8 is exactly these bytes: receipts are about what was sent. @throws Refused 400 where there is none. */
function exactText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new Refused(400, 'invalid_json', 'The body is not valid UTF-8.')
  }
}

/** The body as it came; it comes once, and may be asked for again. @throws Refused 413 for a long one. */
export async function textBody({ arrival, notes }: Call): Promise<string> {
  if (notes.body !== undefined) return notes.body
  const bytes = await arrival.bytes(MAX_BODY_BYTES)
  if (!bytes) throw tooLarge()
  notes.body = exactText(bytes)
  return notes.body
}

/** @throws Refused 413 for a long body, 400 for one that is no JSON. */
export async function jsonBody(call: Call): Promise<unknown> {
  const text = await textBody(call)
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused(400, 'invalid_json', 'The body is not valid JSON.')
  }
}
