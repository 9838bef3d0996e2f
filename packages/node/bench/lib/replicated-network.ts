// A network of replicated nodes for a bench: each node and each engine a process, as an operator runs them.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engineOf, initNetwork, type NetworkNode, startNetworkNode } from '../../test/abci/network.ts'
import { testGenesis } from '../../test/wallet.ts'
import { processorSeconds, residentMegabytes } from './process-figures.ts'
import { signers } from './signers.ts'

/** One number for our nodes, one for the engines below them. */
export interface Both {
  readonly nodes: number
  readonly engines: number
}

export class ReplicatedNetwork {
  readonly nodes: readonly NetworkNode[]
  readonly #folder: string
  readonly #engines: readonly number[]

  static async start(validators: number, blockTime: number): Promise<ReplicatedNetwork> {
    const folder = await mkdtemp(join(tmpdir(), 'taonet-bench-'))
    const genesis = testGenesis()
    const funded = signers().map(({ account }) => [account, '1000000000000'] as const)
    const genesisFile = join(folder, 'genesis.json')
    await writeFile(genesisFile, JSON.stringify({ ...genesis, balances: [...genesis.balances, ...funded] }))
    const { homes } = await initNetwork(join(folder, 'network'), validators, genesisFile, blockTime)
    const nodes = await Promise.all(homes.map(({ dir }) => startNetworkNode(dir)))
    return new ReplicatedNetwork(folder, nodes, await Promise.all(nodes.map(engineOf)))
  }

  private constructor(folder: string, nodes: readonly NetworkNode[], engines: readonly number[]) {
    this.#folder = folder
    this.nodes = nodes
    this.#engines = engines
  }

  /** Seconds of processor time so far, all nodes together. */
  processorSeconds(): Promise<Both> {
    return this.#sums(processorSeconds)
  }

  /** Mean resident memory of one, in MB. */
  async memory(): Promise<Both> {
    const { nodes, engines } = await this.#sums(residentMegabytes)
    return { nodes: nodes / this.nodes.length, engines: engines / this.nodes.length }
  }

  async stop(): Promise<void> {
    for (const { rpc, child } of this.nodes) {
      rpc.close()
      child.kill('SIGTERM')
    }
    await Promise.all(this.nodes.map(({ ended }) => ended))
    await rm(this.#folder, { recursive: true })
  }

  async #sums(of: (pid: number) => Promise<number>): Promise<Both> {
    const sum = async (pids: readonly number[]): Promise<number> =>
      (await Promise.all(pids.map(of))).reduce((total, one) => total + one, 0)
    return {
      nodes: await sum(this.nodes.map(({ child }) => child.pid ?? 0)),
      engines: await sum(this.#engines),
    }
  }
}
