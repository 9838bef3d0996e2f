// What each kind of proxy may call (chain-governance §6.2), as a table of its own.
import assert from 'node:assert/strict'
import test from 'node:test'
import { allows, type ProxyType } from '../../src/chapters/proxy/kinds.ts'
import type { CallValue } from '../../src/runtime-enums.ts'
import { pallets } from '../../src/tables.ts'

const of = (pallet: string, name: string, args: CallValue['args'] = {}): CallValue => ({ pallet, name, args })
const SUBNET = 'SubtensorModule'

/** Letters stand for kinds of calls; a kind of proxy lists those it may make. */
const SAMPLES: Readonly<Record<string, readonly CallValue[]>> = {
  small: [
    of('Balances', 'transfer_keep_alive', { value: 499_999_999n }),
    of('Balances', 'transfer_allow_death', { value: 0n }),
    of(SUBNET, 'transfer_stake', { alpha_amount: 499_999_999n }),
  ],
  large: [
    of('Balances', 'transfer_keep_alive', { value: 500_000_000n }),
    of('Balances', 'transfer_all', { keep_alive: true }),
    of(SUBNET, 'transfer_stake', { alpha_amount: 500_000_000n }),
  ],
  coldkey: [
    of(SUBNET, 'announce_coldkey_swap'),
    of(SUBNET, 'swap_coldkey_announced'),
    of(SUBNET, 'dispute_coldkey_swap'),
    of(SUBNET, 'clear_coldkey_swap_announcement'),
    of(SUBNET, 'swap_coldkey'),
    of(SUBNET, 'reset_coldkey_swap'),
  ],
  stake: [
    'add_stake',
    'add_stake_limit',
    'remove_stake',
    'remove_stake_limit',
    'remove_stake_full_limit',
    'unstake_all',
    'unstake_all_alpha',
    'swap_stake',
    'swap_stake_limit',
    'move_stake',
  ].map(name => of(SUBNET, name)),
  claimType: [of(SUBNET, 'set_root_claim_type')],
  burnedRegister: [of(SUBNET, 'burned_register')],
  register: [of(SUBNET, 'register'), of(SUBNET, 'register_limit')],
  rootRegister: [of(SUBNET, 'root_register')],
  hotkey: [of(SUBNET, 'swap_hotkey'), of(SUBNET, 'swap_hotkey_v2')],
  children: [of(SUBNET, 'set_children'), of(SUBNET, 'set_childkey_take')],
  ownerHotkey: [
    of('AdminUtils', 'sudo_set_sn_owner_hotkey'),
    of('AdminUtils', 'sudo_set_subnet_owner_hotkey'),
  ],
  leased: [of('AdminUtils', 'sudo_set_min_burn'), of('AdminUtils', 'sudo_set_immunity_period')],
  admin: [of('AdminUtils', 'sudo_set_mechanism_count')],
  subnet: [of(SUBNET, 'set_subnet_identity'), of(SUBNET, 'update_symbol')],
  start: [of(SUBNET, 'start_call')],
  claim: [of(SUBNET, 'claim_root')],
  sudo: [of('Sudo', 'sudo'), of('Sudo', 'set_key')],
  plain: [of('System', 'remark'), of(SUBNET, 'set_weights'), of(SUBNET, 'serve_axon')],
}

const except = (...gone: string[]): string[] => Object.keys(SAMPLES).filter(name => !gone.includes(name))
const MOVES = ['small', 'large', 'coldkey']
const MAY: Readonly<Record<ProxyType, readonly string[]>> = {
  Any: except(),
  NonTransfer: except(...MOVES),
  NonFungible: except(...MOVES, 'stake', 'claimType', 'burnedRegister', 'register', 'rootRegister', 'hotkey'),
  NonCritical: except('coldkey', 'rootRegister', 'burnedRegister', 'sudo'),
  Transfer: ['small', 'large'],
  SmallTransfer: ['small'],
  Owner: ['leased', 'admin', 'subnet'],
  Staking: ['stake', 'claimType'],
  Registration: ['burnedRegister', 'register'],
  ChildKeys: ['children'],
  SwapHotkey: ['hotkey'],
  SubnetLeaseBeneficiary: ['start', 'leased'],
  RootClaim: ['claim'],
  Senate: [],
  Triumvirate: [],
  Governance: [],
  RootWeights: [],
  SudoUncheckedSetCode: [],
}
const KINDS = Object.keys(MAY) as ProxyType[]
const batch = (...calls: CallValue[]): CallValue => of('Utility', 'batch_all', { calls })

test('every kind may make exactly its calls', () => {
  assert.equal(KINDS.length, 18)
  for (const kind of KINDS) {
    for (const [name, calls] of Object.entries(SAMPLES)) {
      for (const call of calls) {
        assert.equal(allows(kind, call), MAY[kind].includes(name), `${kind}: ${call.pallet}.${call.name}`)
      }
    }
  }
})

test('the samples are calls that exist', () => {
  const known = new Set(
    pallets.flatMap(({ pallet, calls }) => [...calls.values()].map(({ name }) => `${pallet.name}.${name}`)),
  )
  for (const { pallet, name } of Object.values(SAMPLES).flat())
    assert.ok(known.has(`${pallet}.${name}`), name)
})

test('a batch is allowed when it is, and everything in it', () => {
  const [transfer, stake] = [SAMPLES.large?.[0], SAMPLES.stake?.[0]]
  assert.ok(transfer && stake)
  assert.equal(allows('NonTransfer', batch(stake)), true)
  assert.equal(allows('NonTransfer', batch(stake, transfer)), false)
  assert.equal(allows('NonTransfer', batch(batch(stake, batch(transfer)))), false)
  assert.equal(allows('Any', batch(batch(transfer))), true)
  assert.equal(allows('Staking', batch(stake)), false, 'the batch itself is none of its calls')
})

test('so is every other call of Utility that runs what it holds as its caller', () => {
  const [transfer, stake] = [SAMPLES.large?.[0], SAMPLES.stake?.[0]]
  assert.ok(transfer && stake)
  const around = (main: CallValue, fallback: CallValue): CallValue[] => [
    of('Utility', 'as_derivative', { index: 0, call: fallback }),
    of('Utility', 'if_else', { main, fallback }),
    of('Utility', 'if_else', { main: fallback, fallback: main }),
  ]
  for (const call of around(stake, stake)) assert.equal(allows('NonTransfer', call), true)
  for (const call of around(stake, transfer)) assert.equal(allows('NonTransfer', call), false)
  for (const call of around(stake, batch(transfer))) assert.equal(allows('NonTransfer', call), false)
})

test('no proxy makes or ends one that may do more', () => {
  const covered = (kind: ProxyType, call: string) =>
    KINDS.filter(other => allows(kind, of('Proxy', call, { proxy_type: other })))
  for (const call of ['add_proxy', 'remove_proxy']) {
    assert.deepEqual(covered('Any', call), KINDS)
    const transfers = ['Any', 'NonCritical', 'Transfer', 'SmallTransfer']
    assert.deepEqual(
      covered('NonTransfer', call),
      KINDS.filter(kind => !transfers.includes(kind)),
    )
    assert.deepEqual(covered('NonFungible', call), ['NonFungible'])
    assert.deepEqual(covered('NonCritical', call), ['NonCritical'])
    for (const kind of ['Transfer', 'Staking', 'Owner'] as const) assert.deepEqual(covered(kind, call), [])
  }
  for (const call of ['remove_proxies', 'kill_pure']) {
    assert.deepEqual(
      KINDS.filter(kind => allows(kind, of('Proxy', call))),
      ['Any'],
    )
  }
})
