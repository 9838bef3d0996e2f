// Ordinary life under parameters at their ends: root sets a handful of them to the largest, the smallest or any value, and
// afterwards everybody goes on registering, staking, weighing, lending and locking. Numbers that are added to such
// parameters must not leave their type.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesToHex, type Hash } from '@taonet/wire'
import fc from 'fast-check'
import { Alpha, MechId, ROOT, Tao } from '../../src/nouns.ts'
import { callValue, composeCall, decodeCall, NetUid, pallets } from '../../src/tables.ts'
import { hot, hotkey, OWNER } from '../emission/network.ts'
import { account, TAO } from '../frame/chain.ts'
import { hostileBytes } from './hostile-bytes.ts'
import { accountsOf, Branch, livelyNetwork, TEMPO } from './lively.ts'

const RUNS = Number(process.env.TAONET_CASES ?? 300)

const network = livelyNetwork()
const targets = {
  accounts: accountsOf(network),
  netuids: [0, 1, 1, 2],
  uids: 6,
  inner: fc.constant(composeCall('System', 'remark', { remark: new Uint8Array() })),
}

/** Every call by which root sets something. */
const setters = pallets.flatMap(({ pallet, calls }) =>
  [...calls]
    .filter(
      ([, { name }]) => pallet.name === 'AdminUtils' || /sudo_set|^set_(fee|max|pending|tempo)/.test(name),
    )
    .map(([index, { fields }]) =>
      fc
        .tuple(...Object.entries(fields).map(([name, { shape }]) => hostileBytes(shape, targets, name)))
        .map(parts => new Uint8Array([pallet.index, index, ...parts.flatMap(part => [...part])])),
    ),
)

const [one, two] = [NetUid(1), NetUid(2)]
const commit_hash = bytesToHex(new Uint8Array(32).fill(9)) as Hash
const rows = { dests: [3, 4, 5], weights: [1, 2, 3], version_key: 7n }
const limit = { limit_price: Tao(900_000_000n), allow_partial: true }

/** What people do, each in his own name. */
const life: readonly (readonly [name: string, call: Uint8Array])[] = [
  ['miner 0', composeCall('SubtensorModule', 'burned_register', { netuid: one, hotkey: account('fresh') })],
  ['miner 1', composeCall('SubtensorModule', 'burned_register', { netuid: one, hotkey: account('fresher') })],
  ['stranger', composeCall('SubtensorModule', 'register_network', { hotkey: account('stranger hot') })],
  ['miner 0', composeCall('SubtensorModule', 'root_register', { hotkey: hotkey('miner 0') })],
  [
    'miner 0',
    composeCall('SubtensorModule', 'add_stake', {
      hotkey: hotkey('validator 0'),
      netuid: one,
      amount_staked: Tao(7n * TAO),
    }),
  ],
  [
    'miner 1',
    composeCall('SubtensorModule', 'add_stake_limit', {
      hotkey: hotkey('validator 0'),
      netuid: two,
      amount_staked: Tao(70n * TAO),
      limit_price: Tao(1_100_000_000n),
      allow_partial: true,
    }),
  ],
  [
    'validator 0',
    composeCall('SubtensorModule', 'add_stake', {
      hotkey: hotkey('validator 0'),
      netuid: ROOT,
      amount_staked: Tao(3n * TAO),
    }),
  ],
  [
    'validator 1',
    composeCall('SubtensorModule', 'remove_stake_limit', {
      hotkey: hotkey('validator 1'),
      netuid: one,
      amount_unstaked: Alpha(5n * TAO),
      ...limit,
    }),
  ],
  ['miner 2', composeCall('SubtensorModule', 'unstake_all', { hotkey: hotkey('validator 0') })],
  [
    'validator 0',
    composeCall('SubtensorModule', 'set_children', {
      hotkey: hotkey('validator 0'),
      netuid: one,
      children: [[1n << 62n, hotkey('validator 1')]],
    }),
  ],
  [
    'validator 1',
    composeCall('SubtensorModule', 'set_childkey_take', {
      hotkey: hotkey('validator 1'),
      netuid: one,
      take: 9,
    }),
  ],
  [
    'validator 1',
    composeCall('SubtensorModule', 'lock_stake', {
      hotkey: hotkey('validator 1'),
      netuid: one,
      amount: Alpha(TAO),
    }),
  ],
  ['validator 1', composeCall('SubtensorModule', 'set_perpetual_lock', { netuid: one, enabled: true })],
  [
    'validator 0',
    composeCall('SubtensorModule', 'increase_take', { hotkey: hotkey('validator 0'), take: 11_796 }),
  ],
  [hot('validator 0'), composeCall('SubtensorModule', 'set_weights', { netuid: one, ...rows })],
  [
    hot('validator 1'),
    composeCall('SubtensorModule', 'set_mechanism_weights', { netuid: one, mecid: MechId(1), ...rows }),
  ],
  [hot('validator 0'), composeCall('SubtensorModule', 'commit_weights', { netuid: two, commit_hash })],
  [OWNER, composeCall('SubtensorModule', 'enable_voting_power_tracking', { netuid: one })],
  [OWNER, composeCall('SubtensorModule', 'trigger_epoch', { netuid: one })],
  [OWNER, composeCall('SubtensorModule', 'set_tempo', { netuid: two, tempo: 360 })],
  ['validator 0', composeCall('SubtensorModule', 'claim_root', { subnets: [one, two] })],
]

function live(branch: Branch): number {
  let succeeded = 0
  for (const [name, call] of life) {
    const [applied] = branch.block(branch.sign(name, call, branch.nonce(name))).applied
    if (applied?.ok && applied.dispatch === undefined) succeeded++
  }
  for (let i = 0; i <= TEMPO; i++) branch.block()
  return succeeded
}

test('without any change most of it succeeds', () => {
  assert.ok(live(new Branch(network)) >= 15)
})

test('whatever root sets, life goes on or is refused, and no block halts', () => {
  const told = (bytes: Uint8Array): string => {
    const { pallet, name, args } = decodeCall(bytes)
    return `${pallet}.${name} ${JSON.stringify(args, (_, one) => (typeof one === 'bigint' ? `${one}` : one))}`
  }
  fc.assert(
    fc.property(fc.array(fc.oneof(...setters), { minLength: 1, maxLength: 12, size: 'max' }), changes => {
      const branch = new Branch(network)
      const calls = changes.map(decodeCall)
      const call = composeCall('Sudo', 'sudo', { call: callValue('Utility', 'force_batch', { calls }) })
      try {
        branch.block(branch.sign('sudo', call, branch.nonce('sudo')))
        live(branch)
      } catch (thrown) {
        throw new Error(changes.map(told).join('\n'), { cause: thrown })
      }
    }),
    { numRuns: RUNS / 4, endOnFailure: true },
  )
})
