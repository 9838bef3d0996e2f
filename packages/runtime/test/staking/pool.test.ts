// Pools with their books: the swap vectors through the rows, protocol liquidity, the chain's own trades, computed views,
// and stake lent between hotkeys (chain-weights-staking §5.4-§5.6, chain-epoch §2.2(3)).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { I64F64, perquintill, safeFloatFromInteger, U64F64 } from '@taonet/wire'
import fc from 'fast-check'
import { issue } from '../../src/chapters/balances/ledger.ts'
import { ChildKeys, ParentKeys } from '../../src/chapters/children/table.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import {
  addReserves,
  alphaIssuance,
  buyAlpha,
  buyForProtocol,
  price,
  provideLiquidity,
  recycleAlphaOut,
  sellAlpha,
} from '../../src/chapters/staking/pool.ts'
import { hotkeyValue, increaseStake, inheritedStake } from '../../src/chapters/staking/stake.ts'
import {
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetProtocolAlpha,
  SubnetTAO,
  TaoWeight,
  TotalStake,
} from '../../src/chapters/staking/table.ts'
import { binaryShares, stakingViews } from '../../src/chapters/staking/views.ts'
import { addNetwork } from '../../src/chapters/subnets/creation.ts'
import { subnetAccount } from '../../src/chapters/subnets/registry.ts'
import { setQuoteWeight } from '../../src/chapters/swap/balancer.ts'
import { swapCalls } from '../../src/chapters/swap/calls.ts'
import { FeeRate } from '../../src/chapters/swap/table.ts'
import { sqrtTrunc, swapViews } from '../../src/chapters/swap/views.ts'
import { Alpha, NetUid, ROOT, Tao } from '../../src/nouns.ts'
import { root, signed } from '../../src/world.ts'
import { accountOf, refusalOf, testWorld } from '../world.ts'
import { alice, aliceHot, author, checkBooks, market, ONE, TAO } from './market.ts'

