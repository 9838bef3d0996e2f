// Four validators with the real engine, each started by one command: transactions through different nodes, one chain for
// all of them, and nodes or engines that are killed come back by themselves.
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { bytesToHex, type Hash } from '@taonet/wire'
import { findEngine } from '../src/abci/engine-binary.ts'
import { checkpointOf, type FinalityProof, trustedOf, verifyFinality } from '../src/abci/finality/index.ts'
import {
  endNetworkAfterTests,
  engineOf,
  gone,
  initNetwork,
  type NetworkNode,
  reaches,
  startNetworkNode,
  taonet,
  watched,
} from './abci/network.ts'
import { alice, type ChainIds, fastKeys, testGenesis, transfer } from './wallet.ts'

const skip = (await findEngine()) === undefined ? 'no CometBFT' : false
const root = await mkdtemp(join(tmpdir(), 'taonet-replicated-'))
endNetworkAfterTests()
after(() => rm(root, { recursive: true, force: true }))

interface HeadJson {
  readonly number: string
  readonly stateRoot: string
}
/** Rare enough that the newest is still there while it is loaded. */
const SNAPSHOT_EVERY = 20
const sink = fastKeys[15]!.account

const hashAt = async (node: NetworkNode, height: number): Promise<unknown> =>
  node.rpc.ask('chain_getBlockHash', height)
const height = async (node: NetworkNode): Promise<number> =>
  Number(((await node.rpc.ask('chain_getHeader')) as HeadJson).number)

async function sameChain(nodes: readonly NetworkNode[]): Promise<number> {
  const common = Math.min(...(await Promise.all(nodes.map(height))))
  for (let at = 0; at <= common; at++) {
    const [first, ...others] = await Promise.all(nodes.map(node => hashAt(node, at)))
    assert.ok(typeof first === 'string', `block ${at}`)
    // The fifth began from a snapshot.
    for (const [index, hash] of others.entries())
      if (index < 3 || hash !== null) assert.equal(hash, first, `block ${at}`)
  }
  return common
}

