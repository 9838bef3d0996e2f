// A node that goes away and comes back, on the same port with the same chain: what was followed goes on, nothing counts twice.
import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import { describe, test } from 'node:test'
import { defaultGenesis, type NodeOptions } from '@taonet/node'
import { storage } from '@taonet/runtime/tables'
import { isNetError } from '@taonet/wire'
import { ChainError, connect, type Head } from '../src/index.ts'
import { back, type Chain, clientOf, ended, eventually, folder, keys, startChain, transfer } from './chain.ts'

const [one, two] = keys as [(typeof keys)[0], (typeof keys)[0]]

/** A chain on disk whose node can be stopped and started again. */
async function restartable(
  sealing: 'instant' | 'manual' | 'interval',
  own: Pick<NodeOptions, 'genesis'> = {},
) {
  const dataDir = folder()
  let chain: Chain = await startChain({ dataDir, sealing, blockTime: 100, ...own })
  let running = true
  const port = chain.node.rpcPort
  const stop = async (): Promise<void> => {
    if (running) await chain.node.stop()
    running = false
  }
  ended(stop)
  return {
    url: chain.url,
    port,
    stop,
    async start() {
      chain = await startChain({ dataDir, sealing, blockTime: 100, rpcPort: port, ...own })
      running = true
    },
  }
}

const code = (expected: string) => (error: unknown) =>
  isNetError(error) && error.code === expected && error.hint !== ''

describe('while the node is away', () => {
  test('calls fail at once with a hint, and work again when it is back', async () => {
    const chain = await restartable('instant')
    const client = await clientOf(chain.url)
    const before = await client.get(storage.System.Account, one.account)
    await chain.stop()
    await assert.rejects(client.head(), error => code('unreachable')(error) || code('disconnected')(error))
    await assert.rejects(client.submit(one, transfer(two.account, 1n)), code('unreachable'))
    await chain.start()
    const after = await back(() => client.get(storage.System.Account, one.account))
    assert.deepEqual(after, before)
    const { success } = await client.submit(one, transfer(two.account, 1n))
    assert.equal(success, true)
  })

  test('a submission under way ends at its own deadline when nobody comes back', async () => {
    const chain = await restartable('manual')
    const client = await clientOf(chain.url)
    await client.rpc('engine_createBlock', [true, true])
    const asked = assert.rejects(
      client.submit(one, transfer(two.account, 1n), { timeout: 2_000 }),
      code('timeout'),
    )
    let pending: readonly string[] = []
    while (pending.length === 0) pending = await client.rpc('author_pendingExtrinsics', [])
    await chain.stop()
    await asked
  })
})