const vectors = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../../vectors/${name}`, import.meta.url), 'utf8'))

interface SwapCase {
  side: 'buy' | 'sell'
  tao: string
  alpha: string
  w_quote: string
  amount: string
  fee_rate: number
  expected: { fee: string; net_in: string; out: string; new_tao: string; new_alpha: string }
  tol: number
}

const NET = NetUid(7)
const quintillionths = (text: string) => perquintill(BigInt(Math.round(Number(text) * 100)) * 10n ** 16n)

function poolWith(one: SwapCase) {
  const world = testWorld({ author })
  issue(world, author, Tao(TAO))
  addNetwork(world, NET, 1)
  SubnetTAO.put(world, NET, Tao(BigInt(one.tao)))
  SubnetAlphaIn.put(world, NET, Alpha(BigInt(one.alpha)))
  SubnetAlphaOut.put(world, NET, Alpha(BigInt(one.amount)))
  TotalStake.put(world, Tao(BigInt(one.tao)))
  setQuoteWeight(world, NET, quintillionths(one.w_quote))
  FeeRate.put(world, NET, one.fee_rate)
  issue(world, subnetAccount(NET), Tao(BigInt(one.tao) + BigInt(one.amount)))
  return world
}

for (const [i, one] of (vectors('amm.json').swap as SwapCase[]).entries()) {
  test(`swap vector ${i} through the books`, () => {
    const world = poolWith(one)
    const amount = BigInt(one.amount)
    const done =
      one.side === 'buy'
        ? buyAlpha(world, NET, Tao(amount), { fee: true })
        : sellAlpha(world, NET, Alpha(amount), { fee: true })
    const out = 'alpha' in done ? done.alpha : done.tao
    const near = (actual: bigint, expected: string, what: string) => {
      const off = actual - BigInt(expected)
      assert.ok(off <= one.tol && off >= -one.tol, `${what} ${actual}, expected ${expected}`)
    }
    near(done.fee, one.expected.fee, 'fee')
    near(done.paid, one.expected.net_in, 'net input')
    near(out, one.expected.out, 'output')
    near(SubnetTAO.get(world, NET), one.expected.new_tao, 'TAO')
    near(SubnetAlphaIn.get(world, NET), one.expected.new_alpha, 'alpha')
  })
}

test('protocol liquidity moves no price, whatever its ratio, and is refused beyond the allowed weights', () => {
  const amount = fc.bigInt(0n, 2_000n * TAO)
  let refused = 0
  fc.assert(
    fc.property(amount, amount, amount, (bought, tao, alpha) => {
      const world = market()
      if (bought > 2_100_000n) addStake(world, alice, aliceHot, ONE, Tao(bought))
      const before = price(world, ONE)
      if (!provideLiquidity(world, ONE, Tao(tao), Alpha(alpha))) {
        refused += 1
        assert.equal(price(world, ONE), before)
        return
      }
      issue(world, subnetAccount(ONE), Tao(tao))
      addReserves(world, ONE, Tao(tao), Alpha(alpha))
      const off = price(world, ONE) - before
      assert.ok(off * 10n ** 12n <= before && -off * 10n ** 12n <= before, `price moved by ${off}`)
      checkBooks(world)
    }),
    { numRuns: 200 },
  )
  const world = market()
  assert.equal(provideLiquidity(world, ONE, Tao(0n), Alpha(10n ** 15n)), false)
  assert.ok(refused < 200)
})

test("the chain's own purchase pays no fee and belongs to nobody", () => {
  const world = market()
  issue(world, subnetAccount(ONE), Tao(10n * TAO))
  const alpha = buyForProtocol(world, ONE, Tao(10n * TAO))
  assert.equal(SubnetProtocolAlpha.get(world, ONE), alpha)
  assert.equal(SubnetTAO.get(world, ONE), 1_010n * TAO)
  const issued = alphaIssuance(world, ONE)
  checkBooks(world)
  SubnetProtocolAlpha.put(world, ONE, Alpha(0n))
  recycleAlphaOut(world, ONE, alpha)
  assert.equal(alphaIssuance(world, ONE), issued - alpha)
  checkBooks(world)
})

test('the invariants notice what does not add up', () => {
  const spoil: readonly ((world: ReturnType<typeof market>) => void)[] = [
    world => SubnetAlphaOut.update(world, ONE, held => Alpha(held - 1n)),
    world => SubnetTAO.update(world, ONE, held => Tao(held + TAO)),
    world => SubnetTAO.update(world, ROOT, held => Tao(held + 1n)),
    world => TotalStake.put(world, Tao(1n)),
    world => SubnetProtocolAlpha.put(world, ONE, Alpha(1n)),
  ]
  for (const [i, act] of spoil.entries()) {
    const world = market()
    addStake(world, alice, aliceHot, ONE, Tao(TAO))
    addStake(world, alice, aliceHot, ROOT, Tao(TAO))
    checkBooks(world)
    act(world)
    assert.throws(() => checkBooks(world), { name: 'Bug' }, `spoilt by ${i}`)
  }
})

test('a fee rate is set by root alone, up to its maximum; liquidity calls are refused', () => {
  const world = market()
  const set = (origin: typeof root, netuid: NetUid, rate: number) =>
    refusalOf(world, () => swapCalls.handlers.set_fee_rate?.(world, origin, { netuid, rate }))?.name
  assert.equal(set(signed(alice), ONE, 1), 'BadOrigin')
  assert.equal(set(root, NET, 1), 'MechanismDoesNotExist')
  assert.equal(set(root, ONE, 10_001), 'FeeRateTooHigh')
  assert.equal(set(root, ONE, 10_000), undefined)
  assert.equal(FeeRate.get(world, ONE), 10_000)
  const liquidity = refusalOf(world, () => swapCalls.handlers.toggle_user_liquidity?.(world, root, {}))
  assert.equal(liquidity?.name, 'Deprecated')
})

test('older clients see shares and square roots of prices', () => {
  assert.equal(binaryShares(safeFloatFromInteger(12_345n)), U64F64.fromInteger(12_345n))
  assert.equal(binaryShares({ mantissa: 5n * 10n ** 20n, exponent: -21n }), U64F64.ratioTrunc(1n, 2n))
  fc.assert(
    fc.property(fc.bigInt(0n, (1n << 128n) - 1n), bits => {
      const value = bits << 64n
      const found = sqrtTrunc(U64F64.fromBits(bits)) as bigint
      assert.ok(found * found <= value && (found + 1n) ** 2n > value)
    }),
  )
  const world = market()
  addStake(world, alice, aliceHot, ROOT, Tao(3n * TAO))
  const entries = (views: typeof stakingViews) => views.map(view => view.entries(world).size)
  assert.deepEqual(entries(stakingViews), [1, 1])
  assert.deepEqual(entries(swapViews), [3])
})

test('the value of a hotkey counts every subnet at spot', () => {
  const world = market()
  addStake(world, alice, aliceHot, ROOT, Tao(3n * TAO))
  addStake(world, alice, aliceHot, ONE, Tao(50n * TAO))
  const value = hotkeyValue(world, aliceHot)
  assert.ok(value > 52n * TAO && value < 56n * TAO, `${value}`)
})

interface InheritanceCase {
  name: string
  input: {
    netuid: number
    tao_weight: string
    hotkeys: Record<string, { alpha: string; tao: string }>
    children: Record<string, [string, string][]>
  }
  expected: Record<string, { alpha_inherited: string; tao_inherited: string; total_floor: string }>
}

for (const { name, input, expected } of vectors('inheritance.json').cases as InheritanceCase[]) {
  test(`inheritance through the rows: ${name}`, () => {
    const world = testWorld()
    const netuid = NetUid(input.netuid)
    TaoWeight.put(world, BigInt(input.tao_weight))
    for (const [id, { alpha, tao }] of Object.entries(input.hotkeys)) {
      increaseStake(world, accountOf(id), alice, netuid, Alpha(BigInt(alpha)))
      if (netuid !== ROOT) increaseStake(world, accountOf(id), alice, ROOT, Alpha(BigInt(tao)))
    }
    for (const [parent, links] of Object.entries(input.children)) {
      for (const [proportion, child] of links) {
        ChildKeys.update(world, accountOf(parent), netuid, all => [
          ...all,
          [BigInt(proportion), accountOf(child)],
        ])
        ParentKeys.update(world, accountOf(child), netuid, all => [
          ...all,
          [BigInt(proportion), accountOf(parent)],
        ])
      }
    }
    for (const [id, want] of Object.entries(expected)) {
      const { alpha, tao, total } = inheritedStake(world, accountOf(id), netuid)
      assert.deepEqual(
        { alpha_inherited: `${alpha}`, tao_inherited: `${tao}`, total_floor: `${I64F64.toU64(total)}` },
        want,
        id,
      )
    }
  })
}
