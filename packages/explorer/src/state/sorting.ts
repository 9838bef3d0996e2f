// How the table of neurons is sorted.
import { signal } from '@preact/signals'
import type { Neuron, Role } from '../chain/read-metagraph.ts'

export type Column =
  | 'uid'
  | 'role'
  | 'model'
  | 'incentive'
  | 'dividends'
  | 'emission'
  | 'stake'
  | 'lastUpdate'

export interface Sorting {
  readonly column: Column
  readonly descending: boolean
}

export const sorting = signal<Sorting>({ column: 'incentive', descending: true })

const ROLES: readonly Role[] = ['miner', 'validator', 'owner', 'idle']

const text = (a: string | undefined, b: string | undefined): number => {
  if (a === b) return 0
  if (a === undefined) return 1
  return b === undefined ? -1 : a.localeCompare(b)
}
const size = (a: number | bigint, b: number | bigint): number => (a < b ? -1 : a > b ? 1 : 0)

const compare: Readonly<Record<Column, (a: Neuron, b: Neuron) => number>> = {
  uid: (a, b) => a.uid - b.uid,
  role: (a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role),
  model: (a, b) => text(a.model, b.model),
  incentive: (a, b) => size(a.incentive, b.incentive),
  dividends: (a, b) => size(a.dividends, b.dividends),
  emission: (a, b) => size(a.emission, b.emission),
  stake: (a, b) => size(a.stake, b.stake),
  lastUpdate: (a, b) => a.lastUpdate - b.lastUpdate,
}

/** Ties go by dividends, so that validators follow miners in order of pay, then by uid. */
export function sorted(neurons: readonly Neuron[], { column, descending }: Sorting): Neuron[] {
  const direction = descending ? -1 : 1
  return [...neurons].sort(
    (a, b) => direction * compare[column](a, b) || size(b.dividends, a.dividends) || a.uid - b.uid,
  )
}

/** A second press on the same column turns the order round; a new column starts where one looks first. */
export function pressed(now: Sorting, column: Column): Sorting {
  if (now.column === column) return { column, descending: !now.descending }
  return { column, descending: !['uid', 'role', 'model'].includes(column) }
}
