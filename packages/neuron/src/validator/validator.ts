// One validator on one subnet: probes miners through its dispatcher, remembers what they are worth, says so on chain.

import { bytesToHex, type KeyPair, ss58Encode } from '@taonet/wire'
import type { Logger } from 'pino'
import type { Directory, Neuron } from '../chain/directory.ts'
import type { Head, NeuronChain, Schedule } from '../chain/neuron-chain.ts'
import type { Outcome, ReferenceTools } from '../challenge.ts'
import type { Dispatcher } from '../dispatch/reply.ts'
import type { Subnet } from '../subnet.ts'
import { SecretStore, secretHash } from './epoch-secrets.ts'
import { EvidenceLog, keptResponse, valueHash } from './evidence.ts'
import type { ProbePacer } from './pacer.ts'
import { runChallenge } from './probe.ts'
import { ScoreBook } from './score-book.ts'
import { challengeSeed } from './seed.ts'
import type { ValidatorMetrics } from './validator-metrics.ts'
import { WeightSetter } from './weight-setter.ts'
import { equalWeights, type WeightList, weightsOf } from './weights.ts'

export interface ValidatorOptions {
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
  readonly logger: Logger
}

export interface SubnetValidator {
  metrics(): ValidatorMetrics
  /** 0 … 1 for a miner of the directory: what its weight will be made of. */
  score(neuron: Neuron): number
  close(): Promise<void>
}

/** Pause when there is nobody to probe or the epoch's secret is not on chain yet. */
const IDLE_MS = 500
const SAVE_EVERY_MS = 2_000

const report = (outcomes: readonly Outcome[]): { answered: boolean; latency: number } => ({
  answered: outcomes.every(({ failure }) => failure === undefined || failure === 'schema'),
  latency: outcomes.reduce((sum, { totalMs }) => sum + totalMs, 0) / Math.max(1, outcomes.length),
})

class RunningValidator implements SubnetValidator {
  readonly #options: ValidatorOptions
  readonly #book: ScoreBook
  readonly #secrets: SecretStore
  readonly #evidence: EvidenceLog
  readonly #setter: WeightSetter
  readonly #stop = new AbortController()
  readonly #stopBlocks: () => void
  readonly #probing: Promise<void>
  readonly #counts = { probes: 0, probeFailures: 0 }
  #schedule: Schedule | undefined
  #head: Head | undefined
  /** Epochs whose secret's hash is on chain. */
  #committed = new Set<bigint>()
  #stepping: Promise<void> | undefined
  #savedAt = 0

  constructor(options: ValidatorOptions) {
    this.#options = options
    const { chain, dataDir, subnet, netuid, hotkey, logger } = options
    this.#book = new ScoreBook(`${dataDir}/scores.json`, subnet)
    this.#secrets = new SecretStore(`${dataDir}/secrets.json`)
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
    this.#stopBlocks = chain.onBlock(head => this.#onBlock(head))
    this.#probing = this.#probeForever()
  }

