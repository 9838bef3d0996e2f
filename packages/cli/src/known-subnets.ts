// The subnets whose protocols this command speaks, by the names they have on chain, in the order in which `up` founds them.
import { compute, embeddings, text, vision } from '@taonet/subnets'

export const SUBNETS = { text, embeddings, vision, compute } as const

export type SubnetName = keyof typeof SUBNETS

export const SUBNET_NAMES: readonly SubnetName[] = ['text', 'embeddings', 'vision', 'compute']

export const isSubnetName = (name: string): name is SubnetName => Object.hasOwn(SUBNETS, name)
