// `taonet gateway`: OpenAI's API and the explorer in a process of their own, through the dispatchers that validators lend.
import { join } from 'node:path'
import { type Client, connect } from '@taonet/client'
import { defaultWalletRoot, loadHotkey } from '@taonet/client/wallet-files'
import { type Gateway, type ServedSubnet, startGateway } from '@taonet/gateway'
import { readPrices } from '@taonet/gateway/accounts'
import {
  type BorrowedValidator,
  borrowValidator,
  clientChain,
  type Relay,
  watchDirectory,
} from '@taonet/neuron'
import { NetError, ready, ss58Encode } from '@taonet/wire'
import { pino } from 'pino'
import { drainOnSignals } from '../drain.ts'
import { knownSubnets } from '../join/chain-facts.ts'
import { type RelayFlags, relayFor, tellRelay } from '../join/relay.ts'
import { bold, dim, printJsonLine, say } from '../terminal.ts'
import { lenderNamed } from './lender.ts'

export interface GatewayOptions extends RelayFlags {
  /** Nodes of one chain: where one goes away, the next is asked. */
  readonly chainUrl: readonly string[]
  /** `SS58@host:port`, at least one. */
  readonly validator: readonly string[]
  readonly wallet: string
  readonly hotkey: string
  readonly walletPath?: string
  readonly host: string
  /** 0 = any. */
  readonly port: number
  readonly cors: readonly string[]
  readonly page: boolean
  readonly data: string
  /** `postgres://…` of accounts that several gateways share. */
  readonly accounts?: string
  readonly keysOnly: boolean
  /** A file of prices. */
  readonly prices?: string
  readonly json: boolean
}

interface Open {
  client?: Client
  gateway?: Gateway
  relay?: Relay | undefined
  readonly borrowed: BorrowedValidator[]
}

/** Returns once it serves; from then on a signal ends it. */
export async function gatewayCommand(options: GatewayOptions): Promise<void> {
  const open: Open = { borrowed: [] }
  const close = async (): Promise<void> => {
    await open.gateway?.close()
    await open.relay?.close()
    await Promise.all(open.borrowed.map(one => one.close()))
    open.client?.close()
  }
  const signal = drainOnSignals(close)
  try {
    await serve(options, open)
  } catch (thrown) {
    // A signal's own ending is under way already.
    if (signal.aborted) return
    await close()
    throw thrown
  }
}

async function serve(options: GatewayOptions, open: Open): Promise<void> {
  await ready()
  if (options.validator.length === 0)
    throw new NetError(
      'no-validator',
      'a gateway asks through a validator, and none is named',
      'run `taonet validator … --lend PORT --lend-to ADDRESS`, and name it here: --validator ADDRESS@HOST:PORT',
    )
  const lenders = options.validator.map(lenderNamed)
  const prices = options.prices === undefined ? undefined : readPrices(options.prices)
  const key = loadHotkey(options.walletPath ?? defaultWalletRoot(), options.wallet, options.hotkey)
  open.client = await connect(options.chainUrl, { timeout: 10_000 })
  const subnets = await servedSubnets(open.client)
  for (const lender of lenders) open.borrowed.push(borrowValidator(key, lender))
  open.gateway = await startGateway({
    network: { subnets, validators: open.borrowed },
    folder: join(options.data, 'gateway'),
    accountsUrl: options.accounts,
    keysOnly: options.keysOnly,
    prices,
    host: options.host,
    port: options.port,
    rpcUrl: open.client.url,
    cors: options.cors,
    logger: pino({ level: 'warn' }, pino.destination(2)),
    ...(options.page ? { explorerDir: await builtPage() } : {}),
  })
  const directories = subnets.map(one => one.directory)
  open.relay = await relayFor(options, key, directories)
  if (open.relay) tellRelay(open.relay, options.json)
  const url = `http://${options.host}:${open.gateway.port}`
  const names = subnets.map(one => one.subnet.name)
  if (options.json) printJsonLine({ type: 'serving', url: `${url}/v1`, subnets: names })
  else
    say(
      `${bold('serving')} ${url}/v1 ${dim(`(${names.join(', ')})`)} as ${ss58Encode(key.account)}; Ctrl-C drains and stops`,
    )
}

/** Every subnet of the chain whose protocol is known here. @throws NetError `no-subnet`. */
async function servedSubnets(client: Client): Promise<readonly ServedSubnet[]> {
  const chain = clientChain(client)
  const known = await knownSubnets(client)
  if (known.length === 0)
    throw new NetError(
      'no-subnet',
      'this chain has no subnet whose protocol is known here',
      'see `taonet query subnets`',
    )
  return Promise.all(
    known.map(async ({ netuid, subnet }) => ({
      netuid,
      subnet,
      directory: await watchDirectory(chain, netuid),
    })),
  )
}

async function builtPage(): Promise<string> {
  const { buildExplorer } = await import('@taonet/explorer/build')
  return buildExplorer()
}
