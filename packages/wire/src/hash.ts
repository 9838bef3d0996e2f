// The hash functions of the protocol: synchronous, WebAssembly once `ready()` has run, pure before that.

import { blake2b } from '@noble/hashes/blake2.js'
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import { keccak_256, sha3_256 as nobleSha3 } from '@noble/hashes/sha3.js'
import { createBLAKE2b, createKeccak, createSHA3, createSHA256, type IHasher } from 'hash-wasm'
import xxhash from 'xxhash-wasm'
import { xxhash64 } from './xxhash64.ts'

type Digest = (bytes: Uint8Array) => Uint8Array
type Xxh64 = (bytes: Uint8Array, seed: bigint) => bigint

interface Engine {
  readonly blake2b128: Digest
  readonly blake2b256: Digest
  readonly blake2b512: Digest
  readonly keccak256: Digest
  readonly sha256: Digest
  readonly sha3_256: Digest
  readonly xxh64: Xxh64
}

/** The pure implementations, always available; the wasm ones return the same bytes (tested). */
export const pureHashes: Engine = {
  blake2b128: bytes => blake2b(bytes, { dkLen: 16 }),
  blake2b256: bytes => blake2b(bytes, { dkLen: 32 }),
  blake2b512: bytes => blake2b(bytes, { dkLen: 64 }),
  keccak256: bytes => keccak_256(bytes),
  sha256: bytes => nobleSha256(bytes),
  sha3_256: bytes => nobleSha3(bytes),
  xxh64: xxhash64,
}

let engine: Engine = pureHashes
let loading: Promise<void> | undefined

// One hasher is reused for every call: creating one instantiates a module. Safe because each call runs
// init, update and digest without giving up control.
const reuse =
  (hasher: IHasher): Digest =>
  bytes =>
    hasher.init().update(bytes).digest('binary')

async function load(): Promise<void> {
  const [b128, b256, b512, keccak, sha2, sha3, xxh] = await Promise.all([
    createBLAKE2b(128),
    createBLAKE2b(256),
    createBLAKE2b(512),
    createKeccak(256),
    createSHA256(),
    createSHA3(256),
    xxhash(),
  ])
  engine = {
    blake2b128: reuse(b128),
    blake2b256: reuse(b256),
    blake2b512: reuse(b512),
    keccak256: reuse(keccak),
    sha256: reuse(sha2),
    sha3_256: reuse(sha3),
    xxh64: xxh.h64Raw,
  }
}

/** Loads the WebAssembly hashes once; afterwards the same functions are about eight times faster. */
export function ready(): Promise<void> {
  loading ??= load()
  return loading
}

/** 8 bytes: names a runtime API; too rare to need WebAssembly. */
export const blake2b64 = (bytes: Uint8Array): Uint8Array => blake2b(bytes, { dkLen: 8 })
export const blake2b128 = (bytes: Uint8Array): Uint8Array => engine.blake2b128(bytes)
export const blake2b256 = (bytes: Uint8Array): Uint8Array => engine.blake2b256(bytes)
export const blake2b512 = (bytes: Uint8Array): Uint8Array => engine.blake2b512(bytes)
export const keccak256 = (bytes: Uint8Array): Uint8Array => engine.keccak256(bytes)
export const sha256 = (bytes: Uint8Array): Uint8Array => engine.sha256(bytes)
export const sha3_256 = (bytes: Uint8Array): Uint8Array => engine.sha3_256(bytes)

/** XXH64 under seed 0, little-endian: 8 bytes. */
export function twox64(bytes: Uint8Array): Uint8Array {
  const digest = new Uint8Array(8)
  new DataView(digest.buffer).setBigUint64(0, engine.xxh64(bytes, 0n), true)
  return digest
}

/** XXH64 under seeds 0 and 1, each little-endian: 16 bytes. */
export function twox128(bytes: Uint8Array): Uint8Array {
  const digest = new Uint8Array(16)
  const view = new DataView(digest.buffer)
  view.setBigUint64(0, engine.xxh64(bytes, 0n), true)
  view.setBigUint64(8, engine.xxh64(bytes, 1n), true)
  return digest
}
