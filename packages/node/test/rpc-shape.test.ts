// Messages that would cost much to build are refused before they are parsed, and none that means something is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { shapeFault } from '../src/rpc/json-shape.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const MOST_MARKS = 256 * 1024

const depthOf = (value: unknown): number =>
  typeof value !== 'object' || value === null ? 0 : 1 + Math.max(0, ...Object.values(value).map(depthOf))

/** Texts that look like structure, with every kind of escape. */
const text = fc.string({
  unit: fc.constantFrom('"', '\\', '[', '}', 'a', '\n', '\u0000', 'é', '💥'),
  maxLength: 12,
})
const { value } = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'large', withCrossShrink: true },
    text,
    fc.integer(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text, tie('value'), { maxKeys: 3 }),
  ),
}))

test('what nests too deep is refused, whatever its texts look like, and nothing else is', () => {
  let deep = 0
  fc.assert(
    fc.property(value, fc.nat(40), (inner, around) => {
      let whole: unknown = inner
      for (let i = 0; i < around; i++) whole = i % 2 === 0 ? [whole] : { '"[': whole }
      const isDeep = depthOf(whole) > 32
      if (isDeep) deep++
      assert.equal(shapeFault(JSON.stringify(whole)) !== undefined, isDeep)
    }),
    { numRuns: 2_000 * EFFORT },
  )
  assert.ok(deep > 100)
})

test('texts may be long, structure may not', () => {
  const ten = Array(10_000).fill('00')
  assert.equal(shapeFault(JSON.stringify({ params: [ten, 'f'.repeat(1_000_000)] })), undefined)
  assert.equal(shapeFault(`["${'[{,'.repeat(MOST_MARKS)}"]`), undefined)
  const many = (piece: string): string => piece.repeat(MOST_MARKS)
  const outside = ['0,', '"",', '{},', '"a":0,', '  ', '99', '[]', '""'].map(many)
  const inside = ['\\"', '\\\\'].map(piece => `["${many(piece)}"]`)
  for (const whole of [...outside, ...inside])
    assert.match(shapeFault(whole) ?? '', /more than 262144 characters around its texts/, whole.slice(0, 8))
})

test('a text without end is left to the parser', () => {
  for (const whole of ['"', '["a', '{"a":"\\"', '"\\', '"\\\\\\"']) assert.equal(shapeFault(whole), undefined)
})
