// State sync, with the engine played: a state is loaded in chunks from peers who may lie, and the chain goes on from there.
import assert from 'node:assert/strict'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { bytes, decode, encode, fixedBytes, hexToBytes, storageKey, tuple, vec } from '@taonet/wire'
import type { RequestOfferSnapshot, Snapshot } from 'cosmjs-types/tendermint/abci/types'
import { sha256 } from '../src/abci/snapshots/manifest.ts'
import {
  genesis,
  openApplication,
  proposers,
  type RunningApplication,
  runtime,
} from './abci/application-fixture.ts'
import type { Decided } from './abci/engine-player.ts'
import { fastKeys, transfer } from './wallet.ts'

const [ann, ben] = fastKeys as [(typeof fastKeys)[0], (typeof fastKeys)[0]]
const START = 1_800_000_000_000n
const HEIGHT = 4
/** Results by their numbers in ABCI. */
const OFFER = { accept: 1, reject: 3, rejectFormat: 4, rejectSender: 5 }
const APPLY = { accept: 1, abort: 2, retry: 3, rejectSnapshot: 5 }

const open = new Set<RunningApplication>()
after(async () => {
  for (const application of open) await application.close()
})
async function start(key: string): Promise<RunningApplication> {
  const application = await openApplication(key)
  open.add(application)
  return application
}
const again = async (application: RunningApplication, key: string): Promise<RunningApplication> => {
  open.delete(application)
  await application.close()
  return start(key)
}

const at = (height: number): Omit<Decided, 'txs'> => ({
  height,
  time: START + BigInt(height) * 1000n,
  proposer: proposers[height % proposers.length] ?? new Uint8Array(20),
})
async function decideUpTo(application: RunningApplication, last: number): Promise<Decided[]> {
  const { player, host } = application
  const ids = { genesis: host.query.genesisHash, ...runtime.version }
  const blocks: Decided[] = []
  for (let height = host.head.number + 1; height <= last; height++) {
    await player.checkTxs([transfer(ids, ann, ben.account, BigInt(height), { nonce: height - 1 })])
    const block = await player.prepare(at(height))
    await player.decide(block)
    blocks.push(block)
  }
  return blocks
}

const maker = await start('maker')
await maker.player.handshake(genesis, [])
await decideUpTo(maker, HEIGHT)
await maker.shelf.add(maker.host.snapshot())
const appHash = hexToBytes(maker.host.head.hash)
const [offer, ...others] =
  (await maker.player.askSnapshots({ listSnapshots: {} })).listSnapshots?.snapshots ?? []
assert.ok(offer)
const chunkOf = async (index: number): Promise<Uint8Array> => {
  const call = { height: offer.height, format: offer.format, chunk: index }
  const { loadSnapshotChunk } = await maker.player.askSnapshots({ loadSnapshotChunk: call })
  return Uint8Array.from(loadSnapshotChunk?.chunk ?? [])
}
const chunks = await Promise.all(Array.from({ length: offer.chunks }, (_, index) => chunkOf(index)))
const later = await decideUpTo(maker, HEIGHT + 3)

async function offered(
  { player }: RunningApplication,
  asked: RequestOfferSnapshot,
): Promise<number | undefined> {
  return (await player.askSnapshots({ offerSnapshot: asked })).offerSnapshot?.result
}
async function applied({ player }: RunningApplication, index: number, chunk: Uint8Array, sender = 'peer') {
  const call = { index, chunk, sender }
  return (await player.askSnapshots({ applySnapshotChunk: call })).applySnapshotChunk
}
const remade = (metadata: Uint8Array, more: Partial<Snapshot> = {}): Snapshot => ({
  ...offer,
  metadata,
  hash: sha256(metadata),
  ...more,
})

test('what is offered says which block it is of, in chunks that the engine carries', () => {
  assert.deepEqual(others, [])
  assert.equal(offer.height, BigInt(HEIGHT))
  assert.ok(chunks.length >= 2)
  for (const chunk of chunks) assert.ok(chunk.length > 0 && chunk.length < 10_000_000)
})

