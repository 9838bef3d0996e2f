// `taonet validator`: one hotkey judges one subnet, until Ctrl-C.
import { join } from 'node:path'
import { type Client, connect } from '@taonet/client'
import {
  clientChain,
  type Directory,
  type MinerServer,
  type RunningValidator,
  startLending,
  startValidators,
  type ValidatorMetrics,
  type Validators,
} from '@taonet/neuron'
import { NetUid } from '@taonet/runtime'
import { referenceTools } from '@taonet/subnets'
import { type KeyPair, NetError, ready, ss58Encode } from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'
import { pino } from 'pino'
import { drainOnSignals } from '../drain.ts'
import { isDevelopment, subnetOn } from '../join/chain-facts.ts'
import type { JoinOptions } from '../join/options.ts'
import { ensureRegistered } from '../join/register.ts'
import { ensureStake, readStanding } from '../join/standing.ts'
import { findOrMakeWallet } from '../join/wallet.ts'
import { bold, dim, paint, printJsonLine, say, table } from '../terminal.ts'
import { borrowerNamed } from './lender.ts'

export interface ValidatorOptions extends JoinOptions {
  /** TAO, as typed. */
  readonly stake?: string
  /** Port at which gateways borrow the dispatcher; 0 = any. */
  readonly lend?: number
  /** Addresses or wallets of those that may. */
  readonly lendTo: readonly string[]
  readonly lendHost: string
}

interface Open {
  client?: Client
  validators?: Validators
  lending?: MinerServer
}

/** Returns once it judges; from then on a signal ends it. */
export async function runValidator(options: ValidatorOptions): Promise<void> {
  const open: Open = {}
  const close = async (): Promise<void> => {
    await open.lending?.close()
    await open.validators?.close()
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
  open.validators = await startValidators(clientChain(client), {
    hotkeys: [hotkey],
    subnets: [{ netuid, subnet }],
    dataDir,
    tools: referenceTools(),
    logger: pino({ level: 'warn' }, pino.destination(2)),
  })
  const [validator] = open.validators.validators
  if (validator && options.lend !== undefined) {
    open.lending = await lend(options, hotkey, validator, open.validators.directory(netuid))
    const named = `${ss58Encode(hotkey.account)}@${options.lendHost}:${open.lending.port}`
    if (options.json) printJsonLine({ type: 'lending', validator: named })
    else say(`lending to gateways: --validator ${named}`)
  }
  if (options.json)
    printJsonLine({ type: 'judging', netuid, uid, hotkey: ss58Encode(hotkey.account), ...standing })
  else
    say(
      `${bold('judging')} subnet ${netuid} ${dim(`(${name})`)} as uid ${uid}, state in ${dataDir}; Ctrl-C drains and stops`,
    )

  let before: ValidatorMetrics | undefined
  client.onBlock(() => {
    const [now] = validator?.metrics() ?? []
    if (now === undefined || now.epoch === 0) return
    const last = before
    if (last?.epoch === now.epoch) return
    before = now
    // The first reading is where counting starts.
    if (last === undefined) return
    const line = epochOf(last, now)
    if (options.json) printJsonLine({ type: 'epoch', ...line, scores: now.scores })
    else say(printed(line, now))
  })
}

/** Opens the port for gateways. @throws NetError `no-borrower`, `port-in-use`. */
function lend(
  { lend: port = 0, lendTo, lendHost: host, walletPath }: ValidatorOptions,
  hotkey: KeyPair,
  { dispatcher, metrics }: RunningValidator,
  directory: Directory,
): Promise<MinerServer> {
  const borrowers = lendTo.map(one => borrowerNamed(one, walletPath))
  if (borrowers.length === 0)
    throw new NetError('no-borrower', 'nobody may borrow', 'name the gateway: --lend-to ADDRESS')
  return startLending({ hotkey, host, port, borrowers, dispatcher, directories: [directory], metrics })
}

interface EpochLine {
  readonly epoch: number
  readonly probes: number
  readonly failures: number
  readonly commits: number
  readonly reveals: number
  /** Commits that were not revealed in time and are lost. */
  readonly alarms: number
}

/** What happened between two readings: the epoch that ended, and those slept through. */
const epochOf = (last: ValidatorMetrics, now: ValidatorMetrics): EpochLine => ({
  epoch: last.epoch,
  probes: now.probes - last.probes,
  failures: now.probeFailures - last.probeFailures,
  commits: now.commits - last.commits,
  reveals: now.reveals - last.reveals,
  alarms: now.missedReveals - last.missedReveals,
})

function printed(line: EpochLine, { scores }: ValidatorMetrics): string {
  const alarm =
    line.alarms === 0 ? '' : ` ${paint('red', `${line.alarms} reveals missed: those weights are lost`)}`
  const head = `epoch ${line.epoch}: ${line.probes} probes (${line.failures} unanswered), ${line.commits} committed, ${line.reveals} revealed${alarm}`
  const rows = [...scores]
    .sort((a, b) => b.score - a.score || a.uid - b.uid)
    .map(one => [String(one.uid), one.score.toFixed(4), String(one.probes), `${one.latency.toFixed(0)} ms`])
  return rows.length === 0
    ? head
    : `${head}\n${table(
        ['  uid', 'score', 'probes', 'latency'],
        rows.map(([first = '', ...rest]) => [`  ${first}`, ...rest]),
      )}`
}
