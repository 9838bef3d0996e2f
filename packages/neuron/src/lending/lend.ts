// A validator lends its dispatcher: gateways in other processes send their callers' requests through it, so that probes and
// live requests still leave by one way, and miners see one validator (DESIGN §5).

import { type AccountId, type KeyPair, MemoryReplayCache, NetError } from '@taonet/wire'
import type { Directory } from '../chain/directory.ts'
import type { Dispatcher, Reply, Target } from '../dispatch/reply.ts'
import type { TlsIdentity } from '../miner/ports.ts'
import { type MinerServer, startMinerServer } from '../miner/server.ts'
import { type Answer, route, type Service } from '../miner/service.ts'
import type { RunningValidator } from '../processes.ts'
import type { Lesson } from '../validator/lessons.ts'
import type { ValidatorMetrics } from '../validator/validator-metrics.ts'
import {
  LENDING_NETUID,
  LESSONS_A_PAGE,
  LESSONS_PATH,
  LOAN_PATH,
  type LoanHead,
  lessonsRequest,
  loanRequest,
  STANDING_PATH,
  standingRequest,
} from './loan.ts'

export interface LendingOptions {
  readonly hotkey: KeyPair
  readonly host: string
  /** 0 = any free one. */
  readonly port: number
  /** Gateways that may borrow, by their keys. */
  readonly borrowers: readonly AccountId[]
  readonly dispatcher: Dispatcher
  readonly directories: readonly Directory[]
  readonly metrics: () => readonly ValidatorMetrics[]
  /** What its scores teach; absent = it lends its connections, not what it knows. */
  readonly lessons?: RunningValidator['lessons']
  /** Then it answers over TLS alone: borrowers are told the key together with the address. */
  readonly tls?: TlsIdentity
}

/** A gateway's whole traffic comes through one caller. */
const LIMITS = { active: 256, waiting: 1_024 }

function headOf({ status, headers }: Reply): LoanHead {
  const kept = Object.entries(headers).filter(([name]) => name.startsWith('x-') || name === 'content-type')
  return {
    status,
    headers: Object.fromEntries(
      kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
  }
}

async function* forwarded(reply: Reply): AsyncGenerator<unknown> {
  yield headOf(reply)
  for await (const data of reply.events()) yield data
}

async function answerOf(reply: Reply): Promise<Answer> {
  if (reply.streamed) return { type: 'events', events: forwarded(reply) }
  return { type: 'json', body: { head: headOf(reply), body: await reply.json() } }
}

/** The miner as the chain shows it; a borrower cannot have anybody else called. @throws NetError `bad_request`. */
function targetOf(directories: readonly Directory[], netuid: number, hotkey: AccountId): Target {
  const directory = directories.find(one => one.netuid === netuid)
  const target = directory?.neurons.find(one => one.hotkey === hotkey)?.target
  if (target) return target
  throw new NetError('bad_request', `subnet ${netuid} has no such miner that can be called`, 'read the chain')
}

/** The oldest that a borrower has not, so that page after page it has all. */
function lessonsPage(
  lessons: LendingOptions['lessons'],
  netuid: number,
  after: number,
): { readonly newest: number; readonly lessons: readonly Lesson[] } {
  const newer = lessons?.(netuid, after) ?? []
  const newest = newer.at(-1) ?? lessons?.(netuid, 0).at(-1)
  return { newest: newest?.number ?? 0, lessons: newer.slice(0, LESSONS_A_PAGE) }
}

function lendingService({ dispatcher, directories, metrics, lessons }: LendingOptions): Service {
  return {
    model: 'dispatcher',
    sha256: '',
    engine: 'taonet',
    routes: {
      [LOAN_PATH]: route(
        loanRequest,
        async ({ netuid, hotkey, path, body, mayKeep, ...rest }, { signal }) => {
          const options = { ...rest, mayKeep: mayKeep === true, signal }
          return answerOf(await dispatcher.send(targetOf(directories, netuid, hotkey), path, body, options))
        },
      ),
      [LESSONS_PATH]: route(lessonsRequest, async ({ netuid, after }) => ({
        type: 'json',
        body: lessonsPage(lessons, netuid, after),
      })),
      [STANDING_PATH]: route(standingRequest, async () => ({ type: 'json', body: { subnets: metrics() } })),
    },
  }
}

/** Opens the port. @throws NetError `port-in-use`. */
export function startLending(options: LendingOptions): Promise<MinerServer> {
  const { hotkey, host, port, borrowers, tls } = options
  return startMinerServer({
    hotkey,
    netuid: LENDING_NETUID,
    service: lendingService(options),
    // A restart forgets sessions, and a replayed offer opens one that its sender cannot use.
    seen: new MemoryReplayCache(),
    welcome: sender => borrowers.includes(sender),
    host,
    port,
    limits: LIMITS,
    ...(tls ? { tls, tlsOnly: true } : {}),
  })
}
