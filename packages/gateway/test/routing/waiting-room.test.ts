// Turns: nobody is lost, nobody starves, nobody waits for what comes too late, and the room has walls.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isNetError, NetError } from '@taonet/wire'
import fc from 'fast-check'
import { Refused } from '../../src/openai-error.ts'
import { type Place, WaitingRoom, type Wish } from '../../src/routing/waiting-room.ts'
import { VirtualClock } from './virtual.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
/** Places of a new room. */
const PLACES = 64
const MOST_WAITING = 2_048

const wish = (caller: string, rest: Partial<Wish> = {}): Wish => ({
  caller,
  weight: 1,
  batch: false,
  left: 60_000,
  signal: new AbortController().signal,
  ...rest,
})

const flush = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

interface Held {
  readonly room: WaitingRoom
  readonly clock: VirtualClock
  /** Who got a place, in order. */
  readonly served: string[]
  readonly places: Place[]
  readonly refused: { readonly caller: string; readonly why: unknown }[]
  come(caller: string, rest?: Partial<Wish>): void
}

function roomWith(): Held {
  const clock = new VirtualClock()
  const held: Held = {
    clock,
    room: new WaitingRoom(clock),
    served: [],
    places: [],
    refused: [],
    come(caller, rest) {
      held.room.enter(wish(caller, rest)).then(
        place => {
          held.served.push(caller)
          held.places.push(place)
        },
        (why: unknown) => held.refused.push({ caller, why }),
      )
    },
  }
  return held
}

/** One place becomes free, and somebody takes it. */
async function free({ places }: Held): Promise<void> {
  places.shift()?.leave()
  await flush()
}

async function fullRoom(): Promise<Held> {
  const held = roomWith()
  for (let i = 0; i < PLACES; i++) held.come('first')
  await flush()
  assert.equal(held.served.length, PLACES)
  held.served.length = 0
  return held
}

const statusOf = (why: unknown): number => (why instanceof Refused ? why.status : 0)

describe('callers take turns', () => {
  test('whoever sends much waits for whoever sends little', async () => {
    const held = await fullRoom()
    for (let i = 0; i < 100; i++) held.come('many')
    for (let i = 0; i < 3; i++) held.come('few')
    await flush()
    for (let i = 0; i < 8; i++) await free(held)
    assert.equal(held.served.filter(one => one === 'few').length, 3)
    assert.ok(held.served.indexOf('few') <= 1)
  })

  test('by their weights', async () => {
    const held = await fullRoom()
    for (let i = 0; i < 60; i++) {
      held.come('light')
      held.come('heavy', { weight: 3 })
    }
    await flush()
    for (let i = 0; i < 40; i++) await free(held)
    const heavy = held.served.filter(one => one === 'heavy').length
    assert.deepEqual([heavy, held.served.length - heavy], [30, 10])
  })

  test('batches come after all others, and leave a quarter of the places to them', async () => {
    const held = roomWith()
    for (let i = 0; i < PLACES; i++) held.come('batch', { batch: true })
    await flush()
    assert.equal(held.served.length, PLACES * 0.75)
    held.come('person')
    await flush()
    assert.equal(held.served.at(-1), 'person')
    for (let i = 0; i < 20; i++) held.come('person')
    await flush()
    held.served.length = 0
    for (let i = 0; i < 5; i++) await free(held)
    assert.deepEqual([...new Set(held.served)], ['person'])
  })

  test('a batch does not pass those who wait, and those who come pass a waiting batch', async () => {
    const held = await fullRoom()
    held.come('batch', { batch: true })
    held.come('person')
    await flush()
    await free(held)
    assert.deepEqual(held.served, ['person'])
  })
})

describe('the room is bounded', () => {
  test('one caller alone is told that all is full, with a pause', async () => {
    const held = await fullRoom()
    for (let i = 0; i < MOST_WAITING + 5; i++) held.come('many')
    await flush()
    assert.equal(held.room.state().waiting, MOST_WAITING)
    assert.deepEqual(
      held.refused.map(one => statusOf(one.why)),
      Array(5).fill(503),
    )
    const [first] = held.refused
    assert.ok(first?.why instanceof Refused && Number(first.why.headers['retry-after']) >= 1)
  })

  test('whoever fills it makes room for others, and is told so by 429', async () => {
    const held = await fullRoom()
    for (let i = 0; i < MOST_WAITING; i++) held.come('many')
    for (let i = 0; i < 10; i++) held.come('few')
    await flush()
    assert.equal(held.room.state().waiting, MOST_WAITING)
    assert.deepEqual(
      held.refused.map(({ caller, why }) => [caller, statusOf(why)]),
      Array(10).fill(['many', 429]),
    )
    held.come('many')
    await flush()
    assert.deepEqual([held.refused.at(-1)?.caller, statusOf(held.refused.at(-1)?.why)], ['many', 429])
  })

  test('lines of batches make room first', async () => {
    const held = await fullRoom()
    for (let i = 0; i < MOST_WAITING - 10; i++) held.come('many')
    for (let i = 0; i < 10; i++) held.come('batch', { batch: true })
    held.come('few')
    await flush()
    assert.deepEqual(
      held.refused.map(one => one.caller),
      ['batch'],
    )
  })
})