test('a node that loads it goes on as the others do, also after a restart, and says what it lacks', async () => {
  let joining = await start('joining')
  assert.equal(await offered(joining, { snapshot: offer, appHash }), OFFER.accept)
  // In whatever order they come.
  for (const index of chunks.keys()) {
    const last = chunks.length - 1 - index
    assert.equal((await applied(joining, last, chunks[last]!))?.result, APPLY.accept)
  }
  const check = async (head: number): Promise<void> => {
    const { host, player } = joining
    const truth = maker.host.query
    const info = await player.info()
    assert.equal(info.lastBlockHeight, BigInt(head))
    assert.deepEqual(Uint8Array.from(info.lastBlockAppHash), hexToBytes(truth.hashOf(head)!))
    for (const number of [0, HEIGHT, head]) {
      assert.equal(host.query.hashOf(number), truth.hashOf(number))
      assert.deepEqual(host.query.body(number), truth.body(number))
    }
    const [state, wanted] = [host.query.stateAt(head), truth.stateAt(head)]
    assert.ok(state && wanted)
    const all = storageKey('')
    assert.deepEqual([...state.keys(all)], [...wanted.keys(all)])
    for (const key of wanted.keys(all)) assert.deepEqual(state.get(key), wanted.get(key))
    for (let absent = 1; absent < HEIGHT; absent++) {
      assert.equal(host.query.hashOf(absent), undefined)
      assert.equal(host.query.header(absent), undefined)
      assert.equal(host.query.numberOf(truth.hashOf(absent)!), undefined)
    }
    for (let gone = 0; gone < HEIGHT; gone++) assert.equal(host.query.stateAt(gone), undefined)
  }
  await check(HEIGHT)
  joining = await again(joining, 'joining')
  await check(HEIGHT)
  assert.equal(await joining.player.process(later[0]!), true)
  for (const block of later) await joining.player.decide(block)
  await check(HEIGHT + later.length)
  joining = await again(joining, 'joining')
  await check(HEIGHT + later.length)
  assert.equal(await offered(joining, { snapshot: offer, appHash }), OFFER.reject, 'it never goes back')
})

test('an engine that lost its own data loads the same state once more', async () => {
  const twice = await start('twice')
  for (let time = 0; time < 2; time++) {
    assert.equal(await offered(twice, { snapshot: offer, appHash }), OFFER.accept)
    for (const [index, chunk] of chunks.entries())
      assert.equal((await applied(twice, index, chunk))?.result, APPLY.accept)
  }
  assert.equal(twice.host.head.number, HEIGHT)
  await twice.player.decide(later[0]!)
  assert.equal(twice.host.head.hash, maker.host.query.hashOf(HEIGHT + 1))
})

test('an offer that is not of the block that the light client verified costs its sender the place', async () => {
  const asked = await start('asked')
  const other = hexToBytes(maker.host.query.hashOf(1)!)
  const flipped = Uint8Array.from(offer.metadata)
  flipped[flipped.length - 1]! ^= 1
  for (const [wrong, result] of [
    [{ snapshot: offer, appHash: other }, OFFER.rejectSender],
    [{ snapshot: { ...offer, height: 5n }, appHash }, OFFER.rejectSender],
    [{ snapshot: { ...offer, chunks: offer.chunks + 1 }, appHash }, OFFER.rejectSender],
    [{ snapshot: { ...offer, metadata: flipped }, appHash }, OFFER.rejectSender],
    [{ snapshot: remade(Uint8Array.of(1, 2, 3)), appHash }, OFFER.rejectSender],
    [{ snapshot: { ...offer, format: 2 }, appHash }, OFFER.rejectFormat],
    [{ appHash }, OFFER.reject],
  ] as const)
    assert.equal(await offered(asked, wrong), result)
  assert.equal((await applied(asked, 0, chunks[0]!))?.result, APPLY.abort, 'nothing is being loaded')
  assert.equal(asked.host.head.number, 0)
})

