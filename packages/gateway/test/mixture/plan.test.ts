// Whom the planner sends a question to: by published scores of such questions alone, never by luck with few of them, and by pay
// where nothing was published.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Random, randomFrom, seedFrom } from '@taonet/models/random'
import type { Lesson } from '@taonet/neuron'
import { hash32 } from '@taonet/wire'
import fc from 'fast-check'
import { featuresOf } from '../../src/mixture/features.ts'
import { type Combiners, type PlannerOptions, plannerOf } from '../../src/mixture/plan.ts'
import { type Standings, standingsOf } from '../../src/mixture/standing.ts'
import { asked, candidate, embed, lessons, numeral, sum } from './experts.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const chance = (): Random => randomFrom(seedFrom('exploration'))
/** Whoever explores whenever it may. */
const eager: Random = { ...chance(), unit: () => 0 }

const learned = (some: readonly Lesson[]): Promise<Standings> => standingsOf(some, { embed, seed: 'test' })
const planner = (standings: Standings | undefined, more: Partial<PlannerOptions> = {}) =>
  plannerOf({
    standings: () => standings,
    features: async prompt => featuresOf(prompt),
    random: chance(),
    bytewise: () => true,
    ...more,
  })
const uids = (some: readonly { readonly uid: number }[]) => some.map(({ uid }) => uid)
const VOTE: Combiners = { exact: 'vote', degree: 'tokens' }

/** 0 adds, 1 knows numerals, 2 does both by halves. */
const three = lessons(
  { uid: 0, words: sum, score: 1, count: 20 },
  { uid: 0, words: numeral, score: 0, count: 20 },
  { uid: 1, words: sum, score: 0, count: 20 },
  { uid: 1, words: numeral, score: 1, count: 20 },
  { uid: 2, words: sum, score: i => i % 2, count: 20 },
  { uid: 2, words: numeral, score: i => i % 2, count: 20 },
)
const everybody = [candidate(2, 0.9), candidate(0, 0.1), candidate(1)]

test('without lessons: one miner, best paid first, as before', async () => {
  const plan = await planner(undefined).plan(asked(sum(1)), everybody)
  assert.equal(plan.kind, 'one')
  assert.deepEqual(uids(plan.members), [2, 0, 1])
  assert.equal(plan.routing.cluster, undefined)
  assert.deepEqual(
    plan.routing.candidates.map(({ score }) => score),
    [undefined, undefined, undefined],
  )
})

test('each kind of question goes to the expert for it, and the report says why', async () => {
  const standings = await learned(three)
  const plan = (prompt: string) => planner(standings).plan(asked(prompt, { seed: 1 }), everybody)
  const [add, carve] = [await plan(sum(555)), await plan(numeral(555))]
  assert.deepEqual(uids(add.order), [0, 2, 1])
  assert.deepEqual(uids(carve.order), [1, 2, 0])
  assert.equal(add.kind, 'one')
  assert.notEqual(add.routing.cluster, carve.routing.cluster)
  const [first] = add.routing.candidates
  assert.equal(first?.uid, 0)
  assert.equal(first?.model, 'm0')
  assert.ok((first?.score ?? 0) > 0.9 && (first?.chance ?? 0) > 0.9)
})

test('whoever answered something unsafe comes last, however good, and is never tried out or joined', async () => {
  const standings = await learned(
    lessons(
      { uid: 0, words: sum, score: 1, count: 30 },
      ...[1, 2, 3].map(uid => ({ uid, words: sum, score: (i: number) => Number(i % 5 < 3), count: 30 })),
    ),
  )
  const unsafe = { ...candidate(0), vetoed: true }
  const some = [candidate(1), candidate(2), candidate(3), unsafe]
  const plan = await planner(standings, { random: eager, combiners: VOTE }).plan(asked(sum(3)), some)
  assert.equal(plan.order.at(-1)?.uid, 0)
  assert.equal(plan.kind, 'vote')
  assert.deepEqual(uids(plan.members).toSorted(), [1, 2, 3])
})

test('a question like none before goes to whoever is good at most things', async () => {
  const more = lessons({ uid: 3, words: i => (i % 2 ? sum(i) : numeral(i)), score: 0.8, count: 40 })
  const standings = await learned([...three, ...more])
  const plan = await planner(standings).plan(asked('Öyle mi?', { seed: 1 }), [...everybody, candidate(3)])
  assert.equal(plan.order[0]?.uid, 3)
  assert.equal(plan.routing.cluster, undefined)
})

test('one lucky answer does not beat many good ones', async () => {
  const lucky = lessons(
    ...[0, 1, 2].map(uid => ({ uid, words: sum, score: (i: number) => Number(i % 20 > 0), count: 40 })),
    { uid: 4, words: sum, score: 1, count: 1 },
  )
  const plan = await planner(await learned(lucky)).plan(asked(sum(9), { seed: 1 }), [
    candidate(4, 1),
    candidate(0),
  ])
  assert.equal(plan.order[0]?.uid, 0)
})

