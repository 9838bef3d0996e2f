// Chooses whom to probe, probes, judges, and writes down what it saw.

import { type AccountId, bytesToHex, type KeyPair, ss58Encode } from '@taonet/wire'
import type { Logger } from 'pino'
import type { Directory, Neuron } from '../chain/directory.ts'
import type { Head } from '../chain/neuron-chain.ts'
import type { Challenge, Outcome, ReferenceTools, Scored } from '../challenge.ts'
import type { Dispatcher, Target } from '../dispatch/reply.ts'
import type { Finding } from '../safety-policy.ts'
import type { Subnet } from '../subnet.ts'
import { chance } from './chance.ts'
import { type CostMeter, tokensOf, type VerdictClocks } from './cost-meter.ts'
import type { ProbeCounts } from './detection-power.ts'
import type { SecretStore } from './epoch-secrets.ts'
import { type EvidenceLog, keptResponse } from './evidence.ts'
import { type ProbeRecord, valueHash } from './evidence-lines.ts'
import type { IncidentLog } from './incident-log.ts'
import type { LessonBook } from './lessons.ts'
import { drawKind, type LiveMix, type Worn } from './live-mix.ts'
import type { ProbePacer } from './pacer.ts'
import { runChallenge, runInBeat } from './probe.ts'
import { APPEAL_SHARE, type Quarantine } from './quarantine.ts'
import { type Interval, pairOf, type Rhythm } from './rhythm.ts'
import { type Candidate, drawCandidate, FIRST_PROBES } from './sampling.ts'
import type { ScoreBook } from './score-book.ts'
import { challengeSeed } from './seed.ts'
import { isVeto, VETO, vetoed } from './veto.ts'

/** When and for which epoch a probe counts. */
export interface Moment {
  readonly head: Head
  readonly epoch: bigint
  /** Blocks of an epoch. */
  readonly tempo: number
}

export interface ProberOptions {
  readonly hotkey: KeyPair
  readonly netuid: number
  readonly subnet: Subnet
  readonly directory: Directory
  readonly dispatcher: Dispatcher
  readonly tools: ReferenceTools
  readonly pacer: ProbePacer
  /** What live requests to this subnet look like. */
  readonly mix: LiveMix
  readonly rhythm: Rhythm
  readonly logger: Logger
  readonly book: ScoreBook
  readonly secrets: SecretStore
  readonly evidence: EvidenceLog
  readonly quarantine: Quarantine
  readonly incidents: IncidentLog
  readonly lessons: LessonBook
  readonly costs: CostMeter
  /** Undefined while nothing may be asked: the epoch's secret is not on chain yet. */
  readonly moment: () => Moment | undefined
  /** The first epoch whose weights can still say something about now. */
  readonly openEpoch: () => bigint
  readonly signal: AbortSignal
}

/** Pause when there is nobody to probe or nothing may be asked yet. */
const IDLE_MS = 500
const SAVE_EVERY_MS = 2_000
/** Challenges under way at once, in which one request at a time is sent. */
const MOST_OPEN = 8
/** A miner that nobody asks is probed all the same. */
const MOST_WAIT_MS = 5_000

const report = (outcomes: readonly Outcome[]): { answered: boolean; latency: number } => ({
  answered: outcomes.every(({ failure }) => failure === undefined || failure === 'schema'),
  latency: outcomes.reduce((sum, { totalMs }) => sum + totalMs, 0) / Math.max(1, outcomes.length),
})

interface Turn {
  readonly neuron: Neuron
  readonly kind: string
}

interface Known extends Candidate {
  readonly neuron: Neuron
}

/** A challenge that is about to be asked. */
interface Drawn {
  readonly target: Target
  readonly epoch: bigint
  readonly head: Head
  readonly counter: number
  readonly seed: Uint8Array
  readonly challenge: Challenge
  readonly worn: { readonly envelopes?: readonly unknown[] }
  readonly intervals: Worn['intervals']
  readonly paid: VerdictClocks
}

