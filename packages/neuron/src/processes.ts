// What a process that runs neurons takes and gives back: plain configuration in, a handle that drains out.

import type { AccountId, KeyPair } from '@taonet/wire'
import type { Logger } from 'pino'
import type { Directory } from './chain/directory.ts'
import type { AxonAddress } from './chain/neuron-chain.ts'
import type { ReferenceTools } from './challenge.ts'
import type { OwnNets } from './dispatch/address-policy.ts'
import type { Dispatcher } from './dispatch/reply.ts'
import type { MinerMetrics } from './miner/miner-metrics.ts'
import type { TlsIdentity } from './miner/ports.ts'
import type { Service } from './miner/service.ts'
import type { Subnet } from './subnet.ts'
import type { Lesson } from './validator/lessons.ts'
import type { Pace } from './validator/pacer.ts'
import type { ValidatorMetrics } from './validator/validator-metrics.ts'

export interface MinerConfig {
  readonly hotkey: KeyPair
  readonly netuid: number
  /** The subnet whose protocol digest the miner declares. */
  readonly subnet: Subnet
  readonly service: Service
  /** Where the server listens; port 0 = any. */
  readonly host: string
  readonly port: number
  /** Also answers over TLS, and callers who see its pin on chain insist on that. */
  readonly tls?: TlsIdentity
  /** Answers nothing in plain text: for networks that demand TLS. */
  readonly tlsOnly?: boolean
  /** A relay to be called through: the chain is told the address that it gives. */
  readonly tunnel?: { readonly host: string; readonly port: number }
  /** What the chain is told where that differs, behind a router; host and port of the server by default. */
  readonly announce?: AxonAddress
}

export interface MinersConfig {
  readonly chainUrl: string
  readonly miners: readonly MinerConfig[]
  /** Where replay caches are kept. */
  readonly dataDir: string
  readonly logger?: Logger
}

export interface RunningMiner {
  readonly netuid: number
  readonly hotkey: AccountId
  readonly model: string
  readonly host: string
  readonly port: number
  /** What the chain is told. */
  address(): AxonAddress
  metrics(): MinerMetrics
}

export interface Miners {
  readonly miners: readonly RunningMiner[]
  /** Takes no new request, lets those under way end within `grace` milliseconds, then stops. */
  close(grace?: number): Promise<void>
}

export interface ValidatorSubnet {
  readonly netuid: number
  readonly subnet: Subnet
}

export interface ValidatorsConfig {
  readonly chainUrl: string
  readonly hotkeys: readonly KeyPair[]
  readonly subnets: readonly ValidatorSubnet[]
  /** Averages, pending commits, epoch secrets and evidence, in a folder for each hotkey. */
  /** Private networks in which miners may stand; none by default. */
  readonly ownNets?: OwnNets
  readonly dataDir: string
  readonly tools?: ReferenceTools
  /** How much of the machine probes may take, all validators of the process together. */
  readonly pace?: Pace
  readonly logger?: Logger
}

export interface RunningValidator {
  readonly hotkey: AccountId
  readonly dispatcher: Dispatcher
  /** Whether it may ask the miners of that subnet. */
  serves(netuid: number): boolean
  metrics(): readonly ValidatorMetrics[]
  /**
   * What its scores on that subnet teach, oldest first, newer than the lesson of that number. Numbers begin anew when the
   * validator does. Absent = this one tells nothing.
   */
  lessons?(netuid: number, after: number): readonly Lesson[]
}

export interface Validators {
  readonly validators: readonly RunningValidator[]
  /** @throws RangeError for a subnet that is not served. */
  directory(netuid: number): Directory
  close(grace?: number): Promise<void>
}
