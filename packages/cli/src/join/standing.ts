// What gives a validator's word weight: stake, a permit, and what is missing of them.
import type { Client } from '@taonet/client'
import { NetUid, Tao, Uid } from '@taonet/runtime'
import { composeCall, storage, swapApi } from '@taonet/runtime/tables'
import { type AccountId, NetError } from '@taonet/wire'
import { amount } from '../terminal.ts'
import { callAs } from './coldkey-call.ts'
import { confirmed } from './confirm.ts'
import { ensureFunds, type Funding, signerOf } from './register.ts'
import type { JoiningWallet } from './wallet.ts'

const { SubtensorModule: rows } = storage
const ROOT = NetUid(0)
const RAO = 1_000_000_000n
/** rao, for fees. */
const SPARE = 10_000_000n

export interface Standing {
  /** alpha-rao on the subnet, and rao on root. */
  readonly stake: bigint
  readonly rootStake: bigint
  readonly permit: boolean
  /** What keeps its weights from counting. */
  readonly missing: readonly { readonly wanting: string; readonly hint: string }[]
}

export async function readStanding(
  client: Client,
  netuid: NetUid,
  uid: number,
  hotkey: AccountId,
): Promise<Standing> {
  const [stake, rootStake, permits, threshold] = await Promise.all([
    client.get(rows.TotalHotkeyAlpha, hotkey, netuid),
    client.get(rows.TotalHotkeyAlpha, hotkey, ROOT),
    client.get(rows.ValidatorPermit, netuid),
    client.get(rows.StakeThreshold),
  ])
  const permit = permits[Uid(uid)] ?? false
  const missing: { wanting: string; hint: string }[] = []
  if (stake + rootStake <= threshold || stake + rootStake === 0n)
    missing.push({
      wanting: `it has ${amount(stake)} α here and ${amount(rootStake)} τ on root, and miners answer only who has stake`,
      hint: `taonet validator --netuid ${netuid} … --stake 100`,
    })
  else if (!permit)
    missing.push({
      wanting: 'it has no permit yet: its weights count from the epoch that grants one',
      hint: 'wait for the next epoch; permits go to the largest stakes',
    })
  return { stake, rootStake, permit, missing }
}

/** Stakes until the hotkey's alpha is worth `tao` at the price of now; what it has counts. @throws NetError, ChainError. */
export async function ensureStake(
  client: Client,
  wallet: JoiningWallet,
  netuid: NetUid,
  tao: string,
  around: Funding,
): Promise<void> {
  const hotkey = wallet.hotkey.account
  const [alpha, price] = await Promise.all([
    client.get(rows.TotalHotkeyAlpha, hotkey, netuid),
    client.call(swapApi, 'current_alpha_price', { netuid }),
  ])
  const wanted = raoOf(tao)
  const has = (alpha * price) / RAO
  if (has >= wanted) return
  const missing = wanted - has
  await ensureFunds(client, wallet, missing + SPARE, around)
  await confirmed(`Stake ${amount(missing, 9)} τ on ${wallet.name}, subnet ${netuid}?`, around.options.yes)
  const call = composeCall('SubtensorModule', 'add_stake', { hotkey, netuid, amount_staked: Tao(missing) })
  const { blockNumber } = await callAs(client, signerOf(wallet), call)
  around.tell(`staked ${amount(missing, 9)} τ in block ${blockNumber}`)
}

function raoOf(tao: string): bigint {
  const [, whole = '', fraction = ''] = /^(\d{1,9})(?:\.(\d{1,9}))?$/.exec(tao) ?? []
  if (whole === '')
    throw new NetError('amount', `"${tao}" is no amount of TAO`, 'give a number such as 100 or 0.5')
  return BigInt(whole) * RAO + BigInt(fraction.padEnd(9, '0'))
}
