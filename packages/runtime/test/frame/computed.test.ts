// Computed rows: read and listed like any row, in key order, and not in the trie.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesToHex, encode } from '@taonet/wire'
import { NetUid } from '../../src/nouns.ts'
import type { StorageKey } from '../../src/state.ts'
import { composeCall, storage } from '../../src/tables.ts'
import { account, TAO, TestChain } from './chain.ts'

const chain = new TestChain({ alice: 5000n * TAO })
chain.send('alice', composeCall('SubtensorModule', 'register_network', { hotkey: account('hotkey') }))
const seen = chain.runtime.withViews(chain.state)
const row = storage.Swap.AlphaSqrtPrice

test('a computed row answers reads and listings; the trie does not hold it', () => {
  const key = row.key(NetUid(1))
  const value = seen.get(key)
  assert.ok(value && value.length === 16)
  assert.equal(chain.state.get(key), undefined)
  assert.deepEqual([...chain.state.keys(row.prefix)], [])
  const listed = [...seen.keys(row.prefix)]
  assert.ok(listed.includes(key))
  assert.equal(bytesToHex(encode(row.value, row.get({ state: seen }, NetUid(1)))), bytesToHex(value))
})

test('keys of kept and computed rows come in one ascending order, and paging goes on where it stopped', () => {
  const swap = row.prefix.slice(0, 32) as StorageKey
  const all = [...seen.keys(swap)]
  assert.deepEqual(all, [...all].sort())
  assert.equal(new Set(all).size, all.length)
  for (const [i, key] of all.entries()) assert.deepEqual([...seen.keys(swap, key)], all.slice(i + 1))
})

test('everything else is the state itself', () => {
  const key = storage.System.Account.key(account('alice'))
  assert.equal(seen.get(key), chain.state.get(key))
})
