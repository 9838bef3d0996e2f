// The folders of a network's nodes, with keys, configuration and the same genesis: all validators' before the first block,
// and that of a node that joins later.
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type GenesisSpec, PROFILES } from '@taonet/runtime'
import { type AccountId, NetError } from '@taonet/wire'
import { configToml, genesisJson } from './engine-config.ts'
import {
  authorityOf,
  type EngineKey,
  makeEngineKey,
  nodeId,
  nodeKeyFile,
  validatorKeyFile,
} from './engine-keys.ts'
import { readGenesis } from './genesis-document.ts'
import { files } from './home.ts'
import type { Identity } from './identity.ts'
import type { StateSync } from './state-sync.ts'

/** Where a node's engine listens for the others, and its RPC port. */
export interface Place {
  readonly host: string
  readonly port: number
  readonly rpcPort: number
}

export interface NetworkPlan {
  readonly out: string
  readonly validators: readonly Place[]
  /** The chain; its authorities become the validators. */
  readonly genesis: Omit<GenesisSpec, 'authorities'>
  /** Milliseconds between blocks. */
  readonly blockTime: number
  /** All on this machine, or in a network of private addresses. */
  readonly privateAddresses: boolean
}

export interface JoinPlan extends Place {
  readonly out: string
  /** The network's `genesis.json`, as its validators have it. */
  readonly genesis: string
  /** `ID@HOST:PORT` of nodes that are there. */
  readonly peers: readonly string[]
  readonly privateAddresses: boolean
  /** Begin from a snapshot; else every block is fetched. */
  readonly stateSync?: StateSync
}

export interface NetworkHome {
  readonly dir: string
  readonly authority: AccountId
  /** By which other nodes find it: `ID@HOST:PORT`. */
  readonly peer: string
  readonly rpcPort: number
}

interface Member extends Place {
  readonly key: EngineKey
  readonly node: EngineKey
}

const memberAt = (place: Place): Member => ({ ...place, key: makeEngineKey(), node: makeEngineKey() })
const peerOf = ({ node, host, port }: Member): string => `${nodeId(node)}@${host}:${port}`

/** @throws NetError `out` when the folder holds something. */
export async function initNetwork(plan: NetworkPlan): Promise<readonly NetworkHome[]> {
  await mustBeEmpty(plan.out)
  const members = plan.validators.map(memberAt)
  const keys = members.map(({ key }) => key)
  const { specVersion } = PROFILES[plan.genesis.profile]
  const spec = { ...plan.genesis, specVersion, authorities: keys.map(authorityOf) }
  // Nodes of two networks must not take each other for their own, however alike their genesis.
  const chainId = `taonet-${spec.profile}-${randomBytes(4).toString('hex')}`
  const genesis = genesisJson(chainId, new Date(), keys, spec)
  const homes: NetworkHome[] = []
  for (const [index, member] of members.entries()) {
    const dir = join(plan.out, `node-${index + 1}`)
    const peers = members.filter(other => other !== member).map(peerOf)
    homes.push(await writeHome(dir, `validator-${index + 1}`, member, { ...plan, genesis, chainId, peers }))
  }
  return homes
}

/**
 * A node that keeps the chain and serves it, without a vote: it fetches every block from its peers.
 * @throws NetError `out` when the folder holds something, `genesis` when the file is no network's.
 */
export async function joinNetwork(plan: JoinPlan): Promise<NetworkHome> {
  const { genesis, chainId } = readGenesis(plan.genesis)
  const { blockTime } = PROFILES[genesis.profile]
  await mustBeEmpty(plan.out)
  return writeHome(plan.out, 'node', memberAt(plan), { ...plan, blockTime, chainId })
}

const isLoopback = (host: string): boolean => /^127\.\d+\.\d+\.\d+$/.test(host)

async function mustBeEmpty(out: string): Promise<void> {
  await mkdir(out, { recursive: true })
  if ((await readdir(out)).length > 0)
    throw new NetError('out', `${out} is not empty`, 'name a new folder: keys are never written over')
}

async function writeHome(
  dir: string,
  moniker: string,
  member: Member,
  network: Pick<JoinPlan, 'genesis' | 'peers' | 'privateAddresses' | 'stateSync'> &
    Pick<NetworkPlan, 'blockTime'> &
    Pick<Identity, 'chainId'>,
): Promise<NetworkHome> {
  const { host, port, key, node, rpcPort } = member
  await mkdir(join(dir, 'config'), { recursive: true, mode: 0o700 })
  await mkdir(join(dir, 'data'), { recursive: true, mode: 0o700 })
  const write = (name: string, content: string | object): Promise<void> =>
    writeFile(
      join(dir, name),
      typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`,
      { mode: 0o600 },
    )
  // An address that others reach need not be one this machine has.
  const listen = `${isLoopback(host) ? host : '0.0.0.0'}:${port}`
  await write(files.genesis, network.genesis)
  await write(files.config, configToml({ ...network, moniker, listen }))
  await write(files.nodeKey, nodeKeyFile(node))
  await write(files.validatorKey, validatorKeyFile(key))
  await write(files.validatorState, { height: '0', round: 0, step: 0 })
  await write(files.settings, { rpcPort })
  const authority = authorityOf(key)
  await write(files.identity, { chainId: network.chainId, authority } satisfies Identity)
  return { dir, authority, peer: peerOf(member), rpcPort }
}
