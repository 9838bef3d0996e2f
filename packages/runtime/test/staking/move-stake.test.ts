// move_stake, transfer_stake, swap_stake and its limit (chain-weights-staking §5.2).
import assert from 'node:assert/strict'
import test from 'node:test'
import { type AccountId, U64F64 } from '@taonet/wire'
import fc from 'fast-check'
import { freeBalance } from '../../src/chapters/balances/ledger.ts'
import { PendingChildKeys } from '../../src/chapters/children/table.ts'
import { emissionInvariants } from '../../src/chapters/emission/invariants.ts'
import { StakingColdkeys } from '../../src/chapters/emission/table.ts'
import { replaceLock } from '../../src/chapters/locks/standing.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { stakingCalls } from '../../src/chapters/staking/calls.ts'
import { moveStake, swapStake, transferStake } from '../../src/chapters/staking/move.ts'
import { feeOf, price, quote, valueAtSpot } from '../../src/chapters/staking/pool.ts'
import { hotkeyStake, stakeOf } from '../../src/chapters/staking/stake.ts'
import {
  Owner,
  StakeThreshold,
  StakingHotkeys,
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetTAO,
  TransferToggle,
} from '../../src/chapters/staking/table.ts'
import { subnetAccount } from '../../src/chapters/subnets/registry.ts'
import { NetworksAdded, SubnetMechanism, SubtokenEnabled } from '../../src/chapters/subnets/table.ts'
import { Alpha, NetUid, ROOT, Tao } from '../../src/nouns.ts'
import { signed } from '../../src/world.ts'
import { eventNames, refusalOf, type TestWorld } from '../world.ts'
import {
  alice,
  aliceHot,
  author,
  bob,
  bobHot,
  charlieHot,
  checkBooks,
  market,
  ONE,
  setNominatorMinimum,
  TAO,
  TWO,
} from './market.ts'
import { testOrder } from './steps.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const EVERYTHING = Alpha((1n << 64n) - 1n)

/** Alice has staked 100 TAO to Bob's hotkey on subnet 1, and 50 on root. */
function staked() {
  const world = market()
  addStake(world, alice, bobHot, ONE, Tao(100n * TAO))
  addStake(world, alice, bobHot, ROOT, Tao(50n * TAO))
  return {
    world,
    from: { hotkey: bobHot, netuid: ONE as NetUid },
    to: { hotkey: charlieHot, netuid: TWO as NetUid },
    coldkey: bob,
    amount: Alpha(10n * TAO),
  }
}
type Scene = ReturnType<typeof staked>

const at = (world: TestWorld, coldkey: AccountId, hotkey: AccountId, netuid: NetUid): bigint =>
  stakeOf(world, hotkey, coldkey, netuid)

const stepsOfEnds = (scene: Pick<Scene, 'from' | 'to'>, destinationHotkey: AccountId) => [
  { error: 'SubnetNotExists', break: ({ world }: Scene) => NetworksAdded.remove(world, scene.to.netuid) },
  {
    error: 'SubtokenDisabled',
    break: ({ world }: Scene) => SubtokenEnabled.put(world, scene.from.netuid, false),
  },
  { error: 'HotKeyAccountNotExists', break: ({ world }: Scene) => Owner.remove(world, destinationHotkey) },
]
const tooLittle = {
  error: 'AmountTooLow',
  break: (scene: Scene) => {
    scene.amount = Alpha(1_500_000n)
  },
}
const locked = {
  error: 'StakeUnavailable',
  break: ({ world }: Scene) => {
    const mass = stakeOf(world, bobHot, alice, ONE)
    replaceLock(world, alice, ONE, { hotkey: bobHot, mass, conviction: U64F64.zero })
  },
}

testOrder<Scene>(
  'move_stake across subnets',
  staked,
  [
    {
      error: 'SameNetuid',
      break: scene => {
        scene.to = scene.from
      },
    },
    ...stepsOfEnds(staked(), charlieHot),
    {
      error: 'InsufficientLiquidity',
      break: ({ world }) => SubnetAlphaIn.put(world, ONE, Alpha(1n)),
      without: [5],
    },
    tooLittle,
    locked,
  ],
  ({ world, from, to, amount }) => moveStake(world, alice, from, to, amount),
)

testOrder<Scene>(
  'transfer_stake across subnets',
  staked,
  [
    {
      error: 'CannotUseSystemAccount',
      break: scene => {
        scene.coldkey = subnetAccount(ONE)
      },
      without: [1],
    },
    {
      error: 'SameNetuid',
      break: scene => {
        scene.coldkey = alice
        scene.to = scene.from
      },
    },
    ...stepsOfEnds(staked(), bobHot),
    { error: 'TransferDisallowed', break: ({ world }) => TransferToggle.put(world, TWO, false) },
    tooLittle,
    locked,
  ],
  ({ world, from, to, coldkey, amount }) =>
    transferStake(world, alice, from, { coldkey, netuid: to.netuid }, amount),
)

