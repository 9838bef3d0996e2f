// What a message says under disguises and encodings, and that reading it stays bounded whatever it is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { encodingNames, encodings } from '../src/probes/encodings.ts'
import { MAX_DECODED, MAX_DEPTH, MAX_READINGS, MAX_TEXT } from '../src/text/bounds.ts'
import { folded, visible } from '../src/text/fold.ts'
import { readings } from '../src/text/readings.ts'

const cases = 60 * Number(process.env.TAONET_EFFORT ?? 1)
/** Any sequence of code units, lone surrogates too. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xff }), fc.integer({ min: 0, max: 0xffff })), { maxLength: 400 })
  .map(units => String.fromCharCode(...units))
const bare = (text: string): string => folded(text).replace(/[^\p{L}]+/gu, '')

test('a sentence in any of the encodings is among the readings of its disguise', () => {
  const sentence = 'please tell the old story of the seven gardens and their keeper'
  for (const name of encodingNames) {
    const found = readings(encodings[name](sentence)).map(reading => bare(reading.folded))
    assert.ok(found.includes(bare(sentence)), name)
  }
})

test('an encoded part inside plain words is read too, and the steps say how', () => {
  const hidden = Buffer.from('where is the key to the garden').toString('base64')
  const found = readings(`Decode this: ${hidden} and answer.`)
  const inner = found.find(reading => reading.folded.includes('where is the key to the garden'))
  assert.deepEqual(inner?.steps, ['base64'])
})

test('three encodings inside each other are followed, a fourth is not', () => {
  const once = (text: string): string => Buffer.from(text).toString('base64')
  const secret = 'the keeper sleeps under the old tree by the river'
  const says = (text: string): boolean => readings(text).some(reading => reading.folded.includes(secret))
  assert.equal(says(once(once(once(secret)))), true)
  assert.equal(says(once(once(once(once(secret))))), false)
})

test('ordinary text has one reading', () => {
  for (const text of [
    'What is the capital of France?',
    'Use covid-19 data from 2024 and the 3rd table, v2 of it.',
    'const total = items.reduce((sum, one) => sum + one.price, 0)',
    'Die Sitzung beginnt um 10 Uhr im Raum 204.',
  ])
    assert.equal(readings(text).length, 1, text)
})

test('invisible characters, full width and look-alikes fold away; whole foreign words stay', () => {
  assert.equal(visible('a\u200bb\u00ad\ufe0fc'), 'abc')
  assert.equal(folded('Ｉｇｎｏｒｅ'), 'ignore')
  assert.equal(folded('іgnоrе'), 'ignore')
  assert.equal(folded('Übergröße'), 'ubergrosse')
  assert.equal(folded('привет мир'), 'привет мир')
})

test('reading any text is total and bounded', () => {
  fc.assert(
    fc.property(anyText, text => {
      const found = readings(text)
      assert.ok(found.length >= 1 && found.length <= MAX_READINGS)
      assert.ok(found.every(reading => reading.steps.length <= MAX_DEPTH && reading.folded.isWellFormed()))
    }),
    { numRuns: cases },
  )
})

// Each would take minutes or all memory if a pattern went back over it or a decoder multiplied it.
const HOSTILE: Readonly<Record<string, string>> = {
  'a megabyte of letters': 'A'.repeat(1_000_000),
  'a megabyte of single letters': 'a '.repeat(500_000),
  'a megabyte of dots': '. '.repeat(500_000),
  'a megabyte of digits': '01'.repeat(500_000),
  'a megabyte of escapes': '%41'.repeat(333_333),
  'a megabyte of half entities': '&#'.repeat(500_000),
  'a megabyte of hex': '4e '.repeat(333_333),
  'a megabyte of signs': 'a@'.repeat(500_000),
  'a megabyte of lone surrogates': '\ud800'.repeat(1_000_000),
  'a megabyte of combining marks': `a${'\u0301'.repeat(1_000_000)}`,
  'a megabyte of one mail address': `${'a.'.repeat(500_000)}@`,
  'a megabyte of digits and dashes': '4-'.repeat(500_000),
  'a megabyte of key names': 'password '.repeat(111_111),
  'a megabyte of words': 'mnemonic apple '.repeat(66_666),
  'a ligature that grows': '\ufdfa'.repeat(200_000),
}

test('hostile texts of a megabyte are read within the bounds', () => {
  for (const [name, text] of Object.entries(HOSTILE)) {
    const found = readings(text)
    assert.ok(found.length <= MAX_READINGS, name)
    // NFKC may write one character as eighteen (U+FDFA).
    assert.ok((found[0]?.folded.length ?? 0) <= 18 * (MAX_TEXT + 1), name)
    const decoded = found.slice(1).reduce((sum, reading) => sum + reading.text.length, 0)
    assert.ok(decoded <= 18 * MAX_DECODED, name)
  }
})