interface Asked extends Drawn {
  readonly outcomes: readonly Outcome[]
}

interface Verdict {
  readonly scored: Scored
  readonly measured: unknown
  /** One list a step. */
  readonly findings: readonly (readonly Finding[])[]
}

export class Prober {
  readonly #options: ProberOptions
  readonly #counts = { probes: 0, probeFailures: 0 }
  #epoch = -1n
  #now = new Map<AccountId, Record<string, number>>()
  #before: ReadonlyMap<AccountId, ProbeCounts> = new Map()
  #savedAt = 0

  constructor(options: ProberOptions) {
    this.#options = options
  }

  counts(): { readonly probes: number; readonly probeFailures: number } {
    return { ...this.#counts }
  }

  /** Of each miner in the last epoch, or in this one while it is the first. */
  probeCounts(): readonly ProbeCounts[] {
    return [...(this.#before.size > 0 ? this.#before : this.#now).values()]
  }

  /** Until the signal. */
  async run(): Promise<void> {
    const { signal, rhythm } = this.#options
    const open = new Map<AccountId, Promise<void>>()
    while (!signal.aborted) {
      const turn = this.#next(open)
      if (turn) {
        const { hotkey } = turn.neuron
        open.set(
          hotkey,
          this.#take(turn).finally(() => void open.delete(hotkey)),
        )
      } else if (open.size === 0) await idle(IDLE_MS, signal)
      // Where steps wait as long for each other as live requests do, the time is others'.
      const most = rhythm.known ? MOST_OPEN : 1
      if (open.size > 0 && (open.size >= most || !turn)) await Promise.race(open.values())
    }
    await Promise.all(open.values())
  }

  #next(open: ReadonlyMap<AccountId, unknown>): Turn | undefined {
    const { directory, hotkey, quarantine, moment } = this.#options
    const now = moment()
    const miners = directory.neurons.filter(
      one => one.target !== undefined && one.hotkey !== hotkey.account && !open.has(one.hotkey),
    )
    if (!now || miners.length === 0) return undefined
    const appeals = miners.flatMap(neuron => {
      const record = quarantine.appeals(neuron.hotkey, now.epoch)
      return record ? [{ neuron, kind: record.kind }] : []
    })
    const appeal = chance() < APPEAL_SHARE ? appeals[Math.floor(chance() * appeals.length)] : undefined
    if (appeal) return appeal
    const { neuron } = drawCandidate(
      miners.map(one => this.#known(one, now)),
      chance(),
    )
    return { neuron, kind: this.#kindFor(neuron.hotkey) }
  }

  /** A newcomer is first asked what counts most and meets every kind soon; after that kinds come as often as live requests that look like them. */
  #kindFor(hotkey: AccountId): string {
    const { book, mix } = this.#options
    const { probes = 0, kinds: met = {} } = book.page(hotkey) ?? {}
    if (probes < FIRST_PROBES) return book.firstKind(hotkey)
    const live = mix.weights()
    return live?.every(({ name }) => met[name])
      ? drawKind(live, chance())
      : book.nextKind(hotkey, chance(), live)
  }

  #known(neuron: Neuron, { head, tempo }: Moment): Known {
    const { book } = this.#options
    const page = book.page(neuron.hotkey)
    return {
      neuron,
      probes: page?.probes ?? 0,
      standardError: book.standardError(neuron.hotkey),
      age: Math.max(0, head.number - (page?.block ?? 0)) / Math.max(1, tempo),
      incentive: neuron.incentive,
    }
  }

  async #take(turn: Turn): Promise<void> {
    const { logger, book, signal, rhythm, pacer } = this.#options
    const urgent = (book.page(turn.neuron.hotkey)?.probes ?? 0) < FIRST_PROBES
    try {
      const asked =
        rhythm.known && !urgent
          ? await this.#askBesideLive(turn)
          : await pacer.turn(signal, () => this.#askAtOnce(turn), { urgent })
      if (asked) await this.#settle(turn, asked)
      else await idle(IDLE_MS, signal)
    } catch (error) {
      logger.error({ uid: turn.neuron.uid, error: String(error) }, 'a probe failed on our side')
      await idle(IDLE_MS, signal)
    }
    const now = Date.now()
    if (now < this.#savedAt + SAVE_EVERY_MS) return
    this.#savedAt = now
    book.save(now)
  }

  /** Of the newest block, when it is about to leave; undefined when nothing may be asked now. */
  #draw({ neuron, kind }: Turn): Drawn | undefined {
    const { subnet, secrets, evidence, costs, mix } = this.#options
    const now = this.#options.moment()
    const { uid, target, declaration } = neuron
    if (target === undefined || !now) return undefined
    const { epoch, head } = now
    const counter = evidence.nextCounter()
    const seed = challengeSeed({ secret: secrets.of(epoch), blockHash: head.hash, uid, counter })
    const { envelopes, intervals } = mix.draw(kind, uid)
    const worn = envelopes.length > 0 ? { envelopes } : {}
    const challenge = subnet.challenge(kind, seed, { uid, declaration, ...worn })
    mix.made(kind, challenge.steps.length)
    return { target, epoch, head, counter, seed, challenge, worn, intervals, paid: costs.start() }
  }

  /**
   * All steps in one turn: while nobody else asks there is nothing to look like, and a challenge whose steps waited for those
   * of all others would outlive its epoch on a slow machine.
   */
  async #askAtOnce(turn: Turn): Promise<Asked | undefined> {
    const { dispatcher, subnet, signal } = this.#options
    const drawn = this.#draw(turn)
    if (!drawn) return undefined
    const { target, challenge, paid } = drawn
    const outcomes = await paid.run(() => runChallenge(dispatcher, target, challenge, subnet, signal))
    return { ...drawn, outcomes }
  }

  /** Steps come as far from a live request and from each other as live requests of this validator to one miner do. */
  async #askBesideLive(turn: Turn): Promise<Asked | undefined> {
    const { hotkey, dispatcher, subnet, signal, pacer, rhythm } = this.#options
    await pacer.grant(signal)
    const drawn = this.#draw(turn)
    if (!drawn) return undefined
    const { target, challenge, intervals, paid } = drawn
    const left = [...intervals]
    const next = (): Interval => left.shift() ?? rhythm.interval(chance())
    const wait = async (ms: number): Promise<void> => {
      // Requests of one caller that come at once are less than a timer apart.
      if (ms >= 1) await idle(ms, signal)
    }
    const first = next()
    const pair = pairOf(hotkey.account, target.netuid, target.uid)
    await rhythm.next(pair, first.overlapping ? 'begin' : 'idle', MOST_WAIT_MS, signal)
    await wait(first.ms)
    const run = (ask: () => Promise<Outcome>): Promise<Outcome> => pacer.beside(() => paid.run(ask))
    const outcomes = await runInBeat(dispatcher, target, challenge, subnet, signal, { next, wait, run })
    return { ...drawn, outcomes }
  }