testOrder<Scene>(
  'swap_stake_limit',
  staked,
  [
    ...stepsOfEnds(staked(), bobHot),
    {
      error: 'ZeroMaxStakeAmount',
      break: ({ world }) => SubnetTAO.update(world, TWO, held => Tao(held * 2n)),
    },
    {
      error: 'SlippageTooHigh',
      break: scene => {
        scene.amount = Alpha(90n * TAO)
      },
      without: [5],
    },
    tooLittle,
    locked,
  ],
  ({ world, from, to, amount }) =>
    swapStake(world, alice, from, to.netuid, amount, { price: Tao((115n * TAO) / 100n), partial: false }),
)

test('to another hotkey on the same subnet: shares alone, no fee, no pool', () => {
  const { world } = staked()
  const pool = [SubnetTAO.get(world, ONE), SubnetAlphaIn.get(world, ONE), SubnetAlphaOut.get(world, ONE)]
  const [had, authorHad, mark] = [
    at(world, alice, bobHot, ONE),
    freeBalance(world, author),
    world.events.length,
  ]
  const worth = valueAtSpot(world, ONE, Alpha(10n * TAO))
  moveStake(
    world,
    alice,
    { hotkey: bobHot, netuid: ONE },
    { hotkey: charlieHot, netuid: ONE },
    Alpha(10n * TAO),
  )
  assert.equal(at(world, alice, charlieHot, ONE), 10n * TAO)
  assert.equal(at(world, alice, bobHot, ONE), had - 10n * TAO)
  assert.deepEqual(
    [SubnetTAO.get(world, ONE), SubnetAlphaIn.get(world, ONE), SubnetAlphaOut.get(world, ONE)],
    pool,
  )
  assert.equal(freeBalance(world, author), authorHad)
  assert.deepEqual(
    world.events.slice(mark).map(({ name, fields }) => ({ name, fields })),
    [
      {
        name: 'StakeMoved',
        fields: {
          coldkey: alice,
          origin_hotkey: bobHot,
          origin_netuid: ONE,
          destination_hotkey: charlieHot,
          destination_netuid: ONE,
          tao: worth,
        },
      },
    ],
  )
  assert.deepEqual(StakingHotkeys.get(world, alice), [bobHot, charlieHot])
  checkBooks(world)
})

test('on the same subnet the amount must be worth 0.002 TAO', () => {
  const { world, from } = staked()
  SubnetTAO.update(world, ONE, held => Tao(held * 2n))
  let least = (2_000_000n << 64n) / price(world, ONE)
  while (valueAtSpot(world, ONE, Alpha(least)) < 2_000_000n) least++
  const move = (alpha: bigint) =>
    refusalOf(world, () => moveStake(world, alice, from, { ...from, hotkey: charlieHot }, Alpha(alpha)))?.name
  assert.ok(least < 2_000_000n)
  assert.equal(move(least - 1n), 'AmountTooLow')
  assert.equal(move(least), undefined)
})

test('across subnets: a sale with its fee, then a purchase without', () => {
  const { world, from } = staked()
  const [had, authorHad, mark] = [freeBalance(world, alice), freeBalance(world, author), world.events.length]
  const amount = 40n * TAO
  const sold = quote(world, ONE, 'sell', amount, { fee: true })
  const bought = quote(world, TWO, 'buy', sold.out, { fee: false })
  swapStake(world, alice, from, TWO, Alpha(amount))
  assert.equal(at(world, alice, bobHot, TWO), bought.out)
  assert.equal(freeBalance(world, alice), had)
  assert.ok(freeBalance(world, author) - authorHad > 0n)
  assert.deepEqual(
    eventNames(world, mark).filter(name => name.startsWith('Stake')),
    ['StakeRemoved', 'StakeAdded', 'StakeSwapped'],
  )
  const told = world.events.slice(mark).flatMap(({ name, fields }) => (name === 'StakeAdded' ? [fields] : []))
  assert.deepEqual(told, [
    { coldkey: alice, hotkey: bobHot, tao: sold.out, alpha: bought.out, netuid: TWO, fee: 0n },
  ])
  checkBooks(world)
})

