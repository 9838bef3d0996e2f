// Extrinsics on a real node: included, failed, refused, replaced, too late, and many of one account at once.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { composeCall, NetUid, storage } from '@taonet/runtime/tables'
import { decodeExtrinsic, isNetError } from '@taonet/wire'
import { ChainError, type Client } from '../src/index.ts'
import { type Chain, chainAndClient, clientOf, keys, poor, TAO, transfer } from './chain.ts'

let client: Client
let manual: Chain & { readonly client: Client }

before(async () => {
  client = (await chainAndClient()).client
  manual = await chainAndClient({ sealing: 'manual' })
  await seal()
})

const seal = () => manual.client.rpc('engine_createBlock', [true, true])
const [one, two, three, four, five] = keys as [
  (typeof keys)[0],
  (typeof keys)[0],
  (typeof keys)[0],
  (typeof keys)[0],
  (typeof keys)[0],
]
const refused = (code: string) => (error: unknown) => error instanceof ChainError && error.code === code

describe('a submission', () => {
  test('ends in a receipt: where, what it cost, which events', async () => {
    const before = await client.get(storage.System.Account, one.account)
    const receipt = await client.submit(one, transfer(two.account, TAO))
    const after = await client.get(storage.System.Account, one.account)
    assert.equal(receipt.success, true)
    assert.equal(receipt.error, undefined)
    assert.equal(await client.blockHash(receipt.blockNumber), receipt.blockHash)
    assert.ok(receipt.fee > 0n)
    assert.equal(before.data.free - after.data.free, TAO + receipt.fee)
    assert.ok(receipt.events.some(({ event }) => event.name === 'Transfer'))
    assert.ok(
      receipt.events.every(({ phase }) => phase.type === 'ApplyExtrinsic' && phase.value === receipt.index),
    )
  })

  test('waits for finality when asked', async () => {
    const receipt = await client.submit(one, transfer(two.account, 1n), { wait: 'finalized' })
    assert.ok((await client.finalized()).number >= receipt.blockNumber)
  })

  test("whose call fails is included, and says why by the protocol's name", async () => {
    const before = await client.get(storage.System.Account, one.account)
    const receipt = await client.submit(one, transfer(two.account, 1_000_000n * TAO))
    assert.equal(receipt.success, false)
    assert.ok(receipt.error && receipt.error.name.length > 3 && receipt.error.docs.length > 10)
    const after = await client.get(storage.System.Account, one.account)
    assert.equal(after.nonce, before.nonce + 1)
    assert.equal(before.data.free - after.data.free, receipt.fee)
  })

  test('pays its tip', async () => {
    // Tips of one length: bytes cost too.
    const small = await client.submit(one, transfer(two.account, 1n), { tip: 1_000n })
    const large = await client.submit(one, transfer(two.account, 1n), { tip: 2_000n })
    assert.equal(large.fee - small.fee, 1_000n)
  })

  test('is mortal unless asked otherwise', async () => {
    const eraOf = async (period?: number) => {
      const bytes = await client.sign(one, transfer(two.account, 1n), period === undefined ? {} : { period })
      const extrinsic = decodeExtrinsic(bytes)
      assert.ok(extrinsic.type === 'signed')
      return extrinsic.extra.era
    }
    const { number } = await client.finalized()
    assert.deepEqual(await eraOf(), { type: 'Mortal', period: 64, phase: number % 64 })
    assert.deepEqual(await eraOf(8), { type: 'Mortal', period: 8, phase: number % 8 })
    assert.deepEqual(await eraOf(0), { type: 'Immortal' })
    for (const period of [0, 4]) {
      const { success } = await client.submit(one, transfer(two.account, 1n), { period })
      assert.equal(success, true)
    }
  })
})

describe('the pool refuses', () => {
  test('who cannot pay', async () => {
    await assert.rejects(client.submit(poor, transfer(two.account, 1n)), error => {
      assert.ok(refused('Invalid')(error))
      assert.match(String(error), /Inability to pay some fees/)
      return true
    })
  })

  test('a nonce that is used', async () => {
    await client.submit(one, transfer(two.account, 1n))
    await assert.rejects(client.submit(one, transfer(two.account, 1n), { nonce: 0 }), error => {
      assert.ok(refused('Invalid')(error))
      assert.match(String(error), /outdated/)
      return true
    })
  })

  test("a signature that is not the signer's", async () => {
    const bytes = await client.sign(one, transfer(two.account, 1n))
    bytes[60] = (bytes[60] ?? 0) ^ 1
    await assert.rejects(client.submitSigned(bytes), error => {
      assert.ok(refused('Invalid')(error))
      assert.match(String(error), /bad signature/)
      return true
    })
  })

  test('the same bytes twice', async () => {
    const bytes = await manual.client.sign(one, transfer(two.account, 1n))
    const first = manual.client.submitSigned(bytes)
    await until(async () => (await manual.client.rpc<string[]>('author_pendingExtrinsics', [])).length === 1)
    await assert.rejects(manual.client.submitSigned(bytes), error => {
      assert.ok(refused('AlreadyImported')(error))
      assert.match(String(error), /Already Imported/)
      return true
    })
    await seal()
    assert.equal((await first).success, true)
  })

  test("a call in nobody's language", async () => {
    await assert.rejects(client.submitSigned(new Uint8Array([4, 0])), Error)
    await assert.rejects(client.submit(one, new Uint8Array([250, 250])), Error)
  })

  test('a price too low to replace what is there', async () => {
    const nonce = Number(await manual.client.rpc('system_accountNextIndex', [two.ss58]))
    const first = manual.client.submit(two, transfer(one.account, 1n), { nonce, tip: 1_000_000n })
    await pending(1)
    await assert.rejects(
      manual.client.submit(two, transfer(one.account, 2n), { nonce }),
      refused('PriorityTooLow'),
    )
    await seal()
    assert.equal((await first).success, true)
  })
})

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('it did not happen')
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

