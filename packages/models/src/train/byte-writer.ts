/** Little-endian bytes written one after the other, as GGUF wants them. */

export interface ByteWriter {
  bytes(data: Uint8Array): void
  u32(value: number): void
  u64(value: number): void
  f32(value: number): void
  /** Length as u64, then UTF-8. */
  text(value: string): void
  /** Zeros up to the next multiple of `alignment`. */
  align(alignment: number): void
  finish(): Uint8Array
}

export function byteWriter(): ByteWriter {
  const parts: Uint8Array[] = []
  let length = 0
  const bytes = (data: Uint8Array) => {
    parts.push(data)
    length += data.length
  }
  const number = (size: number, write: (view: DataView) => void) => {
    const data = new Uint8Array(size)
    write(new DataView(data.buffer))
    bytes(data)
  }
  const u64 = (value: number) => number(8, view => view.setBigUint64(0, BigInt(value), true))
  return {
    bytes,
    u32: value => number(4, view => view.setUint32(0, value, true)),
    u64,
    f32: value => number(4, view => view.setFloat32(0, value, true)),
    text(value) {
      const encoded = new TextEncoder().encode(value)
      u64(encoded.length)
      bytes(encoded)
    },
    align: alignment => bytes(new Uint8Array((alignment - (length % alignment)) % alignment)),
    finish: () => Buffer.concat(parts, length),
  }
}
