// The stock Python SDK does, subject by subject, what its users do; after each step what it reads is what stands in the
// chain's rows at that block.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  children,
  crowdloan,
  decodeCall,
  delegateInfoApi,
  emission,
  epoch,
  keys,
  leases,
  NetUid,
  neurons,
  proxy,
  StorageIndex,
  stakeInfoApi,
  staking,
  subnetInfoApi,
  subnets,
  Uid,
  weights,
} from '@taonet/runtime/tables'
import { type AccountId, accountFromSs58, ss58Encode } from '@taonet/wire'
import { defaultGenesis } from '../src/index.ts'
import { type Truth, truthAt } from './chain-truth.ts'
import { startProcess } from './process.ts'
import { driveSdk, type Step } from './python/drive.ts'
import { peerOrSkip } from './python/venv.ts'
import { RpcClient } from './rpc-client.ts'

const SUBJECTS = ['accounts', 'ownership', 'stake', 'judgement', 'family', 'agents', 'coldkeys', 'crowdloans']

/** What the scripts name; each step names those that it needs. */
type About = Readonly<Record<Account, string>> & {
  readonly loan: number
  readonly netuid: number
  readonly netuids: readonly number[]
  readonly hotkeys: readonly string[]
}
type Account =
  | ('agent' | 'child' | 'coldkey' | 'friend' | 'guest' | 'heir' | 'hotkey' | 'other' | 'owner')
  | ('parent' | 'poor' | 'pure' | 'real' | 'rich' | 'staker')

type Expected = (truth: Truth, about: About, step: Step<About>) => Promise<unknown>

const s = staking.storage
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const addresses = (accounts: readonly Parameters<typeof ss58Encode>[0][]) =>
  accounts.map(one => ss58Encode(one))

/** rao of one position. */
async function stakeOf(truth: Truth, coldkey: string, hotkey: string, netuid: number): Promise<number> {
  const info = await truth.call(stakeInfoApi, 'get_stake_info_for_hotkey_coldkey_netuid', {
    hotkey_account: accountFromSs58(hotkey),
    coldkey_account: accountFromSs58(coldkey),
    netuid: NetUid(netuid),
  })
  return Number(info?.stake ?? 0n)
}

const free = (truth: Truth, ...accounts: string[]) => Promise.all(accounts.map(one => truth.free(one)))

const accounts: Expected = (truth, { rich, poor }) => free(truth, rich, poor)

const positions: Expected = async (truth, { netuids, hotkeys, staker, friend }) => {
  const keysBySubnet = hotkeys.flatMap(hotkey => netuids.map(netuid => ({ hotkey, netuid })))
  const stakes = [staker, friend].map(coldkey =>
    Promise.all(keysBySubnet.map(({ hotkey, netuid }) => stakeOf(truth, coldkey, hotkey, netuid))),
  )
  return { stakes: await Promise.all(stakes), free: await truth.free(staker) }
}

const judgement: Expected = async (truth, about, { at }) => {
  const [index, netuid] = [StorageIndex(about.netuid), NetUid(about.netuid)]
  const updates = await truth.row(weights.storage.LastUpdate, index)
  const bonds = [Uid(0), Uid(1)].map(uid => truth.row(epoch.storage.Bonds, index, uid))
  return {
    weights: [[0, await truth.row(weights.storage.Weights, index, Uid(0))]],
    bonds: (await Promise.all(bonds)).filter(row => row.length > 0).length,
    permits: await truth.row(epoch.storage.ValidatorPermit, netuid),
    since: at - Number(updates[0]),
  }
}

/** The SDK shows a proportion of 2^64-1 as a float of 18 digits, and the other way round as the nearest whole number. */
const shares = (links: readonly (readonly [bigint, Parameters<typeof ss58Encode>[0]])[]) =>
  links.map(([proportion, hotkey]) => [Number(proportion) / (2 ** 64 - 1), ss58Encode(hotkey)])

const family: Expected = async (truth, about) => {
  const [netuid, parent, child] = [
    NetUid(about.netuid),
    accountFromSs58(about.parent),
    accountFromSs58(about.child),
  ]
  const [pending, from] = await truth.row(children.storage.PendingChildKeys, netuid, parent)
  return {
    children: [true, shares(await truth.row(children.storage.ChildKeys, parent, netuid)), ''],
    parents: shares(await truth.row(children.storage.ParentKeys, child, netuid)),
    pending: [shares(pending), Number(from)],
  }
}

