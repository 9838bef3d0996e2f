// A chain of the local profile, sealed by hand, on which the first subnet has all of its 256 seats taken.
import { callValue, composeCall, NetUid } from '@taonet/runtime/tables'
import { bytesToHex, keyPairFromSeed, keyPairFromUri } from '@taonet/wire'
import type { RpcClient } from '../../test/rpc-client.ts'
import { alice, type ChainIds, sign, testGenesis } from '../../test/wallet.ts'

export const UIDS = 256
export const NETUID = NetUid(1)
const A_BATCH = 51

const plain = testGenesis()
/** A seat costs little however many were bought. */
export const genesis = {
  ...plain,
  newSubnet: { ...plain.newSubnet, MinBurn: 500_000, MaxBurn: 1_000_000, MaxAllowedUids: UIDS },
}

/** Fills the subnet; what the chain is signed for, and Alice's next nonce. */
export async function fillSubnet(client: RpcClient): Promise<{ ids: ChainIds; nonce: number }> {
  const version = (await client.ask('state_getRuntimeVersion')) as Omit<ChainIds, 'genesis'>
  const ids = { ...version, genesis: await client.ask('chain_getBlockHash', 0) } as ChainIds
  let nonce = 0
  /** In a block of its own. */
  const sealed = async (call: Uint8Array): Promise<void> => {
    await client.ask('author_submitExtrinsic', bytesToHex(sign(ids, alice, call, { nonce: nonce++ })))
    await client.ask('engine_createBlock', true, true)
  }
  const seat = (at: number) =>
    callValue('SubtensorModule', 'burned_register', {
      netuid: NETUID,
      hotkey: keyPairFromSeed(new Uint8Array(32).fill(7).fill(at, 0, 1), 'ed25519').account,
    })
  await sealed(
    composeCall('SubtensorModule', 'register_network', { hotkey: keyPairFromUri('//hot').account }),
  )
  await sealed(composeCall('SubtensorModule', 'start_call', { netuid: NETUID }))
  for (let from = 1; from < UIDS; from += A_BATCH) {
    const calls = Array.from({ length: Math.min(A_BATCH, UIDS - from) }, (_, i) => seat(from + i))
    await sealed(composeCall('Utility', 'batch_all', { calls }))
  }
  return { ids, nonce }
}
