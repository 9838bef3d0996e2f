// The store on a disk: commits of 100 changes over 20,000 keys, reading far back, and opening again.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Changes } from '@taonet/runtime'
import { blake2b256, bytesToDigits, hash32, ready, type StorageKey, storageKey } from '@taonet/wire'
import { openStore } from '../src/store/index.ts'

const KEYS = 20_000
const BLOCKS = Number(process.argv[2] ?? 3_000)
const CHANGES = 100

await ready()
const numbered = (n: number) => blake2b256(new Uint8Array(new Uint32Array([n]).buffer))
const prefix = bytesToDigits(numbered(0))
const keys = Array.from({ length: KEYS }, (_, n) => storageKey(prefix + bytesToDigits(numbered(n)).repeat(2)))
const changesOf = (block: number): Changes =>
  new Map(
    Array.from({ length: block === 0 ? KEYS : CHANGES }, (_, i): [StorageKey, Uint8Array] => [
      keys[block === 0 ? i : (block * 7919 + i * 104729) % KEYS]!,
      numbered(block + i),
    ]),
  )

const dir = mkdtempSync(join(tmpdir(), 'taonet-bench-'))
const rows: Record<string, string | number>[] = []
const note = (what: string, milliseconds: number) =>
  rows.push({ what, milliseconds: Number(milliseconds.toFixed(3)) })
try {
  let store = openStore({ dir })
  const times: number[] = []
  for (let number = 0; number < BLOCKS; number++) {
    const changes = changesOf(number)
    const start = performance.now()
    store.rootAfter(changes)
    store.commit({ number, hash: hash32(numbered(number)), header: new Uint8Array(200), body: [], changes })
    times.push(performance.now() - start)
  }
  const [genesis] = times
  times.shift()
  times.sort((a, b) => a - b)
  note('genesis of 20,000 keys', genesis!)
  for (const part of [0.5, 0.9, 0.99, 1]) {
    note(
      `root and commit, ${100 * part} %`,
      times[Math.min(times.length - 1, Math.floor(part * times.length))]!,
    )
  }
  for (const back of [1, 1000, BLOCKS - 2]) {
    const view = store.at(BLOCKS - 1 - back)!
    let start = performance.now()
    for (let i = 0; i < 1000; i++) view.get(keys[i]!)
    note(`1,000 reads at head − ${back}`, performance.now() - start)
    start = performance.now()
    let seen = 0
    for (const _ of view.keys(storageKey(prefix))) if (++seen === 1000) break
    note(`1,000 keys in order at head − ${back}`, performance.now() - start)
  }
  store.close()
  const start = performance.now()
  store = openStore({ dir })
  note('open', performance.now() - start)
  globalThis.gc?.()
  store.close()
} finally {
  rmSync(dir, { recursive: true })
}
console.table(rows)
globalThis.gc?.()
const { rss, heapUsed } = process.memoryUsage()
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
console.log(`${BLOCKS} blocks of ${CHANGES} changes; heap ${megabytes(heapUsed)}, resident ${megabytes(rss)}`)
