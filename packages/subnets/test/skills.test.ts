/** The skills: tasks are fresh and repeatable, answers right by a second way of finding them, marks hard to game. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomFrom, seedFrom } from '@taonet/models/random'
import fc from 'fast-check'
import { gradeExact, type Skill, skills } from '../src/text/skills/index.ts'
import { oracle } from './skill-oracles.ts'

const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 })

/** Sentences a lazy miner might send for everything. */
const CANNED = [
  'That is a great question! I would be happy to help you with that.',
  'The answer depends on the context, but generally it is yes.',
  '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20',
  'Yes',
  '',
]

test('there are at least twelve families, and every one has an oracle', () => {
  assert.ok(skills.length >= 12)
  assert.deepEqual(Object.keys(oracle).sort(), skills.map(({ name }) => name).sort())
})

for (const skill of skills) {
  test(`${skill.name}: answers are right and get full marks`, () => {
    fc.assert(
      fc.property(seeds, seed => {
        const task = skill.make(randomFrom(seed))
        assert.equal(task.answer, oracle[skill.name]?.(task.prompt), task.prompt)
        assert.equal(skill.grade(task.answer, task), 1)
        assert.equal(skill.grade(` "${task.answer}".\n`, task), 1)
        assert.equal(skill.grade(`The answer is ${task.answer}.`, task), 0.9)
        assert.deepEqual(skill.make(randomFrom(seed)), task)
      }),
      { numRuns: 1000 * Number(process.env.TAONET_EFFORT ?? 1) },
    )
  })

  test(`${skill.name}: other answers, the question itself and canned text earn next to nothing`, () => {
    const tasks = manyTasks(skill, 400)
    tasks.forEach((task, i) => {
      const other = tasks[(i + 1) % tasks.length]
      if (other !== undefined && other.answer !== task.answer)
        assert.equal(skill.grade(other.answer, task), 0)
    })
    const mean = (reply: (prompt: string) => string) =>
      tasks.reduce((sum, task) => sum + skill.grade(reply(task.prompt), task), 0) / tasks.length
    for (const text of CANNED) assert.ok(mean(() => text) < 0.05, `${skill.name}: ${text}`)
    assert.ok(mean(prompt => prompt) < 0.05, `${skill.name}: the question repeated`)
  })

  test(`${skill.name}: tasks are fresh and not long`, () => {
    const prompts = manyTasks(skill, 300).map(({ prompt }) => prompt)
    assert.ok(new Set(prompts).size > 150, `${new Set(prompts).size} different questions of 300`)
    for (const prompt of prompts) assert.ok(prompt.length <= 120 && /^[ -~]+$/.test(prompt), prompt)
  })
}

function manyTasks(skill: Skill, count: number) {
  const random = randomFrom(seedFrom(`many ${skill.name}`))
  return Array.from({ length: count }, () => skill.make(random))
}

test('marks are between 0 and 1 for any reply whatever', () => {
  const tasks = skills.map(skill => ({ skill, task: skill.make(randomFrom(seedFrom('any'))) }))
  fc.assert(
    fc.property(
      fc.string({ maxLength: 2000, unit: 'binary' }),
      fc.constantFrom(...tasks),
      (reply, { skill, task }) => {
        const mark = skill.grade(reply, task)
        assert.ok(mark >= 0 && mark <= 1)
      },
    ),
    { numRuns: 2000 * Number(process.env.TAONET_EFFORT ?? 1) },
  )
})

test('an answer hidden at the end of a long list is not an answer', () => {
  const spray = Array.from({ length: 30 }, (_, i) => i).join(' ')
  assert.equal(gradeExact(spray, '29'), 0)
  assert.equal(gradeExact('it may be 28 or 29', '29'), 0.9)
  assert.equal(gradeExact('29 or 28', '29'), 0)
  assert.equal(gradeExact('129', '29'), 0)
  assert.equal(gradeExact('abc', 'ABC', true), 0)
})
