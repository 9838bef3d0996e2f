// Reads a request's raw body within a limit that holds before anything is allocated.

import type { IncomingMessage } from 'node:http'

/** Undefined when the body is, or says it will be, longer than `limit` bytes. @throws when the caller breaks off. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  const announced = Number(request.headers['content-length'] ?? 0)
  if (!(announced <= limit)) return undefined
  const parts: Uint8Array[] = []
  let size = 0
  // The socket must live on for the refusal to be heard.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > limit) return undefined
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}
