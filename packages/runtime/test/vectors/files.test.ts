// No vector file goes unread: each is known here by the test that runs it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { vectorFiles } from './vector-file.ts'

const READ_HERE = [
  'amm.json',
  'burn.json',
  'commit_mask.json',
  'conviction.json',
  'distribution.json',
  'emission.json',
  'epoch.json',
  'inheritance.json',
  'lock_cost.json',
  'math.json',
  'mechanisms.json',
  'voting_power.json',
]
// Transport: read by the tests of metadata, wire and neuron.
const READ_ELSEWHERE = ['btauth.json', 'dendrite.json', 'metadata-summary.json', 'wire-vectors.json']

test('every vector file has a reader', () => {
  assert.deepEqual(vectorFiles().sort(), [...READ_HERE, ...READ_ELSEWHERE].sort())
})
