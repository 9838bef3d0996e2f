// Chooses whom to probe, probes, judges, and writes down what it saw.

import { type AccountId, bytesToHex, type KeyPair, ss58Encode } from '@taonet/wire'
import type { Logger } from 'pino'
import type { Directory, Neuron } from '../chain/directory.ts'
import type { Challenge, Outcome, ReferenceTools, Scored } from '../challenge.ts'
import type { Finding } from '../safety-policy.ts'
import { type Asked, Asker, type AskerOptions, type Moment, type Turn } from './asker.ts'
import { chance } from './chance.ts'
import { tokensOf } from './cost-meter.ts'
import type { ProbeCounts } from './detection-power.ts'
import { keptResponse } from './evidence.ts'
import { type ProbeRecord, valueHash } from './evidence-lines.ts'
import { Exchanges } from './exchanges.ts'
import type { IncidentLog } from './incident-log.ts'
import type { LessonBook } from './lessons.ts'
import { drawKind } from './live-mix.ts'
import { idle } from './pause.ts'
import { APPEAL_SHARE, type Quarantine } from './quarantine.ts'
import { type Candidate, drawCandidate, FIRST_PROBES, OVERDUE } from './sampling.ts'
import type { ScoreBook } from './score-book.ts'
import { isVeto, VETO, vetoed } from './veto.ts'
import type { Visit } from './visits.ts'

export interface ProberOptions extends Omit<AskerOptions, 'exchanges'> {
  readonly hotkey: KeyPair
  readonly netuid: number
  readonly directory: Directory
  readonly tools: ReferenceTools
  readonly logger: Logger
  readonly book: ScoreBook
  readonly quarantine: Quarantine
  readonly incidents: IncidentLog
  readonly lessons: LessonBook
  /** The first epoch whose weights can still say something about now. */
  readonly openEpoch: () => bigint
}

/** Pause when there is nobody to probe or nothing may be asked yet. */
const IDLE_MS = 500
const SAVE_EVERY_MS = 2_000
/** Challenges under way at once, in which one request at a time is sent. */
const MOST_OPEN = 8
/** Requests of probes for each live one to a miner that is asked much. */
const SHARE = 0.5

const report = (outcomes: readonly Outcome[]): { answered: boolean; latency: number } => ({
  answered: outcomes.every(({ failure }) => failure === undefined || failure === 'schema'),
  latency: outcomes.reduce((sum, { totalMs }) => sum + totalMs, 0) / Math.max(1, outcomes.length),
})

interface Known extends Candidate {
  readonly neuron: Neuron
}

interface Verdict {
  readonly scored: Scored
  readonly measured: unknown
  /** One list a step. */
  readonly findings: readonly (readonly Finding[])[]
}

export class Prober {
  readonly #options: ProberOptions
  readonly #asker: Asker
  readonly #exchanges: Exchanges
  readonly #playing = new Set<Promise<void>>()
  readonly #counts = { probes: 0, probeFailures: 0 }
  #epoch = -1n
  #now = new Map<AccountId, Record<string, number>>()
  #before: ReadonlyMap<AccountId, ProbeCounts> = new Map()
  #savedAt = 0

  constructor(options: ProberOptions) {
    this.#options = options
    this.#exchanges = new Exchanges(options.subnet)
    this.#asker = new Asker({ ...options, exchanges: this.#exchanges })
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
    const { signal, mix, visits } = this.#options
    const stop = visits.onOver(visit => {
      const playing = this.#playAgain(visit).finally(() => void this.#playing.delete(playing))
      this.#playing.add(playing)
    })
    signal.addEventListener('abort', stop, { once: true })
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
      const most = mix.known ? MOST_OPEN : 1
      if (open.size > 0 && (open.size >= most || !turn)) await Promise.race(open.values())
    }
    await Promise.all([...open.values(), ...this.#playing])
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
    const known = miners.map(one => this.#known(one, now)).filter(one => this.#isDue(one))
    if (known.length === 0) return undefined
    const { neuron } = drawCandidate(known, chance())
    return { neuron, kind: this.#kindFor(neuron.hotkey) }
  }

  /** Whether nobody's visits see to its probes. */
  #isDue({ age, probes, neuron }: Known): boolean {
    const { hotkey, visits } = this.#options
    return probes < FIRST_PROBES || age >= OVERDUE || !visits.enough(hotkey.account, neuron.hotkey)
  }

  /**
   * With a certain chance the same validator visits the same miner again, with other words. Callers come independently of
   * each other, and so does this one: whatever a miner sees at any time, as many of them are probes.
   */
  async #playAgain(visit: Visit): Promise<void> {
    const { hotkey, signal, pacer, mix, visits, moments, directory } = this.#options
    const [first] = visit.requests
    if (!first || visit.validator !== hotkey.account || !visits.enough(hotkey.account, visit.hotkey)) return
    if (!pacer.rested || moments.full) return
    const kind = mix.kindLike(first.kind)
    if (kind === undefined) return
    const { length } = visit.requests
    if (chance() >= (SHARE * length) / mix.steps(kind, length)) return
    await moments.next(visit.hotkey, signal)
    const neuron = directory.neurons.find(one => one.hotkey === visit.hotkey)
    if (neuron && !signal.aborted) await this.#take({ neuron, kind, visit })
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
    const { logger, book, signal } = this.#options
    try {
      const asked = await this.#ask(turn)
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

  async #ask(turn: Turn): Promise<Asked | undefined> {
    const { book, mix, pacer, signal } = this.#options
    if (turn.visit) return this.#asker.playing(turn)
    const urgent = (book.page(turn.neuron.hotkey)?.probes ?? 0) < FIRST_PROBES
    if (urgent || !mix.known) return pacer.turn(signal, () => this.#asker.atOnce(turn), { urgent })
    await pacer.grant(signal)
    return this.#asker.playing(turn)
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
    if (said.length === 0) this.#exchanges.note(hotkey, kind, challenge, outcomes)
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
