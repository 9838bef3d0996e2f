// What a validator's scores teach a gateway: which questions, whose answers, which marks, and no more of it than is kept.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Random } from '@taonet/models/random'
import { hash32, hexToBytes } from '@taonet/wire'
import { z } from 'zod'
import { defineSubnet } from '../src/subnet.ts'
import { EvidenceLog } from '../src/validator/evidence.ts'
import { valueHash } from '../src/validator/evidence-lines.ts'
import { KEPT_LESSONS, LessonBook, lessonsOf, MOST_WORDS, type Scoring } from '../src/validator/lessons.ts'
import { recalledScorings } from '../src/validator/recalled-lessons.ts'
import { inFolder, minerKey, validatorKey } from './fixtures.ts'

const asks = (...words: string[]) => ({
  steps: words.map(say => ({ path: '/v1/say' as const, body: { say } })),
})
/** Two questions that follow from the seed. */
const create = (random: Random) => ({
  steps: [1, 2].map(() => ({ path: '/v1/say' as const, body: { say: `say ${random.uint32()}` } })),
  score: () => ({ score: 0, parts: {} }),
})
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

  test('after a restart the evidence tells the same again, of this protocol and of this subnet’s kinds', () =>
    inFolder(async folder => {
      const told = new LessonBook(subnet)
      const write = (protocol: typeof subnet.protocol, epoch: bigint, folderOf: string) => {
        const log = new EvidenceLog(folderOf, {
          netuid: 1,
          validator: validatorKey.ss58,
          subnet: 'said',
          version: '1',
          protocol,
        })
        log.turn(epoch, valueHash('secret'), () => undefined)
        return log
      }
      for (const epoch of [3n, 4n]) {
        const log = write(subnet.protocol, epoch, folder)
        for (let i = 0; i < 5; i++) {
          const kind = ['marked', 'judged', 'silent'][i % 3] ?? ''
          const seed = valueHash(`${epoch} ${i}`)
          const challenge = subnet.challenge(kind, hexToBytes(seed), { uid: 3, declaration: undefined })
          const scored = { score: i / 10, parts: {}, ...(kind === 'marked' ? { steps: [1, 0] } : {}) }
          told.note(scoring({ ...scored, kind, challenge, block: i }))
          log.probe({
            ...scored,
            counter: i,
            block: i,
            blockHash: seed,
            uid: 3,
            miner: minerKey.ss58,
            seed,
            kind,
            declaration: null,
            requests: [],
            outcomes: [],
            measured: undefined,
          })
        }
      }
      write(valueHash('another protocol'), 5n, folder)
      const recalled = new LessonBook(subnet)
      for (const one of recalledScorings(folder, subnet)) recalled.note(one)
      assert.deepEqual(recalled.since(0), told.since(0))
      assert.equal(recalled.since(0).length, 16)
      assert.deepEqual(recalledScorings(`${folder}/nowhere`, subnet), [])
    }))
})
