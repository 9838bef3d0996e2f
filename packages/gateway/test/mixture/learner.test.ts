// The mixture over validators: what they publish is learnt beside the requests, newer lessons replace older ones, and a validator
// that tells nothing leaves everything as it was.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Lesson, RunningValidator } from '@taonet/neuron'
import { learnerOf } from '../../src/mixture/learner.ts'
import { mixtureOf } from '../../src/mixture/mixture.ts'
import { validator } from '../network.ts'
import { ended } from '../serving.ts'
import { asked, candidate, embed, lessons, sum } from './experts.ts'

function telling(index: number, told: () => readonly Lesson[]): RunningValidator {
  const plain = validator(index)
  ended(() => plain.dispatcher.close(0))
  return { ...plain, lessons: netuid => (netuid === 1 ? told() : []) }
}

const good = (uid: number, count = 40) =>
  lessons({ uid, words: sum, score: 1, count }, { uid: 1 - uid, words: sum, score: 0, count })

test('plans follow what validators publish, from the second question on', async () => {
  const mixture = mixtureOf({ network: { validators: [telling(0, () => good(1))] } })
  const some = [candidate(0, 0.9), candidate(1)]
  const first = await mixture.plan(asked(sum(1), { seed: 1 }), some)
  assert.deepEqual(
    first.order.map(({ uid }) => uid),
    [0, 1],
  )
  await mixture.settled()
  const next = await mixture.plan(asked(sum(1), { seed: 1 }), some)
  assert.deepEqual(
    next.order.map(({ uid }) => uid),
    [1, 0],
  )
})

test('a validator that tells nothing, or too little, leaves the order by pay', async () => {
  const silent = validator(1)
  ended(() => silent.dispatcher.close(0))
  const mixture = mixtureOf({ network: { validators: [silent, telling(2, () => good(1, 3))] } })
  const some = [candidate(0, 0.9), candidate(1)]
  for (let i = 0; i < 2; i++) {
    const plan = await mixture.plan(asked(sum(1)), some)
    assert.deepEqual(
      plan.order.map(({ uid }) => uid),
      [0, 1],
    )
    await mixture.settled()
  }
})

test('learning goes on, once at a time, only when there is something new, and survives a failure', async () => {
  let told = good(0)
  let embedded = 0
  let broken = false
  const failures: unknown[] = []
  const learner = learnerOf({
    validators: [telling(3, () => told)],
    embed: async prompts => {
      embedded += prompts.length
      if (broken) throw new RangeError('no vectors today')
      return embed(prompts)
    },
    every: 0,
    failed: error => failures.push(error),
  })
  const again = async () => {
    learner.standings(1)
    learner.standings(1)
    await learner.settled()
    return learner.standings(1)?.lessons
  }
  assert.equal(await again(), 80)
  await learner.settled()
  assert.equal(await again(), 80)
  assert.equal(embedded, 80)
  broken = true
  told = good(1, 50)
  assert.equal(await again(), 80)
  assert.equal(failures.length, 1)
  broken = false
  told = good(1, 60)
  await learner.settled()
  assert.equal(await again(), 120)
  assert.equal(learner.standings(2), undefined)
})
