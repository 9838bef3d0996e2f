// One validator on one subnet: keeps its secrets, evidence and weights in step with the chain while its prober judges.

import type { KeyPair } from '@taonet/wire'
import type { Logger } from 'pino'
import type { Directory, Neuron } from '../chain/directory.ts'
import type { Head, NeuronChain, Schedule } from '../chain/neuron-chain.ts'
import type { ReferenceTools } from '../challenge.ts'
import type { Dispatcher } from '../dispatch/reply.ts'
import type { Subnet } from '../subnet.ts'
import type { Moment } from './asker.ts'
import { CostMeter } from './cost-meter.ts'
import { detectionLines } from './detection-power.ts'
import type { EnergyMeter } from './energy.ts'
import { SecretStore, secretHash } from './epoch-secrets.ts'
import { EvidenceLog } from './evidence.ts'
import type { LiveRecord } from './evidence-lines.ts'
import { IncidentLog } from './incident-log.ts'
import { type Lesson, LessonBook } from './lessons.ts'
import type { LiveTraffic } from './live-traffic.ts'
import type { ProbePacer } from './pacer.ts'
import { Prober } from './prober.ts'
import { Quarantine } from './quarantine.ts'
import { recalledScorings } from './recalled-lessons.ts'
import { ScoreBook } from './score-book.ts'
import type { ValidatorMetrics } from './validator-metrics.ts'
import type { WeightsAlarm } from './weight-alarm.ts'
import { WeightSetter } from './weight-setter.ts'
import { equalWeights, type WeightList, weightsOf } from './weights.ts'

export interface ValidatorOptions extends LiveTraffic {
  readonly chain: NeuronChain
  readonly hotkey: KeyPair
  readonly netuid: number
  readonly subnet: Subnet
  readonly directory: Directory
  /** Shared with whoever serves live requests under this hotkey. */
  readonly dispatcher: Dispatcher
  readonly pacer: ProbePacer
  /** A folder of this hotkey's and this subnet's own. */
  readonly dataDir: string
  readonly tools: ReferenceTools
  readonly energy: EnergyMeter | undefined
  readonly logger: Logger
}

export interface SubnetValidator {
  readonly netuid: number
  metrics(): ValidatorMetrics
  /** What its scores teach, newer than the lesson of that number. */
  lessons(after: number): readonly Lesson[]
  /** 0 … 1 for a miner of the directory: what its weight will be made of. */
  score(neuron: Neuron): number
  /** Writes a live request into the epoch's evidence. */
  live(record: Omit<LiveRecord, 'block'>): void
  close(): Promise<void>
}

/** A chain that says nothing for so long is no chain to set weights on. */
const SILENCE_MS = 120_000

class RunningValidator implements SubnetValidator {
  readonly #options: ValidatorOptions
  readonly #book: ScoreBook
  readonly #secrets: SecretStore
  readonly #evidence: EvidenceLog
  readonly #quarantine: Quarantine
  readonly #incidents: IncidentLog
  readonly #lessons: LessonBook
  readonly #costs: CostMeter
  readonly #setter: WeightSetter
  readonly #prober: Prober
  readonly #stop = new AbortController()
  readonly #stopBlocks: () => void
  readonly #probing: Promise<void>
  #schedule: Schedule | undefined
  #head: Head | undefined
  #heard = performance.now()
  /** Epochs whose secret's hash is on chain, each with the block from which on it was seen there. */
  #committed = new Map<bigint, number>()
  #stepping: Promise<void> | undefined

