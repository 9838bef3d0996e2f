// `idempotency-key`: whoever asks again with the same key gets the same answer, and pays for it once.
import type { Idempotency } from './accounts/index.ts'
import { senderOf } from './callers.ts'
import type { Call, HttpAnswer } from './http/call.ts'
import { textBody } from './request-body.ts'

const IDEMPOTENCY_HEADER = 'idempotency-key'

/** Uploads are named by what they become, not by a key. */
const applies = (path: string): boolean => path !== '/v1/files'

/** @throws as `Idempotency.answer`. */
export async function onceOnly(
  answers: Idempotency,
  call: Call,
  work: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const { method, path, signal } = call.arrival
  const key = call.arrival.header(IDEMPOTENCY_HEADER)
  if (key === undefined || method !== 'POST' || !applies(path)) return work()
  const body = await textBody(call)
  const caller = `${call.caller.id} ${senderOf(call) ?? ''}`
  return answers.answer({ caller, key, path, body, signal }, work)
}
