// What new subnets begin with on this network where it differs from the protocol's values: genesis says it once,
// register_network writes it (DESIGN §6). Storage defaults, and so the metadata, stay.
import { type Codec, encode } from '@taonet/wire'
import type { Cell, Columns } from '../../cell.ts'
import { invariant } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import { type Chapter, type ChapterLiteral, cellsOf } from '../../table.ts'
import type { World } from '../../world.ts'
import { neurons } from '../neurons/table.ts'
import { staking } from '../staking/table.ts'
import { NewSubnetParameters, subnets } from './table.ts'

type SubnetParameter = Cell<Columns, unknown, unknown>

function subnetParameters<T extends ChapterLiteral>(chapter: Chapter<T>): [string, SubnetParameter][] {
  const cells = cellsOf(chapter)
  return Object.keys(chapter.literal.params ?? {}).flatMap((name): [string, SubnetParameter][] => {
    const cell = cells[name]
    return cell?.columns.length === 1 ? [[name, cell]] : []
  })
}

const PARAMETERS: ReadonlyMap<string, SubnetParameter> = new Map([
  ...subnetParameters(subnets),
  ...subnetParameters(neurons),
  ...subnetParameters(staking),
])

/** Names of the hyperparameters that a network may choose for its new subnets. */
export const NEW_SUBNET_PARAMETERS: readonly string[] = [...PARAMETERS.keys()]

/** The codec of a hyperparameter, for genesis to read its value by; undefined = no such hyperparameter of a subnet. */
export const newSubnetParameterCodec = (name: string): Codec<unknown> | undefined =>
  PARAMETERS.get(name)?.value

/** For genesis alone. */
export function chooseNewSubnetParameter(world: World, name: string, value: unknown): void {
  const parameter = PARAMETERS.get(name)
  invariant(parameter !== undefined, `genesis: ${name} is no hyperparameter of a subnet`)
  NewSubnetParameters.put(world, name, encode(parameter.value, value))
}

export function applyNewSubnetParameters(world: World, netuid: NetUid): void {
  for (const [[name], bytes] of NewSubnetParameters.entries(world)) {
    const parameter = PARAMETERS.get(name)
    invariant(parameter !== undefined, `${name} is no hyperparameter of a subnet`)
    world.state.put(parameter.key(netuid), bytes)
  }
}
