// What a snapshot's maker says of it: our header, by which the whole is judged, and a hash of each chunk, by which whoever
// sent a wrong one is found out at once.
import { createHash } from 'node:crypto'
import { bytes, DecodeError, decode, encode, fixedBytes, Header, tuple, vec } from '@taonet/wire'

/** The engine's `format` of a snapshot. */
export const FORMAT = 1

export interface Manifest {
  readonly header: Header
  readonly hashes: readonly Uint8Array[]
}

const Layout = tuple(bytes, vec(fixedBytes(32)))

export const sha256 = (content: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash('sha256').update(content).digest())

export const encodeManifest = ({ header, hashes }: Manifest): Uint8Array =>
  encode(Layout, [encode(Header, header), [...hashes]])

/** Undefined for what is none. */
export function decodeManifest(content: Uint8Array): Manifest | undefined {
  try {
    const [header, hashes] = decode(Layout, content)
    return { header: decode(Header, header), hashes }
  } catch (thrown) {
    if (thrown instanceof DecodeError) return undefined
    throw thrown
  }
}

export const isChunk = ({ hashes }: Manifest, index: number, chunk: Uint8Array): boolean => {
  const wanted = hashes[index]
  return wanted !== undefined && Buffer.compare(wanted, sha256(chunk)) === 0
}
