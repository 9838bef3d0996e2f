// What the epochs of one subnet pay one hotkey, told as they happen.
import type { Client } from '@taonet/client'
import type { AccountId } from '@taonet/wire'
import { epochsIn } from '../up/epoch-lines.ts'

export interface Pay {
  readonly block: number
  /** alpha-rao */
  readonly alpha: bigint
  /** rao, at the pool's price */
  readonly tao: bigint
}

const RAO = 1_000_000_000n

/** Only what miners earn. Returns the way to stop. */
export function followPay(
  client: Client,
  netuid: number,
  hotkey: AccountId,
  told: (pay: Pay) => void,
): () => void {
  const names = new Map<string, string>([[hotkey, hotkey]])
  return client.onBlock(({ hash, number }) => {
    epochsIn(client, hash, number, names)
      .then(lines => {
        const line = lines.find(one => one.netuid === netuid)
        if (!line) return
        const alpha = line.earned.find(({ name }) => name === hotkey)?.alpha ?? 0n
        told({ block: number, alpha, tao: (alpha * line.price) / RAO })
      })
      // The next epoch comes; pay is on chain whether or not it is told here.
      .catch(() => {})
  })
}
