/** Stop strings: whatever the pieces, what goes out is the text before the first stop string. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { stopText } from '../src/host/stop-text.ts'

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 30 })
const stops = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 4 }), { maxLength: 3 })

test('the output is the text before the earliest stop string that completes first', () => {
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 12 }), stops, (parts, given) => {
      const filter = stopText(given)
      let out = ''
      let stopped = false
      let fed = ''
      for (const text of parts) {
        fed += text
        const step = filter.push({ text })
        out += step.pieces.map(piece => piece.text).join('')
        if (step.stopped) {
          stopped = true
          break
        }
      }
      if (!stopped)
        out += filter
          .rest()
          .map(piece => piece.text)
          .join('')
      const wanted = given.filter(stop => stop !== '')
      const ends = wanted.map(stop => fed.indexOf(stop)).filter(at => at >= 0)
      assert.equal(stopped, ends.length > 0)
      assert.equal(out, ends.length > 0 ? fed.slice(0, Math.min(...ends)) : fed)
    }),
    { numRuns: 3000 },
  )
})

test('text that cannot begin a stop string is not held back', () => {
  const filter = stopText(['\n\n', 'END'])
  assert.deepEqual(filter.push({ text: 'hello ' }).pieces, [{ text: 'hello ' }])
  assert.deepEqual(filter.push({ text: 'the EN' }).pieces, [])
  assert.deepEqual(
    filter
      .push({ text: 'ough' })
      .pieces.map(piece => piece.text)
      .join(''),
    'the ENough',
  )
})
