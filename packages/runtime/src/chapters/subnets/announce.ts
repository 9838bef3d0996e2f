// How a change of a hyperparameter is told: the event that its line names (chain-registry §3.5).
import type { NetUid } from '../../nouns.ts'
import { SubtensorModule } from '../../pallets.ts'
import type { ParamOptions } from '../../table.ts'
import type { World } from '../../world.ts'

export function announce(
  world: World,
  { event }: ParamOptions<unknown>,
  netuid: NetUid | undefined,
  value: unknown,
): void {
  if (!event) return
  const [index, name] = event
  const fields = netuid === undefined ? { value } : { netuid, value }
  world.emit({ pallet: SubtensorModule.index, index, name, fields })
}
