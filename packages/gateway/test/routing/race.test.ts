// Who is asked when, who answers, and what becomes of the others. In virtual time.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Reply } from '@taonet/neuron'
import { isNetError, ready } from '@taonet/wire'
import { type Question, type Routing, routingOf, type Served } from '../../src/router.ts'
import { type Behaviour, candidate, VirtualClock, type VirtualMiners, virtualMiners } from './virtual.ts'

await ready()

interface World {
  readonly clock: VirtualClock
  readonly miners: VirtualMiners
  readonly routing: Routing
  ask(uids: readonly number[], rest?: Partial<Question<unknown>>): Promise<Served<unknown>>
  /** Answers enough for what is usual to be known. */
  learn(uid: number, times?: number): Promise<void>
}

/** The first chunk decides, as in a stream; the rest can be read on. */
async function begun(reply: Reply): Promise<AsyncIterator<string>> {
  const events = reply.events()[Symbol.asyncIterator]()
  await events.next()
  return events
}

function worldOf(behaviour: Behaviour): World {
  const clock = new VirtualClock()
  const miners = virtualMiners(clock, behaviour)
  const routing = routingOf({ subnets: [], validators: [miners.validator] }, { clock })
  const ask: World['ask'] = (uids, rest = {}) =>
    routing.router({
      model: 'auto',
      candidates: uids.map(uid => candidate(uid)),
      path: '/v1/chat/completions',
      body: {},
      signal: new AbortController().signal,
      deadline: 30_000,
      accept: reply => reply.json(),
      ...rest,
    })
  return {
    clock,
    miners,
    routing,
    ask,
    async learn(uid, times = 30) {
      for (let i = 0; i < times; i++) await clock.settled(ask([uid]))
      miners.asked.length = 0
    },
  }
}

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'answered'
  } catch (thrown) {
    return isNetError(thrown) ? thrown.code : String(thrown)
  }
}

describe('a late answer', () => {
  test('is hedged after two seconds while nothing is known; the faster one answers, the other is cancelled', async () => {
    const { clock, miners, ask, routing } = worldOf(uid => (uid === 1 ? 'never' : { after: 100 }))
    const { miner, tried, hedged } = await clock.settled(ask([1, 2, 3]))
    assert.deepEqual([miner.uid, tried, hedged], [2, [], [1]])
    assert.equal(clock.now(), 2_100)
    assert.deepEqual([miners.asked, miners.cancelled], [[1, 2], [1]])
    assert.deepEqual(routing.state().counts, { requests: 1, hedges: 1, hedgesWon: 1, trials: 0 })
    assert.deepEqual(routing.state().rooms, [
      { netuid: 1, running: 0, limit: 64, waiting: 0, waiting_batch: 0, refused: 0 },
    ])
  })

  test('is hedged after the tail of its kind once that is known', async () => {
    let stuck = false
    const { clock, learn, ask } = worldOf(uid => (stuck && uid === 1 ? 'never' : { after: 100 }))
    await learn(1)
    stuck = true
    const started = clock.now()
    const { miner } = await clock.settled(ask([1, 2]))
    assert.equal(miner.uid, 2)
    const took = clock.now() - started
    // The tail to within a bin of the histogram, and the second one's time.
    assert.ok(200 <= took && took <= 206, String(took))
  })

  test('may be hedged again when the second is late too', async () => {
    const { clock, ask, miners } = worldOf(uid => (uid < 3 ? 'never' : { after: 10 }))
    assert.equal((await clock.settled(ask([1, 2, 3]))).miner.uid, 3)
    assert.equal(clock.now(), 4_010)
    assert.deepEqual(miners.cancelled.sort(), [1, 2])
  })

  test('that comes all the same is taken', async () => {
    const { clock, ask } = worldOf(uid => ({ after: uid === 1 ? 2_500 : 60_000 }))
    const { miner, hedged } = await clock.settled(ask([1, 2]))
    assert.deepEqual([miner.uid, hedged, clock.now()], [1, [2], 2_500])
  })

  test('is not hedged where the question says so', async () => {
    const { clock, ask, miners } = worldOf(() => ({ after: 9_000 }))
    await clock.settled(ask([1, 2], { hedge: false }))
    assert.deepEqual(miners.asked, [1])
  })

  test('is not hedged while callers wait', async () => {
    const { clock, ask, miners } = worldOf(() => ({ after: 9_000 }))
    const all = Array.from({ length: 65 }, () => ask([1, 2]))
    await clock.pass(5_000)
    // Both have more than they took so far: the less full one is asked.
    assert.deepEqual([miners.active(1), miners.active(2)], [32, 32])
    await clock.settled(Promise.all(all))
  })

  test('is hedged no more than one request in twenty, beyond what was saved', async () => {
    const { clock, ask, routing } = worldOf(uid => ({ after: uid === 1 ? 3_000 : 60_000 }))
    for (let i = 0; i < 200; i++) await clock.settled(ask([1, 2]))
    assert.ok(routing.state().counts.hedges <= 10 + 200 * 0.05, JSON.stringify(routing.state().counts))
  })
})