test('four validators keep one chain', { skip }, async t => {
  const genesisFile = join(root, 'genesis.json')
  await writeFile(genesisFile, JSON.stringify(testGenesis('local')))
  const { homes, freePort } = await initNetwork(join(root, 'network'), 4, genesisFile)
  const dir = (index: number): string => homes[index]?.dir ?? assert.fail('there are four folders')
  for (const home of homes)
    await writeFile(
      join(home.dir, 'taonet.json'),
      JSON.stringify({ rpcPort: 0, snapshots: { every: SNAPSHOT_EVERY, kept: 4 } }),
    )
  const nodes = await Promise.all(homes.map(home => startNetworkNode(home.dir)))
  const at = (index: number): NetworkNode => nodes[index] ?? assert.fail('there are four nodes')
  const genesis = (await hashAt(at(0), 0)) as Hash
  const version = (await at(0).rpc.ask('state_getRuntimeVersion')) as Omit<ChainIds, 'genesis'>
  const ids: ChainIds = { ...version, genesis }
  const sent = new Map<string, string>()
  const pay = async (node: NetworkNode, key: number, nonce: number): Promise<void> => {
    const extrinsic = transfer(ids, fastKeys[key]!, sink, 1000n, { nonce })
    sent.set(bytesToHex(extrinsic), await watched(node, extrinsic))
  }

  await t.test('transactions through different nodes, in whatever order they come', async () => {
    // The later nonces first: they wait in one node's pool for what another one brings.
    await Promise.all(
      [0, 1, 2, 3].flatMap(key => [3, 2, 1, 0].map(nonce => pay(at((key + nonce) % 4), key, nonce))),
    )
    await sameChain(nodes)
  })

  await t.test(
    'a node that is killed leaves no engine behind, the others go on, and it catches up',
    async () => {
      const dead = at(3)
      const engine = await engineOf(dead)
      dead.rpc.close()
      dead.child.kill('SIGKILL')
      await dead.ended
      await gone(engine)
      await Promise.all([pay(at(0), 4, 0), pay(at(1), 5, 0), pay(at(2), 6, 0)])
      nodes[3] = await startNetworkNode(dir(3))
      await reaches(at(3), await height(at(0)))
      await pay(at(3), 7, 0)
      await sameChain(nodes)
    },
  )

  await t.test('an engine that is killed is started again by its node', async () => {
    const engine = await engineOf(at(2))
    process.kill(engine, 'SIGKILL')
    await gone(engine)
    await pay(at(1), 8, 0)
    await reaches(at(2), (await height(at(1))) + 1)
    await pay(at(2), 9, 0)
    assert.match(at(2).said(), /the engine ended/)
    await sameChain(nodes)
  })

  await t.test('a node without a vote begins from a snapshot, carries, and says what it lacks', async () => {
    await reaches(at(0), 2 * SNAPSHOT_EVERY + 2)
    const out = join(root, 'late')
    const peers = homes.slice(0, 2).flatMap(({ peer }) => ['--peer', peer])
    const lenders = [at(0), at(1)].flatMap(({ port }) => ['--peer-rpc', `127.0.0.1:${port}`])
    const genesisOfAll = join(dir(0), 'config', 'genesis.json')
    const ports = ['--p2p-port', String(freePort), '--rpc-port', '0']
    const how = ['--state-sync', ...lenders, ...ports]
    await taonet('network', 'join', '--out', out, '--genesis', genesisOfAll, ...peers, ...how)
    const late = await startNetworkNode(out)
    nodes.push(late)
    await reaches(late, await height(at(0)))
    await pay(late, 10, 0)
    await sameChain(nodes)
    assert.equal(await hashAt(late, 0), genesis)
    assert.equal(await hashAt(late, 1), null)
    await assert.rejects(
      late.rpc.ask('state_getStorage', '0x3a636f6465', await hashAt(at(0), 1)),
      /[Uu]nknown/,
    )
    await assert.rejects(late.rpc.ask('state_getStorage', '0x3a636f6465', genesis), /[Dd]iscarded/)
  })

  await t.test(
    'it gets a vote and another one loses his: without the newcomer there is no block',
    async () => {
      const late = at(4)
      const keyFile = await readFile(join(root, 'late', 'config', 'priv_validator_key.json'), 'utf8')
      const { pub_key: newcomer } = JSON.parse(keyFile) as { pub_key: { value: string } }
      const key = `0x${Buffer.from(newcomer.value, 'base64').toString('hex')}`
      const [stay, leaves] = [homes.slice(0, 3), homes[3] ?? assert.fail('there are four folders')]
      const url = `ws://127.0.0.1:${at(1).port}`
      const change = ['--set', key, '--remove', leaves.authority, '--wallet', '//Alice', '--chain-url', url]
      const said = await taonet('network', 'validators', ...change, '--json')
      const { validators } = JSON.parse(said) as { validators: { key: string; power: string }[] }
      assert.deepEqual(
        new Set(validators.filter(({ power }) => power === '10').map(one => one.key)),
        new Set([...stay.map(({ authority }) => authority), key]),
      )
      await reaches(late, (await height(at(1))) + 3)
      // One of the four that vote now dies: each of the others is needed.
      const dead = at(0)
      dead.rpc.close()
      dead.child.kill('SIGKILL')
      await dead.ended
      await pay(late, 11, 0)
      nodes[0] = await startNetworkNode(dir(0))
      await reaches(at(0), await height(late))
      await pay(at(3), 12, 0)
      await sameChain(nodes)
    },
  )

  await t.test('a node says whom it knows', async () => {
    const asked = async (method: string): Promise<unknown> => at(1).rpc.ask(method)
    const deadline = Date.now() + 60_000
    for (;;) {
      const peers = (await asked('system_peers')) as { peerId: string; bestNumber: number }[]
      const ids = new Set(peers.map(({ peerId }) => peerId))
      const { peers: count, shouldHavePeers } = (await asked('system_health')) as {
        peers: number
        shouldHavePeers: boolean
      }
      assert.equal(shouldHavePeers, true)
      if (count >= 3 && [homes[0], homes[2], homes[3]].every(one => ids.has(one?.peer.split('@')[0] ?? '')))
        break
      assert.ok(Date.now() < deadline, `${count} peers: ${[...ids].join()}`)
      await new Promise(resolve => setTimeout(resolve, 250))
    }
  })

  await t.test('every transaction stands in the one block that its sender was told', async () => {
    const common = await sameChain(nodes)
    const found = new Map<string, unknown>()
    for (let number = 1; number <= common; number++) {
      const hash = await hashAt(at(0), number)
      const block = (await at(0).rpc.ask('chain_getBlock', hash)) as { block: { extrinsics: string[] } }
      for (const extrinsic of block.block.extrinsics.slice(1)) {
        // What root sent through the command.
        if (extrinsic.includes(alice.account.slice(2))) continue
        assert.ok(!found.has(extrinsic), 'once')
        found.set(extrinsic, hash)
      }
    }
    assert.deepEqual(new Map([...found].sort()), new Map([...sent].sort()))
  })

  await t.test('any node proves to a stranger that a block is final', async () => {
    const trusted = trustedOf(await readFile(join(dir(0), 'config', 'genesis.json'), 'utf8'))
    for (const node of nodes.slice(0, 4)) {
      const proof = (await node.rpc.ask('taonet_finalityProof', await hashAt(node, 2))) as FinalityProof
      const { number, hash, power, total } = verifyFinality(proof, trusted)
      assert.deepEqual([number, hash, total], [2, await hashAt(node, 2), 40n])
      assert.ok(power >= 30n)
    }
    const newest = (await at(1).rpc.ask('taonet_finalityProof')) as FinalityProof
    const known = verifyFinality(newest, trusted)
    assert.ok(known.number > 2)
    await reaches(at(3), known.number + 3)
    const { height: since, hash } = known.checkpoint
    const later = (await at(3).rpc.ask('taonet_finalityProof', null, since)) as FinalityProof
    assert.ok(verifyFinality(later, checkpointOf(String(since), hash)).number > known.number)
    const url = `ws://127.0.0.1:${at(3).port}`
    const said = await taonet(
      'verify',
      'block',
      '2',
      '--genesis',
      join(dir(0), 'config', 'genesis.json'),
      '--chain-url',
      url,
    )
    assert.match(
      said,
      /^block 2 is final: signed by (30|40) of 40\n[\s\S]*--trust-height 3 --trust-hash [0-9a-f]{64}\n/,
    )
  })

  await t.test('they stop cleanly', async () => {
    const engines = await Promise.all(nodes.map(engineOf))
    for (const { rpc, child } of nodes) {
      rpc.close()
      child.kill('SIGTERM')
    }
    assert.deepEqual(await Promise.all(nodes.map(({ ended }) => ended)), [0, 0, 0, 0, 0])
    await Promise.all(engines.map(gone))
  })
})
