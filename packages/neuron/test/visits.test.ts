// Callers' visits: what of live requests belongs together, how they follow each other, and when a visit is played again.
import assert from 'node:assert/strict'
import { describe, mock, test } from 'node:test'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { keyPairFromUri } from '@taonet/wire'
import { z } from 'zod'
import { defineSubnet } from '../src/subnet.ts'
import { Moments } from '../src/validator/moments.ts'
import { pause } from '../src/validator/pause.ts'
import { type Visit, Visits } from '../src/validator/visits.ts'
import { minerKey, validatorKey } from './fixtures.ts'

const subnet = defineSubnet({
  name: 'visited',
  version: '1',
  paths: ['/v1/visited'],
  request: z.object({ kind: z.string(), say: z.string() }),
  response: z.object({}),
  deadline: 1_000,
  metrics: {},
  kinds: { any: { weight: 1, create: () => ({ steps: [], score: () => ({ score: 0, parts: {} }) }) } },
  envelope: ({ kind, say }, { words }) => ({ kind, shape: words ? say : say.length, words }),
})
const target = { netuid: 1, uid: 4, hotkey: minerKey.account, host: '127.0.0.1', port: 1 }
const validator = validatorKey.account

/** Visits under a clock of our own: each `ask` leaves in a turn of its own unless it is told otherwise. */
function watched() {
  mock.timers.enable({ apis: ['setTimeout'] })
  let now = 0
  const over: Visit[] = []
  const visits = new Visits(
    subnet,
    () => {},
    () => now,
  )
  visits.onOver(visit => over.push(visit))
  const ask = async (
    body: unknown,
    { caller = 1, mayKeep = false, turn = true } = {},
  ): Promise<() => void> => {
    const ended = visits.note(validator, { target, path: '/v1/visited', body, caller, mayKeep })
    if (turn) await setImmediate()
    return ended
  }
  const pass = (ms: number): void => {
    now += ms
    mock.timers.tick(ms)
  }
  return { visits, over, ask, pass }
}

describe('a visit', () => {
  test('is what one caller asks of a miner until nothing more comes, with its pauses', async t => {
    t.after(() => mock.timers.reset())
    const { ask, pass, over } = watched()
    const first = await ask({ kind: 'a', say: 'one' })
    pass(4)
    const second = await ask({ kind: 'a', say: 'three' })
    const stranger = await ask({ kind: 'a', say: 'x' }, { caller: 2 })
    pass(6)
    first()
    second()
    pass(15)
    const third = await ask({ kind: 'a', say: '' })
    stranger()
    pass(3_000)
    assert.equal(over.length, 1)
    third()
    pass(3_000)
    assert.equal(over.length, 2)
    const [other, visit] = over
    assert.deepEqual(
      other?.requests.map(one => one.shape),
      [1],
    )
    assert.deepEqual(
      visit?.requests.map(one => one.shape),
      [3, 5, 0],
    )
    assert.deepEqual(
      visit?.requests.map(one => one.after),
      [undefined, { overlapping: true, ms: 4 }, { overlapping: false, ms: 15 }],
    )
    assert.deepEqual([visit?.uid, visit?.hotkey, visit?.validator], [4, minerKey.account, validator])
  })

  test('is of one kind, and at most five requests long; what came in one turn came at once', async t => {
    t.after(() => mock.timers.reset())
    const { ask, pass, over } = watched()
    const kinds = ['a', 'a', 'b', 'a', 'a', 'a']
    const ended = await Promise.all(kinds.map(kind => ask({ kind, say: '' }, { turn: false })))
    await setImmediate()
    for (const one of ended) one()
    pass(3_000)
    assert.deepEqual(
      over.map(({ requests }) => requests.map(({ kind }) => kind).join('')),
      ['aa', 'b', 'aa', 'a'],
    )
    assert.deepEqual(over[0]?.requests[1]?.after, { overlapping: true, ms: 0 })
  })

  test('keeps words only where its caller allows it, and nothing of what is no request', async t => {
    t.after(() => mock.timers.reset())
    const { ask, pass, over } = watched()
    for (const mayKeep of [false, true]) (await ask({ kind: 'a', say: 'secret' }, { mayKeep }))()
    ;(await ask({ nothing: 1 }))()
    pass(3_000)
    assert.equal(over.length, 1)
    assert.deepEqual(
      over[0]?.requests.map(({ shape, worded }) => [shape, worded]),
      [
        [6, undefined],
        [6, 'secret'],
      ],
    )
  })

  test('ten requests a minute are enough for probes to go by', async t => {
    t.after(() => mock.timers.reset())
    const { ask, pass, visits } = watched()
    for (let i = 0; i < 12; i++) {
      assert.equal(visits.enough(validator, minerKey.account), i >= 10)
      ;(await ask({ kind: 'a', say: '' }))()
      ;(await ask({ nothing: 'that a probe could look like' }))()
    }
    assert.equal(visits.enough(minerKey.account, minerKey.account), false)
    pass(60_000)
    assert.equal(visits.enough(validator, minerKey.account), false)
  })
})

describe('the moment to play a visit again', () => {
  const elsewhere = keyPairFromUri('//Elsewhere').account
  const { signal } = new AbortController()

  test('is when somebody comes to another miner', async () => {
    const moments = new Moments()
    let gone = 0
    const waits = Array.from({ length: 100 }, async () => {
      await moments.next(minerKey.account, signal)
      gone++
    })
    for (let i = 0; i < 200; i++) moments.came(minerKey.account)
    await setTimeout(20)
    assert.equal(gone, 0)
    for (let i = 0; i < 20_000 && gone < 100; i++) {
      moments.came(elsewhere)
      if (i % 10 === 0) await setImmediate()
    }
    await Promise.all(waits)
  })

  test('keeps step with traffic: as many go for as many who come, however fast those come', async () => {
    const gone = async (between: () => Promise<unknown>): Promise<number> => {
      const moments = new Moments()
      const controller = new AbortController()
      let count = 0
      for (let i = 0; i < 256; i++)
        void moments.next(minerKey.account, controller.signal).then(() => {
          if (!controller.signal.aborted) count++
        })
      assert.equal(moments.full, true)
      for (let i = 0; i < 40; i++) {
        moments.came(elsewhere)
        await between()
      }
      await setTimeout(20)
      controller.abort()
      return count
    }
    // 256 times 1 - (63 / 64) ** 40.
    for (const count of [await gone(() => setImmediate()), await gone(() => setTimeout(2))])
      assert.ok(count > 80 && count < 160, `${count}`)
  })

  test('is at the latest when the signal comes', async () => {
    const controller = new AbortController()
    const waiting = new Moments().next(minerKey.account, controller.signal)
    controller.abort()
    await waiting
    await new Moments().next(minerKey.account, AbortSignal.abort())
  })
})

test('a pause is never shorter than it says, and ends with the signal', async () => {
  const { signal } = new AbortController()
  for (const ms of [0, 0.3, 1, 5.5]) {
    const started = performance.now()
    await pause(ms, signal)
    assert.ok(performance.now() - started >= ms)
  }
  await pause(60_000, AbortSignal.abort())
})
