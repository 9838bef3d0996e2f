// `taonet network`: what has to be there before a chain can be kept by several nodes.
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { mayConnect } from '@taonet/neuron'
import {
  defaultGenesis,
  ENGINE_VERSION,
  findEngine,
  initNetwork,
  installEngine,
  isGenesis,
  joinNetwork,
} from '@taonet/node'
import { type GenesisSpec, PROFILES, type ProfileName } from '@taonet/runtime'
import { NetError } from '@taonet/wire'
import { printJsonLine, say, step, table } from '../terminal.ts'
import { type OwnGenesis, withOwn } from './own-genesis.ts'
import { type StateSyncOptions, stateSyncOf } from './state-sync.ts'

export interface InitOptions extends OwnGenesis {
  readonly validators: number
  readonly out: string
  readonly chain: string
  readonly genesis?: string
  readonly blockTime?: number
  readonly host: readonly string[]
  readonly p2pPort: number
  readonly rpcPort: number
  readonly json: boolean
}

export async function installCommand({ json }: { readonly json: boolean }): Promise<void> {
  const what = `CometBFT ${ENGINE_VERSION}`
  const path = json ? await installEngine() : await step(`${what}; building it takes minutes`, installEngine)
  if (json) printJsonLine({ engine: path, version: ENGINE_VERSION })
  else say(path)
}

const MOST_VALIDATORS = 100

export async function initCommand(options: InitOptions): Promise<void> {
  const { validators, host, p2pPort, rpcPort, json } = options
  if (!Number.isInteger(validators) || validators < 1 || validators > MOST_VALIDATORS)
    throw new NetError(
      'options',
      `${validators} validators`,
      `name 1 to ${MOST_VALIDATORS}; 4 survive the loss of one`,
    )
  if (host.length > 0 && host.length !== validators)
    throw new NetError(
      'options',
      `${host.length} addresses for ${validators} validators`,
      'give --host once for each',
    )
  const genesis = withOwn(await genesisFor(options), options)
  const out = resolve(options.out)
  const homes = await initNetwork({
    out,
    genesis,
    blockTime: options.blockTime ?? PROFILES[genesis.profile].blockTime,
    // Else an engine would forget them.
    privateAddresses: host.length === 0 || genesis.profile !== 'public' || host.some(isPrivate),
    validators: Array.from({ length: validators }, (_, index) => ({
      // On one machine the ports differ; on machines of their own they are the same.
      host: host[index] ?? '127.0.0.1',
      port: host.length > 0 ? p2pPort : p2pPort + index,
      rpcPort: host.length > 0 || rpcPort === 0 ? rpcPort : rpcPort + index,
    })),
  })
  if (json) return printJsonLine({ homes })
  say(
    table(
      ['validator', 'folder', 'RPC port'],
      homes.map(({ authority, dir, rpcPort: own }) => [authority, dir, String(own)]),
    ),
  )
  say(`\nstart each with\n  taonet node --consensus cometbft --home ${join(out, 'node-1')}`)
  say(`\nothers join by --peer\n${homes.map(({ peer }) => `  ${peer}`).join('\n')}`)
  if ((await findEngine()) === undefined)
    say("\nCometBFT is not installed here yet: run 'taonet network install'")
}

export interface JoinOptions extends StateSyncOptions {
  readonly out: string
  readonly genesis: string
  readonly peer: readonly string[]
  readonly host: string
  readonly p2pPort: number
  readonly rpcPort: number
  readonly publicOnly: boolean
  readonly json: boolean
}

const PEER = /^[0-9a-f]{40}@[^\s@:,]+:\d{1,5}$/

export async function joinCommand(options: JoinOptions): Promise<void> {
  const { peer, host, p2pPort: listening, rpcPort, json } = options
  for (const one of peer)
    if (!PEER.test(one))
      throw new NetError(
        'options',
        `"${one}" is no peer`,
        "'taonet network init --json' says them: ID@HOST:PORT",
      )
  if (peer.length === 0) throw new NetError('options', 'nobody to join', 'name one node at least by --peer')
  const stateSync = await stateSyncOf(options)
  const home = await joinNetwork({
    out: resolve(options.out),
    genesis: await readFile(options.genesis, 'utf8'),
    peers: peer,
    host,
    port: listening,
    rpcPort,
    privateAddresses: !options.publicOnly,
    ...(stateSync && { stateSync }),
  })
  if (json) return printJsonLine({ home })
  say(`peer      ${home.peer}\nvote key  ${home.authority}\n`)
  say(`start it with\n  taonet node --consensus cometbft --home ${home.dir}`)
}

const isPrivate = (host: string): boolean => isIP(host) !== 0 && !mayConnect(host, false)

const isProfile = (name: string): name is ProfileName => Object.hasOwn(PROFILES, name)

async function genesisFor({ chain, genesis, root }: InitOptions): Promise<GenesisSpec> {
  if (genesis !== undefined) {
    const spec: unknown = JSON.parse(await readFile(genesis, 'utf8'))
    if (isGenesis(spec) && isProfile(spec.profile)) return spec
    throw new NetError(
      'genesis',
      `${genesis} is no chain specification`,
      'see docs/run/network.md for what it holds',
    )
  }
  if (!isProfile(chain))
    throw new NetError('unknown-chain', `there is no chain "${chain}"`, 'choose dev, local or public')
  if (chain === 'public' && root === undefined)
    throw new NetError(
      'genesis',
      'a public chain begins with accounts of your own: the development accounts have well-known keys',
      'say who rules and who has what by --root and --grant, or describe it in a file and name it by --genesis',
    )
  return defaultGenesis(chain)
}
