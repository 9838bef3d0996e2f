// The state trie against published values, a naive second implementation, and polkadot-api's proof reader.

import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import {
  trieNodeDec,
  validateProofs,
} from '../../../peers/node_modules/@polkadot-api/substrate-bindings/dist/index.js'
import { blake2b256, ready } from '../src/hash.ts'
import { bytesToDigits, bytesToHex } from '../src/hex.ts'
import { type StorageKey, storageKey } from '../src/storage-key.ts'
import { orderedTrieRoot, Trie } from '../src/trie.ts'
import { naiveRoot } from './naive-trie.ts'

before(ready)

type Change = readonly [StorageKey, Uint8Array | undefined]
const cases = 300 * Number(process.env.TAONET_EFFORT ?? 1)
const bytes = (...values: number[]) => Uint8Array.from(values)

// Few digits and shared beginnings, so that splits, joins and keys that begin other keys are common; now and then a
// path longer than a header's bits.
const keyText = fc.oneof(
  fc
    .array(fc.constantFrom('00', '01', '10', '11', 'a0', 'af', 'ff'), { maxLength: 4 })
    .map(parts => parts.join('')),
  fc
    .tuple(fc.constantFrom('', '11', 'af'), fc.integer({ min: 0, max: 700 }))
    .map(([a, n]) => a + '3a'.repeat(n)),
  fc.uint8Array({ minLength: 20, maxLength: 20 }).map(bytesToDigits),
)
const key = keyText.map(storageKey)
const value = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.constantFrom(31, 32, 33, 63, 64, 16383, 16384).map(length => new Uint8Array(length).fill(7)),
)
const change: fc.Arbitrary<Change> = fc.tuple(key, fc.option(value, { nil: undefined, freq: 3 }))
const batches = fc.array(fc.uniqueArray(change, { selector: ([k]) => k, maxLength: 12 }), { maxLength: 8 })

function remember(entries: Map<StorageKey, Uint8Array>, batch: readonly Change[]): void {
  for (const [k, v] of batch)
    if (v === undefined) entries.delete(k)
    else entries.set(k, v)
}

test('published roots', () => {
  assert.equal(Trie.empty.root(), '0x03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314')
  assert.equal(orderedTrieRoot([], 0), Trie.empty.root())
  // sp-trie's own tests give these two nodes byte by byte.
  const one = Trie.empty.apply([[storageKey('aa'), bytes(0xbb)]])
  assert.deepEqual(one.prove([]), [bytes(0x42, 0xaa, 0x04, 0xbb)])
  const two = Trie.empty.apply([
    [storageKey('4819'), bytes(0xfe)],
    [storageKey('1314'), bytes(0xff)],
  ])
  const node = bytes(0x80, 0x12, 0, 0x14, 0x43, 3, 0x14, 4, 0xff, 0x14, 0x43, 8, 0x19, 4, 0xfe)
  assert.deepEqual(two.prove([]), [node])
  assert.equal(two.root(), bytesToHex(blake2b256(node)))
})

test('every state on the way is what a fresh build and the naive trie give', () => {
  fc.assert(
    fc.property(batches, all => {
      let trie = Trie.empty
      const entries = new Map<StorageKey, Uint8Array>()
      for (const batch of all) {
        trie = trie.apply(batch)
        remember(entries, batch)
        const root = trie.root()
        assert.equal(root, naiveRoot([...entries], 1))
        assert.equal(root, Trie.empty.apply([...entries].reverse()).root())
        for (const [k, v] of batch) assert.deepEqual(trie.get(k), v)
      }
    }),
    { numRuns: cases },
  )
})

test('an earlier trie stays as it was, whether or not its root was asked for before', () => {
  fc.assert(
    fc.property(batches, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), (all, asked) => {
      const tries = [Trie.empty]
      const states = [new Map<StorageKey, Uint8Array>()]
      for (const [n, batch] of all.entries()) {
        const next = tries.at(-1)!.apply(batch)
        if (asked[n]) next.root()
        tries.push(next)
        const entries = new Map(states.at(-1))
        remember(entries, batch)
        states.push(entries)
      }
      for (const [n, trie] of tries.entries()) {
        const entries = states[n]!
        assert.equal(trie.root(), naiveRoot([...entries], 1))
        assert.deepEqual([...trie.keys(storageKey(''))], [...entries.keys()].sort())
        for (const [k, v] of entries) assert.deepEqual(trie.get(k), v)
      }
    }),
    { numRuns: cases },
  )
})

test('changes that change nothing give the same trie', () => {
  const trie = Trie.empty.apply([
    [storageKey('01'), bytes(1)],
    [storageKey('0102'), bytes(2)],
  ])
  assert.equal(trie.apply([]), trie)
  assert.equal(trie.apply([[storageKey('01'), bytes(1)]]), trie)
  assert.equal(trie.apply([[storageKey('02'), undefined]]), trie)
  assert.equal(Trie.empty.apply([[storageKey('02'), undefined]]), Trie.empty)
})

