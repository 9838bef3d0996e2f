// Reading and writing SCALE bytes. The reader never trusts a length: it is compared with what is left before anything
// is allocated, and every failure is a DecodeError with the offset.

export class DecodeError extends Error {
  readonly offset: number
  constructor(what: string, offset: number) {
    super(`${what} at byte ${offset}`)
    this.name = 'DecodeError'
    this.offset = offset
  }
}

const MASK32 = 0xffffffffn
const MASK64 = 0xffffffffffffffffn

export class Writer {
  #bytes = new Uint8Array(128)
  #view = new DataView(this.#bytes.buffer)
  #length = 0

  #room(count: number): number {
    const at = this.#length
    const needed = at + count
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2))
      grown.set(this.#bytes.subarray(0, at))
      this.#bytes = grown
      this.#view = new DataView(grown.buffer)
    }
    this.#length = needed
    return at
  }

  // Room is made before the array and its view are looked at: making it may replace both.
  u8(value: number): void {
    const at = this.#room(1)
    this.#view.setUint8(at, value)
  }
  u16(value: number): void {
    const at = this.#room(2)
    this.#view.setUint16(at, value, true)
  }
  u32(value: number): void {
    const at = this.#room(4)
    this.#view.setUint32(at, value, true)
  }
  u64(value: bigint): void {
    const at = this.#room(8)
    this.#view.setBigUint64(at, value, true)
  }
  u128(value: bigint): void {
    const at = this.#room(16)
    this.#view.setBigUint64(at, value & MASK64, true)
    this.#view.setBigUint64(at + 8, (value >> 64n) & MASK64, true)
  }
  u256(value: bigint): void {
    this.u128(value & ((1n << 128n) - 1n))
    this.u128(value >> 128n)
  }
  raw(bytes: Uint8Array): void {
    const at = this.#room(bytes.length)
    this.#bytes.set(bytes, at)
  }

  /** SCALE compact integer: 1, 2 or 4 bytes, else a length byte and the little-endian value. */
  compact(value: number | bigint): void {
    if (value < 0x40) this.u8(Number(value) << 2)
    else if (value < 0x4000) this.u16((Number(value) << 2) | 1)
    else if (value < 0x40000000) this.u32(Number(value) * 4 + 2)
    else {
      let rest = BigInt(value)
      const count = Math.max(4, Math.ceil(rest.toString(16).length / 2))
      this.u8(((count - 4) << 2) | 3)
      for (let i = 0; i < count; i++) {
        this.u8(Number(rest & 0xffn))
        rest >>= 8n
      }
    }
  }

  /** The bytes so far. The writer may go on; the result is a copy. */
  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  /** Forgets what was written. */
  clear(): void {
    this.#length = 0
  }
}

export class Reader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #items: number
  #at = 0

  /** `mostItems` bounds the lengths of all lists together: two bytes of a hostile sender can become an object of ours. */
  constructor(bytes: Uint8Array, mostItems = Number.POSITIVE_INFINITY) {
    this.#bytes = bytes
    this.#items = mostItems
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get offset(): number {
    return this.#at
  }
  get left(): number {
    return this.#bytes.length - this.#at
  }

  #take(count: number): number {
    const at = this.#at
    if (at + count > this.#bytes.length) throw new DecodeError(`${count} bytes wanted, ${this.left} left`, at)
    this.#at = at + count
    return at
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1))
  }
  u16(): number {
    return this.#view.getUint16(this.#take(2), true)
  }
  u32(): number {
    return this.#view.getUint32(this.#take(4), true)
  }
  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8), true)
  }
  u128(): bigint {
    const at = this.#take(16)
    return this.#view.getBigUint64(at, true) | (this.#view.getBigUint64(at + 8, true) << 64n)
  }
  u256(): bigint {
    const low = this.u128()
    return low | (this.u128() << 128n)
  }
  raw(count: number): Uint8Array {
    const at = this.#take(count)
    return this.#bytes.slice(at, at + count)
  }

  compact(): bigint {
    const at = this.#at
    const first = this.u8()
    switch (first & 3) {
      case 0:
        return BigInt(first >> 2)
      case 1:
        return this.#minimal(BigInt((first | (this.u8() << 8)) >>> 2), 0x40n, at)
      case 2: {
        const rest = this.u8() | (this.u8() << 8) | (this.u8() << 16)
        return this.#minimal((BigInt(first) | (BigInt(rest) << 8n)) >> 2n, 0x4000n, at)
      }
      default: {
        const count = (first >> 2) + 4
        const bytes = this.raw(count)
        if (bytes[count - 1] === 0) throw new DecodeError('compact integer with a leading zero', at)
        let value = 0n
        for (let i = count - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] ?? 0)
        return this.#minimal(value, 0x40000000n, at)
      }
    }
  }

  // One number has one encoding, or two different extrinsics would mean the same.
  #minimal(value: bigint, atLeast: bigint, at: number): bigint {
    if (value < atLeast) throw new DecodeError('compact integer not in its shortest form', at)
    return value
  }

  /** A compact length, checked against what is left: each element takes at least `each` bytes. */
  length(each = 1): number {
    const at = this.#at
    const value = this.compact()
    if (value > MASK32 || value * BigInt(each) > BigInt(this.left)) {
      throw new DecodeError(`length ${value} exceeds the ${this.left} bytes left`, at)
    }
    return Number(value)
  }

  /** The length of a list whose items become values, one by one; text and plain bytes have a `length`. */
  items(each: number): number {
    const at = this.#at
    const count = this.length(each)
    this.#items -= count
    if (this.#items < 0) throw new DecodeError('too many items in all lists together', at)
    return count
  }

  end(): void {
    if (this.left !== 0) throw new DecodeError(`${this.left} bytes too many`, this.#at)
  }
}
