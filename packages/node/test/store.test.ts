// What a store must say about every block, against naive copies of the state at each of them.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { hash32, ready, type StorageKey, storageKey } from '@taonet/wire'
import fc from 'fast-check'
import { validateProofs } from '../../../peers/node_modules/@polkadot-api/substrate-bindings/dist/index.js'
import { type BlockRecord, openStore, type Store } from '../src/store/index.ts'
import { blockAt, numbered, statesUpTo } from './store-blocks.ts'

before(ready)

const cases = 40 * Number(process.env.TAONET_EFFORT ?? 1)

function withDirectory(run: (dir: string) => void): void {
  const dir = mkdtempSync(join(tmpdir(), 'taonet-store-'))
  try {
    run(dir)
  } finally {
    rmSync(dir, { recursive: true })
  }
}

// Few keys, some of which begin others, with the bytes that the database's own key format treats specially.
const key = fc
  .array(fc.constantFrom('00', '01', 'ff', 'fe', 'a0'), { maxLength: 4 })
  .map(parts => storageKey(parts.join('')))
const change = fc.tuple(key, fc.option(fc.uint8Array({ maxLength: 40 }), { nil: undefined, freq: 2 }))
const batch = fc.uniqueArray(change, { selector: ([k]) => k, maxLength: 8 })
type Batch = readonly (readonly [StorageKey, Uint8Array | undefined])[]

const blockOf = (number: number, changes: Batch): BlockRecord => ({
  number,
  hash: hash32(numbered(number)),
  header: numbered(number, 1),
  body: changes.map(([k]) => numbered(number, k.length)),
  changes: new Map(changes),
})

type State = Map<StorageKey, Uint8Array>

function checkState(store: Store, number: number, state: State, keys: readonly StorageKey[]): void {
  const view = store.at(number)
  assert.ok(view, `state of block ${number}`)
  for (const k of keys) assert.deepEqual(view.get(k), state.get(k))
  const sorted = [...state.keys()].sort()
  for (const prefix of ['', ...keys.slice(0, 3)] as StorageKey[]) {
    for (const after of [undefined, ...keys.slice(0, 4)]) {
      const expected = sorted.filter(k => k.startsWith(prefix) && (after === undefined || k > after))
      assert.deepEqual([...view.keys(prefix, after)], expected, `under ${prefix} after ${after}`)
    }
  }
}

function checkBlock(store: Store, block: BlockRecord): void {
  assert.equal(store.hashOf(block.number), block.hash)
  assert.equal(store.numberOf(block.hash), block.number)
  assert.deepEqual(store.header(block.number), block.header)
  assert.deepEqual(store.body(block.number), block.body)
}

for (const [where, onDisk] of [
  ['in memory', false],
  ['on disk, opened again now and then', true],
] as const) {
  test(`every block and state can be read back: ${where}`, () => {
    fc.assert(
      fc.property(
        fc.array(batch, { minLength: 1, maxLength: 30 }),
        fc.array(key, { maxLength: 5 }),
        fc.array(fc.nat(30), { maxLength: 3 }),
        (batches, more, reopenings) =>
          withDirectory(dir => {
            let store = openStore(onDisk ? { dir } : {})
            const blocks = batches.map((changes, number) => blockOf(number, changes))
            const states: State[] = []
            const keys = [...new Set([...batches.flat().map(([k]) => k), ...more])]
            for (const block of blocks) {
              const state: State = new Map(states.at(-1))
              for (const [k, v] of block.changes) {
                if (v === undefined) state.delete(k)
                else state.set(k, v)
              }
              states.push(state)
              store.commit(block)
              assert.deepEqual(store.head, { number: block.number, hash: block.hash })
              if (onDisk && reopenings.includes(block.number)) {
                store.close()
                store = openStore({ dir })
              }
            }
            for (const [number, state] of states.entries()) {
              checkState(store, number, state, keys)
              checkBlock(store, blocks[number]!)
            }
            store.close()
          }),
      ),
      { numRuns: cases },
    )
  })
}