test('from root the fee is paid at the destination', () => {
  const { world } = staked()
  const authorHad = freeBalance(world, author)
  const bought = quote(world, ONE, 'buy', 20n * TAO, { fee: true })
  const before = at(world, alice, bobHot, ONE)
  swapStake(world, alice, { hotkey: bobHot, netuid: ROOT }, ONE, Alpha(20n * TAO))
  assert.equal(at(world, alice, bobHot, ROOT), 30n * TAO)
  assert.ok(at(world, alice, bobHot, ONE) - before - bought.out <= 1n)
  assert.equal(freeBalance(world, author) - authorHad, feeOf(world, ONE, 20n * TAO))
  checkBooks(world)
})

test('to another coldkey, on the same subnet, on root and across', () => {
  const { world, from } = staked()
  const spent = freeBalance(world, bob)
  transferStake(world, alice, from, { coldkey: bob, netuid: ONE }, Alpha(10n * TAO))
  assert.equal(at(world, bob, bobHot, ONE), 10n * TAO)
  transferStake(world, alice, { hotkey: bobHot, netuid: ROOT }, { coldkey: bob, netuid: ROOT }, EVERYTHING)
  assert.equal(at(world, bob, bobHot, ROOT), 50n * TAO)
  assert.equal(StakingColdkeys.has(world, alice), false)
  assert.equal(StakingColdkeys.has(world, bob), true)
  transferStake(world, alice, from, { coldkey: bob, netuid: TWO }, EVERYTHING)
  assert.equal(at(world, alice, bobHot, ONE), 0n)
  assert.ok(at(world, bob, bobHot, TWO) > 80n * TAO)
  assert.equal(freeBalance(world, bob), spent)
  assert.equal(eventNames(world).filter(name => name === 'StakeTransferred').length, 3)
  emissionInvariants(world)
  checkBooks(world)
})

test('a toggle on either subnet keeps stake with its coldkey, and lets it move otherwise', () => {
  for (const closed of [ONE, TWO]) {
    const { world, from, to } = staked()
    TransferToggle.put(world, closed, false)
    const transfer = () => transferStake(world, alice, from, { coldkey: bob, netuid: TWO }, Alpha(10n * TAO))
    assert.equal(refusalOf(world, transfer)?.name, 'TransferDisallowed')
    moveStake(world, alice, from, to, Alpha(10n * TAO))
  }
})

test('more than there is means all', () => {
  const { world, from, to } = staked()
  moveStake(world, alice, from, to, EVERYTHING)
  assert.equal(at(world, alice, bobHot, ONE), 0n)
  assert.equal(hotkeyStake(world, bobHot, ONE), 0n)
  const again = () => moveStake(world, alice, from, to, EVERYTHING)
  assert.equal(refusalOf(world, again)?.name, 'AmountTooLow')
  checkBooks(world)
})

test('a partial swap gets at least the ratio that it asked for, but for the one fee', () => {
  let went = 0
  fc.assert(
    fc.property(
      fc.bigInt(TAO, 900n * TAO),
      fc.bigInt(0n, 1_500n * TAO),
      fc.bigInt(300n, 1_300n),
      (mine, others, permille) => {
        const world = market()
        addStake(world, alice, bobHot, ONE, Tao(mine))
        refusalOf(world, () => addStake(world, bob, bobHot, TWO, Tao(others)))
        const asked = Tao((permille * TAO) / 1_000n)
        const held = stakeOf(world, bobHot, alice, ONE)
        const limit = { price: asked, partial: true }
        const swap = () => swapStake(world, alice, { hotkey: bobHot, netuid: ONE }, TWO, held, limit)
        const refused = refusalOf(world, swap)?.name
        if (refused !== undefined) {
          const ratio = U64F64.divTrunc(price(world, ONE), price(world, TWO))
          assert.ok(refused === 'AmountTooLow' || ratio <= U64F64.ratioTrunc(asked, TAO), refused)
          return
        }
        went++
        const gone = held - stakeOf(world, bobHot, alice, ONE)
        const got = stakeOf(world, bobHot, alice, TWO)
        // The approximation leaves the fee of 33/65535 out.
        const least = (((gone * asked) / TAO) * 99_949n) / 100_000n
        assert.ok(got + 10n >= least, `${got} for ${gone}, asked at least ${least}`)
        checkBooks(world)
      },
    ),
    { numRuns: 150 * EFFORT },
  )
  assert.ok(went > 30, `${went} went through`)
})

