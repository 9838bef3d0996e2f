// The first calls of `taonet up`, signed before their chain runs.
import { bytesToHex, type Hex } from '@taonet/wire'
import { askSigner } from '../signer-child.ts'
import type { PlannedCall } from './bootstrap.ts'
import type { ChainFacts } from './genesis.ts'

const PATIENCE = 60_000

export async function signCalls(
  walletRoot: string,
  facts: ChainFacts,
  lists: readonly (readonly PlannedCall[])[],
): Promise<readonly (readonly { what: string; bytes: Hex }[])[]> {
  const calls = lists.flat().map(({ signer, call }) => ({ signer, call: bytesToHex(call) }))
  const signed = await askSigner(
    { walletRoot, ...facts, calls },
    { patience: PATIENCE, terminal: false, hint: 'look at the wallets folder of the data directory' },
  )
  let at = 0
  return lists.map(list => list.map(({ what }) => ({ what, bytes: signed[at++] ?? '0x' })))
}
