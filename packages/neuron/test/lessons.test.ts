// What a validator's scores teach a gateway: which questions, whose answers, which marks, and no more of it than is kept.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hash32 } from '@taonet/wire'
import { z } from 'zod'
import { defineSubnet } from '../src/subnet.ts'
import { KEPT_LESSONS, LessonBook, lessonsOf, MOST_WORDS, type Scoring } from '../src/validator/lessons.ts'
import { minerKey } from './fixtures.ts'

const asks = (...words: string[]) => ({
  steps: words.map(say => ({ path: '/v1/say' as const, body: { say } })),
})
const create = () => ({ steps: [], score: () => ({ score: 0, parts: {} }) })
const words = ({ say }: { say: string }) => say
const subnet = defineSubnet({
  name: 'said',
  version: '1',
  paths: ['/v1/say'],
  request: z.object({ say: z.string() }),
  response: z.object({ said: z.string() }),
  kinds: {
    marked: { weight: 1, create, teaches: { marks: 'exact', words } },
    judged: { weight: 1, create, teaches: { marks: 'degree', words } },
    silent: { weight: 1, create },
  },
  deadline: 1_000,
  metrics: {},
})

const scoring = (some: Partial<Scoring>): Scoring => ({
  kind: 'marked',
  uid: 3,
  hotkey: minerKey.account,
  declaration: undefined,
  block: 9,
  challenge: asks('one', 'two'),
  score: 0.5,
  parts: {},
  ...some,
})

describe('lessons', () => {
  test('each step has its own mark where the kind can tell, else the score of the probe', () => {
    const marks = (some: Partial<Scoring>) =>
      lessonsOf(subnet, scoring(some)).map(({ words: said, score }) => [said, score])
    assert.deepEqual(marks({ steps: [1, 0] }), [
      ['one', 1],
      ['two', 0],
    ])
    assert.deepEqual(marks({ kind: 'judged' }), [
      ['one', 0.5],
      ['two', 0.5],
    ])
  })

  test('what is asked step by step is one question; a kind that says nothing of answers teaches nothing', () => {
    assert.equal(lessonsOf(subnet, scoring({ challenge: asks('a', 'a', 'a') })).length, 1)
    assert.deepEqual(lessonsOf(subnet, scoring({ kind: 'silent' })), [])
    assert.deepEqual(lessonsOf(subnet, scoring({ kind: 'unheard of' })), [])
    const odd = { steps: [{ path: '/v1/say' as const, body: 7 }] }
    assert.deepEqual(lessonsOf(subnet, scoring({ challenge: odd })), [])
  })

  test('a lesson is bound to the key and the weights that answered', () => {
    const sha256 = hash32(new Uint8Array(32).fill(7))
    const declaration = { model: 'm', sha256, engine: 'e', protocol: sha256 }
    const [lesson] = lessonsOf(subnet, scoring({ declaration, challenge: asks('x'.repeat(5_000)) }))
    assert.deepEqual(
      [lesson?.uid, lesson?.hotkey, lesson?.sha256, lesson?.block, lesson?.marks, lesson?.words.length],
      [3, minerKey.account, sha256, 9, 'exact', MOST_WORDS],
    )
  })

  test('the newest are kept, and a reader gets each once', () => {
    const book = new LessonBook(subnet)
    const read: number[] = []
    for (let i = 0; i < 3 * KEPT_LESSONS; i++) {
      book.note(scoring({ challenge: asks(`question ${i}`) }))
      if (i % 1_000 === 0) read.push(...book.since(read.at(-1) ?? 0).map(({ number }) => number))
    }
    read.push(...book.since(read.at(-1) ?? 0).map(({ number }) => number))
    assert.deepEqual(
      read,
      Array.from({ length: 3 * KEPT_LESSONS }, (_, i) => i + 1),
    )
    assert.equal(book.since(0).length, KEPT_LESSONS)
    assert.equal(book.since(0).at(-1)?.words, `question ${3 * KEPT_LESSONS - 1}`)
    assert.deepEqual(book.since(3 * KEPT_LESSONS), [])
    assert.deepEqual(book.since(1e9), [])
  })
})
