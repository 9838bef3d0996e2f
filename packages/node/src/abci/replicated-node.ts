// A node of a replicated network, from the folder that `initNetwork` wrote.
import { join } from 'node:path'
import { type NodeOptions, type RunningNode, startNode } from '../node.ts'
import { neededEngine } from './engine-binary.ts'
import { files, readHome } from './home.ts'

export type ReplicatedOptions = Pick<NodeOptions, 'keep' | 'log' | 'corsOrigins'> & {
  readonly home: string
  /** The folder's own unless given; 0 = any free one. */
  readonly rpcPort?: number
}

/**
 * Starts engine and application; resolves when they know of each other. The first block may need other nodes.
 * @throws NetError `home`, `genesis`, `engine-missing`, `engine-version`, and what `startNode` throws.
 */
export async function startReplicatedNode(options: ReplicatedOptions): Promise<RunningNode> {
  const { chainId, genesis, patience, rpcPort, snapshots } = await readHome(options.home)
  const binary = await neededEngine()
  return startNode({
    rpcPort,
    ...options,
    profile: genesis.profile,
    genesis,
    dataDir: join(options.home, files.chain),
    replication: { chainId, patience, binary, home: options.home, snapshots },
  })
}
