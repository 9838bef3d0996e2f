// The stock command line does what its users do in the groups wallet, subnets, stake, lock, sudo, proxy and weights; each
// result is what stands in the chain's rows.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type CallValue,
  callValue,
  children,
  composeCall,
  keys,
  locks,
  NetUid,
  neurons,
  proxy,
  StorageIndex,
  stakeInfoApi,
  staking,
  subnets,
  Uid,
  weights,
} from '@taonet/runtime/tables'
import { accountFromSs58, bytesToHex, ss58Encode, weightCommitHash } from '@taonet/wire'
import { defaultGenesis } from '../src/dev-genesis.ts'
import { type Truth, truthAt } from './chain-truth.ts'
import { startProcess } from './process.ts'
import { type Btcli, btcli } from './python/btcli.ts'
import { inOwnHome } from './python/drive.ts'
import { peerOrSkip } from './python/venv.ts'
import { RpcClient } from './rpc-client.ts'

const TAO = 1e9
/** Blocks. */
const CHILDREN_RATE = 150
const SWAP_DELAY = 40
/** 9.23.2 as it sends it with weights. */
const BTCLI_VERSION = 9_023_002n
const one = NetUid(1)
const netuid = ['--netuid', '1']
const yes = '--no-prompt'
/** The chain has no shield to send through; staking commands would ask for it. */
const openly = ['--no-mev-protection', yes]
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)

interface Wallet {
  readonly coldkey_ss58: string
  readonly hotkey_ss58: string
}

interface Story {
  readonly cli: Btcli
  readonly client: RpcClient
  /** What the chain holds now. */
  readonly now: () => Promise<Truth>
  readonly owner: Wallet
  readonly guest: Wallet
  /** Who has nothing yet. */
  readonly heir: Wallet
}

const coldkey = (wallet: Wallet) => accountFromSs58(wallet.coldkey_ss58)
const hotkey = (wallet: Wallet) => accountFromSs58(wallet.hotkey_ss58)

const stakeOf = async ({ now }: Story, { hotkey_ss58 }: Wallet): Promise<number> =>
  Number(await (await now()).row(staking.storage.TotalHotkeyAlpha, accountFromSs58(hotkey_ss58), one))

/** Root does all of this in one block. */
async function rootSets({ client, owner }: Story, ...calls: readonly CallValue[]): Promise<void> {
  const call = callValue('Utility', 'batch_all', { calls: [...calls] })
  const bytes = bytesToHex(composeCall('Sudo', 'sudo', { call }))
  await client.ask('dev_submitAs', owner.coldkey_ss58, bytes)
  await client.ask('dev_newBlock')
}
const tempo = (blocks: number) => callValue('AdminUtils', 'sudo_set_tempo', { netuid: one, tempo: blocks })

async function wallets({ cli, now, guest }: Story): Promise<void> {
  await cli.as('owner', 'wallet transfer', '--dest', guest.coldkey_ss58, '--amount', '1000', yes)
  assert.equal(await (await now()).free(guest.coldkey_ss58), 1000 * TAO)
  const { balances } = (await cli.as('guest', 'wallet balance')) as {
    balances: Readonly<Record<string, { free: number; coldkey: string }>>
  }
  assert.deepEqual(balances.guest && [balances.guest.coldkey, balances.guest.free], [
    guest.coldkey_ss58,
    1000,
  ])
}

async function ownSubnet(story: Story): Promise<void> {
  const { cli, client, now, owner, guest } = story
  const site = [
    '--repo',
    'https://github.com/example/code',
    '--url',
    'https://example.org',
    '--logo-url',
    'https://example.org/l.png',
  ]
  const who = ['--contact', 'a@example.org', '--discord', 'example', '--description', 'an example']
  const named = ['--subnet-name', 'Example', ...site, ...who, '--additional-info', 'more']
  await cli.as('owner', 'subnets create', ...named, ...openly)
  await cli.plainly('owner', 'subnets start', ...netuid, yes)
  await cli.as('guest', 'subnets register', ...netuid, yes)
  // No epoch pays between two commands, however long they take; behind one, no freeze window is near.
  await client.ask('dev_nextEpoch', 1)
  await rootSets(story, tempo(1000))
  const truth = await now()
  assert.equal(await truth.row(subnets.storage.Tempo, one), 1000)
  assert.equal(ss58Encode(await truth.row(subnets.storage.SubnetOwner, one)), owner.coldkey_ss58)
  const identity = await truth.row(subnets.storage.SubnetIdentitiesV3, one)
  assert.equal(text(identity?.subnet_name), 'Example')
  assert.notEqual(await truth.row(subnets.storage.FirstEmissionBlockNumber, one), undefined)
  assert.equal(ss58Encode(await truth.row(neurons.storage.Keys, one, Uid(1))), guest.hotkey_ss58)
}

