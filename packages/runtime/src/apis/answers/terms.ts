// A subnet's name, owner, clock, token, pool and emission.
import { encode, str } from '@taonet/wire'
import {
  PendingRootAlphaDivs,
  PendingServerEmission,
  PendingValidatorEmission,
  SubnetAlphaInEmission,
  SubnetAlphaOutEmission,
  SubnetExcessTao,
  SubnetMovingPrice,
  SubnetTaoInEmission,
} from '../../chapters/emission/table.ts'
import { SubnetAlphaIn, SubnetAlphaOut, SubnetTAO, SubnetVolume } from '../../chapters/staking/table.ts'
import {
  LastMechansimStepBlock,
  NetworkRegisteredAt,
  SubnetIdentitiesV3,
  SubnetOwner,
  SubnetOwnerHotkey,
  Tempo,
  TokenSymbol,
} from '../../chapters/subnets/table.ts'
import { Alpha, ROOT, Tao } from '../../nouns.ts'
import type { Metagraph } from '../types/metagraph.ts'
import type { Readers } from './fields.ts'
import type { SubnetAt } from './subnet-at.ts'

// Shorter than 64 bytes, so SCALE puts one byte of length before its UTF-8.
const utf8 = (text: string): Uint8Array => encode(str, text).subarray(1)

/** What its owner calls it, else its number. */
function nameOf({ world, netuid }: SubnetAt): Uint8Array {
  const own = SubnetIdentitiesV3.get(world, netuid)?.subnet_name
  return own && own.length > 0 ? own : utf8(netuid === ROOT ? 'root' : `subnet ${netuid}`)
}

type Terms =
  | 'netuid'
  | 'name'
  | 'symbol'
  | 'identity'
  | 'network_registered_at'
  | 'owner_hotkey'
  | 'owner_coldkey'
  | 'block'
  | 'tempo'
  | 'last_step'
  | 'blocks_since_last_step'
  | 'subnet_emission'
  | 'alpha_in'
  | 'alpha_out'
  | 'tao_in'
  | 'alpha_out_emission'
  | 'alpha_in_emission'
  | 'tao_in_emission'
  | 'pending_alpha_emission'
  | 'pending_root_emission'
  | 'subnet_volume'
  | 'moving_price'

export const terms: Readers<Pick<Metagraph, Terms>> = {
  netuid: ({ index }) => index,
  name: nameOf,
  symbol: ({ world, netuid }) => TokenSymbol.get(world, netuid),
  identity: ({ world, netuid }) => SubnetIdentitiesV3.get(world, netuid),
  network_registered_at: ({ world, netuid }) => NetworkRegisteredAt.get(world, netuid),
  owner_hotkey: ({ world, netuid }) => SubnetOwnerHotkey.get(world, netuid),
  owner_coldkey: ({ world, netuid }) => SubnetOwner.get(world, netuid),
  block: ({ world }) => BigInt(world.block),
  tempo: ({ world, netuid }) => Tempo.get(world, netuid),
  last_step: ({ world, netuid }) => LastMechansimStepBlock.get(world, netuid),
  /** By the blocks' numbers: the row of the same name, which root has not, is what short infos tell. */
  blocks_since_last_step: ({ world, netuid }) =>
    BigInt(world.block) - LastMechansimStepBlock.get(world, netuid),
  /** All TAO of this block that went to the subnet: into its pool, or to buy alpha from it. */
  subnet_emission: ({ world, netuid }) =>
    Tao(SubnetTaoInEmission.get(world, netuid) + SubnetExcessTao.get(world, netuid)),
  alpha_in: ({ world, netuid }) => SubnetAlphaIn.get(world, netuid),
  alpha_out: ({ world, netuid }) => SubnetAlphaOut.get(world, netuid),
  tao_in: ({ world, netuid }) => SubnetTAO.get(world, netuid),
  alpha_out_emission: ({ world, netuid }) => SubnetAlphaOutEmission.get(world, netuid),
  alpha_in_emission: ({ world, netuid }) => SubnetAlphaInEmission.get(world, netuid),
  tao_in_emission: ({ world, netuid }) => SubnetTaoInEmission.get(world, netuid),
  /** What waits for miners and validators. */
  pending_alpha_emission: ({ world, netuid }) =>
    Alpha(PendingServerEmission.get(world, netuid) + PendingValidatorEmission.get(world, netuid)),
  pending_root_emission: ({ world, netuid }) => PendingRootAlphaDivs.get(world, netuid),
  subnet_volume: ({ world, netuid }) => SubnetVolume.get(world, netuid),
  moving_price: ({ world, netuid }) => SubnetMovingPrice.get(world, netuid),
}
