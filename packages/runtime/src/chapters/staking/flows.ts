// TAO that users bring to and take from a subnet, counted for readers (chain-emission §1.4).
import type { NetUid, Tao } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { SubnetTaoFlow } from './table.ts'

const LIMIT = 1n << 63n
const saturate = (flow: bigint): bigint => (flow >= LIMIT ? LIMIT - 1n : flow < -LIMIT ? -LIMIT : flow)

export function recordInflow(world: World, netuid: NetUid, tao: Tao): void {
  SubnetTaoFlow.update(world, netuid, flow => saturate(flow + tao))
}

export function recordOutflow(world: World, netuid: NetUid, tao: Tao): void {
  SubnetTaoFlow.update(world, netuid, flow => saturate(flow - tao))
}