  constructor(options: ValidatorOptions) {
    this.#options = options
    const { chain, dataDir, subnet, netuid, hotkey, logger, energy } = options
    this.#book = new ScoreBook(`${dataDir}/scores.json`, subnet)
    this.#secrets = new SecretStore(`${dataDir}/secrets.json`)
    this.#quarantine = new Quarantine(`${dataDir}/quarantine.json`)
    this.#incidents = new IncidentLog(`${dataDir}/incidents.jsonl`)
    this.#lessons = new LessonBook(subnet)
    this.#costs = new CostMeter(energy)
    this.#evidence = new EvidenceLog(`${dataDir}/evidence`, {
      netuid,
      validator: hotkey.ss58,
      subnet: subnet.name,
      version: subnet.version,
      protocol: subnet.protocol,
    })
    this.#setter = new WeightSetter({
      chain,
      hotkey,
      netuid,
      path: `${dataDir}/commits.json`,
      weights: last => this.#weights(last),
      logger,
    })
    this.#prober = new Prober({
      ...options,
      book: this.#book,
      secrets: this.#secrets,
      evidence: this.#evidence,
      quarantine: this.#quarantine,
      incidents: this.#incidents,
      lessons: this.#lessons,
      costs: this.#costs,
      moment: () => this.#moment(),
      openEpoch: () => this.#openEpoch(),
      signal: this.#stop.signal,
    })
    this.#stopBlocks = chain.onBlock(head => this.#onBlock(head))
    this.#probing = this.#prober.run()
  }

  get netuid(): number {
    return this.#options.netuid
  }

  metrics(): ValidatorMetrics {
    const { netuid, directory, subnet } = this.#options
    const scores = directory.neurons.flatMap(neuron => {
      const page = this.#book.page(neuron.hotkey)
      if (!page) return []
      const { probes, latency } = page
      const { uid } = neuron
      return [{ uid, score: this.score(neuron), probes, latency, vetoed: this.#worthless(neuron) }]
    })
    return {
      netuid,
      ...this.#prober.counts(),
      ...this.#setter.counts(),
      alarm: this.#alarm(),
      epoch: Number(this.#schedule?.epoch ?? 0n),
      scores,
      costs: this.#costs.report(),
      detection: detectionLines(subnet.adversaries, this.#prober.probeCounts()),
      incidents: this.#incidents.newest(),
      incidentCount: this.#incidents.count,
    }
  }

  lessons(after: number): readonly Lesson[] {
    return this.#lessons.since(after)
  }

  score(neuron: Neuron): number {
    return this.#worthless(neuron) ? 0 : this.#book.score(neuron.hotkey)
  }

  live(record: Omit<LiveRecord, 'block'>): void {
    this.#evidence.live({ block: this.#head?.number ?? 0, ...record })
  }

  async close(): Promise<void> {
    this.#stopBlocks()
    this.#stop.abort()
    await this.#probing
    await this.#stepping?.catch(() => {})
    this.#book.save(Date.now())
  }

  #alarm(): WeightsAlarm | undefined {
    const silence = performance.now() - this.#heard
    if (silence < SILENCE_MS) return this.#setter.alarm()
    return {
      since: Number(this.#schedule?.epoch ?? 0n),
      epochs: 0,
      reason: `no block for ${Math.round(silence / 1_000)} s`,
      hint: 'is the node up, and does it follow the chain?',
    }
  }

  #worthless({ hotkey }: Neuron): boolean {
    return this.#quarantine.worthless(hotkey, this.#schedule?.epoch ?? 0n)
  }

  /** Weights that are out cannot be changed: what is learnt now shows in the next epoch's. */
  #openEpoch(): bigint {
    const epoch = this.#schedule?.epoch ?? 0n
    return this.#setter.covers(epoch) ? epoch + 1n : epoch
  }

  #onBlock(head: Head): void {
    this.#head = head
    this.#heard = performance.now()
    // One step at a time: the next block comes soon enough, and finds whatever this one leaves undone.
    this.#stepping ??= this.#step()
      .catch((error: unknown) => {
        const { logger, netuid } = this.#options
        logger.warn({ netuid, block: head.number, error: String(error) }, 'a step failed and is tried again')
      })
      .finally(() => {
        this.#stepping = undefined
      })
  }

  async #step(): Promise<void> {
    const { chain, netuid } = this.#options
    const schedule = await chain.schedule(netuid)
    this.#schedule = schedule
    this.#turnEpoch(schedule)
    // Weights wait for nothing: whatever keeps the secrets from the chain, pay goes on.
    const [secrets, weights] = await Promise.allSettled([
      this.#commitSecrets(schedule.epoch),
      this.#setter.step(schedule),
    ])
    if (weights.status === 'rejected') throw weights.reason
    if (secrets.status === 'rejected') throw secrets.reason
  }

  async #commitSecrets(epoch: bigint): Promise<void> {
    if (this.#committed.has(epoch + 1n)) return
    const { chain, hotkey, netuid } = this.#options
    const value = this.#secrets.commitment(epoch, this.#evidence.anchor)
    await chain.publish(hotkey, netuid, { type: 'Validator', value })
    const { number } = await chain.head()
    const running = this.#committed.get(epoch) ?? number
    this.#committed = new Map([
      [epoch, running],
      [epoch + 1n, number],
    ])
  }

  #turnEpoch({ epoch, lastEpochBlock }: Schedule): void {
    const { directory, hotkey, logger, netuid } = this.#options
    if (this.#evidence.epoch === undefined) this.#recall()
    if (this.#evidence.epoch !== epoch) {
      this.#evidence.turn(epoch, secretHash(this.#secrets.of(epoch)), one => this.#secrets.known(one))
      this.#quarantine.turn(epoch)
      const alarm = this.#alarm()
      if (alarm) logger.error({ netuid, ...alarm }, 'weights do not reach the chain')
    }
    this.#costs.turn(epoch)
    const own = directory.neurons.find(neuron => neuron.hotkey === hotkey.account)
    if (directory.block >= lastEpochBlock && own) this.#costs.earn(epoch - 1n, dividendsOf(own))
  }

  /** Before the first probe of this run, so that lessons stay in order. What cannot be read teaches nothing. */
  #recall(): void {
    const { dataDir, subnet, logger, netuid } = this.#options
    try {
      for (const scoring of recalledScorings(`${dataDir}/evidence`, subnet)) this.#lessons.note(scoring)
    } catch (error) {
      logger.warn({ netuid, error: String(error) }, 'old evidence cannot be read')
    }
  }

  /** No challenge is drawn from a block that was there before the secret's hash was. */
  #moment(): Moment | undefined {
    const epoch = this.#evidence.epoch
    const head = this.#head
    const since = epoch === undefined ? undefined : this.#committed.get(epoch)
    if (epoch === undefined || !head || since === undefined || head.number < since) return undefined
    return { head, epoch, tempo: this.#schedule?.tempo ?? 0 }
  }

  #weights(last: boolean): WeightList | undefined {
    const { directory, hotkey } = this.#options
    // All but oneself: in a small subnet whoever has been paid once has a permit too (chain-epoch §2.2, step 7).
    const others = directory.neurons.filter(neuron => neuron.hotkey !== hotkey.account)
    const scores = others.map(neuron => ({ uid: neuron.uid, score: neuron.target ? this.score(neuron) : 0 }))
    // Who was never asked has earned nothing yet, so the word waits for the first probe of everybody as long as it can.
    const unheard = others.some(({ target, hotkey: one }) => target && !this.#book.page(one))
    if (unheard && !last) return undefined
    const known = weightsOf(scores)
    if (known || !last) return known
    // An epoch without any word from validators pays the miners' part to validators (chain-emission §1.7).
    const served = others.filter(neuron => neuron.target !== undefined && !this.#worthless(neuron))
    return equalWeights(served.map(({ uid }) => uid))
  }
}

/** A seat's emission is its part of the miners' and of the validators' half; the shares say how much is which. */
function dividendsOf({ emission, incentive, dividends }: Neuron): number {
  const whole = incentive + dividends
  return whole > 0 ? Math.floor(Number(emission) * (dividends / whole)) : 0
}

/** Starts at the next block. Whatever fails on the way is logged and tried again; only the disk's failures surface. */
export const startValidator = (options: ValidatorOptions): SubnetValidator => new RunningValidator(options)
