// A seat on a subnet: what it costs is shown before it is paid, and paid only when the operator agrees.
import { ChainError, type Client, type Receipt } from '@taonet/client'
import { type NetUid, Tao } from '@taonet/runtime'
import { composeCall, storage } from '@taonet/runtime/tables'
import { type AccountId, keyPairFromUri, NetError, ss58Encode } from '@taonet/wire'
import { amount } from '../terminal.ts'
import { callAs } from './coldkey-call.ts'
import { confirmed } from './confirm.ts'
import type { PayerOptions, Tell } from './options.ts'
import type { JoiningWallet } from './wallet.ts'

const { SubtensorModule: rows, System } = storage

const ALICE = '//Alice'
/** rao: fees, and what an account has to keep to exist. */
const SPARE = 10_000_000n

export interface Funding {
  readonly options: PayerOptions
  /** Whether //Alice may pay. */
  readonly development: boolean
  readonly tell: Tell
}

/** The hotkey's uid, bought when it has none. @throws NetError `closed`, `not-approved`, `funds`, `other-owner`, `cancelled`; ChainError. */
export async function ensureRegistered(
  client: Client,
  wallet: JoiningWallet,
  netuid: NetUid,
  around: Funding,
): Promise<number> {
  const { tell, options } = around
  const hotkey = wallet.hotkey.account
  const [uid, price, open, owner] = await Promise.all([
    client.get(rows.Uids, netuid, hotkey),
    client.get(rows.Burn, netuid),
    client.get(rows.NetworkRegistrationAllowed, netuid),
    client.get(rows.Owner, hotkey),
  ])
  if (uid !== undefined) {
    tell(`${wallet.name}/${options.hotkey} has uid ${uid} on subnet ${netuid}`)
    return uid
  }
  if (!open)
    throw new NetError(
      'closed',
      `subnet ${netuid} takes no registrations now`,
      'choose another with --netuid',
    )
  if (owner !== wallet.coldkey && !/^0x0+$/.test(owner))
    throw new NetError(
      'other-owner',
      `the hotkey belongs to another coldkey, ${ss58Encode(owner)}`,
      'make a hotkey of your own: taonet wallet new NAME',
    )
  await ensureApproved(client, wallet, netuid)
  const free = await balanceOf(client, wallet)
  tell(
    `a seat on subnet ${netuid} costs ${amount(price, 9)} τ, burnt; coldkey ${ss58Encode(wallet.coldkey)} has ${amount(free, 9)} τ`,
  )
  await ensureFunds(client, wallet, price + SPARE, around)
  await confirmed(`Register ${wallet.name}/${options.hotkey} for ${amount(price, 9)} τ?`, options.yes)
  const { blockHash, blockNumber } = await buySeat(client, wallet, netuid, hotkey)
  const seat = await client.at(blockHash).get(rows.Uids, netuid, hotkey)
  if (seat === undefined)
    throw new NetError('no-seat', 'the registration left no seat', 'see `taonet query metagraph`')
  tell(`registered in block ${blockNumber}: uid ${seat}`)
  return seat
}

/** Before anything is paid. @throws NetError `not-approved`. */
async function ensureApproved(client: Client, wallet: JoiningWallet, netuid: NetUid): Promise<void> {
  const keys = [wallet.coldkey, wallet.hotkey.account]
  const [needed, owner, approvals] = await Promise.all([
    client.get(rows.RegistrationNeedsApproval, netuid),
    client.get(rows.SubnetOwner, netuid),
    Promise.all(keys.map(key => client.get(rows.RegistrationApprovals, netuid, key))),
  ])
  if (!needed || owner === wallet.coldkey || approvals.includes(true)) return
  throw new NetError(
    'not-approved',
    `subnet ${netuid} takes only keys that its owner approved`,
    `ask the owner for it: taonet subnet approve ${netuid} ${ss58Encode(wallet.coldkey)}`,
  )
}

/** The price of the block counts, and each registration raises it. */
async function buySeat(
  client: Client,
  wallet: JoiningWallet,
  netuid: NetUid,
  hotkey: AccountId,
): Promise<Receipt> {
  const call = composeCall('SubtensorModule', 'burned_register', { netuid, hotkey })
  try {
    return await callAs(client, signerOf(wallet), call)
  } catch (thrown) {
    if (!(thrown instanceof ChainError) || thrown.code !== 'NotEnoughBalanceToStake') throw thrown
    const price = await client.get(rows.Burn, netuid)
    throw new NetError(
      'funds',
      `somebody else registered first, and the price rose to ${amount(price, 9)} τ`,
      'run it again',
      thrown,
    )
  }
}

export const signerOf = ({ root, name, coldkey }: JoiningWallet) => ({
  walletRoot: root,
  signer: name,
  account: coldkey,
})

const balanceOf = async (client: Client, { coldkey }: JoiningWallet): Promise<bigint> =>
  (await client.get(System.Account, coldkey)).data.free

/** Has //Alice pay what is missing, where that is allowed and asked for. @throws NetError `funds`. */
export async function ensureFunds(
  client: Client,
  wallet: JoiningWallet,
  needed: bigint,
  { options, development, tell }: Funding,
): Promise<void> {
  const free = await balanceOf(client, wallet)
  if (free >= needed) return
  const address = ss58Encode(wallet.coldkey)
  if (!development || !options.fund)
    throw new NetError(
      'funds',
      `${address} has ${amount(free, 9)} τ and needs ${amount(needed, 9)} τ`,
      development
        ? 'this is a development chain: add --fund and //Alice pays'
        : `send it ${amount(needed - free, 9)} τ`,
    )
  // As much again: prices may rise before the next call.
  const gift = 2n * needed - free
  const alice = { walletRoot: wallet.root, signer: ALICE, account: keyPairFromUri(ALICE).account }
  const call = composeCall('Balances', 'transfer_keep_alive', {
    dest: { type: 'Id', value: wallet.coldkey },
    value: Tao(gift),
  })
  await callAs(client, alice, call)
  tell(`//Alice sent ${amount(gift, 9)} τ to ${address}`)
}