  /** Judges and writes down. */
  async #settle({ neuron, kind }: Turn, asked: Asked): Promise<void> {
    const { evidence, signal, lessons } = this.#options
    const { uid, hotkey, declaration } = neuron
    const { epoch, head, counter, seed, challenge, worn, paid, outcomes } = asked
    const verdict = await paid.run(() => this.#judge(challenge, outcomes))
    // A probe cut off by our own end says nothing about the miner; one that outlived its epoch has no open file.
    if (signal.aborted || evidence.epoch !== epoch) return
    const { scored, measured, findings } = verdict
    const said = findings.flat().map(({ category, confidence }) => ({ category, confidence }))
    const record: ProbeRecord = {
      counter,
      block: head.number,
      blockHash: head.hash,
      uid,
      miner: ss58Encode(hotkey),
      seed: bytesToHex(seed),
      kind,
      declaration: declaration ?? null,
      ...worn,
      requests: challenge.steps.map(valueHash),
      outcomes: outcomes.map(({ response, failure, firstByteMs, totalMs }) => ({
        failure,
        hash: valueHash(response ?? null),
        ...keptResponse(response),
        firstByteMs,
        totalMs,
      })),
      measured: measured === undefined ? undefined : valueHash(measured),
      ...(said.length > 0 ? { findings: said } : {}),
      ...scored,
    }
    evidence.probe(record)
    lessons.note({ ...scored, kind, uid, hotkey, declaration, block: head.number, challenge })
    this.#enter(neuron, record, outcomes)
    this.#police(neuron, record, outcomes, verdict, epoch)
    paid.enter(
      kind,
      outcomes.reduce((sum, { response }) => sum + tokensOf(response), 0),
    )
  }

