// The life of a lease as extrinsics, on a chain that mints and runs epochs: every block checks the books.
import assert from 'node:assert/strict'
import test from 'node:test'
import { type AccountId, idAddress } from '@taonet/wire'
import { leaseColdkey, leaseHotkey } from '../../src/chapters/leases/keys.ts'
import { stakeOf } from '../../src/chapters/staking/stake.ts'
import { NetUid, Tao } from '../../src/nouns.ts'
import { type CallValue, callValue, composeCall, storage } from '../../src/tables.ts'
import { rowsLeft } from '../dissolution/rows-left.ts'
import { Network } from '../emission/network.ts'
import { account, TAO } from '../frame/chain.ts'

const [COLDKEY, HOTKEY] = [leaseColdkey(0), leaseHotkey(0)]
const TWO = NetUid(2)
const TEMPO = 10

/** What the beneficiary's proxy call came to. */
function asLease(net: Network, call: CallValue): string {
  const args = { real: idAddress(COLDKEY), force_proxy_type: undefined, call }
  net.must('miner 0', composeCall('Proxy', 'proxy', args))
  const executed = net.events(1).find(({ event }) => event.name === 'ProxyExecuted')
  return JSON.stringify(executed?.event.fields.result)
}

test('a crowdloan opens a subnet, its creator runs it, its contributors are paid, and it ends', () => {
  const net = new Network({ subnets: 1, validators: 0, miners: 2, tempo: TEMPO })
  const call = callValue('SubtensorModule', 'register_leased_network', {
    emissions_share: 50,
    end_block: undefined,
  })
  const terms = { deposit: Tao(600n * TAO), min_contribution: Tao(TAO), cap: Tao(2_400n * TAO) }
  const end = net.number + 15_000
  net.must('miner 0', composeCall('Crowdloan', 'create', { ...terms, end, call, target_address: undefined }))
  net.must('miner 1', composeCall('Crowdloan', 'contribute', { crowdloan_id: 0, amount: Tao(5_000n * TAO) }))
  // The first epoch is counted from two blocks before: then epochs fall on the tens, and so on the hundreds.
  while ((net.number + 1 - 2) % TEMPO !== 0) net.pass(1)
  net.must('miner 0', composeCall('Crowdloan', 'finalize', { crowdloan_id: 0 }))
  assert.equal(storage.SubtensorModule.SubnetOwner.get(net, TWO), COLDKEY)

  assert.match(asLease(net, callValue('SubtensorModule', 'start_call', { netuid: TWO })), /"Ok"/)
  const theft = callValue('Balances', 'transfer_all', {
    dest: idAddress(account('miner 0')),
    keep_alive: false,
  })
  assert.match(asLease(net, theft), /"Err"/)
  const stake = (who: AccountId): bigint => stakeOf(net, HOTKEY, who, TWO)
  const { AccumulatedLeaseDividends: waiting } = storage.SubtensorModule
  while (net.number % 100 !== 99) {
    net.pass(1)
    assert.equal(stake(account('miner 1')), 0n)
  }
  const due = waiting.get(net, 0)
  assert.ok(due > 0n)
  net.pass(1)
  assert.equal(waiting.get(net, 0), 0n)
  const [hers, his, its] = [stake(account('miner 1')), stake(account('miner 0')), stake(COLDKEY)]
  assert.ok(hers + his > due)
  assert.ok(hers - 3n * his <= 4n && hers >= 3n * his - 4n, 'three quarters and one')
  // Its own half of the cut, and what its stake earned meanwhile on the only hotkey there is.
  assert.ok(its >= hers + his - 20n)

  const before = net.free('miner 1')
  net.sudo(callValue('SubtensorModule', 'dissolve_network', { coldkey: COLDKEY, netuid: TWO }))
  assert.ok(net.free('miner 1') > before)
  assert.deepEqual(rowsLeft(net, TWO), ['RegisteredSubnetCounter'])
  assert.equal(storage.SubtensorModule.SubnetLeases.has(net, 0), false)
  assert.equal(storage.System.Account.has(net, COLDKEY), false)
  net.pass(TEMPO)
})
