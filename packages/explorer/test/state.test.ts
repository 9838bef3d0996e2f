// The lists and orders the page is drawn from.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NetUid } from '@taonet/runtime/tables'
import { accountId, hash32 } from '@taonet/wire'
import fc from 'fast-check'
import type { BlockSummary } from '../src/chain/read-block.ts'
import type { Neuron } from '../src/chain/read-metagraph.ts'
import { withBlock } from '../src/state/blocks.ts'
import { latestOnly } from '../src/state/latest-only.ts'
import { withEpochs } from '../src/state/network.ts'
import { pressed, sorted } from '../src/state/sorting.ts'
import { linesOf } from '../src/ui/chart-data.ts'

const NO_HASH = hash32(new Uint8Array(32))
const block = (number: number): BlockSummary => ({ number, hash: NO_HASH, time: number, sent: 0, notes: [] })

test('the strip holds the newest blocks, each once, in order, however they came', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 100, max: 110 })), numbers => {
      const list = numbers.reduce<readonly BlockSummary[]>((all, one) => withBlock(all, block(one), 20), [])
      const wanted = [...new Set(numbers)].sort((a, b) => a - b)
      assert.deepEqual(
        list.map(one => one.number),
        wanted,
      )
    }),
  )
})

test('the strip is cut to its length, and begins anew with another chain', () => {
  const list = Array.from({ length: 50 }, (_, i) => block(i + 1)).reduce<readonly BlockSummary[]>(
    (all, one) => withBlock(all, one, 20),
    [],
  )
  assert.deepEqual([list.length, list[0]?.number, list.at(-1)?.number], [20, 31, 50])
  assert.deepEqual(
    withBlock(list, block(3), 20).map(one => one.number),
    [3],
  )
})

test('epochs are remembered by block, once a subnet', () => {
  const one = { netuid: NetUid(1), lastEpoch: 20 }
  const two = { netuid: NetUid(2), lastEpoch: 20 }
  const idle = { netuid: NetUid(3), lastEpoch: 0 }
  const known = withEpochs(withEpochs(new Map(), [one, idle]), [one, two])
  assert.deepEqual([...known], [[20, [1, 2]]])
})

test('old epochs are forgotten first', () => {
  let known: ReturnType<typeof withEpochs> = new Map()
  for (let lastEpoch = 1; lastEpoch <= 9; lastEpoch++)
    known = withEpochs(known, [{ netuid: NetUid(1), lastEpoch }], 4)
  assert.deepEqual([...known.keys()], [6, 7, 8, 9])
})

const neuron = fc.record<Neuron>({
  uid: fc.nat({ max: 300 }),
  hotkey: fc.constant(accountId(new Uint8Array(32))),
  role: fc.constantFrom('owner', 'validator', 'miner', 'idle'),
  model: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
  engine: fc.constant(undefined),
  incentive: fc.constantFrom(0, 0.25, 1),
  dividends: fc.constantFrom(0, 0.5),
  emission: fc.bigInt({ min: 0n, max: 3n }),
  stake: fc.bigInt({ min: 0n, max: 3n }),
  lastUpdate: fc.nat({ max: 9 }),
  registeredAt: fc.constant(0),
})

test('sorting keeps every neuron and orders numbers by the column', () => {
  const numeric = ['incentive', 'dividends', 'emission', 'stake', 'lastUpdate'] as const
  const neurons = fc.uniqueArray(neuron, { selector: one => one.uid })
  fc.assert(
    fc.property(neurons, fc.constantFrom(...numeric), fc.boolean(), (list, column, descending) => {
      const result = sorted(list, { column, descending })
      assert.deepEqual(new Set(result), new Set(list))
      for (const [i, one] of result.entries()) {
        const before = result[i - 1]
        if (!before) continue
        assert.ok(descending ? before[column] >= one[column] : before[column] <= one[column])
      }
    }),
  )
})

test('a column pressed twice turns round; a new one starts where one looks first', () => {
  const once = pressed({ column: 'incentive', descending: true }, 'stake')
  assert.deepEqual(once, { column: 'stake', descending: true })
  assert.deepEqual(pressed(once, 'stake'), { column: 'stake', descending: false })
  assert.deepEqual(pressed(once, 'model'), { column: 'model', descending: false })
})

test('the chart has a line for everybody ever paid, the best paid now first', () => {
  const point = (at: number, ...shares: number[]) => ({ block: at, shares, price: 1 })
  const lines = linesOf([point(20, 0, 0.5, 0.5), point(40, 0, 0.3, 0, 0.7)])
  assert.deepEqual(
    lines.map(one => [one.uid, one.shares]),
    [
      [3, [0, 0.7]],
      [1, [0.5, 0.3]],
      [2, [0.5, 0]],
    ],
  )
})

test('of news that pile up only the newest is worked on, and a failure does not end it', async () => {
  const done: number[] = []
  const gates: (() => void)[] = []
  const take = latestOnly(async (news: number) => {
    await new Promise<void>(resolve => gates.push(resolve))
    done.push(news)
    if (news === 1) throw new Error('the chain went away')
  })
  const next = async (): Promise<void> => {
    gates.shift()?.()
    await new Promise(resolve => setImmediate(resolve))
  }
  for (const news of [1, 2, 3]) take(news)
  await next()
  await next()
  take(4)
  await next()
  assert.deepEqual(done, [1, 3, 4])
})