test('limits to and from places without a moving price', () => {
  const swap = (from: NetUid, to: NetUid, limit: bigint, partial = false) => {
    const { world } = staked()
    SubnetMechanism.put(world, TWO, to === TWO ? 0 : 1)
    const amount = Alpha(20n * TAO)
    const run = () =>
      swapStake(world, alice, { hotkey: bobHot, netuid: from }, to, amount, { price: Tao(limit), partial })
    const refused = refusalOf(world, run)?.name
    return refused ?? at(world, alice, bobHot, from)
  }
  assert.equal(swap(ROOT, TWO, TAO), 30n * TAO, 'one for one')
  assert.equal(swap(ROOT, TWO, TAO + 1n), 'ZeroMaxStakeAmount')
  assert.equal(typeof swap(ONE, ROOT, TAO), 'bigint', 'alpha of subnet 1 is above par')
  assert.equal(swap(ONE, ROOT, (119n * TAO) / 100n), 'SlippageTooHigh')
  assert.equal(swap(ONE, ROOT, 2n * TAO, true), 'PriceLimitExceeded')
  assert.equal(swap(ROOT, ONE, (82n * TAO) / 100n), 'SlippageTooHigh', 'a TAO buys less than that')
  const part = swap(ROOT, ONE, (82n * TAO) / 100n, true)
  assert.ok(typeof part === 'bigint' && part > 30n * TAO && part < 50n * TAO, `${part} left on root`)
  assert.equal(swap(ROOT, ONE, TAO), 'PriceLimitExceeded')
  assert.equal(swap(ROOT, ONE, 0n), 30n * TAO, 'no limit')
})

test('a move that leaves too little pays the rest out, and what waits for the hotkey goes', () => {
  const { world, from, to } = staked()
  setNominatorMinimum(world, 10n * TAO)
  StakeThreshold.put(world, 1_000n * TAO)
  PendingChildKeys.put(world, ONE, bobHot, [[[1n, aliceHot]], 99n])
  const had = freeBalance(world, alice)
  moveStake(world, alice, from, to, Alpha(at(world, alice, bobHot, ONE) - 5n * TAO))
  assert.equal(at(world, alice, bobHot, ONE), 0n)
  assert.ok(freeBalance(world, alice) > had)
  assert.equal(PendingChildKeys.has(world, ONE, bobHot), false)
  checkBooks(world)
})

test('there and back never pays', () => {
  fc.assert(
    fc.property(
      fc.bigInt(3_000_000n, 3_000n * TAO),
      fc.bigInt(0n, 2_000n * TAO),
      fc.constantFrom(ROOT, TWO),
      (amount, others, by) => {
        const world = market()
        addStake(world, alice, bobHot, ONE, Tao(amount))
        refusalOf(world, () => addStake(world, bob, charlieHot, TWO, Tao(others)))
        const before = stakeOf(world, bobHot, alice, ONE)
        const free = freeBalance(world, alice)
        const there = () => swapStake(world, alice, { hotkey: bobHot, netuid: ONE }, by, EVERYTHING)
        if (refusalOf(world, there) !== undefined) return
        refusalOf(world, () => swapStake(world, alice, { hotkey: bobHot, netuid: by }, ONE, EVERYTHING))
        assert.ok(stakeOf(world, bobHot, alice, ONE) < before)
        assert.ok(freeBalance(world, alice) <= free)
        checkBooks(world)
      },
    ),
    { numRuns: 100 * EFFORT },
  )
})

test('the calls hand on what they were given', () => {
  const { world } = staked()
  const as = signed(alice)
  const amount = { alpha_amount: Alpha(10n * TAO) }
  const { move_stake, swap_stake, swap_stake_limit, transfer_stake } = stakingCalls.handlers
  const across = { origin_netuid: ONE, destination_netuid: TWO }
  move_stake?.(world, as, { origin_hotkey: bobHot, destination_hotkey: charlieHot, ...across, ...amount })
  assert.ok(at(world, alice, charlieHot, TWO) > 0n)
  swap_stake?.(world, as, { hotkey: bobHot, ...across, ...amount })
  const swapped = at(world, alice, bobHot, TWO)
  assert.ok(swapped > 0n)
  transfer_stake?.(world, as, { destination_coldkey: bob, hotkey: bobHot, ...across, ...amount })
  assert.ok(at(world, bob, bobHot, TWO) > 0n)
  const terms = { limit_price: Tao(TAO / 2n), allow_partial: false }
  swap_stake_limit?.(world, as, { hotkey: bobHot, ...across, ...amount, ...terms })
  assert.ok(at(world, alice, bobHot, TWO) > swapped)
  const unknown = { hotkey: bobHot, origin_netuid: ONE, destination_netuid: NetUid(9), ...amount }
  assert.equal(refusalOf(world, () => swap_stake?.(world, as, unknown))?.name, 'SubnetNotExists')
})
