// Every hyperparameter of every chapter, by the name of its row.
import type { Cell, Columns } from '../../cell.ts'
import { invariant } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import { type Chapter, type ChapterLiteral, cellsOf, type ParamOptions, type Params } from '../../table.ts'
import { keys } from '../keys/table.ts'
import { neurons } from '../neurons/table.ts'
import { staking } from '../staking/table.ts'
import { subnets } from '../subnets/table.ts'

export const params = {
  ...subnets.literal.params,
  ...neurons.literal.params,
  ...staking.literal.params,
  ...keys.literal.params,
} as const

export type ParameterName = keyof typeof params & string

export interface Parameter {
  readonly name: ParameterName
  readonly cell: Cell<Columns, unknown, unknown>
  readonly options: ParamOptions<unknown>
  /** The keys of its row: the subnet, or none for the whole chain. */
  keys(netuid: NetUid | undefined): readonly NetUid[]
}

const isName = (name: string): name is ParameterName => name in params

function collect<T extends ChapterLiteral>(chapter: Chapter<T>): readonly Parameter[] {
  const literal: Params = chapter.literal.params ?? {}
  const cells = cellsOf(chapter)
  return Object.entries(literal).map(([name, { options }]) => {
    const cell = cells[name]
    invariant(cell !== undefined && isName(name), `${name} has no row`)
    const ofSubnet = cell.columns.length > 0
    return {
      name,
      cell,
      options,
      keys: netuid => {
        invariant((netuid !== undefined) === ofSubnet, `${name} was asked for the wrong subject`)
        return netuid === undefined ? [] : [netuid]
      },
    }
  })
}

export const PARAMETERS: ReadonlyMap<string, Parameter> = new Map(
  [...collect(subnets), ...collect(neurons), ...collect(staking), ...collect(keys)].map(one => [
    one.name,
    one,
  ]),
)

export function parameter(name: ParameterName): Parameter {
  const one = PARAMETERS.get(name)
  invariant(one !== undefined, `${name} is no hyperparameter`)
  return one
}
