// Takes the place of the WebAssembly hashes in the page's bundle (build.ts): the same answers from the pure functions. The
// page's policy forbids WebAssembly, and reading storage hashes a few keys a second.
import { pureHashes } from '@taonet/wire'

type Digest = (bytes: Uint8Array) => Uint8Array

interface Hasher {
  init(): Hasher
  update(bytes: Uint8Array): Hasher
  digest(): Uint8Array
}

function hasher(digest: Digest): Hasher {
  let given: Uint8Array = new Uint8Array()
  const one: Hasher = {
    init: () => one,
    update(bytes) {
      given = bytes
      return one
    },
    digest: () => digest(given),
  }
  return one
}

const blake2b: Readonly<Record<number, Digest>> = {
  128: bytes => pureHashes.blake2b128(bytes),
  256: bytes => pureHashes.blake2b256(bytes),
  512: bytes => pureHashes.blake2b512(bytes),
}

export async function createBLAKE2b(bits: number): Promise<Hasher> {
  const digest = blake2b[bits]
  if (!digest) throw new RangeError(`no BLAKE2b of ${bits} bits is used here`)
  return hasher(digest)
}
export const createKeccak = async (): Promise<Hasher> => hasher(pureHashes.keccak256)
export const createSHA256 = async (): Promise<Hasher> => hasher(pureHashes.sha256)
export const createSHA3 = async (): Promise<Hasher> => hasher(pureHashes.sha3_256)

/** The one export of xxhash-wasm that `wire` uses. */
export default async (): Promise<{ h64Raw(bytes: Uint8Array, seed: bigint): bigint }> => ({
  h64Raw: (bytes, seed) => pureHashes.xxh64(bytes, seed),
})
