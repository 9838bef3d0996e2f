// The driver: ten people make calls of every kind, block after block, on one chain that goes on. Kinds that succeeded less
// often come up more often, so that each gets its share whatever the seed.
import assert from 'node:assert/strict'
import { encode } from '@taonet/wire'
import { blockEmission } from '../../src/chapters/emission/block-emission.ts'
import { RuntimeCall, storage } from '../../src/tables.ts'
import { Draw } from '../draw.ts'
import { account } from '../frame/chain.ts'
import { Branch } from '../hostile/lively.ts'
import { others, proxies } from './account-kinds.ts'
import { Written, watched } from './books.ts'
import { crowdloans } from './crowd-kinds.ts'
import { keys } from './key-kinds.ts'
import type { Kind, Made } from './kind.ts'
import { multisigs } from './multisig-kinds.ts'
import { owners, seats, services, weights } from './neuron-kinds.ts'
import { preimages } from './preimage-kinds.ts'
import { roundTrip } from './round-trip.ts'
import { busyNetwork, Memory, PEOPLE, Scene } from './scene.ts'
import { scheduled } from './scheduler-kinds.ts'
import { locks, shares, stakes, transfers } from './stake-kinds.ts'
import { foundings } from './subnet-kinds.ts'

export const KINDS: readonly Kind[] = [
  ...transfers,
  ...stakes,
  ...locks,
  ...shares,
  ...seats,
  ...weights,
  ...services,
  ...owners,
  ...proxies,
  ...crowdloans,
  ...others,
  ...multisigs,
  ...preimages,
  ...scheduled,
  ...keys,
  ...foundings,
]

const CALLS_A_BLOCK = 100
const BLOCKS_BETWEEN_TRIPS = 2

export interface Tally {
  readonly tried: Map<string, number>
  readonly done: Map<string, number>
  /** What became of those that failed, by kind and error. */
  readonly refused: Map<string, number>
  /** Ways through the pools and back. */
  trips: number
}

export const count = (tally: Map<string, number>, name: string): void => {
  tally.set(name, (tally.get(name) ?? 0) + 1)
}

export const sum = (tally: ReadonlyMap<string, number>): number =>
  [...tally.values()].reduce((all, one) => all + one, 0)

export function traffic(seed: number, calls: number): Tally {
  const draw = new Draw(seed)
  const branch = new Branch(busyNetwork())
  const memory = new Memory()
  const tally: Tally = { tried: new Map(), done: new Map(), refused: new Map(), trips: 0 }
  let at = 0
  let last: Made | undefined
  try {
    while (at < calls) {
      const before = storage.Balances.TotalIssuance.get(branch)
      const author = draw.oneIn(8) ? undefined : account(draw.pick(PEOPLE))
      const block = branch.open(author ?? 'nobody')
      const written = new Written(block)
      for (let i = 0; i < CALLS_A_BLOCK && at < calls; i++, at++) {
        const scene = new Scene(branch.state, block, branch.next, draw, memory)
        if (i === 0) assert.ok(storage.Balances.TotalIssuance.get(scene) - before <= blockEmission(before))
        const kind = chosen(draw, tally)
        last = kind.make(scene)
        const { by, call } = last
        const nonce = storage.System.Account.get(scene, account(by)).nonce
        const bytes = branch.sign(by, encode(RuntimeCall, call), nonce)
        const signer = account(by)
        const apply = () => block.apply(bytes)
        const [applied, succeeded] = watched({ world: scene, written, author, signer, call, apply })
        count(tally.tried, kind.name)
        if (succeeded) count(tally.done, kind.name)
        else
          count(
            tally.refused,
            `${kind.name}: ${JSON.stringify(applied.ok ? applied.dispatch?.name : applied.rejection)}`,
          )
      }
      branch.close(block)
      if (branch.next % BLOCKS_BETWEEN_TRIPS === 0 && roundTrip(branch, draw)) tally.trips += 1
    }
  } catch (thrown) {
    throw new Error(`seed ${seed}, call ${at}, block ${branch.next}: ${told(last)}`, { cause: thrown })
  }
  return tally
}

/** Of three kinds the one that succeeded least, for what others want of it. */
export function chosen(draw: Draw, { done }: Pick<Tally, 'done'>): Kind {
  const [first, ...rest] = [draw.pick(KINDS), draw.pick(KINDS), draw.pick(KINDS)]
  const often = ({ name, feeds = 1 }: Kind): number => (done.get(name) ?? 0) / feeds
  return rest.reduce((best, kind) => (often(kind) < often(best) ? kind : best), first)
}

const told = (made: Made | undefined): string =>
  JSON.stringify(made, (_, one) => (typeof one === 'bigint' ? `${one}` : one)) ?? 'no call yet'