describe('nobody waits in vain', () => {
  test('when the queue is longer than the deadline one is refused at once', async () => {
    const held = await fullRoom()
    // Places are held for ten seconds: 64 in ten seconds, 6.4 a second.
    await held.clock.pass(10_000)
    for (let i = 0; i < PLACES; i++) held.come('many')
    await flush()
    for (let i = 0; i < PLACES; i++) await free(held)
    for (let i = 0; i < 100; i++) held.come('many')
    await flush()
    assert.equal(held.refused.length, 0)
    held.come('many', { left: 5_000 })
    held.come('newcomer', { left: 5_000 })
    await flush()
    assert.deepEqual(
      held.refused.map(({ caller, why }) => [caller, statusOf(why)]),
      [['many', 503]],
    )
    const [{ why } = { why: undefined }] = held.refused
    assert.ok(why instanceof Refused)
    assert.ok(Number(why.headers['retry-after']) > 5, why.headers['retry-after'])
  })

  test('whoever has waited as long as he may is refused', async () => {
    const held = await fullRoom()
    held.come('brief', { left: 1_000 })
    held.come('long', { left: 600_000 })
    held.come('batch', { left: 600_000, batch: true })
    await held.clock.pass(999)
    assert.equal(held.refused.length, 0)
    await held.clock.pass(2)
    assert.deepEqual(
      held.refused.map(one => one.caller),
      ['brief'],
    )
    await held.clock.pass(30_000)
    assert.deepEqual(
      held.refused.map(one => one.caller),
      ['brief', 'long'],
    )
    assert.equal(held.room.state().waiting_batch, 1)
  })

  test('whoever goes away gives up his turn', async () => {
    const held = await fullRoom()
    const controller = new AbortController()
    held.come('gone', { signal: controller.signal })
    held.come('next')
    await flush()
    controller.abort()
    await flush()
    assert.ok(isNetError(held.refused[0]?.why) && held.refused[0].why.code === 'aborted')
    assert.equal(held.room.state().refused, 0)
    await free(held)
    assert.deepEqual(held.served, ['next'])
  })

  test('when it closes all who wait and come are refused', async () => {
    const held = await fullRoom()
    held.come('waiting')
    await flush()
    held.room.close(new NetError('closed', 'closing', 'go'))
    await flush()
    held.come('late')
    await flush()
    assert.deepEqual(
      held.refused.map(({ caller, why }) => [caller, isNetError(why) && why.code]),
      [
        ['waiting', 'closed'],
        ['late', 'closed'],
      ],
    )
  })
})

describe('places', () => {
  test('become more while they are used and it goes well, and fewer when there is no room', async () => {
    const held = await fullRoom()
    for (let i = 0; i < 500; i++) held.come('many')
    await flush()
    for (let i = 0; i < PLACES; i++) held.places[i]?.answered()
    await flush()
    assert.equal(held.room.state().limit, 2 * PLACES)
    assert.equal(held.served.length, PLACES)
    held.places[0]?.noRoom()
    held.places[1]?.noRoom()
    assert.equal(held.room.state().limit, 1.5 * PLACES)
  })

  test('are never lost nor given twice, whatever happens', async () => {
    const event = fc.oneof(
      fc.record({
        type: fc.constant('come' as const),
        caller: fc.integer({ min: 0, max: 5 }),
        batch: fc.boolean(),
        left: fc.integer({ min: 1, max: 40_000 }),
      }),
      fc.record({ type: fc.constant('leave' as const), at: fc.nat(200) }),
      fc.record({ type: fc.constant('gone' as const), at: fc.nat(200) }),
      fc.record({ type: fc.constant('answered' as const), at: fc.nat(200) }),
      fc.record({ type: fc.constant('noRoom' as const), at: fc.nat(200) }),
      fc.record({ type: fc.constant('pass' as const), ms: fc.nat(5_000) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 50, maxLength: 400 }), async events => {
        const held = roomWith()
        const controllers: AbortController[] = []
        let came = 0
        for (const one of events) {
          if (one.type === 'come') {
            // Many at a time, so that the room does fill.
            for (let i = 0; i < 16; i++) {
              const controller = new AbortController()
              controllers.push(controller)
              held.come(String(one.caller), { batch: one.batch, left: one.left, signal: controller.signal })
              came++
            }
            await flush()
          } else if (one.type === 'pass') await held.clock.pass(one.ms)
          else if (one.type === 'gone') controllers[one.at]?.abort()
          else if (one.type === 'leave') {
            const [place] = held.places.splice(one.at % Math.max(1, held.places.length), 1)
            place?.leave()
            place?.leave()
          } else held.places[one.at % Math.max(1, held.places.length)]?.[one.type]()
          await flush()
          const { running, waiting, limit } = held.room.state()
          assert.equal(running, held.places.length)
          assert.equal(came, held.served.length + held.refused.length + waiting)
          if (waiting > held.room.state().waiting_batch) assert.ok(running >= limit)
        }
        while (held.places.length > 0) await free(held)
        assert.deepEqual([held.room.state().running, held.room.state().waiting], [0, 0])
      }),
      { numRuns: 30 * EFFORT },
    )
  })
})