test('numbers and hashes that are no blocks', () => {
  withDirectory(dir => {
    for (const store of [openStore(), openStore({ dir })]) {
      assert.equal(store.head, undefined)
      assert.equal(store.at(0), undefined)
      for (let number = 0; number < 20; number++) store.commit(blockAt(number))
      for (const number of [-1, 20, 1.5, Number.NaN, 2 ** 32, 2 ** 32 + 3]) {
        assert.equal(store.at(number), undefined)
        assert.equal(store.hashOf(number), undefined)
        assert.equal(store.header(number), undefined)
        assert.equal(store.body(number), undefined)
        assert.equal(store.prove(number, []), undefined)
      }
      assert.equal(store.numberOf(hash32(numbered(20))), undefined)
      store.close()
    }
  })
})

test('a block on disk is remembered in bytes of its own: what else knows of the given ones may forget them', () => {
  withDirectory(dir => {
    const store = openStore({ dir })
    const block = blockAt(0)
    store.commit(block)
    assert.deepEqual(store.body(0), block.body)
    for (const [index, bytes] of block.body.entries()) assert.notEqual(store.body(0)?.[index], bytes)
    store.close()
  })
})

test('only the next block is taken, and a refused one leaves no trace', () => {
  withDirectory(dir => {
    for (const store of [openStore(), openStore({ dir })]) {
      assert.throws(() => store.commit(blockAt(1)), RangeError)
      store.commit(blockAt(0))
      assert.throws(() => store.commit(blockAt(0)), RangeError)
      assert.throws(() => store.commit(blockAt(2)), RangeError)
      const tooLong = storageKey('00'.repeat(901))
      assert.throws(() => store.commit(blockOf(1, [[tooLong, numbered(1)]])), RangeError)
      assert.equal(store.head?.number, 0)
      const longest: Batch = [
        [storageKey('00'.repeat(900)), numbered(1)],
        [storageKey('ff'.repeat(900)), numbered(2)],
      ]
      store.commit(blockOf(1, longest))
      for (let number = 2; number < 20; number++) store.commit(blockAt(number))
      store.close()
    }
    const store = openStore({ dir })
    assert.deepEqual(store.at(1)?.get(storageKey('00'.repeat(900))), numbered(1))
    assert.equal(store.at(0)?.get(storageKey('00'.repeat(900))), undefined)
    store.close()
  })
})

test('a root can be asked for before the block, for any number of proposals', () => {
  withDirectory(dir => {
    const states = statesUpTo(2)
    for (const store of [openStore(), openStore({ dir })]) {
      const blocks = [blockAt(0), blockAt(1), blockAt(2)]
      assert.equal(store.rootAfter(blocks[0]!.changes), states[0]!.root())
      store.commit(blocks[0]!)
      assert.notEqual(store.rootAfter(blocks[2]!.changes), states[2]!.root())
      assert.equal(store.rootAfter(blocks[1]!.changes), states[1]!.root())
      assert.equal(store.rootAfter(new Map()), states[0]!.root())
      store.commit(blocks[1]!)
      assert.equal(store.rootAfter(blocks[2]!.changes), states[2]!.root())
      store.close()
    }
  })
})

test('a long chain: old states, the ones between and the head, with proofs, before and after opening again', () => {
  withDirectory(dir => {
    const last = 700
    const states = statesUpTo(last)
    let store = openStore({ dir })
    for (let number = 0; number <= last; number++) store.commit(blockAt(number))
    // The log is only what the database does not have yet, so opening does not grow with the chain.
    assert.ok(statSync(join(dir, 'blocks.log')).size < 300_000)
    const keys = [
      ...new Set(Array.from({ length: last + 1 }, (_, n) => [...blockAt(n).changes.keys()]).flat()),
    ]
    for (const round of ['written', 'opened']) {
      if (round === 'opened') {
        store.close()
        store = openStore({ dir })
      }
      for (const number of [0, 1, 7, 8, 9, 50, 300, 440, 450, 460, 690, 699, last]) {
        const state = states[number]!
        checkBlock(store, blockAt(number))
        checkState(store, number, new Map([...state.keys(storageKey(''))].map(k => [k, state.get(k)!])), keys)
        const proof = store.prove(number, keys.slice(0, 5))
        assert.equal(validateProofs([...proof!])?.rootHash, state.root())
      }
    }
    store.close()
  })
})

