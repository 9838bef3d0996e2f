// Typed reads of a real node: rows, many rows, all rows below a key, runtime APIs, at the head and at blocks before it.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { apiTables, NetUid, storage } from '@taonet/runtime/tables'
import { hash32, isNetError } from '@taonet/wire'
import type { Client } from '../src/index.ts'
import { alice, chainAndClient, keys, poor, TAO, transfer } from './chain.ts'

let client: Client

before(async () => {
  client = (await chainAndClient()).client
})

const [first, second] = keys

describe('a client', () => {
  test('knows its chain', async () => {
    assert.equal(client.chain.name, 'taonet development')
    assert.equal(client.chain.genesis, await client.blockHash(0))
    assert.ok(client.chain.specVersion > 425)
    assert.equal(client.chain.transactionVersion, 1)
  })

  test('tells heads, hashes and what it does not know', async () => {
    const head = await client.head()
    assert.equal(await client.blockHash(head.number), head.hash)
    assert.deepEqual(await client.finalized(), head)
    assert.equal(await client.blockHash(1_000_000), undefined)
  })
})

describe('a row', () => {
  test('is typed, and has its default where there is none', async () => {
    const account = await client.get(storage.System.Account, first!.account)
    assert.equal(account.data.free, 1_000n * TAO)
    const nobody = await client.get(storage.System.Account, poor.account)
    assert.equal(nobody.data.free, 0n)
    assert.equal(
      await client.get(storage.SubtensorModule.Tempo, NetUid(77)),
      storage.SubtensorModule.Tempo.fallback,
    )
  })

  test('is read at the block that was asked for', async () => {
    const { hash } = await client.head()
    await client.submit(alice, transfer(second!.account, TAO))
    const then = await client.at(hash).get(storage.System.Account, second!.account)
    const now = await client.get(storage.System.Account, second!.account)
    assert.equal(now.data.free - then.data.free, TAO)
    assert.equal(client.at(hash).hash, hash)
    assert.equal(client.hash, undefined)
  })

  test("at a block that nobody knows is the node's refusal", async () => {
    const nowhere = client.at(hash32(`0x${'ab'.repeat(32)}`))
    await assert.rejects(nowhere.get(storage.Balances.TotalIssuance), /UnknownBlock/)
  })
})

describe('rows', () => {
  test('many at once come in the order of their keys, defaults included', async () => {
    const accounts = await client.many(storage.System.Account, [
      [poor.account],
      [first!.account],
      [poor.account],
    ])
    assert.deepEqual(
      accounts.map(one => one.data.free),
      [0n, 1_000n * TAO, 0n],
    )
    assert.deepEqual(await client.many(storage.System.Account, []), [])
  })

  test('more than a page of them too', async () => {
    const wanted = Array.from({ length: 2_500 }, (_, i) => [NetUid(i)] as [NetUid])
    const values = await client.many(storage.SubtensorModule.NetworksAdded, wanted)
    assert.equal(values.length, 2_500)
    assert.equal(values[0], true, 'root is there')
    assert.equal(values[2_499], false)
  })

  test('all below the leading keys, in the order of their encoded keys', async () => {
    const entries = await client.entries(storage.System.Account)
    const byAccount = new Map(entries.map(([[account], value]) => [account, value]))
    for (const { account } of keys) assert.ok(byAccount.has(account))
    assert.equal(byAccount.get(poor.account), undefined)
    const hashes = entries.map(([[account]]) => storage.System.Account.key(account))
    assert.deepEqual(hashes, [...hashes].sort())
  })

  test('of two keys, by the first', async () => {
    const whole = await client.entries(storage.SubtensorModule.NetworksAdded)
    assert.deepEqual(whole, [[[NetUid(0)], true]])
    assert.deepEqual(await client.entries(storage.SubtensorModule.Keys, NetUid(5)), [])
  })
})

describe('a runtime API', () => {
  const tableOf = (trait: string) => {
    const found = apiTables.find(one => one.trait === trait)
    assert.ok(found)
    return found
  }

  test('is called by its table', async () => {
    const api = tableOf('AccountNonceApi')
    const nonce = await client.call(api, 'account_nonce', { account: first!.account })
    const account = await client.get(storage.System.Account, first!.account)
    assert.equal(nonce, account.nonce)
  })

  test("without such a method is our mistake, not the node's", async () => {
    await assert.rejects(client.call(tableOf('AccountNonceApi'), 'none', {}), RangeError)
  })

  test('answers at an earlier block', async () => {
    const { hash } = await client.head()
    const api = tableOf('AccountNonceApi')
    const ask = (reader: Pick<Client, 'call'>) =>
      reader.call(api, 'account_nonce', { account: second!.account })
    const then = Number(await ask(client))
    await client.submit(second!, transfer(first!.account, 1n))
    assert.equal(await ask(client.at(hash)), then)
    assert.equal(await ask(client), then + 1)
  })
})

describe('events', () => {
  test('of a block are typed records', async () => {
    const { blockHash, index } = await client.submit(alice, transfer(second!.account, 5n))
    const events = await client.events(blockHash)
    const mine = events.filter(one => one.phase.type === 'ApplyExtrinsic' && one.phase.value === index)
    assert.ok(mine.some(one => one.event.name === 'Transfer' && one.event.fields.amount === 5n))
  })
})

test('a method that the node does not have is its own error', async () => {
  await assert.rejects(
    client.rpc('no_such_method', []),
    error => !isNetError(error) && /-?32601|not found/i.test(String(error)),
  )
})
