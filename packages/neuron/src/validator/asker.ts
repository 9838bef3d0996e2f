// Draws a challenge for a miner as it is about to leave, and asks it.

import type { Neuron } from '../chain/directory.ts'
import type { Head } from '../chain/neuron-chain.ts'
import type { Challenge, Outcome } from '../challenge.ts'
import type { Dispatcher, Target } from '../dispatch/reply.ts'
import type { Subnet } from '../subnet.ts'
import type { CostMeter, VerdictClocks } from './cost-meter.ts'
import type { SecretStore } from './epoch-secrets.ts'
import type { EvidenceLog } from './evidence.ts'
import type { Exchanges } from './exchanges.ts'
import type { Worn } from './live-mix.ts'
import type { LiveTraffic } from './live-traffic.ts'
import type { ProbePacer } from './pacer.ts'
import { playChallenge, runChallenge } from './probe.ts'
import { challengeSeed } from './seed.ts'
import type { Visit } from './visits.ts'

/** When and for which epoch a probe counts. */
export interface Moment {
  readonly head: Head
  readonly epoch: bigint
  /** Blocks of an epoch. */
  readonly tempo: number
}

export interface AskerOptions extends LiveTraffic {
  readonly subnet: Subnet
  readonly dispatcher: Dispatcher
  readonly pacer: ProbePacer
  readonly secrets: SecretStore
  readonly evidence: EvidenceLog
  readonly costs: CostMeter
  readonly exchanges: Exchanges
  /** Undefined while nothing may be asked: the epoch's secret is not on chain yet. */
  readonly moment: () => Moment | undefined
  readonly signal: AbortSignal
}

/** Whom to probe with what. */
export interface Turn {
  readonly neuron: Neuron
  readonly kind: string
  /** What it is to look like; any recent one that fits where absent. */
  readonly visit?: Visit
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
  /** The live kind that it wears. */
  readonly live: string | undefined
  readonly paid: VerdictClocks
}

export interface Asked extends Drawn {
  readonly outcomes: readonly Outcome[]
}

export class Asker {
  readonly #options: AskerOptions

  constructor(options: AskerOptions) {
    this.#options = options
  }

  /** Of the newest block, when it is about to leave; undefined when nothing may be asked now. */
  #draw({ neuron, kind, ...turn }: Turn): Drawn | undefined {
    const { subnet, secrets, evidence, costs, mix, exchanges } = this.#options
    const visit = turn.visit ?? mix.visitFor(kind)
    const now = this.#options.moment()
    const { uid, target, declaration } = neuron
    if (target === undefined || !now) return undefined
    const { epoch, head } = now
    const counter = evidence.nextCounter()
    const seed = challengeSeed({ secret: secrets.of(epoch), blockHash: head.hash, uid, counter })
    const { envelopes: live, intervals, answers } = mix.wear(kind, uid, visit)
    const envelopes = [...live, ...exchanges.drawn(neuron.hotkey, answers)]
    const worn = envelopes.length > 0 ? { envelopes } : {}
    const challenge = subnet.challenge(kind, seed, { uid, declaration, ...worn })
    mix.made(kind, visit?.requests.length ?? 0, challenge.steps.length)
    return {
      ...{ target, epoch, head, counter, seed, challenge, worn, intervals },
      live: visit?.requests[0]?.kind,
      paid: costs.start(),
    }
  }

  /**
   * All steps in one turn: while nobody else asks there is nothing to look like, and a challenge whose steps waited for those
   * of all others would outlive its epoch on a slow machine.
   */
  async atOnce(turn: Turn): Promise<Asked | undefined> {
    const { dispatcher, subnet, signal } = this.#options
    const drawn = this.#draw(turn)
    if (!drawn) return undefined
    const { target, challenge, paid } = drawn
    const outcomes = await paid.run(() => runChallenge(dispatcher, target, challenge, subnet, signal))
    return { ...drawn, outcomes }
  }

  /** Steps come as far from each other as the requests of the visit, as many as it had; more of them as in other visits. */
  async playing(turn: Turn): Promise<Asked | undefined> {
    const { dispatcher, subnet, signal, pacer, mix } = this.#options
    const drawn = this.#draw(turn)
    if (!drawn) return undefined
    const { target, challenge, intervals, live, paid } = drawn
    const left = [...intervals]
    const outcomes = await playChallenge(dispatcher, target, challenge, subnet, signal, {
      next: () => left.shift() ?? mix.interval(live),
      run: ask => pacer.beside(() => paid.run(ask)),
    })
    return { ...drawn, outcomes }
  }
}
