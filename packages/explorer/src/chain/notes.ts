// Events that deserve a word on the page, said in words.
import type { EventRecord } from '@taonet/runtime/tables'
import { amount, plural } from '../format.ts'

export interface Note {
  /** The event's name on the wire. */
  readonly event: string
  readonly text: string
}

type Fields = Readonly<Record<string, unknown>>

const sum = (all: readonly Fields[], field: string): bigint =>
  all.reduce((total, one) => total + (typeof one[field] === 'bigint' ? one[field] : 0n), 0n)
const netuids = (all: readonly Fields[]): string =>
  [...new Set(all.map(one => String(one.netuid)))].join(', ')

const sayings: Readonly<Record<string, (all: readonly Fields[]) => string>> = {
  NetworkAdded: all => `subnet ${netuids(all)} opened`,
  NeuronRegistered: all => `${plural(all.length, 'neuron')} registered`,
  ExtrinsicFailed: all => `${plural(all.length, 'call')} refused`,
  BlockStepRefused: all => `${plural(all.length, 'scheduled step')} undone`,
  StakeAdded: all => `τ ${amount(sum(all, 'tao'))} staked`,
  StakeRemoved: all => `τ ${amount(sum(all, 'tao'))} unstaked`,
  WeightsSet: all => `${plural(all.length, 'weight vector')} set`,
  WeightsCommitted: all => `${plural(all.length, 'weight vector')} committed`,
  WeightsRevealed: all => `${plural(all.length, 'weight vector')} revealed`,
  WeightsBatchRevealed: all => `${plural(all.length, 'batch', 'batches')} of weights revealed`,
  AxonServed: all => `${plural(all.length, 'axon')} announced`,
  Commitment: all => `${plural(all.length, 'declaration')} published`,
}

/** In the order of the table above, each kind once. */
export function notesOf(events: readonly EventRecord[]): Note[] {
  return Object.entries(sayings).flatMap(([event, say]) => {
    const all = events.filter(one => one.event.name === event).map(one => one.event.fields)
    return all.length === 0 ? [] : [{ event, text: say(all) }]
  })
}