/** An identity belongs to who has a registered hotkey. */
async function identity({ cli, now, guest }: Story): Promise<void> {
  const said = ['--id-name', 'Guest', '--web-url', 'https://example.org', '--discord', 'guest']
  const links = ['--image-url', 'https://example.org/me.png', '--github', 'https://github.com/example/code']
  const more = ['--description', 'a guest', '--additional', 'more']
  await cli.as('guest', 'wallet set-identity', ...said, ...links, ...more, yes)
  const identity = await (await now()).row(subnets.storage.IdentitiesV2, coldkey(guest))
  assert.deepEqual([text(identity?.name), text(identity?.discord)], ['Guest', 'guest'])
  const shown = (await cli.ask('wallet get-identity', '--key', guest.coldkey_ss58)) as { name: string }
  assert.equal(shown.name, 'Guest')
}

async function reading({ cli, now, owner, guest }: Story): Promise<void> {
  const shown = (await cli.ask('subnets show', ...netuid, yes)) as {
    name: string
    owner: string
    uids: readonly { uid: number; hotkey: string }[]
  }
  assert.deepEqual(
    shown.uids.map(({ hotkey }) => hotkey).toSorted(),
    [guest, owner].map(one => one.hotkey_ss58).toSorted(),
  )
  const params = (await cli.ask('sudo get', ...netuid)) as readonly {
    hyperparameter: string
    value: unknown
  }[]
  const tempo = params.find(({ hyperparameter }) => hyperparameter === 'tempo')?.value
  assert.equal(Number(tempo), await (await now()).row(subnets.storage.Tempo, one))
}

async function settings({ cli, now, owner }: Story): Promise<void> {
  await cli.as('owner', 'sudo set', ...netuid, '--param', 'min_burn', '--value', '600000', yes)
  assert.equal(await (await now()).row(neurons.storage.MinBurn, one), 600_000n)
  await cli.as('owner', 'sudo set-take', '--take', '0.1')
  assert.equal(await (await now()).row(staking.storage.Delegates, hotkey(owner)), 6553)
  const { current_take } = (await cli.as('owner', 'sudo get-take')) as { current_take: number }
  assert.equal(current_take, 6553 / 65_535)
}

async function stake(story: Story): Promise<void> {
  const { cli, owner, guest } = story
  await cli.as('guest', 'stake add', ...netuid, '--amount', '100', '--unsafe', ...openly)
  const added = await stakeOf(story, guest)
  assert.ok(added > 50 * TAO)
  const between = ['--origin-netuid', '1', '--dest-netuid']
  await cli.as(
    'guest',
    'stake move',
    ...between,
    '1',
    '--dest',
    owner.hotkey_ss58,
    '--amount',
    '20',
    ...openly,
  )
  assert.equal(await stakeOf(story, guest), added - 20 * TAO)
}

/** These ask first what of the stake is locked. */
async function unlockedStake(story: Story): Promise<void> {
  const { cli, now, owner, guest } = story
  const amount = ['--amount', '5']
  const held = async (wallet: Wallet, netuid: NetUid): Promise<number> => {
    const of = { hotkey_account: hotkey(guest), coldkey_account: coldkey(wallet), netuid }
    const found = await (await now()).call(stakeInfoApi, 'get_stake_info_for_hotkey_coldkey_netuid', of)
    return Number(found?.stake)
  }
  const before = await held(guest, one)
  const { stake_info } = (await cli.as('guest', 'stake list', yes)) as {
    stake_info: Readonly<Record<string, readonly { stake_value: number; locked_rao: number }[]>>
  }
  assert.deepEqual(
    stake_info[guest.hotkey_ss58]?.map(({ stake_value, locked_rao }) => [stake_value, locked_rao]),
    [[before / TAO, 0]],
  )
  const within = ['--origin-netuid', '1', '--dest-netuid', '1']
  await cli.as('guest', 'stake transfer', ...within, '--dest', owner.coldkey_ss58, ...amount, ...openly)
  assert.deepEqual([await held(owner, one), await held(guest, one)], [5 * TAO, before - 5 * TAO])
  const toRoot = ['--origin-netuid', '1', '--dest-netuid', '0']
  await cli.as('guest', 'stake swap', ...toRoot, ...amount, '--unsafe', ...openly)
  assert.ok((await held(guest, NetUid(0))) > 0)
  assert.equal(await held(guest, one), before - 10 * TAO)
  await cli.as('guest', 'stake remove', ...netuid, ...amount, '--unsafe', ...openly)
  assert.equal(await held(guest, one), before - 15 * TAO)
}

