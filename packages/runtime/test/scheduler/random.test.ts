// Schedules at random, against a list of who should have a turn in which block.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Hash, hash32, idAddress } from '@taonet/wire'
import fc from 'fast-check'
import { Tao } from '../../src/nouns.ts'
import { callValue, storage } from '../../src/tables.ts'
import { asRoot } from '../frame/as-root.ts'
import { account, TAO, TestChain } from '../frame/chain.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)

interface Act {
  /** Blocks from now. */
  readonly ahead: number
  readonly period: number
  readonly times: number
  readonly named: boolean
  /** Takes off the first call with a name instead, if there is one. */
  readonly cancels: boolean
}
const act: fc.Arbitrary<Act> = fc.record({
  ahead: fc.integer({ min: 2, max: 6 }),
  period: fc.integer({ min: 0, max: 3 }),
  times: fc.integer({ min: 0, max: 4 }),
  named: fc.boolean(),
  cancels: fc.integer({ min: 0, max: 3 }).map(one => one === 0),
})
const MAX_ACTS = 8
/** The last turn that an act can lead to: the last act's, as far ahead as can be, the fourth. */
const END = MAX_ACTS + 6 + 3 * 3

const nameOf = (act: number): Hash => hash32(new Uint8Array(32).fill(act))

/** "block act", for a turn of what an act put down. */
const turn = (block: number, act: number): string => `${block} ${account(`target of ${act}`)}`

const blocksOf = ({ period, times }: Act, first: number): number[] =>
  Array.from({ length: period > 0 && times > 1 ? times : 1 }, (_, i) => first + i * period)

/** A call that shows in an event whose it was. */
const mark = (act: number) =>
  callValue('Balances', 'force_set_balance', {
    who: idAddress(account(`target of ${act}`)),
    new_free: Tao(5000n),
  })

/** A chain on which acts are done, one a block; what came of it, and what should have. */
function run(acts: readonly Act[]) {
  const chain = new TestChain({ sudo: TAO, author: TAO })
  const seen: string[] = []
  const expected: string[] = []
  const named = new Map<number, readonly number[]>()
  const watch = () => {
    for (const { event, phase } of chain.events())
      if (event.name === 'BalanceSet' && phase.type === 'Initialization')
        seen.push(`${chain.number} ${event.fields.who}`)
  }
  for (const [n, one] of acts.entries()) {
    const now = chain.number + 1
    const [victim] = named.entries()
    if (one.cancels && victim) {
      const [act, blocks] = victim
      // Turns of a block come before its extrinsics.
      const failure = blocks.some(block => block > now) ? undefined : 'NotFound'
      assert.equal(asRoot(chain, callValue('Scheduler', 'cancel_named', { id: nameOf(act) })), failure)
      expected.push(...blocks.filter(block => block <= now).map(block => turn(block, act)))
      named.delete(act)
    } else {
      const when = now + one.ahead
      const maybe_periodic: [number, number] = [one.period, one.times]
      const order = { when, maybe_periodic, priority: 7, call: mark(n) }
      const put = one.named
        ? callValue('Scheduler', 'schedule_named', { id: nameOf(n), ...order })
        : callValue('Scheduler', 'schedule', order)
      assert.equal(asRoot(chain, put), undefined)
      const blocks = blocksOf(one, when)
      if (one.named) named.set(n, blocks)
      else expected.push(...blocks.map(block => turn(block, n)))
    }
    watch()
  }
  for (const [act, blocks] of named) expected.push(...blocks.map(block => turn(block, act)))
  while (chain.number <= END) {
    chain.block()
    watch()
  }
  return { chain, seen, expected }
}

test('every call has its turns, in its blocks, until it is taken off; nothing else has any', () => {
  let turns = 0
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: MAX_ACTS }), acts => {
      const { chain, seen, expected } = run(acts)
      assert.deepEqual(seen.sort(), expected.sort())
      turns += seen.length
      for (const row of ['Agenda', 'Lookup', 'Retries'] as const)
        assert.deepEqual([...storage.Scheduler[row].entries(chain)], [], row)
    }),
    { numRuns: 20 * EFFORT },
  )
  assert.ok(turns > 20)
})
