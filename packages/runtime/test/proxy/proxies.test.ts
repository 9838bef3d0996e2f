// Proxies, their deposits, announcements and accounts without a key, as extrinsics (chain-governance §6.2). Every block
// checks the books.
import assert from 'node:assert/strict'
import test from 'node:test'
import { type AccountId, idAddress } from '@taonet/wire'
import { callHash } from '../../src/call-hash.ts'
import { pureAccount } from '../../src/chapters/proxy/proxies.ts'
import { MAX_PENDING, MAX_PROXIES } from '../../src/chapters/proxy/table.ts'
import { Tao } from '../../src/nouns.ts'
import { type CallValue, callValue, composeCall, storage } from '../../src/tables.ts'
import { account, TAO, TestChain } from '../frame/chain.ts'

const to = (name: string) => idAddress(account(name))
const pay = (name: string, rao: bigint): CallValue =>
  callValue('Balances', 'transfer_allow_death', { dest: to(name), value: Tao(rao) })
const fund = (): TestChain => new TestChain({ alice: 20n * TAO, bob: 20n * TAO, carol: TAO, author: TAO })
const reserved = (chain: TestChain, name: string) =>
  storage.System.Account.get(chain, account(name)).data.reserved

type Kind = 'Any' | 'Staking' | 'NonTransfer' | 'Transfer'
const definition = (delegate: string, proxy_type: Kind = 'Any', delay = 0) => ({
  delegate: to(delegate),
  proxy_type,
  delay,
})
const add = (chain: TestChain, who: string, ...rest: Parameters<typeof definition>) =>
  chain.send(who, composeCall('Proxy', 'add_proxy', definition(...rest))).dispatch?.name
const remove = (chain: TestChain, who: string, ...rest: Parameters<typeof definition>) =>
  chain.send(who, composeCall('Proxy', 'remove_proxy', definition(...rest))).dispatch?.name

/** What the proxy's call came to: its refusal, 'ok', or the name of what became of the call inside. */
function through(chain: TestChain, who: string, real: AccountId, call: CallValue, force?: Kind): string {
  const args = { real: idAddress(real), force_proxy_type: force, call }
  const sent = chain.send(who, composeCall('Proxy', 'proxy', args))
  return sent.dispatch?.name ?? executed(chain)
}
function executed(chain: TestChain): string {
  const event = chain.events(1).find(({ event }) => event.name === 'ProxyExecuted')?.event
  const result = event?.fields.result as { type: string; value: { error?: number; name: string } } | undefined
  assert.ok(result)
  return result.type === 'Ok' ? 'ok' : result.value.name || `error ${result.value.error}`
}

test('deposits: 0.06 TAO once and 0.033 for each, kept aside and given back', () => {
  const chain = fund()
  assert.equal(add(chain, 'alice', 'bob'), undefined)
  assert.equal(reserved(chain, 'alice'), 93_000_000n)
  assert.equal(add(chain, 'alice', 'bob', 'Staking', 5), undefined)
  assert.equal(reserved(chain, 'alice'), 126_000_000n)
  assert.deepEqual(storage.Proxy.Proxies.get(chain, account('alice')), [
    [
      { delegate: account('bob'), proxy_type: 'Any', delay: 0 },
      { delegate: account('bob'), proxy_type: 'Staking', delay: 5 },
    ],
    126_000_000n,
  ])
  assert.equal(add(chain, 'alice', 'bob', 'Staking', 5), 'Duplicate')
  assert.equal(add(chain, 'alice', 'alice'), 'NoSelfProxy')
  assert.equal(remove(chain, 'alice', 'bob', 'Staking', 4), 'NotFound')
  assert.equal(remove(chain, 'alice', 'bob'), undefined)
  assert.equal(reserved(chain, 'alice'), 93_000_000n)
  const before = chain.free('alice')
  const { fee } = chain.send('alice', composeCall('Proxy', 'remove_proxies', {}))
  assert.equal(chain.free('alice'), before + 93_000_000n - fee)
  assert.equal(reserved(chain, 'alice'), 0n)
  assert.equal(storage.Proxy.Proxies.has(chain, account('alice')), false)
})