async function childKeys({ cli, client, now, owner, guest }: Story): Promise<void> {
  await cli.as(
    'guest',
    'stake child set',
    ...netuid,
    '--children',
    owner.hotkey_ss58,
    '--proportions',
    '0.5',
    yes,
  )
  const [named] = await (await now()).row(children.storage.PendingChildKeys, one, hotkey(guest))
  assert.deepEqual(
    named.map(([, child]) => ss58Encode(child)),
    [owner.hotkey_ss58],
  )
  const guests = ['--child-hotkey-ss58', guest.hotkey_ss58]
  await cli.as('guest', 'stake child take', ...netuid, ...guests, '--take', '0.1', yes)
  assert.equal(await (await now()).row(children.storage.ChildkeyTake, hotkey(guest), one), 6553)
  // Behind the time between two changes of a hotkey's children.
  await client.ask('dev_newBlock', { count: CHILDREN_RATE })
  await cli.as('guest', 'stake child revoke', ...netuid, yes)
  const [left] = await (await now()).row(children.storage.PendingChildKeys, one, hotkey(guest))
  assert.deepEqual(left, [])
}

async function proxies({ cli, now, owner, guest }: Story): Promise<void> {
  const which = ['--delegate', owner.coldkey_ss58, '--proxy-type', 'Staking', '--delay', '0', yes]
  const standing = async () => (await (await now()).row(proxy.storage.Proxies, coldkey(guest)))[0]
  await cli.as('guest', 'proxy add', ...which)
  assert.deepEqual(
    (await standing()).map(({ delegate, proxy_type }) => [ss58Encode(delegate), proxy_type]),
    [[owner.coldkey_ss58, 'Staking']],
  )
  await cli.as('guest', 'proxy remove', ...which)
  assert.deepEqual(await standing(), [])
}

async function locked(story: Story): Promise<void> {
  const { cli, now, owner, guest } = story
  const row = async (wallet: Wallet) =>
    (await now()).row(locks.storage.Lock, coldkey(guest), one, hotkey(wallet))
  const terms = ['--hotkey', guest.hotkey_ss58, '--amount', '7', '--mode', 'perpetual']
  await cli.coldly('guest', 'lock add', ...netuid, ...terms, yes)
  assert.equal((await row(guest))?.locked_mass, BigInt(7 * TAO))
  assert.equal(await (await now()).row(locks.storage.PerpetualLock, coldkey(guest), one), true)
  const shown = (await cli.coldly('guest', 'lock list', ...netuid)) as {
    locks: readonly { hotkey: string; locked_alpha_rao: number; mode: string }[]
  }
  assert.deepEqual(
    shown.locks.map(({ hotkey, locked_alpha_rao, mode }) => [hotkey, locked_alpha_rao, mode]),
    [[guest.hotkey_ss58, 7 * TAO, 'perpetual']],
  )
  await cli.coldly('guest', 'lock move', ...netuid, '--dest', owner.hotkey_ss58, yes)
  assert.deepEqual([await row(guest), (await row(owner))?.locked_mass], [undefined, BigInt(7 * TAO)])
}

/**
 * What was committed as this command line hashes it is revealed by it. It cannot commit itself: it looks for a row whose
 * name no metadata has (docs/compatibility.md).
 */
