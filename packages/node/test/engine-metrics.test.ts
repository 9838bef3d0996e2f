// What a node's page of metrics says of its engine: chosen lines of the engine's own page, and nothing while it is away.
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { findEngine } from '../src/abci/engine-binary.ts'
import { chosenLines, ENGINE_METRICS, EngineMetrics } from '../src/abci/engine-metrics.ts'
import { endNetworkAfterTests, initNetwork, startNetworkNode } from './abci/network.ts'
import { testGenesis } from './wallet.ts'

const skip = (await findEngine()) === undefined ? 'no CometBFT' : false
const root = await mkdtemp(join(tmpdir(), 'taonet-engine-metrics-'))
endNetworkAfterTests()
after(() => rm(root, { recursive: true, force: true }))

test('only the chosen families, whole', () => {
  const kept = [
    '# HELP cometbft_p2p_peers Number of peers.',
    '# TYPE cometbft_p2p_peers gauge',
    'cometbft_p2p_peers{chain_id="x"} 3',
  ]
  const page = [
    '# TYPE cometbft_p2p_peers_of_another_kind gauge',
    'cometbft_p2p_peers_of_another_kind 1',
    ...kept,
    'go_goroutines 9',
    '',
  ]
  assert.equal(chosenLines(page.join('\n')), `${kept.join('\n')}\n`)
})

test('an engine that is away leaves the page as it is', async () => {
  const metrics = new EngineMetrics()
  assert.equal(await metrics.text(), '')
  // Nobody listens there yet.
  await metrics.environment()
  assert.equal(await metrics.text(), '')
})

test('a running node shows its engine', { skip }, async () => {
  const genesisFile = join(root, 'genesis.json')
  await writeFile(genesisFile, JSON.stringify(testGenesis()))
  const { homes } = await initNetwork(join(root, 'network'), 1, genesisFile)
  const node = await startNetworkNode(homes[0]?.dir ?? assert.fail('one folder'))
  const heads = await node.rpc.ask('chain_subscribeNewHeads')
  await node.rpc.heard(heads, head => Number((head as { number: string }).number) >= 2)
  const page = await (await fetch(`http://127.0.0.1:${node.port}/metrics`)).text()
  const value = (name: string): number =>
    Number(new RegExp(`^${name}(?:{[^}]*})? (\\S+)$`, 'm').exec(page)?.[1] ?? Number.NaN)
  assert.ok(value('taonet_block_height') >= 2)
  // It counts a block after we have told ours of it.
  assert.ok(value('cometbft_consensus_height') >= 1)
  assert.equal(value('cometbft_consensus_validators'), 1)
  assert.equal(value('cometbft_consensus_missing_validators'), 0)
  // One alone has no peers, and an engine does not speak of what it never counted.
  for (const name of ENGINE_METRICS) if (name !== 'cometbft_p2p_peers') assert.ok(value(name) >= 0, name)
  node.rpc.close()
  node.child.kill('SIGTERM')
  assert.equal(await node.ended, 0)
})
