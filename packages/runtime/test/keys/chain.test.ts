// Swaps of keys as extrinsics: what the pool turns away, what a call within a call may not do, and a whole swap.
import assert from 'node:assert/strict'
import test from 'node:test'
import { idAddress } from '@taonet/wire'
import { coldkeyHash } from '../../src/chapters/keys/announcement.ts'
import { NetUid, Tao } from '../../src/nouns.ts'
import { callValue, composeCall, storage } from '../../src/tables.ts'
import { account, TAO, TestChain } from '../frame/chain.ts'

const SUBNET = 'SubtensorModule'
const announce = composeCall(SUBNET, 'announce_coldkey_swap', {
  new_coldkey_hash: coldkeyHash(account('carol')),
})
const dispute = composeCall(SUBNET, 'dispute_coldkey_swap', {})
const finish = composeCall(SUBNET, 'swap_coldkey_announced', { new_coldkey: account('carol') })
const payment = callValue('Balances', 'transfer_keep_alive', {
  dest: idAddress(account('bob')),
  value: Tao(5n),
})
const pay = composeCall('Balances', 'transfer_keep_alive', payment.args as never)

/** The number with which the pool turns the extrinsic away. */
function turnedAway(chain: TestChain, name: string, call: Uint8Array): number | undefined {
  const [applied] = chain.block(chain.extrinsic(name, call))
  assert.ok(applied)
  if (applied.ok) return undefined
  assert.ok(applied.rejection.kind === 'invalid' && applied.rejection.reason === 'Custom')
  return applied.rejection.code
}

const sudo = (chain: TestChain, call: ReturnType<typeof callValue>) =>
  chain.send('sudo', composeCall('Sudo', 'sudo', { call }))

function shortDelay(chain: TestChain): void {
  sudo(chain, callValue('AdminUtils', 'sudo_set_coldkey_swap_announcement_delay', { duration: 3 }))
  assert.equal(storage.SubtensorModule.ColdkeySwapAnnouncementDelay.get(chain), 3)
}

test('who announced is turned away by the pool with 0, who disputed with 21, and so is whoever acts as either', () => {
  const chain = new TestChain({ alice: TAO, bob: TAO, sudo: TAO })
  assert.equal(turnedAway(chain, 'alice', announce), undefined)
  assert.equal(turnedAway(chain, 'alice', pay), 0)
  const batch = composeCall('Utility', 'force_batch', { calls: [payment] })
  assert.equal(turnedAway(chain, 'alice', batch), 0)
  const asAlice = composeCall('Sudo', 'sudo_as', { who: idAddress(account('alice')), call: payment })
  const failure = () => {
    chain.send('sudo', asAlice)
    return chain.events(1).find(({ event }) => event.name === 'SudoAsDone')?.event.fields.sudo_result
  }
  assert.match(JSON.stringify(failure()), /ColdkeySwapAnnounced|"error":159/)
  assert.equal(turnedAway(chain, 'alice', dispute), undefined)
  assert.equal(turnedAway(chain, 'alice', dispute), 21)
  assert.equal(turnedAway(chain, 'alice', finish), 21)
  assert.match(JSON.stringify(failure()), /ColdkeySwapDisputed|"error":160/)
  sudo(chain, callValue(SUBNET, 'reset_coldkey_swap', { coldkey: account('alice') }))
  assert.equal(turnedAway(chain, 'alice', pay), undefined)
})

test('a whole swap: announced, too early, done; the old account ends and the total is what it was', () => {
  const chain = new TestChain({ alice: 5_000n * TAO, author: TAO, sudo: TAO })
  shortDelay(chain)
  chain.send('alice', composeCall(SUBNET, 'register_network', { hotkey: account('hot') }))
  chain.send('alice', announce)
  const early = chain.send('alice', finish)
  assert.equal(early.dispatch?.name, 'ColdkeySwapTooEarly')
  chain.block()
  const done = chain.send('alice', finish)
  assert.equal(done.dispatch, undefined)
  assert.ok(chain.eventNames(1).includes('ColdkeySwapped'))
  assert.equal(chain.free('alice'), 0n)
  assert.ok(chain.free('carol') > 3_999n * TAO)
  assert.equal(storage.SubtensorModule.Owner.get(chain, account('hot')), account('carol'))
  assert.equal(turnedAway(chain, 'carol', pay), undefined)
})

test('a hotkey is swapped everywhere in one extrinsic, and everywhere again only after 1000 blocks', () => {
  const chain = new TestChain({ alice: 5_000n * TAO, author: TAO })
  chain.send('alice', composeCall(SUBNET, 'register_network', { hotkey: account('hot') }))
  const swap = (from: string, to: string) => {
    const args = { hotkey: account(from), new_hotkey: account(to), netuid: undefined }
    return chain.send('alice', composeCall(SUBNET, 'swap_hotkey', args)).dispatch?.name
  }
  assert.equal(swap('hot', 'cool'), undefined)
  assert.equal(storage.SubtensorModule.SubnetOwnerHotkey.get(chain, NetUid(1)), account('cool'))
  assert.equal(swap('cool', 'cold'), 'HotKeySetTxRateLimitExceeded')
})