test('other weights under the same key are another expert', async () => {
  const old = lessons({
    uid: 0,
    words: sum,
    score: 1,
    count: 40,
    sha256: hash32(new Uint8Array(32).fill(99)),
  })
  const known = lessons({ uid: 1, words: sum, score: 0.7, count: 40 })
  const plan = await planner(await learned([...old, ...known])).plan(asked(sum(3), { seed: 1 }), [
    candidate(0, 1),
    candidate(1),
  ])
  assert.equal(plan.routing.candidates.find(({ uid }) => uid === 0)?.score, undefined)
})

test('newer lessons count more', async () => {
  const fallen = lessons(
    { uid: 0, words: sum, score: 1, count: 40, block: 0 },
    { uid: 0, words: sum, score: 0, count: 40, block: 40_000 },
    { uid: 1, words: sum, score: 0.6, count: 40, block: 40_000 },
  )
  const plan = await planner(await learned(fallen)).plan(asked(sum(3), { seed: 1 }), [
    candidate(0),
    candidate(1),
  ])
  assert.equal(plan.order[0]?.uid, 1)
})

const half = (uid: number, marks: Lesson['marks'] = 'exact') => ({
  uid,
  words: sum,
  score: (i: number) => Number(i % 5 < 3),
  count: 40,
  marks,
})

test('unsure and checkable: several vote, weak ones do not', async () => {
  const standings = await learned(
    lessons(half(0), half(1), half(2), {
      uid: 3,
      words: sum,
      score: (i: number) => Number(i % 10 === 0),
      count: 40,
    }),
  )
  const some = [candidate(3, 1), candidate(0), candidate(1), candidate(2)]
  const kind = async (more: Record<string, unknown>) =>
    planner(standings, { combiners: VOTE }).plan(asked(sum(3), { seed: 1, ...more }), some)
  const plan = await kind({})
  assert.equal(plan.kind, 'vote')
  assert.deepEqual(uids(plan.members).toSorted(), [0, 1, 2])
  assert.equal(plan.order.at(-1)?.uid, 3)
  for (const more of [{ stream: true }, { n: 2 }, { logprobs: true }, { stop: 'x' }])
    assert.equal((await kind(more)).kind, 'one', JSON.stringify(more))
})

test('better and worse answers are mixed byte by byte, if all members speak in bytes', async () => {
  const standings = await learned(lessons(half(0, 'degree'), half(1, 'degree')))
  const some = [candidate(0), candidate(1)]
  const plan = (bytewise: PlannerOptions['bytewise']) =>
    planner(standings, { combiners: VOTE, ...(bytewise ? { bytewise } : {}) }).plan(
      asked(sum(3), { seed: 1, stream: true }),
      some,
    )
  assert.equal((await plan(() => true)).kind, 'tokens')
  assert.equal((await plan(({ uid }) => uid === 0)).kind, 'one')
  assert.equal((await plan(() => undefined)).kind, 'one')
})

test('exploration never expects to lose more than a twentieth, and never touches a repeatable request', async () => {
  const score = fc.double({ min: 0, max: 1, noNaN: true })
  await fc.assert(
    fc.asyncProperty(
      fc.array(score, { minLength: 2, maxLength: 6 }),
      fc.integer({ min: 4, max: 30 }),
      async (scores, count) => {
        const standings = await learned(
          lessons(...scores.map((value, uid) => ({ uid, words: sum, score: value, count }))),
        )
        const some = scores.map((_, uid) => candidate(uid))
        const best = await planner(standings, { random: eager }).plan(asked(sum(3), { seed: 1 }), some)
        const tried = await planner(standings, { random: eager }).plan(asked(sum(3)), some)
        const of = (uid: number | undefined) =>
          best.routing.candidates.find(one => one.uid === uid)?.chance ?? Number.NaN
        assert.ok(of(best.order[0]?.uid) - of(tried.order[0]?.uid) <= 0.05 + 1e-9)
        assert.deepEqual(uids(tried.order).toSorted(), uids(some).toSorted())
      },
    ),
    { numRuns: 40 * EFFORT },
  )
})

test('whatever was published, chances lie between 0 and 1 and nobody is lost', async () => {
  const lesson = fc.record({
    uid: fc.nat({ max: 3 }),
    words: fc.oneof(fc.string({ maxLength: 80 }), fc.nat().map(sum), fc.nat().map(numeral)),
    score: fc.double({ min: 0, max: 1, noNaN: true }),
    block: fc.nat({ max: 1e6 }),
    marks: fc.constantFrom<Lesson['marks']>('exact', 'degree'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(lesson, { minLength: 1, maxLength: 60 }), fc.string(), async (some, prompt) => {
      const taught = some.map(({ words, ...rest }) => ({ ...rest, words: () => words, count: 1 }))
      const standings = await learned(lessons(...taught))
      const pool = [0, 1, 2, 3, 4].map(uid => candidate(uid))
      const plan = await planner(standings, { random: eager, combiners: VOTE }).plan(
        asked(prompt || 'x'),
        pool,
      )
      assert.deepEqual(uids(plan.order).toSorted(), [0, 1, 2, 3, 4])
      assert.ok(plan.members.length >= 1)
      assert.ok(plan.chances.every(one => one >= 0 && one <= 1))
    }),
    { numRuns: 60 * EFFORT },
  )
})
