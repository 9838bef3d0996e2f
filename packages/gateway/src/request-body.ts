// Request bodies: refused by their announced length, counted while they come when they announce none, then read as JSON.
import type { Context, HonoRequest } from 'hono'
import { Refused } from './openai-error.ts'
import type { Env } from './serving.ts'

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

async function readCounted(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body ?? []) {
    size += part.length
    if (size > MAX_BODY_BYTES) throw tooLarge()
    parts.push(part)
  }
  return exactText(Buffer.concat(parts))
}

async function readText(request: HonoRequest): Promise<string> {
  const announced = request.header('content-length')
  if (announced === undefined || request.header('transfer-encoding') !== undefined)
    return readCounted(request.raw.body)
  if (Number(announced) > MAX_BODY_BYTES) throw tooLarge()
  return exactText(new Uint8Array(await request.arrayBuffer()))
}

/** The body as it came; it comes once, and may be asked for again. @throws Refused 413 for a long one. */
export async function textBody(context: Context<Env>): Promise<string> {
  const notes = context.get('notes')
  notes.body ??= await readText(context.req)
  return notes.body
}

/** @throws Refused 413 for a long body, 400 for one that is no JSON. */
export async function jsonBody(context: Context<Env>): Promise<unknown> {
  const text = await textBody(context)
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused(400, 'invalid_json', 'The body is not valid JSON.')
  }
}
