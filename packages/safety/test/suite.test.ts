// The labelled suite: what it holds, and that docs/safety.md says what a fresh run finds.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { categories } from '../src/categories.ts'
import { devFamilies } from '../suite/dev/families.ts'
import { documentPath, figuresIn } from '../suite/document.ts'
import { figures } from '../suite/figures.ts'
import { heldOutFamilies } from '../suite/held-out/families.ts'
import { heldOutItems } from '../suite/held-out/items.ts'
import { itemsOf } from '../suite/items.ts'

test('the suite has 1,500 items and more, half of them of families that stand in no other half', () => {
  const [dev, heldOut] = [itemsOf(devFamilies), heldOutItems()]
  assert.ok(dev.length + heldOut.length >= 1500)
  assert.ok(heldOut.length >= dev.length)
  const names = [...devFamilies, ...heldOutFamilies].map(family => family.name)
  assert.equal(new Set(names).size, names.length)
  const texts = new Set(dev.map(item => item.text))
  assert.ok(heldOut.every(item => !texts.has(item.text)))
  for (const half of [dev, heldOut])
    for (const category of [undefined, ...categories])
      assert.ok(half.filter(item => item.category === category).length >= 15, category)
})

test('the same seed draws the same items', () => {
  assert.deepEqual(itemsOf(devFamilies), itemsOf(devFamilies))
  assert.deepEqual(heldOutItems(), heldOutItems())
})

test('docs/safety.md states what a fresh run finds', async () => {
  assert.equal(figuresIn(readFileSync(documentPath, 'utf8')), await figures())
})
