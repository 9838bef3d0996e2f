// How ABCI messages follow each other on a socket: each behind its length, an unsigned varint.
import { NetError } from '@taonet/wire'

/** Well above a full block; what claims to be longer is no engine of ours. */
const LONGEST = 64 * 1024 * 1024
const LONGEST_VARINT = 5

export function frame(message: Uint8Array): Uint8Array {
  const prefix: number[] = []
  let left = message.length
  while (left >= 0x80) {
    prefix.push((left & 0x7f) | 0x80)
    left >>>= 7
  }
  prefix.push(left)
  return Buffer.concat([Uint8Array.from(prefix), message])
}

/** Takes bytes as they come and hands out the messages that are complete. */
export class Unframer {
  #parts: Uint8Array[] = []
  #held = 0
  /** Bytes that the next message needs before it is worth looking again. */
  #wanted = 1

  /** @throws NetError `abci-frame` for a length that cannot be. */
  push(chunk: Uint8Array): Uint8Array[] {
    this.#parts.push(chunk)
    this.#held += chunk.length
    if (this.#held < this.#wanted) return []
    const bytes = Buffer.concat(this.#parts)
    const messages: Uint8Array[] = []
    let at = 0
    this.#wanted = 1
    while (at < bytes.length) {
      const { start, length } = lengthAt(bytes, at)
      this.#wanted = start === undefined ? bytes.length - at + 1 : start - at + length
      if (start === undefined || start + length > bytes.length) break
      messages.push(bytes.subarray(start, start + length))
      at = start + length
      this.#wanted = 1
    }
    this.#parts = at === bytes.length ? [] : [bytes.subarray(at)]
    this.#held = bytes.length - at
    return messages
  }
}

/** `start` is undefined while the length itself is incomplete. */
function lengthAt(bytes: Uint8Array, at: number): { start: number | undefined; length: number } {
  let length = 0
  for (let i = 0; i < LONGEST_VARINT; i++) {
    const byte = bytes[at + i]
    if (byte === undefined) return { start: undefined, length: 0 }
    length += (byte & 0x7f) * 2 ** (7 * i)
    if (byte & 0x80) continue
    if (length <= LONGEST) return { start: at + i + 1, length }
    break
  }
  throw new NetError(
    'abci-frame',
    'a message on the engine socket has no possible length',
    'only a CometBFT of the 0.38 line may connect there',
  )
}
