// Fees in alpha: when, from where, how much (chain-governance §6.12).
import assert from 'node:assert/strict'
import test from 'node:test'
import { idAddress, U64F64 } from '@taonet/wire'
import { freeBalance, totalIssuance } from '../../src/chapters/balances/ledger.ts'
import { replaceLock } from '../../src/chapters/locks/standing.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { alphaForFee, onlyStake, sellForFee } from '../../src/chapters/staking/alpha-fee.ts'
import { alphaIssuance, price, quote } from '../../src/chapters/staking/pool.ts'
import { stakeOf } from '../../src/chapters/staking/stake.ts'
import { SubnetAlphaIn, SubnetTAO } from '../../src/chapters/staking/table.ts'
import { SubtokenEnabled } from '../../src/chapters/subnets/table.ts'
import type { Applied } from '../../src/index.ts'
import { Alpha, NetUid, ROOT, Tao } from '../../src/nouns.ts'
import { callValue, composeCall, storage } from '../../src/tables.ts'
import { hotkey, Network } from '../emission/network.ts'
import { account } from '../frame/chain.ts'
import { alice, author, bobHot, checkBooks, market, ONE, TAO, TWO } from './market.ts'

const EVERYTHING = Alpha((1n << 64n) - 1n)

/** Alice has staked 100 TAO to Bob's hotkey on subnet 1, and nothing else is there. */
function staked() {
  const world = market()
  addStake(world, alice, bobHot, ONE, Tao(100n * TAO))
  return { world, place: { coldkey: alice, hotkey: bobHot, netuid: ONE as NetUid } }
}

test('a fee is worth floor(fee / spot) of alpha', () => {
  const { world, place } = staked()
  const spot = price(world, ONE)
  for (const fee of [51_234n, TAO, 99n * TAO])
    assert.equal(alphaForFee(world, place, Tao(fee)), (fee << 64n) / spot)
  const held = stakeOf(world, bobHot, alice, ONE)
  const most = (held * spot) >> 64n
  assert.ok(alphaForFee(world, place, Tao(most)) !== undefined)
  assert.equal(alphaForFee(world, place, Tao(most + 3n)), undefined)
  assert.equal(alphaForFee(world, place, Tao(1n << 100n)), undefined)
})

test('where the fee is worth less than one, all of the alpha pays; where nothing can be sold, none', () => {
  const { world, place } = staked()
  SubnetAlphaIn.put(world, ONE, Alpha(TAO))
  assert.equal(alphaForFee(world, place, Tao(1n)), stakeOf(world, bobHot, alice, ONE))
  SubnetAlphaIn.put(world, ONE, Alpha(0n))
  assert.equal(alphaForFee(world, place, Tao(50_000n)), undefined)
})

test('neither locked alpha nor a token that is not traded pays', () => {
  const { world, place } = staked()
  const fee = Tao(50_000n)
  const mass = stakeOf(world, bobHot, alice, ONE)
  replaceLock(world, alice, ONE, { hotkey: bobHot, mass, conviction: U64F64.zero })
  assert.equal(alphaForFee(world, place, fee), undefined)
  replaceLock(world, alice, ONE, { hotkey: bobHot, mass: mass - fee, conviction: U64F64.zero })
  assert.ok(alphaForFee(world, place, fee) !== undefined)
  SubtokenEnabled.put(world, ONE, false)
  assert.equal(alphaForFee(world, place, fee), undefined)
})

test('it is sold without the pool’s fee, and the author gets all of it', () => {
  const { world, place } = staked()
  const [had, mine, tao, alpha] = [
    freeBalance(world, author),
    stakeOf(world, bobHot, alice, ONE),
    totalIssuance(world),
    alphaIssuance(world, ONE),
  ]
  const { out } = quote(world, ONE, 'sell', TAO, { fee: false })
  assert.equal(sellForFee(world, place, Alpha(TAO)), out)
  assert.equal(freeBalance(world, author) - had, out)
  assert.equal(stakeOf(world, bobHot, alice, ONE), mine - TAO)
  assert.deepEqual([totalIssuance(world), alphaIssuance(world, ONE)], [tao, alpha])
  checkBooks(world)
})

