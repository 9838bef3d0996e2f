// The price of a seat over blocks and registrations, on the chain's rows (chain-registry §3.4; vectors/burn.json).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { U64F64 } from '@taonet/wire'
import fc from 'fast-check'
import { bumpPrice, decayPrices } from '../../src/chapters/neurons/price.ts'
import { Burn, BurnHalfLife, BurnIncreaseMult, MaxBurn, MinBurn } from '../../src/chapters/neurons/table.ts'
import { addNetwork } from '../../src/chapters/subnets/creation.ts'
import { NetUid, Tao } from '../../src/nouns.ts'
import { testWorld } from '../world.ts'

interface Sequence {
  readonly burn: number
  readonly half_life: number
  readonly blocks: number
  readonly min?: number
  readonly max?: number
  readonly expected?: readonly number[]
  readonly expected_last?: number
}

const file = JSON.parse(readFileSync(new URL('../../../../vectors/burn.json', import.meta.url), 'utf8')) as {
  readonly sequences: readonly Sequence[]
}

const ONE = NetUid(1)

function priced(burn: bigint, block = 2) {
  const world = testWorld({ block })
  addNetwork(world, ONE, 1)
  Burn.put(world, ONE, Tao(burn))
  return world
}

for (const [at, sequence] of file.sequences.entries()) {
  test(`burn.json sequence ${at}`, () => {
    const world = priced(BigInt(sequence.burn))
    BurnHalfLife.put(world, ONE, sequence.half_life)
    MinBurn.put(world, ONE, Tao(BigInt(sequence.min ?? 0)))
    MaxBurn.put(world, ONE, Tao(sequence.max === undefined ? (1n << 64n) - 1n : BigInt(sequence.max)))
    const seen: number[] = []
    for (let block = 0; block < sequence.blocks; block++) {
      decayPrices(world)
      seen.push(Number(Burn.get(world, ONE)))
      world.block += 1
    }
    if (sequence.expected) assert.deepEqual(seen, sequence.expected)
    else assert.equal(seen.at(-1), sequence.expected_last)
  })
}

test('block 1 and a half-life of 0 leave the price alone', () => {
  const first = priced(TWO_TAO, 1)
  decayPrices(first)
  assert.equal(Burn.get(first, ONE), TWO_TAO)
  const still = priced(TWO_TAO)
  BurnHalfLife.put(still, ONE, 0)
  decayPrices(still)
  assert.equal(Burn.get(still, ONE), TWO_TAO)
})

const TWO_TAO = 2_000_000_000n

test('a new bound reaches the price in the next block, and at the next registration', () => {
  const world = priced(TWO_TAO)
  MinBurn.put(world, ONE, Tao(3_000_000_000n))
  decayPrices(world)
  assert.equal(Burn.get(world, ONE), 3_000_000_000n)
  MaxBurn.put(world, ONE, Tao(3_500_000_000n))
  bumpPrice(world, ONE)
  assert.equal(Burn.get(world, ONE), 3_500_000_000n)
})

test('a registration never lowers the price below what it was, within the bounds', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 1n << 40n }),
      fc.bigInt({ min: 0n, max: 3n << 64n }),
      (burn, bits) => {
        const world = priced(burn)
        BurnIncreaseMult.put(world, ONE, U64F64.fromBits(bits))
        bumpPrice(world, ONE)
        const [min, max] = [MinBurn.get(world, ONE), MaxBurn.get(world, ONE)]
        const after = Burn.get(world, ONE)
        assert.ok(after >= min && after <= max)
        if (burn >= min && burn <= max) assert.ok(after >= burn)
      },
    ),
    { numRuns: 300 },
  )
})
