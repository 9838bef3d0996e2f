// The fast epoch equals the plain one, bit for bit, order of bond entries included, on random hostile little networks.
// TAONET_EFFORT multiplies how many.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { I64F64 } from '@taonet/wire'
import fc from 'fast-check'
import { type MechanismEpoch, runEpoch, type SubnetEpoch } from '../../src/chapters/epoch/epoch.ts'
import type { Row } from '../../src/chapters/epoch/sparse.ts'
import { naiveEpoch } from './naive-epoch.ts'

const CASES = 10_000 * Number(process.env.TAONET_EFFORT ?? 1)

const u16 = fc.oneof(fc.nat(65_535), fc.constantFrom(0, 1, 2, 32_767, 32_768, 65_534, 65_535))
const near = (height: number) =>
  fc.oneof(fc.integer({ min: height - 3, max: height + 3 }), fc.nat(2 * height))

/** Rows in any order, with zeros, self weights and uids beyond the last. */
const rows = (n: number): fc.Arbitrary<Row[]> =>
  fc.array(
    fc.uniqueArray(fc.tuple(fc.nat(n), u16), { selector: ([uid]) => uid, maxLength: n }).chain(row =>
      // Mostly ascending, as clients send them.
      fc.boolean().map(sort => (sort ? [...row].sort((a, b) => a[0] - b[0]) : row)),
    ),
    { minLength: n, maxLength: n },
  )

const rao = fc.oneof(fc.bigInt(0n, 30n), fc.bigInt(0n, 21n * 10n ** 15n), fc.constantFrom(0n, 1n, 10n ** 12n))
const fraction = fc.oneof(fc.constant(0n), fc.bigInt(0n, (1n << 64n) - 1n))

const network = fc.integer({ min: 1, max: 8 }).chain(n => {
  const list = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: n, maxLength: n })
  const subnet: fc.Arbitrary<SubnetEpoch> = fc.record({
    block: near(1000),
    tempo: fc.constantFrom(1, 20, 360, 2000),
    lastStep: fc.oneof(fc.constant(0), near(900)),
    activityCutoff: fc.constantFrom(1, 100, 5000),
    stake: list(fc.tuple(rao, fraction).map(([whole, rest]) => I64F64.fromBits((whole << 64n) + rest))),
    stakeThreshold: fc.constantFrom(0n, 1n, 10n, 10n ** 12n),
    ownerUid: fc.option(fc.nat(n - 1)),
    permits: list(fc.boolean()),
    maxValidators: fc.nat(n + 1),
    registeredAt: list(fc.oneof(fc.constant(1), near(900))),
    kappa: u16,
    bondsPenalty: fc.oneof(u16, fc.constantFrom(0, 65_535)),
    bondsMovingAverage: fc.oneof(fc.nat(1_000_000), fc.constantFrom(0, 900_000, 975_000, 1_000_000)),
    yuma3: fc.boolean(),
    liquidAlpha: fc.option(
      fc.tuple(u16, u16, fc.integer({ min: -32_768, max: 32_767 })).map(([a, b, steepness]) => ({
        low: Math.min(a, b),
        high: Math.max(a, b),
        steepness: steepness % 7 === 0 ? 1000 : steepness,
      })),
    ),
  })
  const mechanism: fc.Arbitrary<MechanismEpoch> = fc.record({
    lastUpdate: list(fc.oneof(near(900), fc.constant(2000))),
    weights: rows(n),
    bonds: rows(n),
    commitBlocks: fc.option(list(fc.option(near(900)))),
  })
  return fc.tuple(subnet, mechanism, fc.bigInt(0n, (1n << 64n) - 1n))
})

test(`fast and plain epochs agree on ${CASES} networks`, () => {
  let voted = 0
  fc.assert(
    fc.property(network, ([subnet, mechanism, rao]) => {
      const output = runEpoch(subnet, mechanism, rao)
      assert.deepEqual(output, naiveEpoch(subnet, mechanism, rao))
      if (output.incentive.some(one => one > 0)) voted += 1
    }),
    { numRuns: CASES },
  )
  // Networks where nobody is paid would prove little.
  assert.ok(voted > CASES / 10, `only ${voted} of ${CASES} networks reached consensus`)
})
