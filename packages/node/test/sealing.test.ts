// When blocks come, and what a failing disk does to them.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { createRuntime, PROFILES } from '@taonet/runtime'
import { blockTime, bytesToHex, ready } from '@taonet/wire'
import { createVerifier } from '@taonet/wire/node'
import { Clock } from '../src/embedded/clock.ts'
import { Sealer } from '../src/embedded/sealer.ts'
import { openHost } from '../src/host/open-host.ts'
import { silent } from '../src/log.ts'
import { startNode } from '../src/node.ts'
import { Pool } from '../src/pool/pool.ts'
import { openStore, type Store, StoreError } from '../src/store/index.ts'
import { NonceChain } from './pool-fixture.ts'
import { RpcClient } from './rpc-client.ts'
import { alice, fastKeys, testGenesis, transfer } from './wallet.ts'

test('by interval: blocks follow each other without transactions, times ascend', async () => {
  const node = await startNode({ profile: 'local', rpcPort: 0, sealing: 'interval', blockTime: 5 })
  const times: bigint[] = []
  for (let i = 0; i < 5; i++) {
    const [block] = await once(node.host.events, 'block')
    times.push(blockTime(block.header) ?? 0n)
  }
  assert.ok(times.every((time, i) => i === 0 || time > times[i - 1]!))
  await node.stop()
  const { number } = node.host.head
  await new Promise(resolve => setTimeout(resolve, 30))
  assert.equal(node.host.head.number, number, 'no block after the stop')
})

test('instantly: one empty block, then one whenever there is a transaction', async () => {
  const node = await startNode({ profile: 'local', genesis: testGenesis(), rpcPort: 0, sealing: 'instant' })
  const client = await RpcClient.connect(node.rpcPort)
  const ids = { genesis: node.genesisHash, ...node.host.query.runtime.version }
  for (let nonce = 0; nonce < 3; nonce++) {
    const extrinsic = transfer(ids, fastKeys[0]!, alice.account, 5n, { nonce })
    const id = await client.ask('author_submitAndWatchExtrinsic', bytesToHex(extrinsic))
    await client.heard(id, result => JSON.stringify(result).includes('finalized'))
    assert.equal(node.host.head.number, nonce + 2)
  }
  client.close()
  await node.stop()
})

/** A disk that is full until it is told otherwise. */
function fullable(store: Store) {
  const disk = { full: false }
  const proxy = new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (name === 'commit' && disk.full)
        return () => {
          throw new StoreError('disk-full', 'appending a block: no space left', 'free some disk space')
        }
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { disk, store: proxy }
}

test('a full disk is said with a hint, and the same block is committed when there is room again', async () => {
  await ready()
  const runtime = createRuntime(PROFILES.local)
  const { disk, store } = fullable(openStore())
  const verifier = () => createVerifier()
  const host = openHost(
    { runtime, store, verifier, checkInvariants: true, dataDir: undefined },
    testGenesis(),
  )
  const pool = new Pool(new NonceChain(), { room: { weight: 1n, length: 1 } })
  const sealer = new Sealer({
    ...{ host, pool, log: silent, clock: new Clock() },
    ...{ sealing: 'manual', blockTime: 1, author: () => undefined },
  })
  await sealer.seal()
  const seen: string[] = []
  host.events.on('block', block => seen.push(block.hash))
  disk.full = true
  await assert.rejects(sealer.seal(), StoreError)
  await assert.rejects(sealer.seal(), StoreError)
  assert.match(sealer.illness ?? '', /no space left; free some disk space/)
  assert.equal(host.head.number, 1)
  assert.deepEqual(seen, [], 'nothing is announced that is not durable')
  assert.equal(host.halted, undefined)
  disk.full = false
  const block = await sealer.seal()
  assert.equal(block.number, 2)
  assert.deepEqual(seen, [block.hash])
  assert.equal(sealer.illness, undefined)
})
