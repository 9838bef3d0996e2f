// Whom a question is about: `miner:4`, `text/4`, a wallet's name or an address.
import type { Client } from '@taonet/client'
import { defaultWalletRoot, listWallets } from '@taonet/client/wallet-files'
import { NetUid, Uid } from '@taonet/runtime'
import { storage } from '@taonet/runtime/tables'
import { type AccountId, accountFromSs58, NetError, ss58Encode } from '@taonet/wire'

const { SubtensorModule: rows } = storage

export interface Asked {
  readonly netuid: NetUid
  readonly uid: Uid
  readonly hotkey: AccountId
}

export interface WhoOptions {
  /** Where the question itself does not say it. */
  readonly netuid?: number
  readonly walletPath?: string
}

const nobody = (who: string, why: string): NetError =>
  new NetError(
    'nobody',
    `${who}: ${why}`,
    'say miner:UID, text/UID, a wallet or an address; see `taonet query metagraph`',
  )

/** @throws NetError `nobody`. */
export async function whoIs(client: Client, who: string, options: WhoOptions): Promise<Asked> {
  const [, role, digits] = /^(?:miner|validator|uid)(:)(\d+)$/.exec(who) ?? []
  if (role !== undefined) return seatAt(client, who, NetUid(options.netuid ?? 1), Number(digits))
  const [, name, uid] = /^([\w-]+)\/(\d+)$/.exec(who) ?? []
  if (name !== undefined) return seatAt(client, who, await netuidOf(client, who, name), Number(uid))
  return seatOf(client, who, hotkeysOf(who, options), options.netuid)
}

async function seatAt(client: Client, who: string, netuid: NetUid, digits: number): Promise<Asked> {
  const size = await client.get(rows.SubnetworkN, netuid)
  if (digits >= size) throw nobody(who, `subnet ${netuid} has uids 0 to ${size - 1}`)
  const uid = Uid(digits)
  return { netuid, uid, hotkey: await client.get(rows.Keys, netuid, uid) }
}

/** A number, or the name that the subnet has on chain. */
async function netuidOf(client: Client, who: string, name: string): Promise<NetUid> {
  if (/^\d+$/.test(name)) return NetUid(Number(name))
  const named = await client.entries(rows.SubnetIdentitiesV3)
  const found = named.find(([, { subnet_name }]) => new TextDecoder().decode(subnet_name) === name)
  if (!found) throw nobody(who, `no subnet calls itself "${name}"`)
  return found[0][0]
}

function hotkeysOf(who: string, { walletPath }: WhoOptions): readonly AccountId[] {
  if (/^5[1-9A-HJ-NP-Za-km-z]{46,47}$/.test(who)) return [accountFromSs58(who)]
  const root = walletPath ?? defaultWalletRoot()
  const wallet = listWallets(root).find(one => one.name === who)
  if (!wallet) throw nobody(who, `there is no wallet of that name in ${root}`)
  return wallet.hotkeys.map(one => one.account)
}

async function seatOf(
  client: Client,
  who: string,
  hotkeys: readonly AccountId[],
  netuid: number | undefined,
): Promise<Asked> {
  const netuids =
    netuid === undefined
      ? (await client.entries(rows.NetworksAdded)).map(([[one]]) => one).sort((a, b) => a - b)
      : [NetUid(netuid)]
  // A coldkey's address stands for its hotkeys.
  const owned = await client.many(
    rows.OwnedHotkeys,
    hotkeys.map((one): [AccountId] => [one]),
  )
  const all = [...hotkeys, ...owned.flat()]
  for (const one of netuids) {
    const uids = await client.many(
      rows.Uids,
      all.map((hotkey): [NetUid, AccountId] => [one, hotkey]),
    )
    const at = uids.findIndex(uid => uid !== undefined)
    const [uid, hotkey] = [uids[at], all[at]]
    if (uid !== undefined && hotkey !== undefined) return { netuid: one, uid, hotkey }
  }
  throw nobody(who, `${all.map(ss58Encode).join(', ') || 'no hotkey'} has no seat on any subnet asked`)
}
