// What has to be known of a chain and a subnet before one joins.
import type { Client } from '@taonet/client'
import type { Subnet } from '@taonet/neuron'
import { type NetUid, storage } from '@taonet/runtime/tables'
import { keyPairFromUri, NetError } from '@taonet/wire'
import { isSubnetName, SUBNET_NAMES, SUBNETS } from '../known-subnets.ts'
import { ownSubnet } from './own-module.ts'

const { SubtensorModule: rows, Sudo } = storage

export interface KnownSubnet {
  readonly name: string
  readonly subnet: Subnet
}

/**
 * The subnet's own name on chain says which protocol it speaks, unless the operator names a module of his own.
 * @throws NetError `no-subnet`, `unknown-subnet`, and those of `ownSubnet`.
 */
export async function subnetOn(client: Client, netuid: NetUid, module?: string): Promise<KnownSubnet> {
  const [added, identity] = await Promise.all([
    client.get(rows.NetworksAdded, netuid),
    client.get(rows.SubnetIdentitiesV3, netuid),
  ])
  if (!added) throw new NetError('no-subnet', `there is no subnet ${netuid}`, 'see `taonet query subnets`')
  if (module !== undefined) {
    const own = await ownSubnet(module)
    return { name: own.name, subnet: own }
  }
  const name = new TextDecoder().decode(identity?.subnet_name ?? new Uint8Array())
  const subnet = isSubnetName(name) ? SUBNETS[name] : undefined
  if (!subnet)
    throw new NetError(
      'unknown-subnet',
      `subnet ${netuid} calls itself "${name}", and taonet knows only ${SUBNET_NAMES.join(', ')}`,
      'name its module with --subnet FILE, or choose another with --netuid',
    )
  return { name, subnet }
}

/** Every subnet of the chain whose protocol is known here. */
export async function knownSubnets(
  client: Client,
): Promise<readonly { readonly netuid: number; readonly subnet: Subnet }[]> {
  const entries = await client.entries(rows.SubnetIdentitiesV3)
  return entries
    .flatMap(([[netuid], identity]) => {
      const name = new TextDecoder().decode(identity.subnet_name)
      const subnet = isSubnetName(name) ? SUBNETS[name] : undefined
      return subnet ? [{ netuid, subnet }] : []
    })
    .sort((a, b) => a.netuid - b.netuid)
}

/** A chain whose root key is //Alice's is nobody's treasure: everybody knows that key. */
export const isDevelopment = async (client: Client): Promise<boolean> =>
  (await client.get(Sudo.Key)) === keyPairFromUri('//Alice').account