test('at most 20 proxies, and no deposit that would end the account', () => {
  const chain = fund()
  for (let i = 0; i < MAX_PROXIES; i++) assert.equal(add(chain, 'alice', `proxy ${i}`), undefined)
  assert.equal(add(chain, 'alice', 'one more'), 'TooMany')
  assert.equal(MAX_PROXIES, 20)
  chain.send(
    'carol',
    composeCall('Balances', 'transfer_keep_alive', pay('bob', TAO - 60_000_000n).args as never),
  )
  assert.equal(add(chain, 'carol', 'bob'), 'InsufficientBalance')
})

test('a proxy acts as the other account, as far as its kind goes', () => {
  const chain = fund()
  const alice = account('alice')
  assert.equal(through(chain, 'bob', alice, pay('dave', TAO)), 'NotProxy')
  add(chain, 'alice', 'bob', 'NonTransfer')
  add(chain, 'alice', 'carol', 'Transfer')
  const before = chain.free('alice')
  assert.equal(through(chain, 'carol', alice, pay('dave', TAO)), 'ok')
  assert.equal(chain.free('dave'), TAO)
  assert.equal(chain.free('alice'), before - TAO, 'the proxy pays the fee')
  assert.match(through(chain, 'bob', alice, pay('dave', TAO)), /CallFiltered|error 5/)
  const batch = callValue('Utility', 'batch', { calls: [pay('dave', TAO)] })
  assert.match(through(chain, 'bob', alice, batch), /CallFiltered|error 5/)
  assert.equal(chain.free('alice'), before - TAO)
  assert.equal(
    through(chain, 'carol', alice, pay('dave', 100n * TAO)),
    'FundsUnavailable',
    'told, not refused',
  )
  assert.equal(through(chain, 'carol', alice, pay('dave', TAO), 'Staking'), 'NotProxy')
  assert.equal(through(chain, 'carol', alice, pay('dave', TAO), 'Transfer'), 'ok')
})

test('who has deposits cannot leave: what can be sent is what stays beyond the existential deposit', () => {
  const chain = fund()
  add(chain, 'alice', 'bob')
  const all = chain.free('alice')
  const spend = chain.send(
    'alice',
    composeCall('Balances', 'transfer_all', { dest: to('dave'), keep_alive: false }),
  )
  assert.equal(spend.dispatch, undefined)
  assert.equal(chain.free('alice'), 500n)
  assert.equal(chain.free('dave'), all - spend.fee - 500n)
  assert.equal(through(chain, 'bob', account('alice'), pay('dave', 1n)), 'FundsUnavailable')
})

test('a call with a delay is announced, may be rejected or taken back, and waits', () => {
  const chain = fund()
  const alice = account('alice')
  add(chain, 'alice', 'bob', 'Any', 3)
  const call = pay('dave', TAO)
  const hash = { call_hash: callHash(call) }
  const announce = () =>
    chain.send('bob', composeCall('Proxy', 'announce', { real: to('alice'), ...hash })).dispatch?.name
  const run = () => {
    const args = { delegate: to('bob'), real: to('alice'), force_proxy_type: undefined, call }
    return (
      chain.send('carol', composeCall('Proxy', 'proxy_announced', args)).dispatch?.name ?? executed(chain)
    )
  }
  assert.equal(through(chain, 'bob', alice, call), 'Unannounced')
  assert.equal(run(), 'Unannounced')
  assert.equal(announce(), undefined)
  assert.equal(reserved(chain, 'bob'), 104_000_000n)
  const reject = composeCall('Proxy', 'reject_announcement', { delegate: to('bob'), ...hash })
  assert.equal(chain.send('carol', reject).dispatch?.name, 'NotFound')
  assert.equal(chain.send('alice', reject).dispatch, undefined)
  assert.equal(reserved(chain, 'bob'), 0n)
  announce()
  const back = composeCall('Proxy', 'remove_announcement', { real: to('alice'), ...hash })
  assert.equal(chain.send('bob', back).dispatch, undefined)
  assert.equal(chain.send('bob', back).dispatch?.name, 'NotFound')
  announce()
  assert.equal(run(), 'Unannounced', 'a block later')
  assert.equal(run(), 'Unannounced')
  assert.equal(run(), 'ok', 'three blocks later')
  assert.equal(chain.free('dave'), TAO)
  assert.equal(reserved(chain, 'bob'), 0n)
  assert.equal(run(), 'Unannounced', 'used up')
})

