// A vote of experts: what most of the good ones say stands, in whatever order they say it, and the weak decide nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Ballot, vote, weightOf } from '../../src/mixture/vote.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const ballots = (...some: readonly (readonly [string, number])[]): readonly Ballot[] =>
  some.map(([text, chance]) => ({ text, chance }))
const said = (some: readonly Ballot[]) => some[vote(some).winner]?.text

test('two fair experts that agree overrule a better one, two poor ones do not', () => {
  assert.equal(said(ballots(['7', 0.6], ['8', 0.55], ['8', 0.55])), '8')
  assert.equal(said(ballots(['7', 0.95], ['8', 0.15], ['8', 0.15])), '7')
  assert.equal(said(ballots(['7', 0.5], ...Array.from({ length: 20 }, () => ['8', 0.1] as const))), '7')
})

test('letter case, quotes, space and a final stop make no other answer; the best expert’s words are given', () => {
  const some = ballots(['x', 0.5], ['"Echo Lima".', 0.45], ['echo  lima', 0.45])
  assert.deepEqual(vote(some), { winner: 1, agreed: [1, 2] })
})

test('long answers are not compared, empty ones elect nobody', () => {
  const long = 'word '.repeat(60)
  assert.equal(vote(ballots([long, 0.5], ['a', 0.9], ['a', 0.9])).winner, 0)
  assert.equal(said(ballots(['', 0.9], ['a', 0.2])), 'a')
  assert.deepEqual(vote(ballots(['', 0.9], [' ', 0.2])), { winner: 0, agreed: [0] })
  assert.deepEqual(vote([]), { winner: 0, agreed: [] })
})

const some = fc.array(
  fc.record({
    text: fc.constantFrom('a', 'b', 'c', 'd'),
    chance: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { minLength: 1, maxLength: 8 },
)

test('against an oracle that adds log-odds; whoever agrees with the winner is named', () => {
  fc.assert(
    fc.property(some, votes => {
      const { winner, agreed } = vote(votes)
      const total = (text: string | undefined) =>
        votes.filter(one => one.text === text).reduce((sum, { chance }) => sum + weightOf(chance), 0)
      const most = Math.max(...votes.map(({ text }) => total(text)))
      assert.ok(Math.abs(total(votes[winner]?.text) - most) < 1e-9)
      assert.deepEqual(
        agreed,
        votes.flatMap((one, i) => (one.text === votes[winner]?.text ? [i] : [])),
      )
    }),
    { numRuns: 1_000 * EFFORT },
  )
})

test('weights rise with accuracy, are nothing at chance, and are bounded', () => {
  assert.equal(weightOf(0.1), 0)
  assert.equal(weightOf(0), 0)
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, b) => {
        assert.ok(a <= b ? weightOf(a) <= weightOf(b) : weightOf(a) >= weightOf(b))
        assert.ok(weightOf(a) <= weightOf(1) && weightOf(1) < 7)
      },
    ),
  )
})
