// The block's step against a plain reading of the specification, on networks of every kind, to the rao.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { invariants } from '../../src/protocol.ts'
import { naiveBlock } from '../oracle/naive-block.ts'
import { Rows } from '../oracle/rows.ts'
import { chainOf, chainShape, step } from './hand-made.ts'

/** What a property must have met to have shown anything. */
const FEATURES: Readonly<Record<string, (after: Rows, before: Rows) => boolean>> = {
  'miners earn': after => after.under('Incentive/').some(([, list]) => (list as number[]).some(x => x > 0)),
  'a second mechanism pays': after =>
    after.under('Incentive/409').some(([, list]) => (list as number[]).some(x => x > 0)),
  'bonds grow': after => after.under('Bonds/').length > 0,
  'root dividends wait': after => after.under('PendingRootAlphaDivs/').length > 0,
  'root dividends are due': after => after.under('RootClaimable/').length > 0,
  'incentive is withheld': after => after.under('MinerBurned/').length > 0,
  'the chain buys': after => after.under('SubnetExcessTao/').length > 0,
  'liquidity grows': after => after.under('SubnetTaoInEmission/').length > 0,
  'an epoch waits': after => after.under('PendingEpochAt/').length > 0,
  'voting power grows': (after, before) =>
    after.under('VotingPower/').some(([label]) => after.big(label) > before.big(label)),
  'voting power is lost': (after, before) =>
    before.under('VotingPower/').some(([label]) => !after.values.has(label)),
  'voting power ends': (after, before) =>
    before.under('VotingPowerTrackingEnabled/').some(([label]) => !after.values.has(label)),
  'children take effect': (after, before) =>
    after.under('ChildKeys/').some(([label, links]) => !isDeepStrictEqual(links, before.values.get(label))),
  'children are dropped': (after, before) =>
    before
      .under('PendingChildKeys/')
      .some(([label]) => !after.values.has(label) && after.under('ChildKeys/').length === 0),
  'children wait': after => after.under('PendingChildKeys/').length > 0,
  'alpha is recycled': (after, before) =>
    after.under('SubnetAlphaOut/').some(([label]) => {
      const [pool, minted, injected] = ['In', 'OutEmission', 'InEmission'].map(part =>
        label.replace('Out', part),
      )
      const change = (row: string): bigint => after.big(row) - before.big(row)
      return change(label) + change(pool!) < after.big(minted!) + after.big(injected!)
    }),
}

test('any network, any parameters: every row is what the specification says', () => {
  const missing = new Set(Object.keys(FEATURES))
  fc.assert(
    fc.property(chainShape, fc.integer({ min: 1, max: 6 }), (shape, blocks) => {
      const world = chainOf(shape)
      for (let i = 0; i < blocks; i++) {
        const before = Rows.of(world)
        const expected = Rows.of(world)
        naiveBlock(world, expected, world.block + 1)
        step(world)
        const after = Rows.of(world)
        assert.deepEqual(after.sorted(), expected.sorted(), `block ${world.block}`)
        for (const check of invariants) check(world)
        for (const name of missing) if (FEATURES[name]?.(after, before)) missing.delete(name)
      }
    }),
    { numRuns: 150 },
  )
  assert.deepEqual([...missing], [])
})
