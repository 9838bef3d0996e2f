// The subnet that a genesis may begin with, and what follows for those who come after.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NetUid, Uid, ZERO_ACCOUNT } from '../../src/nouns.ts'
import { composeCall, storage } from '../../src/tables.ts'
import { account, TAO, TestChain } from '../frame/chain.ts'

const begun = (firstSubnet?: boolean) =>
  new TestChain({ alice: 5000n * TAO }, firstSubnet === undefined ? {} : { firstSubnet })
const register = composeCall('SubtensorModule', 'register_network', { hotkey: account('hotkey') })
const rows = storage.SubtensorModule
const FIRST = NetUid(1)
const SECOND = NetUid(2)

test('it is nobody’s, counts what its account holds, and breaks no invariant through its epoch', () => {
  const chain = begun(true)
  assert.equal(rows.SubnetOwner.get(chain, FIRST), ZERO_ACCOUNT)
  assert.equal(rows.SubnetOwnerHotkey.get(chain, FIRST), ZERO_ACCOUNT)
  assert.equal(rows.Keys.get(chain, FIRST, Uid(0)), ZERO_ACCOUNT)
  assert.equal(rows.TotalHotkeyAlpha.get(chain, ZERO_ACCOUNT, FIRST), TAO)
  assert.deepEqual(
    [rows.SubnetTAO, rows.SubnetAlphaIn, rows.SubnetAlphaOut].map(row => row.get(chain, FIRST)),
    [10n * TAO, 10n * TAO, TAO],
  )
  // What was not said of it are the storage's defaults.
  assert.deepEqual([rows.Burn.get(chain, FIRST), rows.ImmunityPeriod.get(chain, FIRST)], [TAO / 10n, 4096])
  chain.runtime.allInvariants(chain.state)
  while (chain.number < 101) chain.block()
  assert.equal(rows.SubnetEpochIndex.get(chain, FIRST), 1n)
  chain.runtime.allInvariants(chain.state)
})

test('the first one registered is number 2, for the least price, and its alpha costs what that of number 1 does', () => {
  const chain = begun(true)
  chain.send('alice', register)
  assert.equal(rows.SubnetOwner.get(chain, SECOND), account('alice'))
  assert.equal(rows.SubnetLocked.get(chain, SECOND), 1000n * TAO)
  assert.equal(rows.SubnetAlphaIn.get(chain, SECOND), 1000n * TAO)
  chain.runtime.allInvariants(chain.state)
})

test('a genesis that does not ask has root alone', () => {
  assert.deepEqual(
    [undefined, false, true].map(asked => rows.TotalNetworks.get(begun(asked))),
    [1, 1, 2],
  )
})
