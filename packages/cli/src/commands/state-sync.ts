// What `taonet network join --state-sync` needs to know: from whom, and which header is trusted.
import { lightServer, type StateSync, settledHeader } from '@taonet/node'
import { NetError } from '@taonet/wire'

export interface StateSyncOptions {
  readonly stateSync: boolean
  readonly peerRpc: readonly string[]
  readonly trustHeight?: number
  readonly trustHash?: string
}

/** @throws NetError `options`, and `peer-rpc` when those that are asked differ. */
export async function stateSyncOf(options: StateSyncOptions): Promise<StateSync | undefined> {
  const { stateSync, peerRpc, trustHeight, trustHash } = options
  if (!stateSync) return undefined
  const asked = peerRpc.map(lightServer)
  const [only] = asked
  if (only === undefined)
    throw new NetError(
      'options',
      'nobody to load the state from',
      'name RPC addresses of two nodes by --peer-rpc, of different owners if there are',
    )
  // The engine wants a second one to compare with.
  const servers = asked.length > 1 ? asked : [only, only]
  if (trustHeight === undefined && trustHash === undefined)
    return { servers, ...(await settledHeader(asked)) }
  if (trustHeight === undefined || trustHash === undefined || !/^[\da-fA-F]{64}$/.test(trustHash))
    throw new NetError(
      'options',
      'a trusted header is a height and a hash of 64 digits',
      'say both --trust-height and --trust-hash, or neither to believe the nodes named by --peer-rpc',
    )
  return { servers, trustHeight, trustHash: trustHash.toUpperCase() }
}
