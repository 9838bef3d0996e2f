// What is left out because it would find nothing, would have found nothing: each short cut beside the long way.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity'
import { kinds } from '../src/categories.ts'
import { anyOf } from '../src/detect/any-listed.ts'
import { classify } from '../src/detect/classifier.ts'
import { featuresOf, stretches } from '../src/detect/features.ts'
import { cards, ibans, numbers, phones, socialNumbers } from '../src/detect/personal-data.ts'
import { ALL_SORTS, secrets, secretsOf } from '../src/detect/secrets.ts'
import { readWeights } from '../src/detect/weights.ts'
import { wordsIn, wordsOf } from '../src/detect/words.ts'
import { lookAt } from '../src/looked.ts'
import { decoders } from '../src/text/decode.ts'
import { reversed, reversedWords, rot13, withoutLeet, withoutStretching } from '../src/text/disguise.ts'
import { bare, folded, visible } from '../src/text/fold.ts'
import { added, type Manner, partsOf, type WordCounts } from '../src/text/natural.ts'
import { plainness } from '../src/text/plain.ts'
import { readings } from '../src/text/readings.ts'
import { unitsOf } from '../src/text/signs.ts'

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
    fc.property(text, drawn => assert.equal(hasAny(unitsOf(drawn)), matcher.hasMatch(drawn))),
    { numRuns: cases },
  )
})

const wordCounts = (counted: string): WordCounts =>
  partsOf(unitsOf(counted))
    .map(({ counts }) => counts)
    .reduce(added)

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
        if (!hinted(drawn, unitsOf(drawn))) assert.equal(decode(drawn), undefined, name)
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
    const { indices, values } = featuresOf(stretch.join(' '))
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
      const words = wordsOf(plain)
      const all = stretches(0, words.length).map(([from, to]) => inFull(words.slice(from, to)))
      const expected = kinds.map((_, k) => Math.max(0, ...all.map(one => one[k] ?? 0)))
      for (const [k, p] of classify(wordsIn(unitsOf(plain))).entries())
        assert.ok(Math.abs(p - (expected[k] ?? 0)) < 1e-12, kinds[k])
    }),
    { numRuns: cases },
  )
})

/** Signs that change beside others, alone, or not at all: the letters of many scripts, and whatever chance finds. */
const strange = fc.oneof(
  fc.constantFrom(
    ...'aZ é\u0301ßœΣςσİıаеіГйѐԱև가각\u1100\u1161\u11a8한の゛か\u3099عﷺ\u200bﬁ①Ｑ\ufe0f\u200d😀🇦🅱𝒔𐐀𖵧\u00a0\u2028\n',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }),
)

test('text that is folded sign by sign is folded as one', () => {
  const invisible = /\p{Cf}|\p{Variation_Selector}|[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]/gu
  const count = (lower: string, pattern: RegExp): number => lower.match(pattern)?.length ?? 0
  fc.assert(
    fc.property(fc.array(fc.oneof(strange, word), { maxLength: 30 }), parts => {
      const drawn = parts.join('').toWellFormed()
      const shown = drawn.normalize('NFKC').replace(invisible, '').replace(/\s+/gu, ' ').trim()
      assert.equal(visible(drawn), shown)
      const lower = shown.toLowerCase()
      const foreign = count(lower, /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/gu)
      assert.equal(folded(drawn), bare(lower, foreign > 2 * count(lower, /\p{Script=Latin}/gu)))
    }),
    { numRuns: 3 * cases },
  )
})

test('a plain text has one reading, and so has each of its parts, of the same words', () => {
  const english = fc.constantFrom(
    ...'the 3rd note, read: on page 12; don\'t be late! Why? (so) #4 h3llo 1gn0re v2 A b "dna red ebg on'.split(
      ' ',
    ),
  )
  const blank = fc.constantFrom(' ', ' ', ' ', '\n', '  ', '\t')
  const mostlyEnglish = fc.array(fc.tuple(fc.oneof({ weight: 30, arbitrary: english }, word), blank), {
    maxLength: 30,
  })
  let plain = 0
  fc.assert(
    fc.property(mostlyEnglish, fc.nat(), fc.nat(), (parts, one, other) => {
      const drawn = parts.flat().join('').toWellFormed()
      if (plainness(drawn, unitsOf(drawn)) !== undefined) plain++
      const { readings: seen, probabilitiesOf } = lookAt(drawn)
      assert.deepEqual(seen, readings(drawn))
      const ends = [0, ...[...drawn.matchAll(/\s/g)].map(({ index }) => index), drawn.length]
      const [from = 0, to = 0] = [one, other].map(at => ends[at % ends.length] ?? 0).sort((a, b) => a - b)
      const part = readings(drawn.slice(from, to)).map(({ units }) => classify(wordsIn(units)))
      assert.deepEqual(probabilitiesOf([from, to]), part)
    }),
    { numRuns: cases },
  )
  assert.ok(plain > cases / 10, `${plain} of ${cases}`)
})

test('numbers and secrets are looked for wherever there may be any', () => {
  const piece = fc.constantFrom(
    ...[
      '4111 1111 1111 1111',
      'DE89 3704 0044 0532 0130 00',
      '+49 30 1234567',
      '078-05-1120',
      '12',
      '2024-11-22',
    ],
    ...[
      'call',
      'PassWord: ',
      'token=',
      'xY7#kQ9!mZ2w',
      'sk-',
      'AKIA',
      'ghp_',
      'aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5',
    ],
    ...[
      'contrase\u00d1a: ',
      'mnemonic: ',
      'frase semilla ',
      `${'apple river '.repeat(6)}stone`,
      '-----BEGIN PRIVATE KEY-----',
    ],
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.oneof(piece, word), space), { maxLength: 6 }), parts => {
      const drawn = visible(parts.flat().join('').toWellFormed())
      const all = [...cards(drawn), ...ibans(drawn), ...phones(drawn), ...socialNumbers(drawn)]
      assert.deepEqual(numbers(drawn), all)
      assert.deepEqual(secrets(drawn), secretsOf(drawn, ALL_SORTS))
    }),
    { numRuns: 3 * cases },
  )
})
