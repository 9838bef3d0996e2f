// recycle_alpha, burn_alpha and add_stake_burn (chain-weights-staking §5.2).
import assert from 'node:assert/strict'
import test from 'node:test'
import { U64F64 } from '@taonet/wire'
import { freeBalance, totalIssuance } from '../../src/chapters/balances/ledger.ts'
import { replaceLock } from '../../src/chapters/locks/standing.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { stakingCalls } from '../../src/chapters/staking/calls.ts'
import { alphaIssuance, quote } from '../../src/chapters/staking/pool.ts'
import { addStakeBurn, burnAlpha, recycleAlpha } from '../../src/chapters/staking/recycle.ts'
import { hotkeyStake, stakeOf } from '../../src/chapters/staking/stake.ts'
import { Owner, SubnetAlphaOut, SubnetTAO } from '../../src/chapters/staking/table.ts'
import { NetworksAdded, SubtokenEnabled } from '../../src/chapters/subnets/table.ts'
import { Alpha, type NetUid, ROOT, Tao } from '../../src/nouns.ts'
import { signed } from '../../src/world.ts'
import { eventNames, refusalOf } from '../world.ts'
import { alice, bobHot, checkBooks, market, ONE, setNominatorMinimum, TAO } from './market.ts'
import { testOrder } from './steps.ts'

const EVERYTHING = Alpha((1n << 64n) - 1n)

/** Alice has staked 100 TAO to Bob's hotkey on subnet 1. */
function staked() {
  const world = market()
  addStake(world, alice, bobHot, ONE, Tao(100n * TAO))
  return { world, hotkey: bobHot, netuid: ONE as NetUid, amount: Alpha(10n * TAO) }
}
type Scene = ReturnType<typeof staked>

for (const [name, end] of Object.entries({ recycle_alpha: recycleAlpha, burn_alpha: burnAlpha })) {
  testOrder<Scene>(
    name,
    staked,
    [
      {
        error: 'SubnetNotExists',
        break: ({ world }) => NetworksAdded.remove(world, ONE),
        without: [1],
      },
      {
        error: 'CannotBurnOrRecycleOnRootSubnet',
        break: scene => {
          scene.netuid = ROOT
        },
      },
      { error: 'SubtokenDisabled', break: ({ world, netuid }) => SubtokenEnabled.put(world, netuid, false) },
      { error: 'HotKeyAccountNotExists', break: ({ world }) => Owner.remove(world, bobHot) },
      {
        error: 'AmountTooLow',
        break: scene => {
          scene.amount = Alpha(0n)
        },
      },
      {
        error: 'InsufficientLiquidity',
        break: ({ world }) => SubnetAlphaOut.put(world, ONE, Alpha(10n * TAO - 1n)),
      },
      {
        error: 'StakeUnavailable',
        break: ({ world }) => {
          const mass = stakeOf(world, bobHot, alice, ONE) - 10n * TAO + 1n
          replaceLock(world, alice, ONE, { hotkey: bobHot, mass, conviction: U64F64.zero })
        },
      },
    ],
    ({ world, hotkey, netuid, amount }) => end(world, alice, hotkey, netuid, amount),
  )

  test(`${name}: more than there is means all, and nothing of nothing`, () => {
    const { world } = staked()
    end(world, alice, bobHot, ONE, EVERYTHING)
    assert.equal(stakeOf(world, bobHot, alice, ONE), 0n)
    assert.equal(hotkeyStake(world, bobHot, ONE), 0n)
    const again = () => end(world, alice, bobHot, ONE, EVERYTHING)
    assert.equal(refusalOf(world, again)?.name, 'AmountTooLow')
    checkBooks(world)
  })

  test(`${name}: a nomination that falls below the minimum is paid out`, () => {
    const { world } = staked()
    setNominatorMinimum(world, 10n * TAO)
    const had = freeBalance(world, alice)
    end(world, alice, bobHot, ONE, Alpha(stakeOf(world, bobHot, alice, ONE) - 5n * TAO))
    assert.equal(stakeOf(world, bobHot, alice, ONE), 0n)
    assert.ok(freeBalance(world, alice) > had + 4n * TAO)
    checkBooks(world)
  })
}