  async #judge(challenge: Challenge, outcomes: readonly Outcome[]): Promise<Verdict> {
    const { subnet, tools, logger } = this.#options
    const comparison = await challenge.compare?.(tools, outcomes).catch((error: unknown) => {
      // Whatever a miner sends, it is judged: by its outcomes alone where it broke our own models.
      logger.error({ error: String(error) }, 'a comparison failed')
      return undefined
    })
    const findings = await Promise.all(
      outcomes.map(({ response }, i) =>
        response === undefined ? [] : subnet.findings(challenge.steps[i]?.body, response),
      ),
    )
    const pure = (comparison ?? challenge).score(outcomes)
    const unsafe = findings.some(one => one.length > 0)
    return { scored: unsafe ? vetoed(pure) : pure, measured: comparison?.measured, findings }
  }

  #enter({ hotkey }: Neuron, { kind, score, parts, block }: ProbeRecord, outcomes: readonly Outcome[]): void {
    const { book } = this.#options
    const { answered, latency } = report(outcomes)
    this.#counts.probes++
    if (!answered) this.#counts.probeFailures++
    book.enter(hotkey, { kind, scored: { score, parts }, answered, latency, block }, Date.now())
    this.#count(hotkey, kind)
  }

  #count(hotkey: AccountId, kind: string): void {
    const { evidence } = this.#options
    if (evidence.epoch !== undefined && evidence.epoch !== this.#epoch) {
      this.#before = this.#now
      this.#now = new Map()
      this.#epoch = evidence.epoch
    }
    const counts = this.#now.get(hotkey) ?? {}
    this.#now.set(hotkey, { ...counts, [kind]: (counts[kind] ?? 0) + 1 })
  }

  #sound(outcomes: readonly Outcome[]): boolean {
    const { response: schema } = this.#options.subnet
    return outcomes.every(
      ({ failure, response }) => failure === undefined && schema.safeParse(response).success,
    )
  }

  /** A veto is public; so is the answer that ends a quarantine. */
  #police(
    { hotkey }: Neuron,
    record: ProbeRecord,
    outcomes: readonly Outcome[],
    { scored, findings }: Verdict,
    epoch: bigint,
  ): void {
    const { quarantine, openEpoch, incidents, netuid } = this.#options
    const { uid, miner, kind, block, counter } = record
    const at = {
      netuid,
      epoch: String(epoch),
      block,
      uid,
      miner,
      validator: this.#options.hotkey.ss58,
      kind,
      counter,
    }
    if (!isVeto(scored)) {
      const category = quarantine.appeals(hotkey, epoch)?.category
      // Neither silence nor nonsense is clean: both show nothing.
      if (this.#sound(outcomes) && quarantine.clean(hotkey, kind))
        incidents.add({ type: 'released', ...at, category: category ?? VETO })
      return
    }
    const step = Math.max(
      0,
      findings.findIndex(one => one.length > 0),
    )
    const category = findings[step]?.[0]?.category ?? VETO
    // One entry an epoch is enough to be public; whoever goes on shall not fill the disk.
    if (!quarantine.veto(hotkey, openEpoch(), { kind, category })) return
    incidents.add({
      type: 'veto',
      ...at,
      category,
      request: record.requests[step],
      response: record.outcomes[step]?.hash,
    })
  }
}

const idle = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
