/** Stories: repeatable, of bounded length, and too many to know beforehand. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomFrom, seedFrom } from '@taonet/models/random'
import fc from 'fast-check'
import { story } from '../src/text/grammar.ts'

test('a seed gives one story of plain sentences', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), seed => {
      const one = story(randomFrom(seed))
      assert.deepEqual(story(randomFrom(seed)), one)
      assert.match(one.text, /^[A-Z][ -~]*\.$/)
      assert.ok(one.text.length >= 40 && one.text.length <= 240, one.text)
      assert.ok(!one.prompt.includes(one.text))
    }),
    { numRuns: 3000 },
  )
})

test('stories do not repeat', () => {
  const random = randomFrom(seedFrom('stories'))
  const texts = Array.from({ length: 5000 }, () => story(random).text)
  assert.equal(new Set(texts).size, texts.length)
})

test('names return within a story, so that attention to what was said pays', () => {
  const random = randomFrom(seedFrom('names'))
  const returning = Array.from({ length: 300 }, () => story(random).text).filter(text => {
    const names = text.match(/\b[A-Z][a-z]+\b/g) ?? []
    return new Set(names).size < names.length
  })
  assert.ok(returning.length > 250)
})
