// Reads a request's raw body within a limit that holds before anything is allocated.

import type { Readable } from 'node:stream'
import type { Incoming } from './http-message.ts'

/** Milliseconds from the head to the last byte of a body. */
const PATIENCE = 30_000

/** What a body says it will take; `limit` when it does not say. Not a number for nonsense. */
export const announcedBytes = (request: Incoming, limit: number): number =>
  Number(request.headers['content-length'] ?? limit)

/** Undefined when the body is, or says it will be, longer than `limit` bytes. @throws when it breaks off or takes too long. */
export async function readBody(request: Incoming, limit: number): Promise<Uint8Array | undefined> {
  if (!(announcedBytes(request, limit) <= limit)) return undefined
  const parts: Uint8Array[] = []
  let size = 0
  const stream: Readable = request
  const timer = setTimeout(() => stream.destroy(new Error('the body takes too long')), PATIENCE)
  try {
    // The socket must live on for the refusal to be heard.
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      size += chunk.length
      if (size > limit) return undefined
      parts.push(chunk)
    }
    return parts.length === 1 ? parts[0] : Buffer.concat(parts)
  } finally {
    clearTimeout(timer)
  }
}