  metrics(): ValidatorMetrics {
    const { netuid, directory } = this.#options
    const scores = directory.neurons.flatMap(neuron => {
      const page = this.#book.page(neuron.hotkey)
      if (!page) return []
      const { probes, latency } = page
      return [{ uid: neuron.uid, score: this.#book.score(neuron.hotkey), probes, latency }]
    })
    const epoch = Number(this.#schedule?.epoch ?? 0n)
    return { netuid, ...this.#counts, ...this.#setter.counts(), epoch, scores }
  }

  score({ hotkey }: Neuron): number {
    return this.#book.score(hotkey)
  }

  async close(): Promise<void> {
    this.#stopBlocks()
    this.#stop.abort()
    await this.#probing
    await this.#stepping?.catch(() => {})
    this.#book.save(Date.now())
  }

  #onBlock(head: Head): void {
    this.#head = head
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
    await this.#commitSecrets(schedule.epoch)
    this.#turnEvidence(schedule.epoch)
    await this.#setter.step(schedule)
  }

  async #commitSecrets(epoch: bigint): Promise<void> {
    if (this.#committed.has(epoch + 1n)) return
    const { chain, hotkey, netuid } = this.#options
    await chain.publish(hotkey, netuid, { type: 'Validator', value: this.#secrets.commitment(epoch) })
    this.#committed = new Set([...this.#committed].filter(one => one >= epoch))
    this.#committed.add(epoch).add(epoch + 1n)
  }

  #turnEvidence(epoch: bigint): void {
    const open = this.#evidence.epoch
    if (open === epoch) return
    if (open !== undefined) this.#evidence.close(this.#secrets.of(open))
    this.#evidence.open(epoch, secretHash(this.#secrets.of(epoch)))
  }

  #weights(last: boolean): WeightList | undefined {
    const { directory, hotkey } = this.#options
    // All but oneself: in a small subnet whoever has been paid once has a permit too (chain-epoch §2.2, step 7).
    const others = directory.neurons.filter(neuron => neuron.hotkey !== hotkey.account)
    const scores = others.map(neuron => ({
      uid: neuron.uid,
      score: neuron.target ? this.#book.score(neuron.hotkey) : 0,
    }))
    // Who was never asked has earned nothing yet, so the word waits for the first probe of everybody as long as it can.
    const unheard = others.some(({ target, hotkey: one }) => target && !this.#book.page(one))
    if (unheard && !last) return undefined
    const known = weightsOf(scores)
    if (known || !last) return known
    // An epoch without any word from validators pays the miners' part to validators (chain-emission §1.7).
    return equalWeights(others.filter(({ target }) => target !== undefined).map(({ uid }) => uid))
  }

  async #probeForever(): Promise<void> {
    const { directory, hotkey } = this.#options
    const { signal } = this.#stop
    while (!signal.aborted) {
      const miners = directory.miners().filter(neuron => neuron.hotkey !== hotkey.account)
      if (miners.length === 0 || !this.#ready()) await idle(IDLE_MS, signal)
      else {
        for (const miner of this.#inOrder(miners)) {
          // Who came while a round was under way does not wait for its end: weights wait for everybody's first probe.
          for (const newcomer of this.#newcomers()) await this.#takeTurn(newcomer)
          await this.#takeTurn(miner)
        }
      }
    }
  }

  #ready(): boolean {
    const open = this.#evidence.epoch
    return open !== undefined && this.#committed.has(open)
  }

  #newcomers(): readonly Neuron[] {
    const { directory, hotkey } = this.#options
    return directory.miners().filter(one => one.hotkey !== hotkey.account && !this.#book.page(one.hotkey))
  }

  /** The least probed first: a newcomer is heard at once, and nobody can count the turns until its next. */
  #inOrder(miners: readonly Neuron[]): readonly Neuron[] {
    const probes = (neuron: Neuron): number => this.#book.page(neuron.hotkey)?.probes ?? 0
    const draw = new Map(miners.map(neuron => [neuron, crypto.getRandomValues(new Uint32Array(1))[0] ?? 0]))
    return [...miners].sort((a, b) => {
      const fresh = Number(probes(b) === 0) - Number(probes(a) === 0)
      return fresh || (draw.get(a) ?? 0) - (draw.get(b) ?? 0)
    })
  }

  async #takeTurn(miner: Neuron): Promise<void> {
    const urgent = this.#book.page(miner.hotkey) === undefined
    const { pacer, logger } = this.#options
    await pacer
      .turn(this.#stop.signal, () => this.#probe(miner), { urgent })
      .catch((error: unknown) =>
        logger.error({ uid: miner.uid, error: String(error) }, 'a probe failed on our side'),
      )
    const now = Date.now()
    if (now < this.#savedAt + SAVE_EVERY_MS) return
    this.#savedAt = now
    this.#book.save(now)
  }

  async #probe({ uid, hotkey, target, declaration }: Neuron): Promise<void> {
    const { subnet, dispatcher, tools } = this.#options
    const epoch = this.#evidence.epoch
    const head = this.#head
    if (target === undefined || epoch === undefined || !head) return
    const counter = this.#evidence.counter
    const seed = challengeSeed({ secret: this.#secrets.of(epoch), blockHash: head.hash, uid, counter })
    const kind = this.#book.nextKind(hotkey)
    const challenge = subnet.challenge(kind, seed, { uid, declaration })
    const outcomes = await runChallenge(dispatcher, target, challenge, subnet, this.#stop.signal)
    const comparison = await challenge.compare?.(tools, outcomes)
    // A probe cut off by our own end says nothing about the miner; one that outlived its epoch has no open file.
    if (this.#stop.signal.aborted || this.#evidence.epoch !== epoch || this.#evidence.counter !== counter)
      return
    const scored = (comparison ?? challenge).score(outcomes)
    const { answered, latency } = report(outcomes)
    this.#counts.probes++
    if (!answered) this.#counts.probeFailures++
    this.#book.enter(hotkey, { kind, scored, answered, latency }, Date.now())
    this.#evidence.probe({
      counter,
      block: head.number,
      blockHash: head.hash,
      uid,
      miner: ss58Encode(hotkey),
      seed: bytesToHex(seed),
      kind,
      declaration: declaration ?? null,
      requests: challenge.steps.map(valueHash),
      outcomes: outcomes.map(({ response, failure, firstByteMs, totalMs }) => ({
        failure,
        hash: valueHash(response ?? null),
        ...keptResponse(response),
        firstByteMs,
        totalMs,
      })),
      measured: comparison && valueHash(comparison.measured),
      ...scored,
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

/** Starts at the next block. Whatever fails on the way is logged and tried again; only the disk's failures surface. */
export const startValidator = (options: ValidatorOptions): SubnetValidator => new RunningValidator(options)
