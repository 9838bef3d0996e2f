// The text subnet with a pool of challenges that is known beforehand, so that real models' answers to all of them can be kept.
import { seedFrom } from '@taonet/models/random'
import type { Challenge, Subnet } from '@taonet/neuron'
import { text } from '../../src/text/subnet.ts'

/** Kinds whose scores need no model of the validator's own. */
export const POOLED = ['likelihood', 'skills'] as const
export const POOL = 24
/** What seeds of the pool are made from, before the kind and the place. */
export const POOL_SEED = 'pool'

/** The challenge of a place in the pool. */
export const pooledChallenge = (kind: string, place: number): Challenge =>
  text.challenge(kind, seedFrom(`${POOL_SEED} ${kind} ${place}`), { uid: 0, declaration: undefined })

/** Seeds choose a place in the pool; whatever else a subnet does is the text subnet's. */
export const pooledText: Subnet = {
  ...text,
  kinds: text.kinds.filter(({ name }) => POOLED.some(one => one === name)),
  challenge: (kind, seed) => pooledChallenge(kind, (seed[0] ?? 0) % POOL),
}
