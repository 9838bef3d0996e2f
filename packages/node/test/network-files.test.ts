// The folders of replicated nodes: what is written is what the engine and we read, and what is wrong is refused with a hint.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { PROFILES } from '@taonet/runtime'
import { isNetError, keyPairFromSeed } from '@taonet/wire'
import { files, readHome } from '../src/abci/home.ts'
import { initNetwork, joinNetwork, type NetworkHome } from '../src/abci/network-files.ts'
import { testGenesis } from './wallet.ts'

const root = await mkdtemp(join(tmpdir(), 'taonet-folders-'))
after(() => rm(root, { recursive: true }))

const places = [0, 1, 2].map(i => ({ host: '127.0.0.1', port: 20_000 + i, rpcPort: 9_000 + i }))
let made = 0
const network = (): Promise<readonly NetworkHome[]> =>
  initNetwork({
    out: join(root, String(made++)),
    validators: places,
    genesis: testGenesis('local'),
    blockTime: 1000,
    privateAddresses: true,
  })
const json = async (dir: string, name: string) => JSON.parse(await readFile(join(dir, name), 'utf8'))

test('validators of a new network know each other, and each its own keys alone', async () => {
  const homes = await network()
  const [first, second, third] = homes
  assert.ok(first && second && third)
  const genesis = await readFile(join(first.dir, files.genesis), 'utf8')
  for (const home of homes) {
    assert.equal(await readFile(join(home.dir, files.genesis), 'utf8'), genesis)
    const { address, pub_key: publicKey, priv_key: privateKey } = await json(home.dir, files.validatorKey)
    const key = Buffer.from(publicKey.value, 'base64')
    assert.equal(`0x${key.toString('hex')}`, home.authority)
    assert.equal(address, createHash('sha256').update(key).digest('hex').slice(0, 40).toUpperCase())
    // The engine keeps seed and public key together.
    const secret = Buffer.from(privateKey.value, 'base64')
    assert.equal(keyPairFromSeed(Uint8Array.from(secret.subarray(0, 32)), 'ed25519').account, home.authority)
    assert.deepEqual(secret.subarray(32), key)
    assert.equal((await stat(join(home.dir, files.validatorKey))).mode & 0o077, 0, 'nobody else reads it')
    const { genesis: spec, chainId, rpcPort } = await readHome(home.dir)
    assert.deepEqual(
      spec.authorities,
      homes.map(({ authority }) => authority),
    )
    assert.match(chainId, /^taonet-local-[0-9a-f]{8}$/)
    assert.equal(rpcPort, home.rpcPort)
  }
  const { specVersion } = PROFILES.local
  const { app_state, consensus_params } = JSON.parse(await readFile(join(first.dir, files.genesis), 'utf8'))
  assert.equal(app_state.specVersion, specVersion)
  assert.deepEqual(consensus_params.version, { app: String(specVersion) })
  const config = await readFile(join(first.dir, files.config), 'utf8')
  assert.ok(config.includes(`persistent_peers = "${second.peer},${third.peer}"`))
  assert.ok(config.includes('\npersistent_peers_max_dial_period = "10s"\n'))
  assert.ok(config.includes('laddr = "tcp://127.0.0.1:20000"'))
  const again = await network()
  assert.notEqual((await readHome(again[0]?.dir ?? '')).chainId, (await readHome(first.dir)).chainId)
})

test('keys are never written over', async () => {
  const [home] = await network()
  assert.ok(home)
  const genesis = await readFile(join(home.dir, files.genesis), 'utf8')
  const plan = { genesis, peers: [home.peer], host: '10.0.0.9', port: 1, rpcPort: 0, privateAddresses: true }
  await assert.rejects(joinNetwork({ ...plan, out: home.dir }), { code: 'out' })
  const joined = await joinNetwork({ ...plan, out: join(root, 'joined') })
  const config = await readFile(join(joined.dir, files.config), 'utf8')
  assert.ok(config.includes('laddr = "tcp://0.0.0.0:1"'), 'an address that others reach is not bound to')
  assert.ok(joined.peer.endsWith('@10.0.0.9:1'))
  const stateSync = { servers: ['http://127.0.0.1:1/engine', 'http://127.0.0.1:2/engine'], trustHeight: 7 }
  const hasty = await joinNetwork({
    ...plan,
    out: join(root, 'hasty'),
    stateSync: { ...stateSync, trustHash: 'AB'.repeat(32) },
  })
  const toml = await readFile(join(hasty.dir, files.config), 'utf8')
  for (const line of [
    'enable = true',
    'rpc_servers = "http://127.0.0.1:1/engine,http://127.0.0.1:2/engine"',
    'trust_height = 7',
    `trust_hash = "${'AB'.repeat(32)}"`,
  ])
    assert.ok(toml.includes(`\n${line}\n`), line)
  assert.ok(!config.includes('[statesync]'))
  const wrong = { ...plan, out: join(root, 'wrong'), genesis: '{"chain_id":"x"}' }
  await assert.rejects(joinNetwork(wrong), { code: 'genesis' })
})

test('a folder with the genesis of another network or the vote key of another validator is refused', async () => {
  const [[home], [other]] = [await network(), await network()]
  assert.ok(home && other)
  const mixed = async (name: string, code: string, what: RegExp): Promise<void> => {
    const own = await readFile(join(home.dir, name), 'utf8')
    await writeFile(join(home.dir, name), await readFile(join(other.dir, name), 'utf8'))
    await assert.rejects(readHome(home.dir), thrown => {
      assert.ok(isNetError(thrown) && thrown.code === code)
      assert.match(thrown.message, what)
      assert.match(thrown.hint, /network's own genesis\.json|restore config/)
      return true
    })
    await writeFile(join(home.dir, name), own)
  }
  await mixed(
    files.genesis,
    'other-chain',
    /genesis\.json is of taonet-local-\w+, and .* was made for taonet-/,
  )
  await mixed(files.validatorKey, 'other-key', /is of 0x\w+, and .* votes with 0x/)
  await writeFile(join(home.dir, files.validatorKey), '{}')
  await assert.rejects(readHome(home.dir), { code: 'home' })
})

test('a folder that lost something is refused, and says what', async () => {
  for (const name of [
    files.genesis,
    files.nodeKey,
    files.validatorKey,
    files.validatorState,
    files.settings,
  ]) {
    const [home] = await network()
    assert.ok(home)
    await rm(join(home.dir, name))
    await assert.rejects(readHome(home.dir), thrown => {
      assert.ok(isNetError(thrown) && thrown.hint !== '')
      return thrown.message.includes(name)
    })
  }
  for (const [name, text] of [
    [files.genesis, 'no JSON'],
    [files.genesis, '{"chain_id":"x","app_state":{}}'],
    [files.settings, '{"rpcPort":"9944"}'],
    [files.settings, '['],
    [files.settings, '{"rpcPort":9944,"snapshots":{"every":-1}}'],
    [files.settings, '{"rpcPort":9944,"snapshots":{"kept":0}}'],
  ] as const) {
    const [home] = await network()
    assert.ok(home)
    await writeFile(join(home.dir, name), text)
    await assert.rejects(readHome(home.dir), isNetError)
  }
})
