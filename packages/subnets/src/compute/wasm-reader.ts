// Reads WebAssembly's binary format: bytes, LEB128 numbers and parts of a known length, never beyond the end.

/** The bytes are no module: where they end, or which rule they break. */
export class MalformedModule extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MalformedModule'
  }
}

const LEB_BYTES = 5

export class WasmReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get ended(): boolean {
    return this.#at >= this.#bytes.length
  }

  byte(): number {
    const value = this.#bytes[this.#at]
    if (value === undefined) throw new MalformedModule('the module ends too early')
    this.#at++
    return value
  }

  /** An unsigned 32-bit LEB128 number (WebAssembly core §5.2.2). */
  u32(): number {
    let value = 0
    for (let i = 0; i < LEB_BYTES; i++) {
      const byte = this.byte()
      // The fifth byte has room for four bits.
      if (i === LEB_BYTES - 1 && byte > 0x0f) break
      value += (byte & 0x7f) * 2 ** (7 * i)
      if (byte < 0x80) return value
    }
    throw new MalformedModule('a number has more than 32 bits')
  }

  /** A count that must not exceed `most`. */
  count(most: number, what: string): number {
    const value = this.u32()
    if (value > most) throw new MalformedModule(`${value} ${what}, at most ${most}`)
    return value
  }

  take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw new MalformedModule('a part is longer than the module')
    const start = this.#at
    this.#at += length
    return this.#bytes.subarray(start, this.#at)
  }

  name(): string {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(this.take(this.u32()))
    } catch (error) {
      throw error instanceof MalformedModule ? error : new MalformedModule('a name is not UTF-8')
    }
  }
}