test('recycled alpha leaves the issuance, burnt alpha stays in it; the pool sees neither', () => {
  const { world } = staked()
  const [pool, issued, tao] = [SubnetTAO.get(world, ONE), alphaIssuance(world, ONE), totalIssuance(world)]
  const held = stakeOf(world, bobHot, alice, ONE)
  recycleAlpha(world, alice, bobHot, ONE, Alpha(10n * TAO))
  assert.equal(stakeOf(world, bobHot, alice, ONE), held - 10n * TAO)
  assert.equal(alphaIssuance(world, ONE), issued - 10n * TAO)
  burnAlpha(world, alice, bobHot, ONE, Alpha(20n * TAO))
  assert.equal(stakeOf(world, bobHot, alice, ONE), held - 30n * TAO)
  assert.equal(alphaIssuance(world, ONE), issued - 10n * TAO)
  assert.equal(SubnetAlphaOut.get(world, ONE) - hotkeyStake(world, bobHot, ONE), 20n * TAO)
  assert.deepEqual([SubnetTAO.get(world, ONE), totalIssuance(world)], [pool, tao])
  assert.deepEqual(
    world.events.slice(-2).map(({ name, fields }) => ({ name, fields })),
    [
      { name: 'AlphaRecycled', fields: { coldkey: alice, hotkey: bobHot, alpha: 10n * TAO, netuid: ONE } },
      { name: 'AlphaBurned', fields: { coldkey: alice, hotkey: bobHot, alpha: 20n * TAO, netuid: ONE } },
    ],
  )
  checkBooks(world)
})

test('add_stake_burn: what is bought is burnt, and what was there stays', () => {
  const { world } = staked()
  const [held, had, mark] = [
    stakeOf(world, bobHot, alice, ONE),
    freeBalance(world, alice),
    world.events.length,
  ]
  const { out } = quote(world, ONE, 'buy', 50n * TAO, { fee: true })
  addStakeBurn(world, alice, bobHot, ONE, Tao(50n * TAO), undefined)
  assert.ok(stakeOf(world, bobHot, alice, ONE) - held <= 1n)
  assert.equal(freeBalance(world, alice), had - 50n * TAO)
  assert.deepEqual(
    eventNames(world, mark).filter(name => name !== 'Transfer'),
    ['StakeAdded', 'AlphaBurned', 'AddStakeBurn'],
  )
  assert.deepEqual(world.events.at(-1)?.fields, {
    netuid: ONE,
    hotkey: bobHot,
    amount: 50n * TAO,
    alpha: out,
  })
  checkBooks(world)
})

test('add_stake_burn: all within the price or nothing, and nothing on root', () => {
  const { world } = staked()
  const burn = (netuid: NetUid, price?: bigint) => () =>
    addStakeBurn(world, alice, bobHot, netuid, Tao(50n * TAO), price === undefined ? price : Tao(price))
  const had = freeBalance(world, alice)
  assert.equal(refusalOf(world, burn(ONE, (123n * TAO) / 100n))?.name, 'SlippageTooHigh')
  assert.equal(refusalOf(world, burn(ONE, TAO))?.name, 'PriceLimitExceeded')
  assert.equal(refusalOf(world, burn(ROOT))?.name, 'CannotBurnOrRecycleOnRootSubnet')
  assert.equal(freeBalance(world, alice), had)
  assert.equal(refusalOf(world, burn(ONE, 2n * TAO)), undefined)
})

test('the calls hand on what they were given', () => {
  const { world } = staked()
  const { add_stake_burn, burn_alpha, recycle_alpha } = stakingCalls.handlers
  const amount = Alpha(TAO)
  const mark = world.events.length
  recycle_alpha?.(world, signed(alice), { hotkey: bobHot, amount, netuid: ONE })
  burn_alpha?.(world, signed(alice), { hotkey: bobHot, amount, netuid: ONE })
  const bought = { hotkey: bobHot, netuid: ONE, amount: Tao(TAO), limit: Tao(2n * TAO) }
  add_stake_burn?.(world, signed(alice), bought)
  assert.deepEqual(
    eventNames(world, mark).filter(name => name !== 'Transfer'),
    ['AlphaRecycled', 'AlphaBurned', 'StakeAdded', 'AlphaBurned', 'AddStakeBurn'],
  )
})
