// XXH64 in pure bigint, after the published algorithm: the fallback and test oracle of the wasm one.

const MASK = 0xffff_ffff_ffff_ffffn
const PRIME1 = 0x9e3779b185ebca87n
const PRIME2 = 0xc2b2ae3d27d4eb4fn
const PRIME3 = 0x165667b19e3779f9n
const PRIME4 = 0x85ebca77c2b2ae63n
const PRIME5 = 0x27d4eb2f165667c5n

const rotate = (value: bigint, bits: bigint): bigint => ((value << bits) | (value >> (64n - bits))) & MASK

const round = (lane: bigint, input: bigint): bigint =>
  (rotate((lane + input * PRIME2) & MASK, 31n) * PRIME1) & MASK

/** XXH64 of `bytes` under `seed` (both any u64), as a u64. */
export function xxhash64(bytes: Uint8Array, seed: bigint): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = bytes.length
  let offset = 0
  let hash: bigint

  if (length >= 32) {
    const lanes = [seed + PRIME1 + PRIME2, seed + PRIME2, seed, seed - PRIME1].map(lane => lane & MASK)
    for (; offset + 32 <= length; offset += 32) {
      for (let i = 0; i < 4; i++) lanes[i] = round(lanes[i]!, view.getBigUint64(offset + 8 * i, true))
    }
    hash = lanes.reduce((sum, lane, i) => sum + rotate(lane, [1n, 7n, 12n, 18n][i]!), 0n) & MASK
    for (const lane of lanes) hash = ((hash ^ round(0n, lane)) * PRIME1 + PRIME4) & MASK
  } else {
    hash = (seed + PRIME5) & MASK
  }

  hash = (hash + BigInt(length)) & MASK
  for (; offset + 8 <= length; offset += 8) {
    hash = (rotate(hash ^ round(0n, view.getBigUint64(offset, true)), 27n) * PRIME1 + PRIME4) & MASK
  }
  if (offset + 4 <= length) {
    hash = rotate(hash ^ ((BigInt(view.getUint32(offset, true)) * PRIME1) & MASK), 23n)
    hash = (hash * PRIME2 + PRIME3) & MASK
    offset += 4
  }
  for (; offset < length; offset++) {
    hash = (rotate(hash ^ ((BigInt(bytes[offset]!) * PRIME5) & MASK), 11n) * PRIME1) & MASK
  }

  hash = ((hash ^ (hash >> 33n)) * PRIME2) & MASK
  hash = ((hash ^ (hash >> 29n)) * PRIME3) & MASK
  return hash ^ (hash >> 32n)
}
