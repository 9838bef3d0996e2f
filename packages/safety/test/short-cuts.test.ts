// What is left out because it would find nothing, would have found nothing: each short cut beside the long way.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity'
import { kinds } from '../src/categories.ts'
import { anyOf } from '../src/detect/any-listed.ts'
import { classify, readWeights } from '../src/detect/classifier.ts'
import { featuresOf, stretches, wordsOf } from '../src/detect/features.ts'
import { decoders } from '../src/text/decode.ts'
import { reversed, reversedWords, rot13, withoutLeet, withoutStretching } from '../src/text/disguise.ts'
import { folded, visible } from '../src/text/fold.ts'
import { type Manner, wordCounts } from '../src/text/natural.ts'

const cases = 300 * Number(process.env.TAONET_EFFORT ?? 1)

const coarse = 'bitch n1gg3r d!ck cuunnt fu©k f☺☺ck p0rn @ss clas𝒔 cocktail jjizz or.gy 𝓼lut dickens'.split(
  ' ',
)
const common = 'the and vf abg lbh eht dna uoy voce naar von'.split(' ')
const encoded = [
  ...'aGVsbG8gd29ybGQgaGVsbG8= %41%42 &#65; \\u0041 JBSWY3DPEBLW64TMMQ== \u{e0041}\u{e0042}'.split(' '),
  // Each as short as it may be.
  '68656C6C6f207768',
  '01101000011001010110110001101100',
  '104 101 108 108 111 32 119 111',
  '32,44,55,66,77,88,99,33',
  '- / - . . . -',
]
const word = fc.oneof(
  fc.constantFrom(...coarse, ...common, ...encoded),
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  fc
    .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), fc.nat(5))
    .map(([one, n]) => one.repeat(n)),
)
const space = fc.constantFrom(' ', '  ', '\n', ': ', '"', '\t', '')
const text = fc
  .array(fc.tuple(word, space), { maxLength: 60 })
  .map(parts => parts.flat().join(''))
  .map(drawn => drawn.toWellFormed())

test('a listed word is never overlooked, however it is spelt', () => {
  const lists = englishDataset.build()
  const matcher = new RegExpMatcher({ ...lists, whitelistedTerms: [], ...englishRecommendedTransformers })
  const hasAny = anyOf(lists.blacklistedTerms)
  fc.assert(
    fc.property(text, drawn => assert.equal(hasAny(drawn), matcher.hasMatch(drawn))),
    { numRuns: cases },
  )
})

test('common words under rot13 and backwards are counted without undoing either', () => {
  const same = (counted: string, manner: Manner, undone: string): void => {
    const [counts, plain] = [wordCounts(counted), wordCounts(undone)]
    assert.deepEqual([counts[manner], counts.words], [plain.plain, plain.words])
  }
  fc.assert(
    fc.property(text, drawn => {
      const plain = folded(drawn)
      same(plain, 'turned', rot13(plain))
      same(plain, 'backwards', reversed(plain))
      same(plain, 'backwards', reversedWords(plain))
    }),
    { numRuns: cases },
  )
})

test('a decoder without a hint would not have decoded; nor is leet or stretching passed over', () => {
  fc.assert(
    fc.property(text, drawn => {
      for (const { name, hinted, decode } of decoders)
        if (hinted?.(drawn) === false) assert.equal(decode(drawn), undefined, name)
      const once = drawn.replace(/(\p{L})\1{2,}/gu, '$1')
      assert.equal(withoutStretching(drawn), once === drawn ? undefined : once)
      if (!/[0-9@$!|+€£(]/.test(drawn)) assert.equal(withoutLeet(drawn), undefined)
      assert.equal(visible(drawn), visible(drawn).replace(/\s+/gu, ' ').trim())
    }),
    { numRuns: cases },
  )
})

test('the classifier is one sum of weighted features a kind, the highest of all stretches', () => {
  const { bias, scale, steps } = readWeights(readFileSync(new URL('../weights/kinds.bin', import.meta.url)))
  const inFull = (stretch: readonly string[]): readonly number[] => {
    const { indices, values } = featuresOf(stretch)
    return kinds.map((_, k) => {
      const sum = indices.reduce(
        (total, bucket, at) => total + (values[at] ?? 0) * (steps[bucket * kinds.length + k] ?? 0),
        0,
      )
      return 1 / (1 + Math.exp(-(sum * (scale[k] ?? 0) + (bias[k] ?? 0))))
    })
  }
  fc.assert(
    fc.property(text, drawn => {
      const plain = folded(drawn)
      assert.deepEqual(plain.match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu) ?? [], wordsOf(plain))
      const all = [...stretches(wordsOf(plain))].map(inFull)
      const expected = kinds.map((_, k) => Math.max(0, ...all.map(one => one[k] ?? 0)))
      for (const [k, p] of classify(plain).entries())
        assert.ok(Math.abs(p - (expected[k] ?? 0)) < 1e-12, kinds[k])
    }),
    { numRuns: cases },
  )
})
