// The plain values that a specification gives for new subnets, read by the codecs of their hyperparameters.
import { chooseNewSubnetParameter, newSubnetParameterCodec } from './chapters/subnets/new-subnet.ts'
import type { GenesisSpec } from './genesis-spec.ts'
import { fromPlain } from './plain-value.ts'
import type { World } from './world.ts'

/** Throws TypeError for a name that is no hyperparameter of a subnet, or a value it cannot have. */
export function chooseNewSubnets(world: World, values: GenesisSpec['newSubnet']): void {
  for (const [name, value] of Object.entries(values)) {
    const codec = newSubnetParameterCodec(name)
    if (!codec) throw new TypeError(`${name} is no hyperparameter of a subnet`)
    chooseNewSubnetParameter(world, name, fromPlain(codec, value))
  }
}
