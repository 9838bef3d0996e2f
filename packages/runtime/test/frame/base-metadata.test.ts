// Names, numbers, types, hashers and defaults against the base metadata (spec 343). Every difference is known and has its
// reason; one that vanishes is taken off the list.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changed, shared } from '../../reference/base-differences.ts'
import { KNOWN_CHANGES } from '../../reference/known-changes.ts'

test('what both have is the same, but for the known differences', () => {
  const differences = changed()
  const known = Object.keys(KNOWN_CHANGES)
  assert.deepEqual(
    differences.filter(line => !known.some(one => line.startsWith(one))),
    [],
    'unknown differences: reference/known-changes.ts lists them with their reasons',
  )
  assert.deepEqual(
    known.filter(one => !differences.some(line => line.startsWith(one))),
    [],
    'these no longer differ',
  )
})

test('the comparison covers what it claims to', () => {
  assert.ok(shared() >= 850, `only ${shared()} names compared`)
})