describe('a stream', () => {
  test('is that of whoever begins first', async () => {
    const { clock, ask, miners } = worldOf(uid => ({ after: 5, pieces: uid === 1 ? [9_000] : [50, 50] }))
    const { miner, answer } = await clock.settled(ask([1, 2], { accept: begun }))
    assert.equal(miner.uid, 2)
    assert.equal(clock.now(), 2_055)
    assert.equal(miners.active(1), 0)
    assert.ok(answer !== undefined)
  })

  test('keeps its place until its last byte', async () => {
    const { clock, ask, routing } = worldOf(() => ({ after: 5, pieces: [10, 10] }))
    let stream: AsyncIterator<string> | undefined
    await clock.settled(
      ask([1], {
        accept: async reply => {
          stream = await begun(reply)
        },
      }),
    )
    const running = (): number | undefined => routing.state().rooms[0]?.running
    assert.equal(running(), 1)
    assert.ok(stream)
    await clock.settled(stream.next())
    assert.equal(running(), 1)
    assert.equal((await clock.settled(stream.next())).done, true)
    assert.equal(running(), 0)
    assert.equal(routing.state().miners[0]?.under_way, 0)
  })

  test('that nobody reads any more loses its place at its deadline', async () => {
    const { clock, ask, routing } = worldOf(() => ({ after: 5, pieces: [10, 10] }))
    await clock.settled(ask([1], { accept: begun, deadline: 1_000 }))
    await clock.pass(1_000)
    assert.equal(routing.state().rooms[0]?.running, 0)
  })
})

describe('a caller who goes away', () => {
  test('frees miner, hedge and place at once', async () => {
    const { clock, ask, miners, routing } = worldOf(() => 'never')
    const controller = new AbortController()
    const asked = codeOf(ask([1, 2, 3], { signal: controller.signal }))
    await clock.pass(2_500)
    assert.deepEqual(miners.asked, [1, 2])
    controller.abort()
    assert.equal(await clock.settled(asked), 'aborted')
    assert.equal(clock.now(), 2_500)
    assert.deepEqual([miners.active(1), miners.active(2), miners.asked.length], [0, 0, 2])
    assert.equal(routing.state().rooms[0]?.running, 0)
  })

  test('before anybody was asked costs nobody anything', async () => {
    const { clock, ask, miners } = worldOf(() => 'never')
    assert.equal(await clock.settled(codeOf(ask([1], { signal: AbortSignal.abort() }))), 'aborted')
    assert.deepEqual(miners.asked, [])
  })
})

describe('a deadline', () => {
  test('is for everything: what is left of it goes to each miner', async () => {
    const { clock, ask } = worldOf(() => 'never')
    assert.equal(await clock.settled(codeOf(ask([1, 2, 3], { deadline: 4_000 }))), 'deadline')
    assert.equal(clock.now(), 4_000)
  })

  test('that was too short does not speak against the miner', async () => {
    const { clock, ask, routing } = worldOf(() => ({ after: 400 }))
    for (let i = 0; i < 5; i++) await clock.settled(codeOf(ask([1], { deadline: 50 })))
    assert.deepEqual(
      routing.state().miners.map(one => one.breaker),
      ['closed'],
    )
  })
})

