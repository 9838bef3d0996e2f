// What a node with a real engine says when it cannot go on: it ends by itself, with a reason and a hint, and harms nobody. In
// the longer tiers alone: what its words mean is tested besides, without an engine.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findEngine } from '../src/abci/engine-binary.ts'
import { endNetworkAfterTests, initNetwork, reaches, startNetworkNode, taonet } from './abci/network.ts'
import { testGenesis } from './wallet.ts'

const run = promisify(execFile)
const TAONET = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url))
const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const skip = (await findEngine()) === undefined ? 'no CometBFT' : false
const root = await mkdtemp(join(tmpdir(), 'taonet-refusals-'))
endNetworkAfterTests()
after(() => rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }))

if (EFFORT >= 10)
  test('a node whose data are of two ages, or whose genesis is not the others', { skip }, async t => {
    const genesisFile = join(root, 'genesis.json')
    await writeFile(genesisFile, JSON.stringify(testGenesis('local')))
    const { homes, freePort } = await initNetwork(join(root, 'network'), 1, genesisFile)
    const { dir, peer } = homes[0] ?? assert.fail('there is one')
    const node = await startNetworkNode(dir)
    await reaches(node, 3)

    await t.test('joins by another genesis', async () => {
      const out = join(root, 'stranger')
      const genesis = join(dir, 'config', 'genesis.json')
      const ports = ['--p2p-port', String(freePort), '--rpc-port', '0']
      await taonet('network', 'join', '--out', out, '--genesis', genesis, '--peer', peer, ...ports)
      const document = JSON.parse(await readFile(genesis, 'utf8'))
      document.app_state.balances.pop()
      await writeFile(join(out, 'config', 'genesis.json'), JSON.stringify(document))
      const stranger = await startNetworkNode(out)
      assert.equal(await stranger.ended, 70)
      stranger.rpc.close()
      assert.match(
        stranger.said(),
        /whose state is not ours.*hint: is .*genesis\.json that of the validators/s,
      )
      await reaches(node, 5)
    })

    node.rpc.close()
    node.child.kill('SIGTERM')
    assert.equal(await node.ended, 0)

    await t.test('has no room on its disk', async () => {
      // A disk on which no file can grow: ulimit counts half kilobytes.
      const full = async (home: string): Promise<string> => {
        const args = ['node', '--consensus', 'cometbft', '--home', home]
        const ran = run('sh', ['-c', 'ulimit -f 32 && exec "$0" "$@"', process.execPath, TAONET, ...args])
        return ran.then(
          () => assert.fail('it started'),
          ({ stderr }: { stderr: string }) => stderr,
        )
      }
      const started = join(root, 'started')
      await cp(dir, started, { recursive: true })
      assert.match(await full(started), /did not start: .*file too large.*hint: make room on the disk of/s)
      const fresh = join(root, 'fresh')
      await cp(dir, fresh, { recursive: true })
      await rm(join(fresh, 'chain'), { recursive: true })
      assert.match(await full(fresh), /opening the table .*hint: check the disk/s)
      // With room again.
      const again = await startNetworkNode(started)
      await reaches(again, 6)
      again.rpc.close()
      again.child.kill('SIGTERM')
      assert.equal(await again.ended, 0)
    })

    await t.test("lost the engine's data", async () => {
      const copy = join(root, 'copy')
      await cp(dir, copy, { recursive: true })
      for (const name of ['state.db', 'blockstore.db', 'cs.wal'])
        await rm(join(copy, 'data', name), { recursive: true })
      await assert.rejects(
        startNetworkNode(copy),
        /the engine did not start: panic: state\.AppHash does not match.*"hint":".*data\/ and chain\/ of one age/s,
      )
    })
  })
