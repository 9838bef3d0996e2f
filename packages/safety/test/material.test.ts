// The training material is what the corpus and the installed packages give, and shares no sentence with the suite.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { randomFrom, seedFrom } from '@taonet/models/random'
import { expand } from '../src/phrases.ts'
import { folded } from '../src/text/fold.ts'
import { heldOutItems } from '../suite/held-out/items.ts'
import { trainingMaterial } from '../train/material.ts'

test('the material is that of the training log, and no held-out sentence is in it', () => {
  const { sentences, digest } = trainingMaterial()
  const log = JSON.parse(readFileSync(new URL('../weights/kinds.log.json', import.meta.url), 'utf8'))
  assert.equal(digest, log.material)
  const learned = new Set(sentences.map(sentence => folded(sentence.text)))
  const known = heldOutItems().filter(item => item.category !== undefined && learned.has(folded(item.text)))
  assert.deepEqual(known, [])
})

test('a template gives each of its alternatives, nested ones too, and an unbalanced one is refused', () => {
  const random = randomFrom(seedFrom('phrases'))
  const seen = new Set(Array.from({ length: 400 }, () => expand(random, '{a|b {c|d}|} x')))
  assert.deepEqual(seen, new Set(['a x', 'b c x', 'b d x', 'x']))
  assert.throws(() => expand(random, 'a {b'), RangeError)
})
