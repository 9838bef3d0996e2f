// A network before its first block: one folder for each validator, with keys, configuration and the same genesis.
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GenesisSpec } from '@taonet/runtime'
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
import { files } from './home.ts'

export interface NetworkPlan {
  readonly out: string
  /** Where each validator's engine listens for the others, and its RPC port. */
  readonly validators: readonly { readonly host: string; readonly port: number; readonly rpcPort: number }[]
  /** The chain; its authorities become the validators. */
  readonly genesis: Omit<GenesisSpec, 'authorities'>
  /** Milliseconds between blocks. */
  readonly blockTime: number
  /** All on this machine, or in a network of private addresses. */
  readonly privateAddresses: boolean
}

export interface NetworkHome {
  readonly dir: string
  readonly authority: AccountId
  readonly rpcPort: number
}

interface Member {
  readonly key: EngineKey
  readonly node: EngineKey
  readonly host: string
  readonly port: number
  readonly rpcPort: number
}

/** @throws NetError `out` when the folder holds something. */
export async function initNetwork(plan: NetworkPlan): Promise<readonly NetworkHome[]> {
  await mustBeEmpty(plan.out)
  const members = plan.validators.map(where => ({ ...where, key: makeEngineKey(), node: makeEngineKey() }))
  const keys = members.map(({ key }) => key)
  const spec = { ...plan.genesis, authorities: keys.map(authorityOf) }
  // Nodes of two networks must not take each other for their own, however alike their genesis.
  const chainId = `taonet-${spec.profile}-${randomBytes(4).toString('hex')}`
  const genesis = genesisJson(chainId, new Date(), keys, spec)
  const homes: NetworkHome[] = []
  for (const [index, member] of members.entries()) {
    const dir = join(plan.out, `node-${index + 1}`)
    await writeHome(dir, genesis, member, members, plan)
    homes.push({ dir, authority: authorityOf(member.key), rpcPort: member.rpcPort })
  }
  return homes
}

const isLoopback = (host: string): boolean => /^127\.\d+\.\d+\.\d+$/.test(host)

async function mustBeEmpty(out: string): Promise<void> {
  await mkdir(out, { recursive: true })
  if ((await readdir(out)).length > 0)
    throw new NetError('out', `${out} is not empty`, 'name a new folder: keys are never written over')
}

async function writeHome(
  dir: string,
  genesis: string,
  member: Member,
  members: readonly Member[],
  plan: NetworkPlan,
): Promise<void> {
  const { host, port, key, node, rpcPort } = member
  await mkdir(join(dir, 'config'), { recursive: true, mode: 0o700 })
  await mkdir(join(dir, 'data'), { recursive: true, mode: 0o700 })
  const write = (name: string, content: string | object): Promise<void> =>
    writeFile(
      join(dir, name),
      typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`,
      { mode: 0o600 },
    )
  const peers = members
    .filter(other => other !== member)
    .map(other => `${nodeId(other.node)}@${other.host}:${other.port}`)
  const { blockTime, privateAddresses } = plan
  const moniker = `validator-${members.indexOf(member) + 1}`
  // An address that others reach need not be one this machine has.
  const listen = `${isLoopback(host) ? host : '0.0.0.0'}:${port}`
  await write(files.genesis, genesis)
  await write(files.config, configToml({ moniker, listen, peers, blockTime, privateAddresses }))
  await write(files.nodeKey, nodeKeyFile(node))
  await write(files.validatorKey, validatorKeyFile(key))
  await write(files.validatorState, { height: '0', round: 0, step: 0 })
  await write(files.settings, { rpcPort })
}
