// What a validator's probes asked each miner lately and what it answered, for later probes of that miner to carry on from: a
// live conversation goes on from what its miner said before.

import type { AccountId } from '@taonet/wire'
import type { Challenge, Outcome } from '../challenge.ts'
import type { Subnet } from '../subnet.ts'
import { chance } from './chance.ts'

/** Of one miner. */
const KEPT = 32
/** Miners; who has not been probed for longest is forgotten first. */
const MOST_MINERS = 1_024
/** To choose from, for each answer that is carried on from; of all of them at most so many, since evidence holds them. */
const CHOICE = 4
const MOST_DRAWN = 16

export class Exchanges {
  readonly #subnet: Subnet
  readonly #kept = new Map<AccountId, readonly unknown[]>()

  constructor(subnet: Subnet) {
    this.#subnet = subnet
  }

  /** Of a challenge whose answers are safe to be told again. */
  note(
    miner: AccountId,
    kind: string,
    { steps }: Pick<Challenge, 'steps'>,
    outcomes: readonly Outcome[],
  ): void {
    // What nobody asks live is nothing to carry on from.
    if (this.#subnet.kinds.some(({ name, seldom }) => name === kind && seldom)) return
    const found = steps
      .map(({ body }, i) => this.#subnet.exchange(body, outcomes[i]?.response))
      .filter(one => one !== undefined)
    if (found.length === 0) return
    const kept = [...(this.#kept.get(miner) ?? []), ...found].slice(-KEPT)
    this.#kept.delete(miner)
    this.#kept.set(miner, kept)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST_MINERS && oldest !== undefined) this.#kept.delete(oldest)
  }

  /** A choice for a conversation with so many earlier answers. */
  drawn(miner: AccountId, answers: number): readonly unknown[] {
    const left = [...(this.#kept.get(miner) ?? [])]
    return Array.from({ length: Math.min(left.length, MOST_DRAWN, answers * CHOICE) }, () =>
      left.splice(Math.floor(chance() * left.length), 1),
    ).flat()
  }
}