describe('a miner that fails', () => {
  test('is asked last, then beside another one, and first again when it answers', async () => {
    let broken = true
    const { clock, ask, miners } = worldOf(uid =>
      uid === 1 && broken ? { after: 5, code: 'disconnected' } : { after: 100 },
    )
    const served = async (): Promise<readonly number[]> => {
      miners.asked.length = 0
      await clock.settled(ask([1, 2]))
      return [...miners.asked]
    }
    assert.deepEqual(await served(), [1, 2])
    assert.deepEqual(await served(), [2])
    await clock.pass(2_000)
    // Half open: one request goes to it as well, and nobody waits for it.
    assert.deepEqual(await served(), [1, 2])
    assert.deepEqual(await served(), [2])
    await clock.pass(2_000)
    assert.deepEqual(await served(), [2])
    await clock.pass(2_000)
    broken = false
    assert.deepEqual(await served(), [1, 2])
    await clock.pass(100)
    assert.deepEqual(await served(), [1])
  })

  test('is asked when there is no other', async () => {
    const { clock, ask, miners } = worldOf(() => ({ after: 5, code: 'disconnected' }))
    for (let i = 0; i < 3; i++) assert.equal(await clock.settled(codeOf(ask([1]))), 'disconnected')
    assert.deepEqual(miners.asked, [1, 1, 1])
  })

  test('in the middle of a stream counts too, and its reader going away does not', async () => {
    for (const [breaks, state] of [
      ['cut-off', 'open'],
      ['aborted', 'closed'],
    ] as const) {
      const { clock, ask, routing, miners } = worldOf(() => ({ after: 5, pieces: [10], breaks }))
      const failed = await clock.settled(
        ask([1], {
          accept: async reply => {
            const events = await begun(reply)
            return { rest: () => codeOf(events.next()) }
          },
        }),
      )
      const { answer } = failed
      assert.ok(typeof answer === 'object' && answer !== null && 'rest' in answer)
      assert.ok(typeof answer.rest === 'function')
      assert.equal(await clock.settled(answer.rest()), breaks)
      assert.deepEqual([routing.state().miners[0]?.breaker, miners.active(1)], [state, 0])
    }
  })

  test('by stalls opens its breaker after a few', async () => {
    let stuck = false
    const { clock, learn, ask, miners } = worldOf(uid => (stuck && uid === 1 ? 'never' : { after: 100 }))
    await learn(1)
    stuck = true
    for (let i = 0; i < 3; i++) await clock.settled(ask([1, 2]))
    miners.asked.length = 0
    const started = clock.now()
    await clock.settled(ask([1, 2]))
    assert.deepEqual(miners.asked, [2])
    assert.equal(clock.now() - started, 100)
  })
})

describe('all are busy', () => {
  test('for a moment: they are asked again, and the caller notices nothing', async () => {
    const { clock, ask } = worldOf((_, now) => (now < 300 ? { after: 1, code: 'busy' } : { after: 10 }))
    assert.equal((await clock.settled(ask([1, 2]))).miner.uid, 1)
    assert.ok(clock.now() < 1_000)
  })

  test('for longer: the caller is told, and less goes out', async () => {
    const { clock, ask, routing } = worldOf(() => ({ after: 1, code: 'busy' }))
    const all = Array.from({ length: 40 }, () => codeOf(ask([1, 2])))
    assert.deepEqual([...new Set(await clock.settled(Promise.all(all)))], ['busy'])
    const [room] = routing.state().rooms
    assert.ok(room && room.limit < 40 && room.running === 0, JSON.stringify(room))
  })
})

describe('closing', () => {
  test('refuses who waits and who comes, lets the others end', async () => {
    const { clock, ask, routing } = worldOf(() => ({ after: 1_000 }))
    const all = Array.from({ length: 70 }, () => codeOf(ask([1, 2, 3, 4, 5])))
    await clock.pass(10)
    routing.drain()
    const late = codeOf(ask([1]))
    const codes = await clock.settled(Promise.all(all))
    assert.equal(codes.filter(one => one === 'answered').length, 64)
    assert.equal(codes.filter(one => one === 'closed').length, 6)
    assert.equal(await late, 'closed')
  })

  test('ends what is under way, and asks nobody else for it', async () => {
    const { clock, ask, routing, miners } = worldOf(() => 'never')
    const asked = codeOf(ask([1, 2]))
    await clock.pass(10)
    routing.end()
    assert.equal(await clock.settled(asked), 'closed')
    assert.deepEqual([miners.asked, miners.active(1)], [[1], 0])
  })
})
