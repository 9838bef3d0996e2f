// Averages: fair at the start, slow later, kept across restarts; weights keep their order.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { defineSubnet } from '../src/subnet.ts'
import { ScoreBook } from '../src/validator/score-book.ts'
import { weightsOf } from '../src/validator/weights.ts'
import { inFolder, minerKey, strangerKey } from './fixtures.ts'

const nothing = { steps: [], score: () => ({ score: 0, parts: {} }) }
const subnet = (version = '1') =>
  defineSubnet({
    name: 'averages',
    version,
    paths: ['/v1/chat/completions'],
    request: z.unknown(),
    response: z.unknown(),
    deadline: 1_000,
    metrics: {},
    kinds: { often: { weight: 3, create: () => nothing }, seldom: { weight: 1, create: () => nothing } },
  })

const miner = minerKey.account
const seen = (kind: string, score: number, answered = true) => ({
  kind,
  scored: { score, parts: { bits: 4 * score } },
  answered,
  latency: 10,
  block: 1,
})

test('the first scores count alike, later ones by a tenth', () =>
  inFolder(async folder => {
    const book = new ScoreBook(`${folder}/scores.json`, subnet())
    for (const score of [1, 0, 1, 0]) book.enter(miner, seen('often', score), 0)
    assert.equal(book.page(miner)?.kinds.often?.score, 0.5)
    assert.equal(book.page(miner)?.kinds.often?.parts.bits, 2)
    for (let i = 0; i < 100; i++) book.enter(miner, seen('often', 1), 0)
    const before = book.page(miner)?.kinds.often?.score ?? 0
    assert.ok(before > 0.99)
    book.enter(miner, seen('often', 0), 0)
    assert.ok(Math.abs((book.page(miner)?.kinds.often?.score ?? 0) - 0.9 * before) < 1e-12)
  }))

test('averages outlive a restart, but not a change of the protocol', () =>
  inFolder(async folder => {
    const path = `${folder}/scores.json`
    const book = new ScoreBook(path, subnet())
    book.enter(miner, seen('often', 0.75), Date.now())
    book.enter(miner, seen('seldom', 0.25), Date.now())
    book.save(Date.now())
    const again = new ScoreBook(path, subnet())
    assert.deepEqual(again.page(miner), book.page(miner))
    assert.equal(again.score(miner), (0.75 * 3 + 0.25) / 4)
    assert.equal(new ScoreBook(path, subnet('2')).page(miner), undefined)
  }))

test('a miner that stops answering decays to nothing', () =>
  inFolder(async folder => {
    const book = new ScoreBook(`${folder}/scores.json`, subnet())
    for (let i = 0; i < 10; i++) book.enter(miner, seen(book.nextKind(miner, Math.random()), 1), 0)
    assert.equal(book.score(miner), 1)
    let last = 1
    for (let i = 0; i < 20; i++) {
      book.enter(miner, seen(book.nextKind(miner, Math.random()), 0, false), 0)
      assert.ok(book.score(miner) < last)
      last = book.score(miner)
    }
    assert.ok(last < 1e-3)
  }))

test('the standard error falls with probes, stays high for who is unsteady, and is largest for the unknown', () =>
  inFolder(async folder => {
    const book = new ScoreBook(`${folder}/scores.json`, subnet())
    const unknown = book.standardError(miner)
    // Two kinds of three quarters and one quarter, each with the largest variance there is.
    assert.ok(Math.abs(unknown - Math.sqrt(0.25 * (0.75 ** 2 + 0.25 ** 2))) < 1e-12)
    let last = unknown
    for (let i = 0; i < 12; i++) {
      for (const kind of ['often', 'seldom']) book.enter(miner, seen(kind, 1), 0)
      if (i === 0) continue
      assert.ok(book.standardError(miner) < last)
      last = book.standardError(miner)
    }
    assert.ok(last < 0.06)
    const other = strangerKey.account
    for (let i = 0; i < 40; i++)
      for (const kind of ['often', 'seldom']) book.enter(other, seen(kind, i % 2), 0)
    assert.ok(book.standardError(other) > 2 * last)
    assert.ok(book.standardError(other) <= unknown)
  }))

test('kinds come in the proportion of their weights, all of them soon', () =>
  inFolder(async folder => {
    const book = new ScoreBook(`${folder}/scores.json`, subnet())
    const kinds = Array.from({ length: 40 }, () => {
      const kind = book.nextKind(miner, Math.random())
      book.enter(miner, seen(kind, 1), 0)
      return kind
    })
    assert.equal(kinds.filter(kind => kind === 'often').length, 30)
    assert.ok(kinds.slice(0, 4).includes('seldom'))
  }))

test('weights keep the order of scores, reach 65535, and say nothing about nobody', () => {
  const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(scores, list => {
      const weights = weightsOf(list.map((score, uid) => ({ uid, score })))
      if (Math.max(...list) === 0) return assert.equal(weights, undefined)
      assert.ok(weights)
      assert.equal(Math.max(...weights.values), 65_535)
      const sorted = list
        .map((score, i) => ({ score, value: weights.values[i] ?? -1 }))
        .sort((a, b) => a.score - b.score)
      for (const [i, { value }] of sorted.entries())
        assert.ok(i === 0 || value >= (sorted[i - 1]?.value ?? 0))
    }),
  )
  assert.equal(weightsOf([]), undefined)
})