test('on root a fee costs as many rao of stake', () => {
  const { world } = staked()
  addStake(world, alice, bobHot, ROOT, Tao(5n * TAO))
  const place = { coldkey: alice, hotkey: bobHot, netuid: ROOT }
  const alpha = alphaForFee(world, place, Tao(60_000n))
  assert.equal(alpha, 60_000n)
  sellForFee(world, place, Alpha(60_000n))
  assert.equal(SubnetTAO.get(world, ROOT), 5n * TAO - 60_000n)
  checkBooks(world)
})

test('the only stake among some subnets, or none', () => {
  const { world } = staked()
  assert.deepEqual(onlyStake(world, alice, bobHot, [ROOT, ONE, TWO]), { hotkey: bobHot, netuid: ONE })
  assert.equal(onlyStake(world, alice, bobHot, [ROOT, TWO]), undefined)
  addStake(world, alice, bobHot, ROOT, Tao(5n * TAO))
  assert.equal(onlyStake(world, alice, bobHot, [ROOT, ONE, TWO]), undefined)
  assert.deepEqual(onlyStake(world, alice, bobHot, [ONE, TWO]), { hotkey: bobHot, netuid: ONE })
})

// Through the executive: a miner who has staked all of his TAO and given the rest away.
const POOR = 'miner 0'
const [one, two] = [NetUid(1), NetUid(2)]
const hot = hotkey('validator 0')

function poor(more?: NetUid): Network {
  const net = new Network({ subnets: 2, validators: 1, miners: 1, tempo: 0 })
  net.stake(POOR, one, 50n * TAO, 'validator 0')
  if (more !== undefined) net.stake(POOR, more, 50n * TAO, 'validator 0')
  const dest = idAddress(account('owner'))
  net.must(POOR, composeCall('Balances', 'transfer_all', { dest, keep_alive: false }))
  assert.equal(net.free(POOR), 0n)
  return net
}

const held = (net: Network, netuid = one): bigint =>
  storage.SubtensorModule.TotalHotkeyAlpha.get(net, hot, netuid)

const trySend = (net: Network, call: Uint8Array): Applied | undefined =>
  net.block(net.extrinsic(POOR, call))[0]

const paidIn = (net: Network): bigint => {
  const told = net.events().find(({ event }) => event.name === 'TransactionFeePaidWithAlpha')
  return told ? (told.event.fields as { alpha_fee: bigint }).alpha_fee : 0n
}

const amount = { alpha_amount: Alpha(10n * TAO) }
const across = { origin_netuid: one, destination_netuid: two }
const limit = { limit_price: Tao(TAO / 10n), allow_partial: true }
const CALLS: readonly (readonly [string, Uint8Array])[] = [
  [
    'remove_stake',
    composeCall('SubtensorModule', 'remove_stake', {
      hotkey: hot,
      netuid: one,
      amount_unstaked: Alpha(TAO),
    }),
  ],
  [
    'remove_stake_limit',
    composeCall('SubtensorModule', 'remove_stake_limit', {
      hotkey: hot,
      netuid: one,
      amount_unstaked: Alpha(TAO),
      ...limit,
    }),
  ],
  [
    'remove_stake_full_limit',
    composeCall('SubtensorModule', 'remove_stake_full_limit', {
      hotkey: hot,
      netuid: one,
      limit_price: undefined,
    }),
  ],
  [
    'move_stake',
    composeCall('SubtensorModule', 'move_stake', {
      origin_hotkey: hot,
      destination_hotkey: hotkey(POOR),
      ...across,
      ...amount,
    }),
  ],
  [
    'transfer_stake',
    composeCall('SubtensorModule', 'transfer_stake', {
      destination_coldkey: account('owner'),
      hotkey: hot,
      ...across,
      ...amount,
    }),
  ],
  ['swap_stake', composeCall('SubtensorModule', 'swap_stake', { hotkey: hot, ...across, ...amount })],
  [
    'swap_stake_limit',
    composeCall('SubtensorModule', 'swap_stake_limit', { hotkey: hot, ...across, ...amount, ...limit }),
  ],
  [
    'recycle_alpha',
    composeCall('SubtensorModule', 'recycle_alpha', { hotkey: hot, amount: Alpha(TAO), netuid: one }),
  ],
  [
    'burn_alpha',
    composeCall('SubtensorModule', 'burn_alpha', { hotkey: hot, amount: EVERYTHING, netuid: one }),
  ],
  ['unstake_all', composeCall('SubtensorModule', 'unstake_all', { hotkey: hot })],
  ['unstake_all_alpha', composeCall('SubtensorModule', 'unstake_all_alpha', { hotkey: hot })],
]

