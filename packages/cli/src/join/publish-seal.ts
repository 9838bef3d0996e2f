// A sealed evaluation set on chain: the hotkey publishes the hash before training, so that its block says when it was fixed.
import { ChainError, type Client, connect } from '@taonet/client'
import { defaultWalletRoot, loadHotkey } from '@taonet/client/wallet-files'
import { composeCall, NetUid, storage } from '@taonet/runtime/tables'
import { hexToBytes, type KeyPair, NetError, readPublished, ready } from '@taonet/wire'

export interface SealSigner {
  readonly chainUrl: string
  readonly netuid: number
  readonly wallet: string
  readonly hotkey: string
  readonly walletPath?: string
}

const { SubtensorModule: rows, Commitments } = storage
/** Blocks the extrinsic stays valid. */
const PERIOD = 16

/**
 * Publishes `commitment` (64 hex digits) as the hotkey's SHA-256 field; returns the block that has it.
 * @throws NetError `no-key`, `no-seat`, `occupied`; ChainError when the chain refuses it.
 */
export async function publishSeal(signer: SealSigner, commitment: string): Promise<number> {
  await ready()
  const hotkey = loadHotkey(signer.walletPath ?? defaultWalletRoot(), signer.wallet, signer.hotkey)
  const client = await connect(signer.chainUrl, { timeout: 10_000 })
  try {
    await ensureFree(client, hotkey, signer)
    const call = composeCall('Commitments', 'set_commitment', {
      netuid: NetUid(signer.netuid),
      info: { fields: [{ type: 'Sha256', value: hexToBytes(`0x${commitment}`) }] },
    })
    const { success, error, blockNumber } = await client.submit(hotkey, call, {
      period: PERIOD,
      timeout: 60_000,
    })
    if (!success) throw new ChainError(error?.name ?? 'Unknown', error?.docs ?? '')
    return blockNumber
  } finally {
    client.close()
  }
}

/** The row holds one thing at a time: what a serving miner declared in it must not be overwritten. */
async function ensureFree(
  client: Client,
  { account }: KeyPair,
  { netuid, wallet }: SealSigner,
): Promise<void> {
  const net = NetUid(netuid)
  const [uid, row] = await Promise.all([
    client.get(rows.Uids, net, account),
    client.get(Commitments.CommitmentOf, net, account),
  ])
  if (uid === undefined)
    throw new NetError(
      'no-seat',
      `${wallet} has no seat on subnet ${netuid}, and only neurons may commit`,
      'register it first',
    )
  if (row && readPublished(row.info.fields))
    throw new NetError(
      'occupied',
      `${wallet} declares on subnet ${netuid} what it serves, in the row that the seal would take`,
      'seal with another hotkey, or on another subnet',
    )
}