test('a view of an old state holds while the chain goes on', () => {
  withDirectory(dir => {
    let store = openStore({ dir })
    for (let number = 0; number <= 20; number++) store.commit(blockAt(number))
    store.close()
    store = openStore({ dir })
    const view = store.at(5)!
    const keysBefore = [...view.keys(storageKey(''))]
    const valuesBefore = keysBefore.map(k => view.get(k))
    const half = view.keys(storageKey(''))[Symbol.iterator]()
    const seen = keysBefore.slice(0, 4).map(() => half.next().value)
    for (let number = 21; number <= 90; number++) store.commit(blockAt(number))
    assert.deepEqual([...view.keys(storageKey(''))], keysBefore)
    assert.deepEqual(
      keysBefore.map(k => view.get(k)),
      valuesBefore,
    )
    for (let next = half.next(); !next.done; next = half.next()) seen.push(next.value)
    assert.deepEqual(seen, keysBefore)
    store.close()
  })
})

test('pruning: the kept states stay exact, the others are gone, headers and bodies stay', () => {
  withDirectory(dir => {
    const last = 400
    const states = statesUpTo(last)
    const check = (store: Store, keep: number) => {
      for (let number = 0; number <= last; number += 9) checkBlock(store, blockAt(number))
      for (let number = last - keep + 1; number <= last; number += Math.ceil(keep / 7)) {
        const state = states[number]!
        const entries = [...state.keys(storageKey(''))].map(k => [k, state.get(k)!] as const)
        checkState(store, number, new Map(entries), [...state.keys(storageKey(''))])
      }
      assert.equal(store.at(last - keep), undefined)
      assert.equal(store.prove(last - keep, []), undefined)
      assert.equal(store.at(0), undefined)
    }
    const memory = openStore({ keep: 30 })
    let disk = openStore({ dir, keep: 30 })
    for (let number = 0; number <= last; number++) {
      memory.commit(blockAt(number))
      disk.commit(blockAt(number))
    }
    check(memory, 30)
    check(disk, 30)
    disk.close()
    disk = openStore({ dir, keep: 30 })
    check(disk, 30)
    disk.close()
    disk = openStore({ dir, keep: 3 })
    check(disk, 3)
    disk.close()
    memory.close()
  })
})

test('what was discarded does not come back when more is to be kept, and its room is used again', () => {
  withDirectory(dir => {
    let store = openStore({ dir, keep: 10 })
    for (let number = 0; number <= 300; number++) store.commit(blockAt(number))
    const sizeAt300 = statSync(join(dir, 'state.mdb')).size
    for (let number = 301; number <= 600; number++) store.commit(blockAt(number))
    // Twice the chain and the same history: only headers, bodies and hashes were added.
    assert.ok(statSync(join(dir, 'state.mdb')).size < 2 * sizeAt300)
    store.close()
    store = openStore({ dir, keep: 'archive' })
    assert.equal(store.at(500), undefined)
    assert.ok(store.at(595))
    store.close()
  })
})

test('a reader whose state is discarded under it is told so', () => {
  withDirectory(dir => {
    let store = openStore({ dir, keep: 'archive' })
    for (let number = 0; number <= 20; number++) store.commit(blockAt(number))
    store.close()
    store = openStore({ dir, keep: 10 })
    const view = store.at(12)!
    const [first] = view.keys(storageKey(''))
    for (let number = 21; number <= 60; number++) store.commit(blockAt(number))
    assert.throws(() => view.get(first!), { name: 'StoreError', code: 'discarded' })
    assert.throws(() => [...view.keys(storageKey(''))], { code: 'discarded' })
    store.close()
  })
})