const pending = (count: number): Promise<void> =>
  until(async () => (await manual.client.rpc<string[]>('author_pendingExtrinsics', [])).length === count)

describe('a submission that waits', () => {
  test('is told when another one takes its place', async () => {
    const nonce = Number(await manual.client.rpc('system_accountNextIndex', [three.ss58]))
    const first = manual.client.submit(three, transfer(one.account, 1n), { nonce })
    const outcome = assert.rejects(first, refused('Usurped'))
    await pending(1)
    const second = manual.client.submit(three, transfer(one.account, 2n), { nonce, tip: 5_000_000_000n })
    await outcome
    await seal()
    assert.equal((await second).success, true)
  })

  test('gives up at its deadline, with the hash to look for', async () => {
    await assert.rejects(manual.client.submit(three, transfer(one.account, 1n), { timeout: 300 }), error => {
      assert.ok(isNetError(error) && error.code === 'timeout')
      assert.match(error.message, /0x[\da-f]{64}/)
      return true
    })
    await seal()
  })

  test('gives up when its caller does', async () => {
    const controller = new AbortController()
    const asked = manual.client.submit(three, transfer(one.account, 1n), { signal: controller.signal })
    await pending(1)
    controller.abort()
    await assert.rejects(asked, error => isNetError(error) && error.code === 'aborted')
    await seal()
    await assert.rejects(
      manual.client.submit(three, transfer(one.account, 1n), { signal: AbortSignal.abort() }),
      error => isNetError(error) && error.code === 'aborted' && error.hint === 'it was not sent',
    )
    await pending(0)
  })

  test('with a nonce ahead waits for the one before it', async () => {
    const nonce = Number(await manual.client.rpc('system_accountNextIndex', [four.ss58]))
    const later = manual.client.submit(four, transfer(one.account, 1n), { nonce: nonce + 1 })
    await new Promise(resolve => setTimeout(resolve, 100))
    const sooner = manual.client.submit(four, transfer(one.account, 2n), { nonce })
    await pending(2)
    await seal()
    const [a, b] = await Promise.all([sooner, later])
    assert.equal(a.blockHash, b.blockHash)
    assert.ok(a.index < b.index)
  })
})

describe('submissions of one account at once', () => {
  test('get nonces one after the other, and share blocks', async () => {
    const submissions = Array.from({ length: 20 }, (_, i) =>
      manual.client.submit(five, transfer(one.account, BigInt(i + 1))),
    )
    await pending(20)
    await seal()
    const receipts = await Promise.all(submissions)
    assert.ok(receipts.every(receipt => receipt.success))
    assert.equal(new Set(receipts.map(receipt => receipt.blockHash)).size, 1)
    assert.deepEqual(
      receipts.map(receipt => receipt.index),
      receipts.map((_, i) => (receipts[0]?.index ?? 0) + i),
      'in the order of the calls',
    )
  })

  test('are not held up by one that is refused', async () => {
    const good = () => client.submit(two, transfer(one.account, 1n))
    const results = await Promise.allSettled([
      good(),
      client.submit(two, new Uint8Array([250, 250])),
      good(),
      client.submit(two, transfer(one.account, 10_000_000n * TAO)),
      good(),
    ])
    assert.deepEqual(
      results.map(one => (one.status === 'fulfilled' ? one.value.success : one.status)),
      [true, 'rejected', true, false, true],
    )
  })

  test('of several accounts do not wait for each other', async () => {
    const other = await clientOf(manual.url)
    const slow = manual.client.submit(one, transfer(two.account, 1n))
    const quick = other.submit(two, transfer(one.account, 1n))
    await pending(2)
    await seal()
    assert.equal((await slow).blockHash, (await quick).blockHash)
  })
})

test('a call of the subnet protocol goes the same way', async () => {
  const call = composeCall('SubtensorModule', 'set_weights', {
    netuid: NetUid(0),
    dests: [0],
    weights: [1],
    version_key: 0n,
  })
  const { success, error } = await client.submit(one, call)
  assert.equal(success, false)
  assert.match(error?.name ?? '', /^[A-Z]\w+$/)
  assert.notEqual(error?.name, 'Unknown')
})