test('at most 75 announcements', () => {
  const chain = fund()
  add(chain, 'alice', 'bob', 'Any', 3)
  const calls = Array.from({ length: MAX_PENDING }, (_, i) =>
    callValue('Proxy', 'announce', { real: to('alice'), call_hash: callHash(pay('dave', BigInt(i))) }),
  )
  assert.equal(chain.send('bob', composeCall('Utility', 'batch_all', { calls })).dispatch, undefined)
  assert.equal(reserved(chain, 'bob'), 36_000_000n + 75n * 68_000_000n)
  const one = { real: to('alice'), call_hash: callHash(pay('dave', 99n)) }
  assert.equal(chain.send('bob', composeCall('Proxy', 'announce', one)).dispatch?.name, 'TooMany')
  assert.equal(chain.send('carol', composeCall('Proxy', 'announce', one)).dispatch?.name, 'NotProxy')
})

test('an account without a key: made, used, ended', () => {
  const chain = fund()
  const made = { proxy_type: 'Any' as const, delay: 0, index: 7 }
  chain.send('alice', composeCall('Proxy', 'create_pure', made))
  const origin = {
    who: account('alice'),
    height: chain.number,
    ext_index: 1,
    proxy_type: 'Any' as const,
    index: 7,
  }
  const pure = pureAccount(origin)
  const created = chain.events(1).find(({ event }) => event.name === 'PureCreated')?.event.fields
  assert.deepEqual(created, { pure, who: account('alice'), proxy_type: 'Any', disambiguation_index: 7 })
  assert.equal(reserved(chain, 'alice'), 93_000_000n)
  const gift = { dest: idAddress(pure), value: Tao(3n * TAO) }
  chain.send('bob', composeCall('Balances', 'transfer_keep_alive', gift))
  assert.equal(through(chain, 'alice', pure, pay('dave', TAO)), 'ok')
  assert.equal(chain.free('dave'), TAO)
  const kill = (index: number) =>
    callValue('Proxy', 'kill_pure', {
      spawner: to('alice'),
      proxy_type: 'Any',
      index,
      height: origin.height,
      ext_index: 1,
    })
  assert.equal(
    chain.send('bob', composeCall('Proxy', 'kill_pure', kill(7).args as never)).dispatch?.name,
    'NoPermission',
  )
  assert.match(through(chain, 'alice', pure, kill(8)), /NoPermission|error 5/)
  assert.equal(through(chain, 'alice', pure, kill(7)), 'ok')
  assert.equal(reserved(chain, 'alice'), 0n)
  assert.equal(through(chain, 'alice', pure, pay('dave', 1n)), 'NotProxy')
})

test('a coldkey with proxies is swapped but for its deposit', () => {
  const chain = new TestChain({ alice: 20n * TAO, sudo: TAO })
  add(chain, 'alice', 'bob')
  const swap = { old_coldkey: account('alice'), new_coldkey: account('next'), swap_cost: Tao(0n) }
  const free = chain.free('alice')
  chain.send(
    'sudo',
    composeCall('Sudo', 'sudo', { call: callValue('SubtensorModule', 'swap_coldkey', swap) }),
  )
  assert.equal(chain.free('next'), free - 500n)
  assert.deepEqual([chain.free('alice'), reserved(chain, 'alice')], [500n, 93_000_000n])
})
