// The columns of the table of neurons: what they are called and what they mean.
import type { Column } from '../state/sorting.ts'

export interface ColumnHead {
  readonly column: Column
  readonly title: string
  readonly meaning: string
  readonly isNumber: boolean
}

export const COLUMNS: readonly ColumnHead[] = [
  { column: 'uid', title: 'UID', meaning: 'Seat on the subnet, and the hotkey in it', isNumber: false },
  { column: 'role', title: 'Role', meaning: 'What the neuron publishes, serves and earns', isNumber: false },
  { column: 'model', title: 'Model', meaning: 'What a miner declares it runs', isNumber: false },
  {
    column: 'incentive',
    title: 'Incentive',
    meaning: 'Share of the miners’ part at the last epoch',
    isNumber: true,
  },
  {
    column: 'dividends',
    title: 'Dividends',
    meaning: 'Share of the validators’ part at the last epoch',
    isNumber: true,
  },
  {
    column: 'emission',
    title: 'Earned',
    meaning: 'Alpha at the last epoch, and its TAO value now',
    isNumber: true,
  },
  { column: 'stake', title: 'Stake', meaning: 'Alpha staked to the hotkey by everybody', isNumber: true },
  {
    column: 'lastUpdate',
    title: 'Weights',
    meaning: 'Blocks since weights were last set or committed',
    isNumber: true,
  },
]
