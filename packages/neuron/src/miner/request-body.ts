// Reads a request's raw body within a limit that holds before anything is allocated.

import type { Readable } from 'node:stream'
import type { Incoming } from './http-message.ts'

/** What a body says it will take; `limit` when it does not say. Not a number for nonsense. */
export const announcedBytes = (request: Incoming, limit: number): number =>
  Number(request.headers['content-length'] ?? limit)

/**
 * Undefined when the body is, or says it will be, longer than `limit` bytes. `patience`: milliseconds to its last byte; undefined
 * where somebody else sees to it that it comes to an end.
 * @throws when it breaks off or takes too long.
 */
export async function readBody(
  request: Incoming,
  limit: number,
  patience: number | undefined,
): Promise<Uint8Array | undefined> {
  if (!(announcedBytes(request, limit) <= limit)) return undefined
  const parts: Uint8Array[] = []
  let size = 0
  const stream: Readable = request
  // Listeners of our own: an iterator over a body costs more than all else that is done to it.
  return new Promise((resolve, reject) => {
    const timer =
      patience === undefined
        ? undefined
        : setTimeout(() => stream.destroy(new Error('the body takes too long')), patience)
    const leave = (): void => {
      clearTimeout(timer)
      stream.off('data', take).off('end', whole).off('error', broken).off('close', gone)
    }
    const take = (chunk: Uint8Array): void => {
      size += chunk.length
      parts.push(chunk)
      if (size <= limit) return
      leave()
      // What follows is not read; the socket lives on for the refusal to be heard.
      stream.pause()
      resolve(undefined)
    }
    const whole = (): void => {
      leave()
      const [only] = parts
      resolve(parts.length === 1 ? only : Buffer.concat(parts))
    }
    const broken = (thrown: unknown): void => {
      leave()
      reject(thrown)
    }
    const gone = (): void => broken(new Error('the body broke off'))
    stream.on('data', take).on('end', whole).on('error', broken).on('close', gone)
  })
}