test('a chunk that is damaged, cut off or in the place of another is fetched anew, and its sender is left', async () => {
  const loading = await start('loading')
  assert.equal(await offered(loading, { snapshot: offer, appHash }), OFFER.accept)
  const [first, second] = chunks as [Uint8Array, Uint8Array]
  const damaged = Uint8Array.from(second)
  damaged[damaged.length >> 1]! ^= 0x10
  for (const wrong of [damaged, second.subarray(0, -1), first, new Uint8Array()])
    assert.deepEqual(await applied(loading, 1, wrong, 'liar'), {
      result: APPLY.retry,
      refetchChunks: [1],
      rejectSenders: ['liar'],
    })
  assert.equal((await applied(loading, chunks.length, second))?.result, APPLY.retry, 'there is no such chunk')
  for (const [index, chunk] of chunks.entries())
    assert.equal((await applied(loading, index, chunk))?.result, APPLY.accept)
  assert.equal(loading.host.head.number, HEIGHT)
})

test('a snapshot whose chunks are of one piece and yet not the state is refused with all who sent it', async () => {
  const loading = await start('misled')
  const Layout = tuple(bytes, vec(fixedBytes(32)))
  const Rows = vec(tuple(bytes, bytes))
  const [header, hashes] = decode(Layout, offer.metadata)
  // Somebody gave itself a little more, and hashed it anew.
  const rows = decode(Rows, chunks.at(-1)!)
  const [key, value] = rows.at(-1)!
  const richer = encode(Rows, [...rows.slice(0, -1), [key, value.map(byte => byte ^ 1)]])
  const withoutBody = encode(vec(bytes), [])
  const lies: readonly (readonly Uint8Array[])[] = [
    [...chunks.slice(0, -1), richer],
    [withoutBody, ...chunks.slice(1)],
    [chunks[0]!, ...chunks.slice(1).reverse(), Uint8Array.of(0)],
    [...chunks, Uint8Array.of(9, 9, 9)],
    chunks.slice(0, -1),
  ]
  for (const [number, lie] of lies.entries()) {
    const metadata = encode(Layout, [header, lie.map(sha256)])
    if (number === 2 && chunks.length === 2) continue
    assert.notDeepEqual(lie.map(sha256), hashes)
    assert.equal(
      await offered(loading, { snapshot: remade(metadata, { chunks: lie.length }), appHash }),
      OFFER.accept,
    )
    let last: Awaited<ReturnType<typeof applied>>
    for (const [index, chunk] of lie.entries())
      last = await applied(loading, index, chunk, `liar ${index % 2}`)
    assert.equal(last?.result, APPLY.rejectSnapshot)
    assert.deepEqual(last.rejectSenders, lie.length > 1 ? ['liar 0', 'liar 1'] : ['liar 0'])
    assert.equal(loading.host.head.number, 0)
  }
})

test('a snapshot that is damaged on the disk of its maker is not handed out; the two newest are kept', async () => {
  const dir = join(maker.folder, 'snapshots')
  assert.ok(maker.shelf.isDue(HEIGHT) && !maker.shelf.isDue(HEIGHT + 1) && !maker.shelf.isDue(0))
  await maker.shelf.add(maker.host.snapshot())
  await writeFile(join(dir, String(HEIGHT), '1'), 'nonsense')
  assert.equal((await chunkOf(1)).length, 0)
  assert.deepEqual(await chunkOf(0), chunks[0])
  await writeFile(join(dir, String(HEIGHT), 'manifest'), 'nonsense')
  const listed = (await maker.player.askSnapshots({ listSnapshots: {} })).listSnapshots?.snapshots
  assert.deepEqual(
    listed?.map(({ height }) => height),
    [BigInt(HEIGHT + 3)],
  )
  await decideUpTo(maker, HEIGHT + 4)
  await maker.shelf.add(maker.host.snapshot())
  assert.deepEqual((await readdir(dir)).sort(), [String(HEIGHT + 3), String(HEIGHT + 4)])
})