const agents: Expected = async (truth, { real, agent }) => {
  const [proxies, deposit] = await truth.row(proxy.storage.Proxies, accountFromSs58(real))
  const [announced] = await truth.row(proxy.storage.Announcements, accountFromSs58(agent))
  return {
    proxies: proxies.map(({ delegate, proxy_type, delay }) => [ss58Encode(delegate), proxy_type, delay]),
    deposit: Number(deposit),
    announced: announced.map(one => [ss58Encode(one.real), one.call_hash, one.height]),
    free: await truth.free(real),
  }
}

const coldkeys: Expected = async (truth, { netuid, owner, heir, hotkey }) => {
  const [delay, again] = [
    keys.storage.ColdkeySwapAnnouncementDelay,
    keys.storage.ColdkeySwapReannouncementDelay,
  ]
  const both = [owner, heir]
  return {
    announced: (await truth.row(keys.storage.ColdkeySwapAnnouncements, accountFromSs58(owner))) ?? null,
    delay: await truth.row(delay),
    again: await truth.row(again),
    owner: ss58Encode(await truth.row(subnets.storage.SubnetOwner, NetUid(netuid))),
    hotkey: ss58Encode(await truth.row(s.Owner, accountFromSs58(hotkey))),
    free: await free(truth, ...both),
    stake: await Promise.all(both.map(coldkey => stakeOf(truth, coldkey, hotkey, netuid))),
  }
}

const given = async (truth: Truth, loan: number, account: AccountId) => [
  ss58Encode(account),
  Number(await truth.row(crowdloan.storage.Contributions, loan, account)),
]

const crowdloans: Expected = async (truth, { loan }, { read }) => {
  const row = await truth.row(crowdloan.storage.Crowdloans, loan)
  if (row === undefined) return null
  const { call, target_address: target } = row
  const made = call?.type === 'Inline' ? decodeCall(call.value) : undefined
  // Who gave something is told by the answer; there are as many as the row says.
  const names = Object.keys((read as { given: object }).given)
  assert.equal(names.length, row.contributors_count)
  const gave = await Promise.all(names.map(name => given(truth, loan, accountFromSs58(name))))
  return {
    amounts: [row.deposit, row.min_contribution, row.cap, row.raised].map(Number),
    end: row.end,
    accounts: [ss58Encode(row.creator), ss58Encode(row.funds_account), target ? ss58Encode(target) : null],
    call: made ? [made.name, made.args.emissions_share] : null,
    finalized: row.finalized,
    count: row.contributors_count,
    given: Object.fromEntries(gave),
  }
}

