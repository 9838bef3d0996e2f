// The overlay against a plain model: a list of maps that are copied, filtered and sorted in full.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Overlay } from '../../src/overlay.ts'
import type { StateView, StorageKey } from '../../src/state.ts'

const RUNS = 300 * Number(process.env.TAONET_EFFORT ?? 1)

// Keys as rows have them: few rows of 64 characters, few entries each; and the row's own key.
const rows = ['aa', 'ab', 'b0'].map(two => two.repeat(32))
const key = fc
  .tuple(fc.constantFrom(...rows), fc.constantFrom('', '00', '0001', '01', 'ff', 'ff00'))
  .map(([row, rest]) => `${row}${rest}` as StorageKey)
const prefix = fc.oneof(
  key,
  fc.constantFrom('', 'a', 'aa', 'ab'.repeat(20)).map(one => one as StorageKey),
)
const value: fc.Arbitrary<Uint8Array> = fc.nat(255).map(byte => Uint8Array.of(byte))

const op = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), key, value }),
  fc.record({ kind: fc.constant('remove' as const), key }),
  fc.record({ kind: fc.constantFrom('begin' as const, 'commit' as const, 'rollback' as const) }),
  fc.record({
    kind: fc.constant('keys' as const),
    prefix,
    after: fc.option(key, { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('get' as const), key }),
)

type Entries = ReadonlyMap<StorageKey, Uint8Array>

const listed = (entries: Entries, prefix: StorageKey, after?: StorageKey): StorageKey[] =>
  [...entries.keys()]
    .filter(one => one.startsWith(prefix) && (after === undefined || one > after))
    .sort((a, b) => (a < b ? -1 : 1))

const viewOf = (entries: Entries): StateView => ({
  get: one => entries.get(one),
  keys: (prefix, after) => listed(entries, prefix, after),
})

test('reads, listings and transactions are those of plain maps', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(key, value)), fc.array(op, { maxLength: 60 }), (first, ops) => {
      const base = new Map<StorageKey, Uint8Array>(first)
      const overlay = new Overlay(viewOf(base))
      const layers: Map<StorageKey, Uint8Array>[] = [new Map(base)]
      const top = (): Map<StorageKey, Uint8Array> => layers[layers.length - 1] ?? assert.fail()
      for (const one of ops) {
        switch (one.kind) {
          case 'put':
            overlay.put(one.key, one.value)
            top().set(one.key, one.value)
            break
          case 'remove':
            overlay.remove(one.key)
            top().delete(one.key)
            break
          case 'begin':
            overlay.begin()
            layers.push(new Map(top()))
            break
          case 'commit':
          case 'rollback': {
            if (layers.length === 1) {
              assert.throws(() => overlay[one.kind](), RangeError)
              break
            }
            overlay[one.kind]()
            const done = layers.pop()
            if (one.kind === 'commit' && done) layers[layers.length - 1] = done
            break
          }
          case 'keys':
            assert.deepEqual([...overlay.keys(one.prefix, one.after)], listed(top(), one.prefix, one.after))
            break
          case 'get':
            assert.deepEqual(overlay.get(one.key), top().get(one.key))
        }
      }
      while (layers.length > 1) {
        overlay.commit()
        layers.splice(-2, 1)
      }
      const after = new Map(base)
      for (const [at, now] of overlay.changes()) {
        if (now) after.set(at, now)
        else after.delete(at)
      }
      assert.deepEqual(new Map([...after].sort()), new Map([...top()].sort()))
    }),
    { numRuns: RUNS * 3 },
  )
})

test('who iterates may write: the listing is of the moment it was asked for', () => {
  const overlay = new Overlay(viewOf(new Map()))
  const [row = ''] = rows
  for (const end of ['01', '03']) overlay.put(`${row}${end}` as StorageKey, Uint8Array.of(1))
  const seen: string[] = []
  for (const one of overlay.keys(row as StorageKey)) {
    seen.push(one.slice(64))
    overlay.put(`${row}02` as StorageKey, Uint8Array.of(2))
    overlay.remove(one)
  }
  assert.deepEqual(seen, ['01', '03'])
  assert.deepEqual([...overlay.keys(row as StorageKey)], [`${row}02`])
})
