// The hash of committed weights, against the vector made by the reference's own code.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { accountFromSs58, weightCommitHash } from '../src/index.ts'

const { weightCommit } = JSON.parse(
  readFileSync(new URL('../../../vectors/wire-vectors.json', import.meta.url), 'utf8'),
)

const weights = {
  hotkey: accountFromSs58(weightCommit.who),
  storageIndex: weightCommit.netuidIndex,
  uids: weightCommit.uids,
  values: weightCommit.values,
  salt: weightCommit.salt,
  versionKey: BigInt(weightCommit.version_key),
}

test('equals the vector', () => {
  assert.equal(weightCommitHash(weights), weightCommit.hash)
})

test('every part counts', () => {
  const hashes = [
    weights,
    { ...weights, storageIndex: 2 },
    { ...weights, uids: [0, 1, 3] },
    { ...weights, values: [65535, 32768, 2] },
    { ...weights, salt: [11, 22, 33, 45] },
    { ...weights, versionKey: 0n },
    // Items moved from one list to the next change the length prefixes.
    { ...weights, uids: [0, 1], values: [2, 65535, 32768, 1] },
  ].map(weightCommitHash)
  assert.equal(new Set(hashes).size, hashes.length)
})
