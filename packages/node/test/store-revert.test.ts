// Going back to an earlier block: the store is as it was then, on disk too, and goes on from there.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { hash32, ready, type StorageKey, storageKey } from '@taonet/wire'
import fc from 'fast-check'
import { type BlockRecord, openStore, type Store } from '../src/store/index.ts'
import { numbered } from './store-blocks.ts'

before(ready)

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const EVERYTHING = storageKey('')

const key = fc
  .array(fc.constantFrom('00', '01', 'ff'), { maxLength: 3 })
  .map(parts => storageKey(parts.join('')))
const change = fc.tuple(key, fc.option(fc.uint8Array({ maxLength: 40 }), { nil: undefined, freq: 3 }))
const deed = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('commit' as const),
      changes: fc.uniqueArray(change, { selector: ([k]) => k, maxLength: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('revert' as const),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
)

const COMMIT = { do: 'commit', changes: [[storageKey('01'), numbered(1)]] } as const
const REVERT = { do: 'revert', share: 0.5 } as const

interface Kept {
  readonly block: BlockRecord
  readonly state: ReadonlyMap<StorageKey, Uint8Array>
}

function check(store: Store, kept: readonly Kept[]): void {
  const last = kept.at(-1)
  assert.deepEqual(store.head, last && { number: last.block.number, hash: last.block.hash })
  for (const { block, state } of kept) {
    assert.equal(store.hashOf(block.number), block.hash)
    assert.equal(store.numberOf(block.hash), block.number)
    assert.deepEqual(store.header(block.number), block.header)
    const view = store.at(block.number)
    assert.ok(view)
    assert.deepEqual([...view.keys(EVERYTHING)], [...state.keys()].sort())
    for (const [k, value] of state) assert.deepEqual(view.get(k), value)
  }
  assert.equal(store.hashOf(kept.length), undefined)
  assert.equal(store.at(kept.length), undefined)
}

for (const onDisk of [false, true])
  test(`any number of times, with commits between, ${onDisk ? 'on disk, opened again now and then' : 'in memory'}`, () => {
    fc.assert(
      fc.property(fc.array(deed, { minLength: 10, maxLength: 50 }), deeds => {
        const dir = onDisk ? mkdtempSync(join(tmpdir(), 'taonet-revert-')) : undefined
        let store = openStore({ dir })
        const kept: Kept[] = []
        const gone: BlockRecord[] = []
        let made = 0
        for (const one of [...deeds, COMMIT, REVERT, COMMIT]) {
          if (one.do === 'commit') {
            // The same number twice has other contents, as on a chain.
            const number = kept.length
            made++
            const block = {
              number,
              hash: hash32(numbered(made)),
              header: numbered(made, 1),
              body: [numbered(made, 2)],
              changes: new Map(one.changes),
            }
            const state = new Map(kept.at(-1)?.state)
            for (const [k, value] of one.changes)
              if (value === undefined) state.delete(k)
              else state.set(k, value)
            store.commit(block)
            kept.push({ block, state })
          } else if (one.do === 'reopen') {
            if (dir === undefined) continue
            store.close()
            store = openStore({ dir })
          } else if (kept.length > 0) {
            const to = Math.min(kept.length - 1, Math.floor(one.share * kept.length))
            store.revertTo(to)
            gone.push(...kept.splice(to + 1).map(({ block }) => block))
          }
        }
        check(store, kept)
        for (const { hash } of gone) assert.equal(store.numberOf(hash), undefined)
        if (dir !== undefined) {
          store.close()
          store = openStore({ dir })
          check(store, kept)
        }
        store.close()
        if (dir !== undefined) rmSync(dir, { recursive: true })
      }),
      // On disk every commit waits for the disk.
      { numRuns: (onDisk ? 6 : 40) * EFFORT },
    )
  })

test('what was discarded, and what never was, cannot be gone back to', () => {
  const dir = mkdtempSync(join(tmpdir(), 'taonet-revert-'))
  for (const store of [openStore({ keep: 4 }), openStore({ dir, keep: 4 })]) {
    for (let number = 0; number < 40; number++)
      store.commit({
        number,
        hash: hash32(numbered(number)),
        header: numbered(number, 1),
        body: [],
        changes: new Map([[storageKey('01'), numbered(number, 2)]]),
      })
    for (const number of [-1, 0, 35, 40, 1.5]) assert.throws(() => store.revertTo(number), RangeError)
    assert.equal(store.head?.number, 39)
    store.revertTo(36)
    assert.deepEqual(store.at(36)?.get(storageKey('01')), numbered(36, 2))
    assert.equal(store.at(35), undefined, 'what was discarded does not come back')
    store.close()
  }
  rmSync(dir, { recursive: true })
})
