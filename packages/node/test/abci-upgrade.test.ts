// A chain that changes its version at a planned block, the engine played: what programs of the older and of the newer version
// do before, at and after it, and what the engine is told (adr/0006).
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createRuntime, type GenesisSpec, PROFILES, type Runtime } from '@taonet/runtime'
import { callValue, composeCall } from '@taonet/runtime/tables'
import { bytesToHex, hexToBytes } from '@taonet/wire'
import {
  chain,
  genesis as genesisWithout,
  runtime as older,
  openApplication,
  proposers,
  type RunningApplication,
} from './abci/application-fixture.ts'
import type { Decided } from './abci/engine-player.ts'
import { alice, fastKeys, sign, transfer } from './wallet.ts'

const START = 1_800_000_000_000n
const UPGRADE = 4
const newer = createRuntime({ ...PROFILES.local, specVersion: older.version.specVersion + 2 })
const [now, then] = [BigInt(older.version.specVersion), BigInt(newer.version.specVersion)]
const spec: GenesisSpec = { ...chain, specVersion: older.version.specVersion }
const genesis = { ...genesisWithout, appState: JSON.stringify(spec) }
const [ann, ben] = fastKeys as [(typeof fastKeys)[0], (typeof fastKeys)[0]]

const open = new Set<RunningApplication>()
after(async () => {
  for (const application of open) await application.close()
})
async function start(key: string, program: Runtime): Promise<RunningApplication> {
  const application = await openApplication(key, { program, spec })
  open.add(application)
  return application
}
async function restart(old: RunningApplication, key: string, program: Runtime): Promise<RunningApplication> {
  open.delete(old)
  await old.close()
  return start(key, program)
}

const at = (height: number): Omit<Decided, 'txs'> => ({
  height,
  time: START + BigInt(height) * 1000n,
  proposer: proposers[0] ?? assert.fail('there are proposers'),
})
const appVersion = async ({ player }: RunningApplication): Promise<bigint> => (await player.info()).appVersion

const ids = ({ host }: RunningApplication) => ({ genesis: host.query.genesisHash, ...older.version })
const plan = (application: RunningApplication): Uint8Array => {
  const upgrade = { spec_version: newer.version.specVersion, at: UPGRADE }
  const call = composeCall('Sudo', 'sudo', { call: callValue('Upgrades', 'plan_upgrade', upgrade) })
  return sign(ids(application), alice, call, { nonce: 0 })
}

const first = await start('first', older)
await first.player.handshake(genesis, [])
const decided: Decided[] = []
for (let height = 1; height < UPGRADE; height++) {
  const txs = height === 1 ? [plan(first)] : []
  await first.player.checkTxs([...txs, transfer(ids(first), ann, ben.account, 5n, { nonce: height - 1 })])
  const block = await first.player.prepare(at(height))
  assert.equal(block.txs.length, txs.length + 1)
  decided.push(block)
  assert.equal(await appVersion(first), now)
  const { consensusParamUpdates } = await first.player.finalize(block)
  assert.equal(consensusParamUpdates, undefined)
  assert.equal(first.host.halted, undefined)
  await first.player.commit()
}
const HINT = new RegExp(
  `block 4 is of version ${then} of the rules, and this program has ${now}; install the taonet`,
)

test('an older program stops before the planned block, by itself and with a hint, and does nothing more', async () => {
  assert.match(first.host.halted?.message ?? '', /^the chain halted: block 4 is of version/)
  const block = { ...at(UPGRADE), txs: [] }
  await assert.rejects(first.player.prepare(block), HINT)
  await assert.rejects(first.player.process(block), HINT)
  await assert.rejects(first.player.finalize(block), HINT)
  await assert.rejects(first.player.commit(), HINT)
  const again = await restart(first, 'first', older)
  assert.equal(again.host.unfit?.code, 'version')
  assert.equal(await again.player.handshake(genesis, decided).then(({ from }) => from), UPGRADE - 1)
  await assert.rejects(again.player.finalize(block), HINT)
  open.delete(again)
  await again.close()
})

let upgraded: RunningApplication
test('a newer one in its place goes on, and the engine hears of the version of its next header', async () => {
  upgraded = await start('first', newer)
  assert.equal(upgraded.host.unfit, undefined)
  assert.equal(await appVersion(upgraded), now, 'that of the newest block')
  const block = await upgraded.player.prepare(at(UPGRADE))
  const { consensusParamUpdates } = await upgraded.player.finalize(block)
  const { version, ...others } = consensusParamUpdates ?? {}
  assert.deepEqual(version, { app: then })
  assert.ok(Object.values(others).every(part => part === undefined))
  await upgraded.player.commit()
  decided.push(block)
  assert.equal(await appVersion(upgraded), then)
  const next = await upgraded.player.prepare(at(UPGRADE + 1))
  assert.equal((await upgraded.player.finalize(next)).consensusParamUpdates, undefined)
  await upgraded.player.commit()
  decided.push(next)
})

test('who replays from the first block needs each program in turn, and arrives at the same chain', async () => {
  const hasty = await start('replaying', newer)
  await assert.rejects(
    hasty.player.handshake(genesis, decided),
    /block 1 is of version \d+ of the rules, and this program has \d+; run the taonet that has version/,
  )
  assert.equal(hasty.host.head.number, 0)
  const patient = await restart(hasty, 'replaying', older)
  await assert.rejects(patient.player.handshake(genesis, decided), HINT)
  assert.equal(patient.host.head.number, UPGRADE - 1)
  const done = await restart(patient, 'replaying', newer)
  const { from, appHash } = await done.player.handshake(genesis, decided)
  assert.equal(from, UPGRADE - 1)
  assert.deepEqual(bytesToHex(appHash), upgraded.host.head.hash)
})

test('a node that was never older begins from a snapshot; one that is still older does not go on from it', async () => {
  await upgraded.shelf.add(upgraded.host.snapshot())
  const head = upgraded.host.head.number
  const appHash = hexToBytes(upgraded.host.head.hash)
  const { listSnapshots } = await upgraded.player.askSnapshots({ listSnapshots: {} })
  const snapshot = listSnapshots?.snapshots[0] ?? assert.fail('there is a snapshot')
  for (const [key, program] of [
    ['joins', newer],
    ['joins-late', older],
  ] as const) {
    const joining = await start(key, program)
    // What the engine asks before there is a state.
    assert.equal(await appVersion(joining), now)
    await joining.player.askSnapshots({ offerSnapshot: { snapshot, appHash } })
    for (let index = 0; index < snapshot.chunks; index++) {
      const asked = { height: snapshot.height, format: snapshot.format, chunk: index }
      const { loadSnapshotChunk } = await upgraded.player.askSnapshots({ loadSnapshotChunk: asked })
      const chunk = loadSnapshotChunk?.chunk ?? assert.fail('there is a chunk')
      await joining.player.askSnapshots({ applySnapshotChunk: { index, chunk, sender: 'peer' } })
    }
    assert.equal(joining.host.head.number, head)
    // The engine compares this with its header's.
    assert.equal(await appVersion(joining), then)
    const next = { ...at(head + 1), txs: [] }
    if (program === newer) await joining.player.decide(next)
    else await assert.rejects(joining.player.decide(next), /block 6 is of version \d+/)
  }
})
