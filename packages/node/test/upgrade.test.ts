// A planned upgrade with real engines: programs of the older version stop before its first block, those of the newer one go on
// in the same folders, and a new node begins from a snapshot behind it. In the longer tiers alone: each step is played without
// an engine besides.
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { PROFILES } from '@taonet/runtime'
import { callValue, composeCall } from '@taonet/runtime/tables'
import { findEngine } from '../src/abci/engine-binary.ts'
import {
  endNetworkAfterTests,
  initNetwork,
  type NetworkNode,
  reaches,
  startNetworkNode,
  taonet,
  watched,
} from './abci/network.ts'
import { alice, type ChainIds, fastKeys, sign, testGenesis, transfer } from './wallet.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const skip = (await findEngine()) === undefined ? 'no CometBFT' : false
const root = await mkdtemp(join(tmpdir(), 'taonet-upgrade-'))
endNetworkAfterTests()
after(() => rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }))

const NEWER = new URL('abci/newer-version.ts', import.meta.url).href
const older = PROFILES.local.specVersion
const newer = older + 2
/** Blocks from the plan to the upgrade. */
const NOTICE = 20
const SNAPSHOT_EVERY = 10

const head = async ({ rpc }: NetworkNode): Promise<number> =>
  Number(((await rpc.ask('chain_getHeader')) as { number: string }).number)

async function idsOf({ rpc }: NetworkNode): Promise<ChainIds> {
  const version = (await rpc.ask('state_getRuntimeVersion')) as Omit<ChainIds, 'genesis'>
  return { ...version, genesis: (await rpc.ask('chain_getBlockHash', 0)) as ChainIds['genesis'] }
}

if (EFFORT >= 10)
  test('a chain changes its version at the planned block, and nodes still join it', { skip }, async () => {
    const genesisFile = join(root, 'genesis.json')
    await writeFile(genesisFile, JSON.stringify(testGenesis('local')))
    const { homes, freePort } = await initNetwork(join(root, 'network'), 2, genesisFile)
    for (const { dir } of homes)
      await writeFile(
        join(dir, 'taonet.json'),
        JSON.stringify({ rpcPort: 0, snapshots: { every: SNAPSHOT_EVERY, kept: 4 } }),
      )
    const before = await Promise.all(homes.map(({ dir }) => startNetworkNode(dir)))
    const [first] = before
    assert.ok(first)
    await reaches(first, 2)
    const ids = await idsOf(first)
    assert.equal(ids.specVersion, older)
    const at = (await head(first)) + NOTICE
    const plan = callValue('Upgrades', 'plan_upgrade', { spec_version: newer, at })
    await watched(first, sign(ids, alice, composeCall('Sudo', 'sudo', { call: plan }), { nonce: 0 }))

    // One may need the other's newer program to learn of the last block of the older one.
    const nodes = await Promise.all(
      before.map(async ({ rpc, ended, said }, index) => {
        assert.equal(await ended, 70)
        rpc.close()
        assert.match(
          said(),
          new RegExp(`block ${at} is of version ${newer} of the rules.*hint: install`, 's'),
        )
        const { dir } = homes[index] ?? assert.fail('each has a folder')
        await assert.rejects(startNetworkNode(dir), new RegExp(`block ${at} is of version ${newer}`))
        return startNetworkNode(dir, NEWER)
      }),
    )
    const [one, two] = nodes as [NetworkNode, NetworkNode]
    await reaches(one, at + 1)
    const now = await idsOf(one)
    assert.equal(now.specVersion, newer)
    const [payer, payee] = fastKeys
    assert.ok(payer && payee)
    await watched(one, transfer(now, payer, payee.account, 5n, { nonce: 0 }))
    await reaches(one, Math.ceil((at + 1) / SNAPSHOT_EVERY) * SNAPSHOT_EVERY + 3)

    const genesis = join(homes[0]?.dir ?? '', 'config', 'genesis.json')
    assert.equal(JSON.parse(await readFile(genesis, 'utf8')).app_state.specVersion, older)
    const out = join(root, 'late')
    const peers = homes.flatMap(({ peer }) => ['--peer', peer])
    const lenders = nodes.flatMap(({ port }) => ['--peer-rpc', `127.0.0.1:${port}`])
    const ports = ['--p2p-port', String(freePort), '--rpc-port', '0']
    const how = ['--out', out, '--genesis', genesis, '--state-sync']
    await taonet('network', 'join', ...how, ...peers, ...lenders, ...ports)
    const late = await startNetworkNode(out, NEWER)
    const common = await head(two)
    await reaches(late, common)
    const hashes = await Promise.all([one, two, late].map(({ rpc }) => rpc.ask('chain_getBlockHash', common)))
    assert.equal(new Set(hashes).size, 1)
    assert.equal(await late.rpc.ask('chain_getBlockHash', 1), null, 'it began from a snapshot')
    for (const { rpc, child } of [...nodes, late]) {
      rpc.close()
      child.kill('SIGTERM')
    }
    assert.deepEqual(await Promise.all([...nodes, late].map(({ ended }) => ended)), [0, 0, 0])
  })