for (const [name, call] of CALLS) {
  test(`${name} of somebody without TAO is paid in alpha`, () => {
    const net = poor()
    const before = held(net)
    const authorHad = net.free('author')
    const applied = trySend(net, call)
    assert.ok(applied?.ok, 'not included')
    assert.equal(applied.dispatch?.name, undefined)
    const [told] = net.events().filter(({ event }) => event.name === 'TransactionFeePaidWithAlpha')
    assert.ok(told)
    const { alpha_fee, tao_amount, ...rest } = told.event.fields as { alpha_fee: bigint; tao_amount: bigint }
    assert.deepEqual(rest, { who: account(POOR), netuid: one })
    // The price is a little off one for one, and nobody gives back what the sale slipped.
    assert.ok(alpha_fee > 0n && alpha_fee < 2n * applied.fee, `${alpha_fee} for ${applied.fee}`)
    assert.ok(tao_amount <= applied.fee && tao_amount > (applied.fee * 99n) / 100n)
    assert.ok(net.free('author') - authorHad >= tao_amount)
    assert.ok(before - held(net) > alpha_fee)
    const fees = net.eventNames().filter(one => one.startsWith('TransactionFeePaid'))
    assert.deepEqual(fees, ['TransactionFeePaidWithAlpha', 'TransactionFeePaid'])
  })
}

test('a refused call costs its fee in alpha and nothing else', () => {
  const net = poor()
  const before = held(net)
  const call = composeCall('SubtensorModule', 'remove_stake', {
    hotkey: hot,
    netuid: one,
    amount_unstaked: Alpha(1n),
  })
  const applied = trySend(net, call)
  assert.equal(applied?.ok && applied.dispatch?.name, 'AmountTooLow')
  assert.ok(paidIn(net) > 0n)
  assert.equal(before - held(net), paidIn(net))
})

test('who can pay in TAO pays in TAO', () => {
  const net = poor()
  const dest = idAddress(account(POOR))
  net.must('owner', composeCall('Balances', 'transfer_keep_alive', { dest, value: Tao(TAO) }))
  const [, remove] = CALLS[0]!
  const applied = trySend(net, remove)
  assert.ok(applied?.ok)
  assert.equal(paidIn(net), 0n)
})

test('without one place to take it from, a call is not let in', () => {
  const reasonOf = (net: Network, call: Uint8Array): unknown => {
    const bytes = net.extrinsic(POOR, call)
    const answer = net.runtime.validate(net.state, bytes, net.head)
    const [applied] = net.block(bytes)
    const pool = answer.ok ? undefined : answer.rejection
    const block = applied?.ok === false ? applied.rejection : undefined
    assert.deepEqual(pool, block, 'the pool and the block decide alike')
    return pool?.kind === 'invalid' ? pool.reason : undefined
  }
  const many = poor(two)
  const unstake = composeCall('SubtensorModule', 'unstake_all', { hotkey: hot })
  const [, remove] = CALLS[0]!
  assert.equal(reasonOf(many, unstake), 'Payment', 'two subnets are involved')
  assert.equal(reasonOf(many, composeCall('System', 'remark', { remark: new Uint8Array(3) })), 'Payment')
  const batch = composeCall('Utility', 'batch', {
    calls: [callValue('SubtensorModule', 'unstake_all', { hotkey: hot })],
  })
  assert.equal(reasonOf(many, batch), 'Payment', 'the outer call takes no stake')
  const add = { hotkey: hot, netuid: one, amount_staked: Tao(TAO) }
  assert.equal(reasonOf(many, composeCall('SubtensorModule', 'add_stake', add)), 'Payment')
  const elsewhere = { hotkey: hotkey(POOR), netuid: one, amount_unstaked: Alpha(TAO) }
  assert.equal(reasonOf(many, composeCall('SubtensorModule', 'remove_stake', elsewhere)), 'Payment')
  assert.equal(reasonOf(many, remove), undefined)
  const root = poor(ROOT)
  assert.equal(reasonOf(root, unstake), 'Payment', 'root counts')
  assert.equal(
    reasonOf(root, composeCall('SubtensorModule', 'unstake_all_alpha', { hotkey: hot })),
    undefined,
  )
})