test('an empty value is a value, and the empty key a key', () => {
  const trie = Trie.empty.apply([[storageKey(''), bytes()]])
  assert.deepEqual(trie.get(storageKey('')), bytes())
  assert.equal(trie.root(), naiveRoot([['', bytes()]], 1))
  assert.notEqual(trie.root(), Trie.empty.root())
})

test('keys: by prefix, ascending, strictly after', () => {
  const bound = fc
    .oneof(
      keyText,
      keyText.map(text => text.slice(0, -1)),
    )
    .map(text => text as StorageKey)
  fc.assert(
    fc.property(
      fc.array(key, { maxLength: 40 }),
      bound,
      fc.option(bound, { nil: undefined }),
      (all, prefix, after) => {
        const trie = Trie.empty.apply(new Map(all.map(k => [k, bytes(1)])))
        const expected = [...new Set(all)]
          .filter(k => k.startsWith(prefix) && (after === undefined || k > after))
          .sort()
        assert.deepEqual([...trie.keys(prefix, after)], expected)
      },
    ),
    { numRuns: 5 * cases },
  )
})

test('reads of anything that is not a key find nothing', () => {
  const trie = Trie.empty.apply([
    [storageKey('a1b2'), bytes(1)],
    [storageKey('a1c3'), bytes(2)],
  ])
  for (const text of ['A1B2', 'a1z2', '0xa1b2', 'a1b', 'a1b200', '☃☃', 'a1\0\0']) {
    assert.equal(trie.get(text as StorageKey), undefined, text)
    if (text !== 'a1b') assert.deepEqual([...trie.keys(text as StorageKey)], [], text)
  }
})

/** What a light client reads at `key`, walking the proof from its root by polkadot-api's decoder alone. */
function lookUp(proof: Uint8Array[], root: string, wanted: string): Uint8Array | undefined {
  const apart = new Map(proof.map(node => [bytesToHex(blake2b256(node)), node]))
  const resolve = (reference: string) =>
    apart.get(reference as `0x${string}`) ?? Buffer.from(reference.slice(2), 'hex')
  let node = trieNodeDec(new Uint8Array(apart.get(root as `0x${string}`)!))
  let rest = wanted
  for (;;) {
    if (node.type === 'Empty' || node.type === 'Reserved') return undefined
    if (!rest.startsWith(node.partialKey)) return undefined
    rest = rest.slice(node.partialKey.length)
    if (rest === '') {
      if (!('value' in node)) return undefined
      if (node.type === 'LeafWithHash' || node.type === 'BranchWithHash')
        return apart.get(node.value as `0x${string}`)!
      const text = Buffer.from(node.value.slice(2), 'hex')
      // A leaf's value comes with its compact length, a branch's without.
      const skip = node.type !== 'Leaf' ? 0 : [1, 2, 4, 5][text[0]! & 3]!
      return new Uint8Array(text.subarray(skip))
    }
    if (!('children' in node)) return undefined
    const child: string | undefined = Object.entries(node.children).find(([digit]) => digit === rest[0])?.[1]
    if (child === undefined) return undefined
    node = trieNodeDec(new Uint8Array(resolve(child)))
    rest = rest.slice(1)
  }
}

test('proofs pass validateProofs and tell presence and absence', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(key, value), { maxLength: 30 }),
      fc.array(key, { maxLength: 6 }),
      (pairs, absent) => {
        const entries = new Map(pairs)
        const trie = Trie.empty.apply(entries)
        const asked = [...[...entries.keys()].slice(0, 4), ...absent]
        const proof = trie.prove(asked)
        const valid = validateProofs(proof)
        assert.equal(valid?.rootHash, trie.root())
        assert.equal(new Set(proof.map(bytesToHex)).size, proof.length)
        for (const k of asked) assert.deepEqual(lookUp(proof, trie.root(), k), entries.get(k))
      },
    ),
    { numRuns: cases },
  )
})

test('a proof holds no node that it does not need', () => {
  const entries = Array.from({ length: 500 }, (_, n): Change => {
    const account = bytesToDigits(blake2b256(bytes(n & 255, n >> 8)))
    return [storageKey(`99${account}`), new Uint8Array(50).fill(n)]
  })
  const trie = Trie.empty.apply(entries)
  const [wanted] = entries[77]!
  const proof = trie.prove([wanted])
  for (let i = 0; i < proof.length; i++) {
    const without = proof.toSpliced(i, 1)
    assert.throws(() => assert.deepEqual(lookUp(without, trie.root(), wanted), trie.get(wanted)))
  }
})

test('ordered roots are the naive trie over compact indices, in both versions', () => {
  const compact = (n: number) => (n < 64 ? [n << 2] : [((n << 2) | 1) & 255, n >> 6])
  fc.assert(
    fc.property(fc.array(value, { maxLength: 150 }), fc.constantFrom<0 | 1>(0, 1), (items, version) => {
      const entries = items.map((item, n) => [bytesToDigits(bytes(...compact(n))), item] as const)
      assert.equal(orderedTrieRoot(items, version), naiveRoot(entries, version))
    }),
    { numRuns: Math.ceil(cases / 6) },
  )
})