/** What stands in the rows, by subject, or by step where a subject's steps look at different things. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  accounts,
  'ownership.opened': async (truth, about) => {
    const netuid = NetUid(about.netuid)
    const total = await truth.row(subnets.storage.TotalNetworks)
    return {
      total,
      netuids: Array.from({ length: total }, (_, i) => i),
      exists: await truth.row(subnets.storage.NetworksAdded, netuid),
      owner_hotkey: ss58Encode(await truth.row(subnets.storage.SubnetOwnerHotkey, netuid)),
      active: (await truth.row(subnets.storage.FirstEmissionBlockNumber, netuid)) !== undefined,
      burn: Number(await truth.row(neurons.storage.Burn, netuid)),
    }
  },
  'ownership.joined': async (truth, { netuid: id, guest, coldkey }) => {
    const netuid = NetUid(id)
    const hotkeys = [
      await truth.row(neurons.storage.Keys, netuid, Uid(0)),
      await truth.row(neurons.storage.Keys, netuid, Uid(1)),
    ]
    const owners = await Promise.all(hotkeys.map(one => truth.row(s.Owner, one)))
    assert.equal(ss58Encode(owners[1] ?? assert.fail()), coldkey)
    return {
      active: (await truth.row(subnets.storage.FirstEmissionBlockNumber, netuid)) !== undefined,
      size: await truth.row(neurons.storage.SubnetworkN, netuid),
      uid: await truth.row(neurons.storage.Uids, netuid, accountFromSs58(guest)),
      netuids: [id],
      owner: coldkey,
      hotkeys: addresses(hotkeys),
      coldkeys: addresses(owners),
    }
  },
  'ownership.described': async (truth, { netuid, owner }) => {
    const subnet = await truth.row(subnets.storage.SubnetIdentitiesV3, NetUid(netuid))
    const account = await truth.row(subnets.storage.IdentitiesV2, accountFromSs58(owner))
    assert.ok(subnet && account)
    return {
      name: text(subnet.subnet_name),
      identity: Object.fromEntries(Object.entries(subnet).map(([field, value]) => [field, text(value)])),
      owner: [account.name, account.url, account.description].map(text),
    }
  },
  ownership: async (truth, { netuid: id }, { read }) => {
    const netuid = NetUid(id)
    const found = await truth.call(subnetInfoApi, 'get_subnet_hyperparams_v2', { netuid })
    const ours = new Map<string, unknown>(Object.entries(found ?? {}))
    // Those that the script changes, by their rows: the answer is ours as well.
    assert.equal(ours.get('serving_rate_limit'), await truth.row(neurons.storage.ServingRateLimit, netuid))
    assert.equal(ours.get('min_burn'), await truth.row(neurons.storage.MinBurn, netuid))
    assert.equal(ours.get('bonds_reset_enabled'), await truth.row(subnets.storage.BondsResetOn, netuid))
    const names = Object.keys(read ?? {})
    assert.ok(names.length > 10)
    const plain = names.map(name => ours.get(name))
    return Object.fromEntries(
      plain.map((value, i) => [names[i], typeof value === 'bigint' ? Number(value) : value]),
    )
  },
  stake: positions,
  'stake.chosen': async (truth, { netuid, staker }) => {
    const account = accountFromSs58(staker)
    const auto = await truth.row(s.AutoStakeDestination, account, NetUid(netuid))
    const claim = await truth.row(emission.storage.RootClaimType, account)
    return { auto: { [netuid]: ss58Encode(auto ?? assert.fail()) }, claim: claim.type }
  },
  judgement,
  family,
  'family.takes': async (truth, about) => {
    const [parent, child] = [accountFromSs58(about.parent), accountFromSs58(about.child)]
    const delegate = await truth.call(delegateInfoApi, 'get_delegate', { delegate_account: parent })
    assert.equal(ss58Encode(delegate?.owner_ss58 ?? assert.fail()), about.coldkey)
    return {
      child: await truth.row(children.storage.ChildkeyTake, child, NetUid(about.netuid)),
      delegate: (await truth.row(s.Delegates, parent)) / 65_535,
      owner: about.coldkey,
    }
  },
  agents,
  'agents.pure': async (truth, { pure }) => {
    const [proxies] = await truth.row(proxy.storage.Proxies, accountFromSs58(pure))
    return { proxies: proxies.map(({ delegate }) => ss58Encode(delegate)), free: await truth.free(pure) }
  },
  coldkeys,
  'coldkeys.disputed': async (truth, { other }) => ({
    disputed: await truth.row(keys.storage.ColdkeySwapDisputes, accountFromSs58(other)),
  }),
  crowdloans,
  'crowdloans.leased': async (truth, _, { read }) => {
    const row = await truth.row(leases.storage.SubnetLeases, 0)
    assert.ok(row)
    const [beneficiary, coldkey, hotkey] = [row.beneficiary, row.coldkey, row.hotkey].map(one =>
      ss58Encode(one),
    )
    const names = (read as { shares: [string, unknown][] }).shares.map(([name]) => name)
    const share = (name: string) => truth.row(leases.storage.SubnetLeaseShares, 0, accountFromSs58(name))
    const shared = await Promise.all(names.map(async name => [name, Number(await share(name))]))
    assert.equal(ss58Encode(await truth.row(subnets.storage.SubnetOwner, row.netuid)), coldkey)
    const constants = Object.entries(crowdloan.literal.constants).filter(([name]) => name !== 'PalletId')
    return {
      lease: { ...row, beneficiary, coldkey, hotkey, cost: Number(row.cost) },
      shares: shared,
      constants: {
        ...Object.fromEntries(constants.map(([name, { value }]) => [name, Number(value)])),
        // A chain with fast blocks has shorter ones.
        ...{ MinimumBlockDuration: 50, MaximumBlockDuration: 20_000 },
      },
    }
  },
}

const TAO = 1e9

/** What a step is for, said without the chain: stock client and tables could be wrong together. */
function checkWhatHappened(steps: readonly Step<About>[]): void {
  const read = <T>(step: string) => {
    const found = steps.find(one => one.step === step)
    assert.ok(found, step)
    return found.read as T
  }
  const [, poor] = read<number[]>('accounts.transferred')
  assert.equal(poor, 30 * TAO)
  assert.equal(read<number[]>('accounts.emptied')[0], 0)

  const { serving_rate_limit, min_burn, bonds_reset_enabled } =
    read<Record<string, unknown>>('ownership.changed')
  assert.deepEqual([serving_rate_limit, min_burn, bonds_reset_enabled], [7, 600_000, true])

  // Each staker's positions: first hotkey on root, one, other; then the second.
  const stakes = (step: string) => read<{ stakes: number[][] }>(`stake.${step}`).stakes
  const [added, before, moved] = [stakes('added'), stakes('added to several'), stakes('moved')]
  assert.ok((added[0]?.[1] ?? 0) > 50 * TAO)
  assert.equal((before[0]?.[1] ?? 0) - (moved[0]?.[1] ?? 0), 20 * TAO)
  assert.equal((moved[0]?.[4] ?? 0) - (before[0]?.[4] ?? 0), 20 * TAO)
  assert.equal(stakes('transferred')[1]?.[1], 5 * TAO)
  assert.equal(stakes('unstaked all')[0]?.[5], 0)

  const weightsOf = (step: string) => read<{ weights: unknown }>(`judgement.${step}`).weights
  const [open, hidden] = [
    [
      [0, 21_845],
      [1, 65_535],
    ],
    [
      [0, 65_535],
      [1, 21_845],
    ],
  ]
  assert.deepEqual(weightsOf('set'), [[0, open]])
  assert.deepEqual(weightsOf('committed'), [[0, open]])
  assert.deepEqual(weightsOf('revealed'), [[0, hidden]])

  const links = (step: string) => read<{ children: [boolean, unknown[]]; parents: unknown[] }>(step)
  assert.equal(links('family.named').children[1].length, 0)
  assert.equal(links('family.born').children[1].length, 2)
  assert.equal(links('family.born').parents.length, 1)

  const real = (step: string) => read<{ proxies: unknown[]; free: number }>(`agents.${step}`)
  const paid = real('added').free - real('paid').free
  assert.ok(paid >= 5 * TAO && paid < 5 * TAO + 1000, `${paid}`)
  assert.equal(real('refused').free, real('paid').free)
  assert.deepEqual([real('removed one').proxies.length, real('removed all').proxies.length], [1, 0])
  assert.equal(real('announced').free - real('executed').free, paid)

  const owners = (step: string) => read<{ stake: number[]; free: number[] }>(`coldkeys.${step}`)
  assert.ok(owners('announced').stake[0] && owners('swapped').stake[1])
  assert.deepEqual([owners('swapped').stake[0], owners('swapped').free[0]], [0, 0])

  const loan = (step: string) =>
    read<{ amounts: number[]; end: number; finalized: boolean }>(`crowdloans.${step}`)
  assert.deepEqual(
    loan('created').amounts,
    [10, 1, 90_000, 10].map(one => one * TAO),
  )
  assert.deepEqual([loan('full').amounts[3], loan('full').finalized], [90_000 * TAO, false])
  assert.equal(loan('finalized').finalized, true)
  assert.equal(read<{ shares: unknown[] }>('crowdloans.leased').shares.length, 1)
  assert.deepEqual(
    loan('changed').amounts,
    [10, 2, 90, 14].map(one => one * TAO),
  )
  assert.equal(loan('changed').end, loan('created').end + 7)
  assert.equal(loan('given up'), null)
}

