// The rows that a block's step changes, as plain values under readable labels, so that an expectation can be written down
// and held against what is stored. Values that read as nothing are left out.
import { balances } from '../../src/chapters/balances/table.ts'
import { children } from '../../src/chapters/children/table.ts'
import { emission } from '../../src/chapters/emission/table.ts'
import { epoch } from '../../src/chapters/epoch/table.ts'
import { staking } from '../../src/chapters/staking/table.ts'
import { subnetAccount } from '../../src/chapters/subnets/registry.ts'
import { NetworksAdded, subnets } from '../../src/chapters/subnets/table.ts'
import { swap } from '../../src/chapters/swap/table.ts'
import { accounts } from '../../src/chapters/system/accounts.ts'
import { type Chapter, type ChapterLiteral, cellsOf } from '../../src/table.ts'
import type { Reads } from '../../src/world.ts'

const pick = <T extends ChapterLiteral>(chapter: Chapter<T>, names: readonly string[]) =>
  names.map(name => cellsOf(chapter)[name]!)
const stored = <T extends ChapterLiteral>(chapter: Chapter<T>) =>
  Object.values(cellsOf(chapter)).filter(cell => !cell.computed)

const CELLS = [
  ...stored(emission),
  ...stored(epoch),
  ...pick(children, ['ChildKeys', 'ParentKeys', 'PendingChildKeys']),
  ...pick(balances, ['TotalIssuance']),
  ...pick(swap, ['SwapBalancer']),
  ...pick(staking, [
    'TotalHotkeyAlpha',
    'SubnetTAO',
    'SubnetAlphaIn',
    'SubnetAlphaOut',
    'SubnetProtocolAlpha',
    'SubnetVolume',
    'TotalStake',
  ]),
  ...pick(subnets, [
    'LastEpochBlock',
    'PendingEpochAt',
    'SubnetEpochIndex',
    'BlocksSinceLastStep',
    'LastMechansimStepBlock',
  ]),
]

const isNothing = (value: unknown): boolean =>
  value === 0n || value === 0 || value === false || (Array.isArray(value) && value.length === 0)

export class Rows {
  readonly values = new Map<string, unknown>()

  static of(world: Reads): Rows {
    const rows = new Rows()
    for (const cell of CELLS) {
      for (const [keys, value] of cell.entries(world)) rows.put([cell.name, ...keys].join('/'), value)
    }
    const held = new Map(accounts(world))
    for (const [[netuid]] of NetworksAdded.entries(world)) {
      rows.put(`account/${netuid}`, held.get(subnetAccount(netuid))?.data.free ?? 0n)
    }
    return rows
  }

  put(label: string, value: unknown): void {
    if (isNothing(value)) this.values.delete(label)
    else this.values.set(label, value)
  }

  big(label: string): bigint {
    const value = this.values.get(label) ?? 0n
    if (typeof value !== 'bigint') throw new TypeError(`${label} is no amount`)
    return value
  }

  add(label: string, amount: bigint): void {
    this.put(label, this.big(label) + amount)
  }

  under(prefix: string): [string, unknown][] {
    return [...this.values].filter(([label]) => label.startsWith(prefix))
  }

  drop(prefix: string): void {
    for (const [label] of this.under(prefix)) this.values.delete(label)
  }

  /** For comparing: in the order of labels. */
  sorted(): Record<string, unknown> {
    return Object.fromEntries([...this.values].sort(([a], [b]) => (a < b ? -1 : 1)))
  }
}
