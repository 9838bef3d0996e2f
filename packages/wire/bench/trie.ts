// The trie at the size of a busy chain: 200,000 keys of 80 bytes, values of 40 bytes, 5,000 changes at a time.

import { blake2b256, bytesToDigits, ready, type StorageKey, storageKey } from '../src/index.ts'
import { Trie } from '../src/trie.ts'

const KEYS = 200_000
const CHANGED = 5_000

await ready()
const bytesOf = (text: string) => new TextEncoder().encode(text)
const prefix = bytesToDigits(blake2b256(bytesOf('item')))
const keyAt = (n: number): StorageKey => {
  const account = blake2b256(bytesOf(`account ${n}`))
  return storageKey(prefix + bytesToDigits(account.subarray(0, 16)) + bytesToDigits(account))
}
const valueAt = (n: number, round: number) => new Uint8Array(40).fill(n ^ round)

const keys = Array.from({ length: KEYS }, (_, n) => keyAt(n))
const rows: { what: string; milliseconds: number }[] = []
function timed<T>(what: string, run: () => T): T {
  const start = performance.now()
  const result = run()
  rows.push({ what, milliseconds: Number((performance.now() - start).toFixed(2)) })
  return result
}

globalThis.gc?.()
const before = process.memoryUsage().heapUsed
let trie = timed('build', () => Trie.empty.apply(keys.map((key, n) => [key, valueAt(n, 0)] as const)))
timed('first root', () => trie.root())
globalThis.gc?.()
const megabytes = (process.memoryUsage().heapUsed - before) / 1e6

for (let round = 1; round <= 6; round++) {
  const changes = Array.from({ length: CHANGED }, (_, i) => {
    const n = (i * 7919 + round * 104729) % KEYS
    return [keys[n]!, valueAt(n, round)] as const
  })
  const next = timed(`apply ${CHANGED}`, () => trie.apply(changes))
  timed(`root after ${CHANGED}`, () => next.root())
  trie = next
}
timed(`get × ${KEYS}`, () => keys.reduce((sum, key) => sum + trie.get(key)!.length, 0))
timed(`keys × ${KEYS}`, () => [...trie.keys(storageKey(prefix))].length)
timed('prove 1', () => trie.prove([keys[0]!]).length)
console.table(rows)
console.log(`heap of ${KEYS} keys, the keys themselves not counted: ${megabytes.toFixed(0)} MB`)