async function revealed(story: Story): Promise<void> {
  const { cli, client, now, guest } = story
  const enabled = { netuid: one, enabled: true }
  // A reveal counts in one epoch alone: it is still long enough for a command line that takes its time to start.
  await rootSets(
    story,
    tempo(150),
    callValue('AdminUtils', 'sudo_set_commit_reveal_weights_enabled', enabled),
  )
  assert.equal(await (await now()).row(subnets.storage.CommitRevealWeightsEnabled, one), true)
  const committed = { uids: [1], values: [65_535], salt: [11, 22, 33, 44, 55, 66, 77, 88] }
  const version = { storageIndex: 1, versionKey: BTCLI_VERSION }
  const commit_hash = weightCommitHash({ hotkey: hotkey(guest), ...version, ...committed })
  const commit = composeCall('SubtensorModule', 'commit_weights', { netuid: one, commit_hash })
  await client.ask('dev_submitAs', guest.hotkey_ss58, bytesToHex(commit))
  await client.ask('dev_newBlock')
  await client.ask('dev_nextEpoch', 1)
  const what = ['--uids', '1', '--weights', '1.0', '--salt', committed.salt.join(',')]
  await cli.as('guest', 'weights reveal', ...netuid, ...what, yes)
  // It does not wait for the block.
  await client.ask('dev_newBlock')
  assert.deepEqual(await (await now()).row(weights.storage.Weights, StorageIndex(1), Uid(1)), [
    [Uid(1), 65_535],
  ])
}

/** All that the guest has goes to an heir, after the announced wait. */
async function swappedColdkey({ cli, client, now, guest, heir }: Story): Promise<void> {
  const to = ['--new-coldkey', heir.coldkey_ss58, ...openly]
  const announced = async () => (await now()).row(keys.storage.ColdkeySwapAnnouncements, coldkey(guest))
  await cli.plainly('guest', 'wallet swap-coldkey announce', ...to)
  assert.ok(await announced())
  await assert.rejects(cli.plainly('guest', 'wallet swap-coldkey execute', ...to))
  assert.ok(await announced())
  await client.ask('dev_newBlock', { count: SWAP_DELAY })
  const free = await (await now()).free(guest.coldkey_ss58)
  assert.ok(free > TAO)
  await cli.plainly('guest', 'wallet swap-coldkey execute', ...to)
  const truth = await now()
  assert.deepEqual([await truth.free(guest.coldkey_ss58), await announced()], [0, undefined])
  assert.ok((await truth.free(heir.coldkey_ss58)) > free - TAO)
  assert.equal(ss58Encode(await truth.row(staking.storage.Owner, hotkey(guest))), heir.coldkey_ss58)
}

const STORY = {
  wallets,
  ownSubnet,
  identity,
  reading,
  settings,
  stake,
  unlockedStake,
  childKeys,
  proxies,
  locked,
  revealed,
  swappedColdkey,
}

test('the stock command line: what it does and shows is what stands in the rows', async t => {
  const programs = await peerOrSkip('btcli', t)
  if (programs === undefined) return
  // Blocks of a second: its transactions live for sixteen.
  const standard = defaultGenesis('dev')
  const waits = { 'SubtensorModule.ColdkeySwapAnnouncementDelay': SWAP_DELAY }
  const genesis = { ...standard, values: { ...standard.values, ...waits } }
  const node = await startProcess({ profile: 'dev', sealing: 'interval', blockTime: 1000, genesis })
  const client = await RpcClient.connect(node.rpcPort)
  const now = async () =>
    truthAt(client, Number(((await client.ask('chain_getHeader')) as { number: string }).number))
  try {
    await inOwnHome(programs, async (home, env) => {
      const cli = btcli(programs, env, home, node.rpcPort)
      const create = async (name: string, ...flags: readonly string[]) => {
        const made = await cli.alone(name, 'wallet create', '--no-use-password', ...flags)
        return (made as { data: Wallet }).data
      }
      const story: Story = {
        cli,
        client,
        now,
        owner: await create('owner', '--uri', 'Alice'),
        guest: await create('guest', '--n-words', '12'),
        heir: await create('heir', '--n-words', '12'),
      }
      for (const [name, chapter] of Object.entries(STORY)) await t.test(name, () => chapter(story))
    })
  } finally {
    client.close()
    node.child.kill('SIGTERM')
    assert.equal(await node.ended, 0)
  }
})
