/** The sealed evaluation: opened only by what was sealed, and telling nothing before. */
import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { flawOfReveal, revealEvaluation, sealEvaluation } from '../src/expert/index.ts'

const RUNS = { numRuns: 500 * Number(process.env.TAONET_EFFORT ?? 1) }
const text = fc.string({ maxLength: 20, unit: 'binary' })
const sets = fc.array(fc.record({ prompt: text, answer: text }), { minLength: 1, maxLength: 6 })
const salts = fc.uint8Array({ minLength: 32, maxLength: 32 })

test('the commitment is SHA-256 over domain, salt and framed texts', () => {
  const salt = new Uint8Array(32).fill(7)
  const frame = (value: string) => `${String.fromCharCode(value.length)}\0\0\0${value}`
  const bytes = `taonet sealed evaluation 1\0${'\x07'.repeat(32)}\x01\0\0\0${frame('a?')}${frame('b')}`
  const expected = hash('sha256', Buffer.from(bytes, 'latin1'), 'hex')
  assert.equal(sealEvaluation([{ prompt: 'a?', answer: 'b' }], salt).commitment, expected)
})

test('a reveal opens its own commitment, also after a trip through JSON', () => {
  fc.assert(
    fc.property(sets, salts, (set, salt) => {
      const { commitment } = sealEvaluation(set, salt)
      const reveal = JSON.parse(JSON.stringify(revealEvaluation(set, salt)))
      assert.equal(flawOfReveal(reveal, commitment), undefined)
      assert.equal(flawOfReveal(reveal, `0x${commitment}`), undefined)
    }),
    RUNS,
  )
})

test('no other set, order, split or salt opens it', () => {
  fc.assert(
    fc.property(sets, sets, salts, salts, (set, other, salt, otherSalt) => {
      const { commitment } = sealEvaluation(set, salt)
      const same = JSON.stringify(set) === JSON.stringify(other)
      assert.equal(flawOfReveal(revealEvaluation(other, salt), commitment) === undefined, same)
      const sameSalt = Buffer.compare(salt, otherSalt) === 0
      assert.equal(flawOfReveal(revealEvaluation(set, otherSalt), commitment) === undefined, sameSalt)
      const moved = set.map(({ prompt, answer }) => ({ prompt: `${prompt}x`, answer }))
      assert.notEqual(flawOfReveal(revealEvaluation(moved, salt), commitment), undefined)
    }),
    RUNS,
  )
  const salt = new Uint8Array(32)
  const shifted = [
    [{ prompt: 'ab', answer: 'c' }],
    [{ prompt: 'a', answer: 'bc' }],
    [{ prompt: 'abc', answer: '' }],
  ].map(set => sealEvaluation(set, salt).commitment)
  assert.equal(new Set(shifted).size, 3)
})

test('a reveal that is not what it says is refused in words', () => {
  const reveal = revealEvaluation([{ prompt: 'a', answer: 'b' }], new Uint8Array(32))
  const { commitment } = reveal
  assert.match(flawOfReveal({ ...reveal, salt: 'zz' }, commitment) ?? '', /salt/)
  assert.match(flawOfReveal({ ...reveal, items: 2 }, commitment) ?? '', /number/)
  assert.match(flawOfReveal({ ...reveal, set: [] }, commitment) ?? '', /number/)
  assert.match(flawOfReveal({ ...reveal, commitment: '00' }, commitment) ?? '', /committed/)
  assert.match(flawOfReveal(reveal, '11'.repeat(32)) ?? '', /asked about/)
  assert.throws(() => sealEvaluation([], new Uint8Array(32)), RangeError)
  assert.throws(() => sealEvaluation(reveal.set, new Uint8Array(31)), RangeError)
  // Two halves of characters would be written as the same replacement.
  assert.throws(() => sealEvaluation([{ prompt: '\ud800', answer: 'b' }], new Uint8Array(32)), RangeError)
})
