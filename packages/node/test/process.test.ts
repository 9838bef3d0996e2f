// A node's process: how it starts, ends, resumes, and what a kill leaves behind.
import assert from 'node:assert/strict'
import { access, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { PROFILES } from '@taonet/runtime'
import { callValue, composeCall } from '@taonet/runtime/tables'
import { bytesToHex } from '@taonet/wire'
import { defaultGenesis } from '../src/dev-genesis.ts'
import { processOptions } from '../src/process-options.ts'
import { endNodesAfterTests, startProcess } from './process.ts'
import { post, RpcClient } from './rpc-client.ts'
import { alice, type ChainIds, fastKeys, sign, testGenesis, transfer } from './wallet.ts'

const root = await mkdtemp(join(tmpdir(), 'taonet-process-'))
endNodesAfterTests()
after(() => rm(root, { recursive: true, force: true }))

const ask = async (port: number, method: string, ...params: unknown[]) =>
  JSON.parse((await post(port, JSON.stringify({ id: 1, method, params }))).text).result

test('it stops on SIGTERM, on SIGINT and when its parent lets go, and resumes each time', async () => {
  const options = { profile: 'local', dataDir: join(root, 'stops'), blockTime: 50 }
  let known: { number: number; hash: string } | undefined
  for (const end of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
    const node = await startProcess(options)
    if (known) assert.equal(await ask(node.rpcPort, 'chain_getBlockHash', known.number), known.hash)
    const client = await RpcClient.connect(node.rpcPort)
    const heads = await client.ask('chain_subscribeNewHeads')
    await client.heard(heads, result => Number((result as { number: string }).number) > (known?.number ?? 0))
    const hash = await client.ask('chain_getHead')
    known = { number: Number((await ask(node.rpcPort, 'chain_getHeader', hash)).number), hash: String(hash) }
    if (end === 'disconnect') node.child.disconnect()
    else node.child.kill(end)
    assert.equal(await node.ended, 0, end)
    assert.match(node.said(), /Imported #\d+/)
  }
})

test('kill -9 under load loses no announced block', async () => {
  const dataDir = join(root, 'killed')
  const options = { profile: 'local', genesis: testGenesis(), dataDir, sealing: 'interval', blockTime: 20 }
  const announced = new Map<number, string>()
  const nonces = new Map<number, number>()
  for (let round = 0; round < 3; round++) {
    const node = await startProcess(options)
    for (const [number, hash] of announced)
      assert.equal(await ask(node.rpcPort, 'chain_getBlockHash', number), hash, `block ${number}`)
    const client = await RpcClient.connect(node.rpcPort)
    const genesis = await client.ask('chain_getBlockHash', 0)
    const version = (await client.ask('state_getRuntimeVersion')) as Omit<ChainIds, 'genesis'>
    const ids = { ...version, genesis } as ChainIds
    const heads = await client.ask('chain_subscribeNewHeads')
    const finals = new Map<unknown, string>()
    for (const [index, key] of fastKeys.slice(0, 8).entries()) {
      const nonce = Number(await client.ask('account_nextIndex', key.ss58))
      assert.ok(nonce >= (nonces.get(index) ?? 0), 'no finalized transaction is lost')
      for (let i = 0; i < 20; i++) {
        const extrinsic = transfer(ids, key, fastKeys[0]!.account, 10n, { nonce: nonce + i })
        const id = await client.ask('author_submitAndWatchExtrinsic', bytesToHex(extrinsic))
        finals.set(id, `${index}:${nonce + i}`)
      }
    }
    await client.find(message => {
      const result = 'params' in message ? message.params.result : undefined
      return finals.has('params' in message && message.params.subscription) &&
        JSON.stringify(result).includes('finalized')
        ? message
        : undefined
    })
    node.child.kill('SIGKILL')
    assert.equal(await node.ended, 'SIGKILL')
    for (const head of client.told(heads) as { number: string; parentHash: string }[])
      if (Number(head.number) > 1) announced.set(Number(head.number) - 1, head.parentHash)
    for (const [id, name] of finals) {
      const last = JSON.stringify(client.told(id).at(-1) ?? '')
      const [index = 0, nonce = 0] = name.split(':').map(Number)
      if (last.includes('finalized')) nonces.set(index, Math.max(nonces.get(index) ?? 0, nonce + 1))
    }
    client.close()
  }
  assert.ok(announced.size > 4 && nonces.size > 0)
})

test('a broken invariant ends it with a code of its own and a dump', async () => {
  const dataDir = join(root, 'halted')
  const genesis = { ...defaultGenesis('dev'), values: { 'Balances.TotalIssuance': 1 } }
  const node = await startProcess({ profile: 'dev', genesis, dataDir })
  assert.equal(await node.ended, 70)
  assert.match(node.said(), /the chain halted/)
  const dump = JSON.parse(await readFile(join(dataDir, 'halt-at-1.json'), 'utf8'))
  assert.equal(dump.head.number, 0)
  assert.match(dump.head.stateRoot, /^0x[0-9a-f]{64}$/)
  assert.equal(dump.proposal.number, 1)
})

test('a program that is not of the version of the next block ends before it, and does not start again', async () => {
  const dataDir = join(root, 'older')
  const genesis = { ...testGenesis(), specVersion: PROFILES.local.specVersion }
  const options = { profile: 'local', genesis, dataDir, sealing: 'instant' }
  const node = await startProcess(options)
  const client = await RpcClient.connect(node.rpcPort)
  const ids = {
    genesis: await client.ask('chain_getBlockHash', 0),
    ...((await client.ask('state_getRuntimeVersion')) as object),
  } as ChainIds
  const heads = await client.ask('chain_subscribeNewHeads')
  await client.heard(heads, head => Number((head as { number: string }).number) === 1)
  const upgrade = { spec_version: ids.specVersion + 2, at: 3 }
  const call = composeCall('Sudo', 'sudo', { call: callValue('Upgrades', 'plan_upgrade', upgrade) })
  await client.ask('author_submitExtrinsic', bytesToHex(sign(ids, alice, call, { nonce: 0 })))
  assert.equal(await node.ended, 70)
  assert.match(node.said(), /block 3 is of version \d+ of the rules.*hint: install the taonet/s)
  await assert.rejects(startProcess(options), /block 3 is of version.*hint: install the taonet/s)
})

test('a directory in use, of another chain, or of another format is refused with a hint', async () => {
  const dataDir = join(root, 'taken')
  const options = { profile: 'local', genesis: testGenesis(), dataDir, sealing: 'manual' }
  const node = await startProcess(options)
  await assert.rejects(startProcess(options), /hint: /)
  node.child.kill('SIGTERM')
  await node.ended
  const other = { ...testGenesis(), balances: testGenesis().balances.slice(1) }
  await assert.rejects(
    startProcess({ ...options, genesis: other }),
    /holds the chain .*hint: use another data directory/s,
  )
  assert.ok((await readdir(dataDir)).length > 0)
  await access(dataDir)
})

test('options that mean nothing are refused', () => {
  const bad = [
    '',
    '[]',
    '{"profile":"mainnet"}',
    '{"profile":"toString"}',
    '{"rpcPort":70000}',
    '{"rpcPort":"9944"}',
  ]
  bad.push('{"sealing":"never"}', '{"blockTime":0}', '{"keep":1}', '{"genesis":{}}', '{"author":"0x12"}')
  for (const text of bad) assert.throws(() => processOptions(text), text)
  assert.deepEqual(processOptions('{}'), { profile: 'dev', rpcPort: 9944, sealing: 'interval' })
})