test('the stock SDK, subject by subject: what it reads is what stands in the rows', async t => {
  const programs = await peerOrSkip('sdk', t)
  if (programs === undefined) return
  const standard = defaultGenesis('dev')
  const shortWaits = {
    'SubtensorModule.ColdkeySwapAnnouncementDelay': 20,
    'SubtensorModule.ColdkeySwapReannouncementDelay': 5,
    'SubtensorModule.PendingChildKeyCooldown': 5,
  }
  const node = await startProcess({
    profile: 'dev',
    sealing: 'interval',
    blockTime: 150,
    genesis: { ...standard, values: { ...standard.values, ...shortWaits } },
  })
  const client = await RpcClient.connect(node.rpcPort)
  try {
    const steps = await driveSdk<About>(programs, node.rpcPort, SUBJECTS)
    for (const step of steps) {
      const [subject = ''] = step.step.split('.')
      const expected = EXPECTED[step.step] ?? EXPECTED[subject]
      // What the SDK could not do with the chain's calls is no reading.
      if (step.step === 'judgement.hidden') continue
      assert.ok(expected, step.step)
      await t.test(step.step, async () => {
        const truth = await truthAt(client, step.at)
        assert.deepEqual(step.read, await expected(truth, step.about, step))
      })
    }
    await t.test('each step did what it is for', () => checkWhatHappened(steps))
  } finally {
    client.close()
    node.child.kill('SIGTERM')
    assert.equal(await node.ended, 0)
  }
})
