// `taonet query`: the chain read through the client, as tables or JSON.
import { type Client, connect } from '@taonet/client'
import { coldkeyAddress, defaultWalletRoot } from '@taonet/client/wallet-files'
import { NetUid, StorageIndex } from '@taonet/runtime'
import { epoch, neurons, staking, subnets, system } from '@taonet/runtime/tables'
import { type AccountId, accountFromSs58, NetError, ss58Encode } from '@taonet/wire'
import { amount, bold, printJson, say, table } from '../terminal.ts'

interface QueryOptions {
  readonly json: boolean
}

async function withClient(url: string, read: (client: Client) => Promise<void>): Promise<void> {
  const client = await connect(url, { timeout: 10_000 })
  try {
    await read(client)
  } finally {
    client.close()
  }
}

function netuidOf(text: string): NetUid {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 0xffff)
    throw new NetError('netuid', `"${text}" is not a subnet number`, 'see `taonet query subnets`')
  return NetUid(value)
}

const share = (value: number): string => (value / 0xffff).toFixed(4)

interface MetagraphRow {
  readonly uid: number
  readonly hotkey: string
  readonly coldkey: string
  readonly stake: bigint
  readonly incentive: number
  readonly dividends: number
  readonly emission: bigint
  readonly validatorPermit: boolean
}

/** All of one block. */
async function readMetagraph(client: Client, netuid: NetUid): Promise<readonly MetagraphRow[]> {
  const { hash } = await client.head()
  const at = client.at(hash)
  if (!(await at.get(subnets.storage.NetworksAdded, netuid)))
    throw new NetError('no-subnet', `there is no subnet ${netuid}`, 'see `taonet query subnets`')
  const [keys, incentive, dividends, emission, permits] = await Promise.all([
    at.entries(neurons.storage.Keys, netuid),
    at.get(epoch.storage.Incentive, StorageIndex(netuid)),
    at.get(epoch.storage.Dividends, netuid),
    at.get(epoch.storage.Emission, netuid),
    at.get(epoch.storage.ValidatorPermit, netuid),
  ])
  const hotkeys = keys.map(([, hotkey]) => hotkey)
  const [owners, stakes] = await Promise.all([
    at.many(
      staking.storage.Owner,
      hotkeys.map(hotkey => [hotkey] as [AccountId]),
    ),
    at.many(
      staking.storage.TotalHotkeyAlpha,
      hotkeys.map(hotkey => [hotkey, netuid] as [AccountId, NetUid]),
    ),
  ])
  return keys
    .map(([[, uid], hotkey], i) => ({
      uid,
      hotkey: ss58Encode(hotkey),
      coldkey: ss58Encode(owners[i] ?? hotkey),
      stake: stakes[i] ?? 0n,
      incentive: incentive[uid] ?? 0,
      dividends: dividends[uid] ?? 0,
      emission: emission[uid] ?? 0n,
      validatorPermit: permits[uid] ?? false,
    }))
    .sort((a, b) => a.uid - b.uid)
}

export function metagraph(url: string, netuid: string, options: QueryOptions): Promise<void> {
  const asked = netuidOf(netuid)
  return withClient(url, async client => {
    const rows = await readMetagraph(client, asked)
    if (options.json) return printJson(rows)
    say(
      table(
        ['uid', 'stake α', 'incentive', 'dividends', 'emission α', 'permit', 'hotkey'],
        rows.map(row => [
          String(row.uid),
          amount(row.stake),
          share(row.incentive),
          share(row.dividends),
          amount(row.emission),
          row.validatorPermit ? 'yes' : '',
          row.hotkey,
        ]),
      ),
    )
  })
}

export function subnetList(url: string, options: QueryOptions): Promise<void> {
  return withClient(url, async client => {
    const { hash } = await client.head()
    const at = client.at(hash)
    const added = (await at.entries(subnets.storage.NetworksAdded))
      .map(([[netuid]]) => netuid)
      .sort((a, b) => a - b)
    const keys = added.map(netuid => [netuid] as [NetUid])
    const [sizes, tempos, tao, alpha, owners] = await Promise.all([
      at.many(neurons.storage.SubnetworkN, keys),
      at.many(subnets.storage.Tempo, keys),
      at.many(staking.storage.SubnetTAO, keys),
      at.many(staking.storage.SubnetAlphaIn, keys),
      at.many(subnets.storage.SubnetOwner, keys),
    ])
    const rows = added.map((netuid, i) => ({
      netuid,
      neurons: sizes[i] ?? 0,
      tempo: tempos[i] ?? 0,
      tao: tao[i] ?? 0n,
      alpha: alpha[i] ?? 0n,
      owner: owners[i] && ss58Encode(owners[i]),
    }))
    if (options.json) return printJson(rows)
    say(
      table(
        ['netuid', 'neurons', 'tempo', 'pool τ', 'pool α', 'owner'],
        rows.map(row => [
          bold(String(row.netuid)),
          String(row.neurons),
          String(row.tempo),
          amount(row.tao),
          amount(row.alpha),
          row.netuid === 0 ? '–' : (row.owner ?? '–'),
        ]),
      ),
    )
  })
}

export function balance(
  url: string,
  who: string,
  options: QueryOptions & { readonly walletPath?: string },
): Promise<void> {
  const account = /^5[1-9A-HJ-NP-Za-km-z]{46,47}$/.test(who)
    ? accountFromSs58(who)
    : coldkeyAddress(options.walletPath ?? defaultWalletRoot(), who)
  return withClient(url, async client => {
    const { data } = await client.get(system.storage.Account, account)
    if (options.json)
      return printJson({ address: ss58Encode(account), free: data.free, reserved: data.reserved })
    say(
      `${ss58Encode(account)}  ${bold(amount(data.free, 9))} τ${data.reserved > 0n ? `, ${amount(data.reserved, 9)} reserved` : ''}`,
    )
  })
}
