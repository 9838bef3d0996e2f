// Reading a request's body up to a limit.
import type { IncomingMessage } from 'node:http'

/** A body that is too large is still taken off the wire up to here, unkept: a client reads no reply while it sends. */
const DRAINED = 256 * 1024 * 1024

/** Undefined when the body is larger. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  let chunks: Buffer[] | undefined = []
  let size = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > DRAINED) return undefined
    if (size > most) chunks = undefined
    chunks?.push(chunk)
  }
  return chunks && Buffer.concat(chunks)
}
