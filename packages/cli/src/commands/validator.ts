// `taonet validator`: one hotkey judges one subnet, until Ctrl-C.
import { join } from 'node:path'
import { type Client, connect } from '@taonet/client'
import {
  clientChain,
  type Directory,
  type MinerServer,
  ownNets,
  pinOfPem,
  type Relay,
  type RunningValidator,
  startLending,
  startValidators,
  type TlsIdentity,
  type Validators,
} from '@taonet/neuron'
import { NetUid } from '@taonet/runtime'
import { type OwnTools, referenceTools } from '@taonet/subnets'
import { type KeyPair, NetError, ready, ss58Encode } from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'
import { pino } from 'pino'
import { drainOnSignals } from '../drain.ts'
import { isDevelopment, subnetOn } from '../join/chain-facts.ts'
import type { JoinOptions } from '../join/options.ts'
import { ownTlsFile, ownTlsIdentity } from '../join/own-tls.ts'
import { ensureRegistered } from '../join/register.ts'
import { type RelayFlags, relayFor, tellRelay } from '../join/relay.ts'
import { ensureStake, readStanding } from '../join/standing.ts'
import { epochTeller } from '../join/validator-epochs.ts'
import { openValidatorPort, type ValidatorPort } from '../join/validator-port.ts'
import { findOrMakeWallet } from '../join/wallet.ts'
import { bold, dim, paint, printJsonLine, say } from '../terminal.ts'
import { borrowerNamed, lenderName } from './lender.ts'

export interface ValidatorOptions extends JoinOptions, RelayFlags {
  /** TAO, as typed. */
  readonly stake?: string
  /** Port at which gateways borrow the dispatcher; 0 = any. */
  readonly lend?: number
  /** Addresses or wallets of those that may. */
  readonly lendTo: readonly string[]
  readonly lendHost: string
  /** Gateways are spoken to over TLS alone, with a certificate that is made here. */
  readonly lendTls: boolean
  /** Port of metrics and incidents; none is opened without it. */
  readonly port?: number
  readonly host: string
}

/** How long a silent chain may go unnoticed. */
const LOOK_EVERY_MS = 10_000

interface Open {
  port?: ValidatorPort
  watch?: NodeJS.Timeout
  client?: Client
  validators?: Validators
  tools?: OwnTools
  lending?: MinerServer
  relay?: Relay | undefined
}

/** Returns once it judges; from then on a signal ends it. */
export async function runValidator(options: ValidatorOptions): Promise<void> {
  const open: Open = {}
  const close = async (): Promise<void> => {
    clearInterval(open.watch)
    await open.port?.close()
    await open.lending?.close()
    await open.relay?.close()
    await open.validators?.close()
    await open.tools?.close()
    open.client?.close()
  }
  const signal = drainOnSignals(close)
  try {
    await judge(options, open)
  } catch (thrown) {
    // A signal's own ending is under way already.
    if (signal.aborted) return
    await close()
    throw thrown
  }
}

async function judge(options: ValidatorOptions, open: Open): Promise<void> {
  const tell = options.json ? () => {} : say
  await Promise.all([ready(), loadFastVerifier()])
  const netuid = NetUid(options.netuid)
  const nets = ownNets(options.allowNet)
  open.client = await connect(options.chainUrl, { timeout: 10_000 })
  const { client } = open
  const { name, subnet } = await subnetOn(client, netuid, options.subnet)
  const development = await isDevelopment(client)
  const around = { options, development, tell }
  const wallet = await findOrMakeWallet(options, development, tell)
  const uid = await ensureRegistered(client, wallet, netuid, around)
  if (options.stake !== undefined) await ensureStake(client, wallet, netuid, options.stake, around)
  const { hotkey } = wallet
  const standing = await readStanding(client, netuid, uid, hotkey.account)
  for (const { wanting, hint } of standing.missing)
    tell(`${paint('yellow', '!')} ${wanting}\n  ${dim('hint:')} ${hint}`)

  const dataDir = join(options.data, 'neurons')
  open.tools = referenceTools({ dataDir: options.data })
  open.validators = await startValidators(clientChain(client), {
    hotkeys: [hotkey],
    subnets: [{ netuid, subnet }],
    dataDir,
    tools: open.tools,
    ownNets: nets,
    logger: pino({ level: 'warn' }, pino.destination(2)),
  })
  const [validator] = open.validators.validators
  if (validator && options.lend !== undefined) {
    const tls = options.lendTls
      ? ownTlsIdentity(ownTlsFile(options.data, options.wallet, options.hotkey))
      : undefined
    open.lending = await lend(options, hotkey, validator, open.validators.directory(netuid), tls)
    const named = lenderName({
      hotkey: hotkey.account,
      host: options.lendHost,
      port: open.lending.port,
      pin: tls && pinOfPem(tls.certificate),
    })
    if (options.json) printJsonLine({ type: 'lending', validator: named })
    else say(`lending to gateways: --validator ${named}`)
  }
  open.relay = await relayFor(options, hotkey, [open.validators.directory(netuid)])
  if (open.relay) tellRelay(open.relay, options.json)
  if (options.json)
    printJsonLine({ type: 'judging', netuid, uid, hotkey: ss58Encode(hotkey.account), ...standing })
  else
    say(
      `${bold('judging')} subnet ${netuid} ${dim(`(${name})`)} as uid ${uid}, state in ${dataDir}; Ctrl-C drains and stops`,
    )

  if (options.port !== undefined) {
    open.port = await openValidatorPort(open.validators.validators, options.host, options.port)
    const url = `http://${options.host}:${open.port.port}`
    if (options.json) printJsonLine({ type: 'port', url })
    else say(`metrics and incidents: ${url}/metrics ${url}/v1/incidents`)
  }
  const tellEpoch = epochTeller(options.json)
  const look = (): void => tellEpoch(validator?.metrics()[0])
  client.onBlock(look)
  // A chain that is silent calls nobody.
  open.watch = setInterval(look, LOOK_EVERY_MS)
}

/** Opens the port for gateways. @throws NetError `no-borrower`, `port-in-use`. */
function lend(
  { lend: port = 0, lendTo, lendHost: host, walletPath }: ValidatorOptions,
  hotkey: KeyPair,
  { dispatcher, metrics, lessons }: RunningValidator,
  directory: Directory,
  tls: TlsIdentity | undefined,
): Promise<MinerServer> {
  const borrowers = lendTo.map(one => borrowerNamed(one, walletPath))
  if (borrowers.length === 0)
    throw new NetError('no-borrower', 'nobody may borrow', 'name the gateway: --lend-to ADDRESS')
  const directories = [directory]
  const more = { ...(lessons && { lessons }), ...(tls && { tls }) }
  return startLending({ hotkey, host, port, borrowers, dispatcher, directories, metrics, ...more })
}