describe('when the node is back', () => {
  test('heads go on, without a new subscription of the caller', async () => {
    const chain = await restartable('interval')
    const client = await clientOf(chain.url)
    const heads: Head[] = []
    const stop = client.onBlock(head => heads.push(head))
    await eventually(() => heads.length >= 2)
    await chain.stop()
    const last = heads.at(-1)?.number ?? 0
    await chain.start()
    await eventually(() => (heads.at(-1)?.number ?? 0) > last + 1)
    for (const { number, hash } of heads) assert.equal(await client.blockHash(number), hash)
    stop()
    const count = heads.length
    await new Promise(resolve => setTimeout(resolve, 400))
    assert.equal(heads.length, count)
  })

  test('a listener that came while it was away hears too', async () => {
    const chain = await restartable('interval')
    const client = await clientOf(chain.url)
    await chain.stop()
    const heads: Head[] = []
    client.onBlock(head => heads.push(head))
    await chain.start()
    await eventually(() => heads.length > 0)
  })

  test('a submission that was not included is sent again', async () => {
    const chain = await restartable('manual')
    const client = await clientOf(chain.url)
    await client.rpc('engine_createBlock', [true, true])
    const asked = client.submit(one, transfer(two.account, 7n))
    let pending: readonly string[] = []
    while (pending.length === 0) pending = await client.rpc('author_pendingExtrinsics', [])
    await chain.stop()
    await chain.start()
    const other = await clientOf(chain.url)
    const end = performance.now() + 10_000
    for (pending = []; pending.length === 0 && performance.now() < end; ) {
      pending = await other.rpc('author_pendingExtrinsics', [])
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    await other.rpc('engine_createBlock', [true, true])
    const receipt = await asked
    assert.equal(receipt.success, true)
    assert.equal((await other.get(storage.System.Account, one.account)).nonce, 1)
  })

  test('another address is tried when the first one stays away', async () => {
    const first = await restartable('instant')
    const second = await restartable('instant')
    const client = await clientOf([first.url, second.url])
    assert.equal(client.url, first.url)
    await first.stop()
    await eventually(() => client.url === second.url)
    const head = await back(() => client.head())
    assert.ok(head.number >= 0)
  })

  test('a node of another chain is passed over, and named when there is no other', async () => {
    const first = await restartable('instant')
    const stranger = await restartable('instant', { genesis: defaultGenesis('dev') })
    const third = await restartable('instant')
    const client = await clientOf([first.url, stranger.url, third.url])
    await first.stop()
    await eventually(() => client.url === third.url)
    await back(() => client.head())
    const lonely = await clientOf([third.url, stranger.url])
    await third.stop()
    await back(async () => {
      const failure: unknown = await lonely.head().catch((thrown: unknown) => thrown)
      if (!code('other-chain')(failure)) throw failure
    })
  })

  test('what was followed at a node that is gone goes on at the next, and calls are sent there', async () => {
    const first = await restartable('interval')
    const second = await restartable('interval')
    const client = await clientOf([first.url, second.url])
    const heads: Head[] = []
    ended(client.onBlock(head => heads.push(head)))
    await eventually(() => heads.length > 0)
    await first.stop()
    await eventually(() => client.url === second.url)
    heads.length = 0
    await eventually(() => heads.length >= 2)
    const other = await clientOf(second.url)
    for (const { number, hash } of heads) assert.equal(await other.blockHash(number), hash)
    const receipt = await client.submit(one, transfer(two.account, 1n))
    assert.equal(receipt.success, true)
    assert.equal(await other.blockHash(receipt.blockNumber), receipt.blockHash)
  })
})

describe('a node that answers and makes no blocks', () => {
  const seal = async (url: string, blocks: number): Promise<void> => {
    const hand = await clientOf(url)
    for (let i = 0; i < blocks; i++) await hand.rpc('engine_createBlock', [true, true])
  }

  /** Two nodes that parted after two blocks which both have. */
  async function twins(): Promise<readonly [string, string]> {
    const [one, two] = [folder(), folder()]
    const first = await startChain({ dataDir: one, sealing: 'manual' })
    await seal(first.url, 2)
    await first.node.stop()
    cpSync(one, two, { recursive: true })
    const [still, other] = await Promise.all(
      [one, two].map(dataDir => startChain({ dataDir, sealing: 'manual' })),
    )
    assert.ok(still && other)
    ended(() => still.node.stop())
    ended(() => other.node.stop())
    return [still.url, other.url]
  }

  test('is left for one that is ahead on the same chain, and heads go on there', async () => {
    const [still, other] = await twins()
    const client = await clientOf([still, 'ws://127.0.0.1:1', other], { watchPause: 50 })
    const heads: Head[] = []
    ended(client.onBlock(head => heads.push(head)))
    await seal(other, 3)
    await eventually(() => client.url === other)
    await seal(other, 1)
    await eventually(() => heads.at(-1)?.number === 6)
    assert.equal((await back(() => client.head())).number, 6)
  })

  test('is kept while the others are no further, or have gone another way', async () => {
    const [still, other] = await twins()
    const stranger = await startChain({ sealing: 'manual', genesis: defaultGenesis('dev') })
    ended(() => stranger.node.stop())
    await seal(still, 1)
    await Promise.all([seal(other, 9), seal(stranger.url, 9)])
    const client = await clientOf([still, other, stranger.url], { watchPause: 50 })
    const [near, next] = await twins()
    await seal(next, 2)
    const peer = await clientOf([near, next], { watchPause: 50 })
    // So many questions later both have looked around more than once.
    for (let i = 0; i < 50; i++) {
      await Promise.all([client.head(), peer.head()])
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    assert.equal(client.url, still)
    assert.equal(peer.url, near)
  })
})

describe('connecting', () => {
  test('to nobody is refused with a hint, after each address was tried', async () => {
    await assert.rejects(connect(['ws://127.0.0.1:1', 'ws://127.0.0.1:2']), code('unreachable'))
  })

  test('to what is no address is refused', async () => {
    await assert.rejects(connect('not an address'), code('bad-address'))
  })

  test('goes to the first that answers', async () => {
    const chain = await startChain()
    ended(() => chain.node.stop())
    const client = await clientOf(['ws://127.0.0.1:1', chain.url])
    assert.equal(client.url, chain.url)
  })
})

test('a client that was closed says so, and leaves nothing running', async () => {
  const chain = await startChain()
  ended(() => chain.node.stop())
  const client = await connect(chain.url)
  const asked = client.head()
  client.close()
  await assert.rejects(asked, code('closed'))
  await assert.rejects(client.head(), code('closed'))
  await assert.rejects(client.submit(one, transfer(two.account, 1n)), error => !(error instanceof ChainError))
  client.close()
})
