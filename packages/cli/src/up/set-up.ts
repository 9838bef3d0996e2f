// Brings a chain to the point where the network runs: the signed calls, list after list, each checked on chain.
import type { Client } from '@taonet/client'
import { hexToBytes, NetError } from '@taonet/wire'
import { type DataDir, type Progress, saveProgress } from './data-dir.ts'

/** @throws NetError `set-up` naming the call that failed and why. */
export async function setUpChain(client: Client, dir: DataDir, progress: Progress): Promise<void> {
  for (let i = progress.listsDone; i < progress.extrinsics.length; i++) {
    const list = progress.extrinsics[i] ?? []
    // All at once: the pool keeps each signer's order, and one block can hold them all.
    await Promise.all(list.map(({ what, bytes }) => submit(client, what, hexToBytes(bytes))))
    saveProgress(dir, { ...progress, listsDone: i + 1 })
  }
}

async function submit(client: Client, what: string, extrinsic: Uint8Array): Promise<void> {
  const receipt = await client.submitSigned(extrinsic).catch((thrown: unknown) => {
    // A start that was cut off may have left some of the list on chain: their nonces are used.
    if (thrown instanceof Error && /outdated|Already Imported/.test(thrown.message)) return undefined
    throw thrown
  })
  if (receipt && !receipt.success)
    throw new NetError(
      'set-up',
      `could not ${what}: ${receipt.error?.name} ${receipt.error?.docs}`,
      'start again with an empty --data folder',
    )
}
