// What stands at each uid of a subnet, as columns in the order of uids.
import { I64F64 } from '@taonet/wire'
import { AlphaDividendsPerSubnet } from '../../chapters/emission/table.ts'
import {
  Active,
  Consensus,
  Dividends,
  Emission,
  Incentive,
  ValidatorPermit,
} from '../../chapters/epoch/table.ts'
import type { AxonInfo } from '../../chapters/neurons/codecs.ts'
import { Axons, BlockAtRegistration } from '../../chapters/neurons/table.ts'
import { IdentitiesV2 } from '../../chapters/subnets/table.ts'
import { LastUpdate } from '../../chapters/weights/table.ts'
import { Alpha, Tao, Uid } from '../../nouns.ts'
import type { Metagraph } from '../types/metagraph.ts'
import type { Readers } from './fields.ts'
import type { SubnetAt } from './subnet-at.ts'

/** A hotkey that does not serve. */
export const NO_AXON: AxonInfo = {
  block: 0n,
  version: 0,
  ip: 0n,
  port: 0,
  ip_type: 0,
  protocol: 0,
  placeholder1: 0,
  placeholder2: 0,
}

type Columns =
  | 'hotkeys'
  | 'coldkeys'
  | 'identities'
  | 'axons'
  | 'active'
  | 'validator_permit'
  | 'pruning_score'
  | 'last_update'
  | 'emission'
  | 'dividends'
  | 'incentives'
  | 'consensus'
  | 'trust'
  | 'rank'
  | 'block_at_registration'
  | 'alpha_stake'
  | 'tao_stake'
  | 'total_stake'
  | 'tao_dividends_per_hotkey'
  | 'alpha_dividends_per_hotkey'

/** The epoch has no such vector any more (chain-epoch §2.2(14)). */
const gone = (subnet: SubnetAt): number[] => subnet.each([], 0)

export const columns: Readers<Pick<Metagraph, Columns>> = {
  hotkeys: ({ hotkeys }) => [...hotkeys],
  coldkeys: subnet => subnet.hotkeys.map(hotkey => subnet.coldkeyOf(hotkey)),
  identities: subnet =>
    subnet.hotkeys.map(hotkey => IdentitiesV2.get(subnet.world, subnet.coldkeyOf(hotkey))),
  axons: ({ world, netuid, hotkeys }) => hotkeys.map(hotkey => Axons.get(world, netuid, hotkey) ?? NO_AXON),
  active: subnet => subnet.each(Active.get(subnet.world, subnet.netuid), false),
  validator_permit: subnet => subnet.each(ValidatorPermit.get(subnet.world, subnet.netuid), false),
  pruning_score: gone,
  last_update: subnet => subnet.each(LastUpdate.get(subnet.world, subnet.index), 0n),
  emission: subnet => subnet.each(Emission.get(subnet.world, subnet.netuid), 0n).map(Alpha),
  dividends: subnet => subnet.each(Dividends.get(subnet.world, subnet.netuid), 0),
  incentives: subnet => subnet.each(Incentive.get(subnet.world, subnet.index), 0),
  consensus: subnet => subnet.each(Consensus.get(subnet.world, subnet.netuid), 0),
  trust: gone,
  rank: gone,
  block_at_registration: ({ world, netuid, hotkeys }) =>
    hotkeys.map((_, uid) => BlockAtRegistration.get(world, netuid, Uid(uid))),
  alpha_stake: ({ stakes }) => stakes.map(({ alpha }) => alpha),
  tao_stake: ({ stakes }) => stakes.map(({ tao }) => tao),
  total_stake: ({ stakes }) => stakes.map(({ total }) => I64F64.toU64(total)),
  /** Dividends are paid in alpha alone. */
  tao_dividends_per_hotkey: ({ hotkeys }) => hotkeys.map(hotkey => [hotkey, Tao(0n)]),
  alpha_dividends_per_hotkey: ({ world, netuid, hotkeys }) =>
    hotkeys.map(hotkey => [hotkey, AlphaDividendsPerSubnet.get(world, netuid, hotkey)]),
}
