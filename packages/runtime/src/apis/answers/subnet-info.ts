// SubnetInfoRuntimeApi at work.
import { implementApi } from '../../api.ts'
import { nextEpochBlock } from '../../chapters/emission/schedule.ts'
import { Emission } from '../../chapters/epoch/table.ts'
import { uidOf } from '../../chapters/neurons/registry.ts'
import { autoStakeDestination } from '../../chapters/staking/auto-stake.ts'
import { subnetToPrune } from '../../chapters/subnets/prune-candidate.ts'
import { mechanismCount, netuids, subnetAccount } from '../../chapters/subnets/registry.ts'
import { epochClock } from '../../chapters/subnets/schedule.ts'
import { BlocksSinceLastStep } from '../../chapters/subnets/table.ts'
import { Alpha, MechId } from '../../nouns.ts'
import { subnetInfoApi } from '../subnet-info.ts'
import { DynamicInfo } from '../types/dynamic-info.ts'
import { SubnetHyperparams, SubnetHyperparamsV2 } from '../types/hyperparams.ts'
import { SubnetInfo, SubnetInfov2 } from '../types/subnet-info.ts'
import { SubnetState } from '../types/subnet-state.ts'
import { columns } from './columns.ts'
import { answerOf } from './fields.ts'
import { hyperparamsV3 } from './hyperparams-v3.ts'
import { metagraph, selectiveMetagraph } from './metagraph.ts'
import { parameters } from './parameters.ts'
import { ofAllSubnets, ofSubnet, SubnetAt } from './subnet-at.ts'
import { terms } from './terms.ts'

/** The subnet itself, where no mechanism is meant. */
const netuid = (subnet: SubnetAt) => subnet.netuid

const short = {
  ...parameters,
  ...terms,
  netuid,
  max_allowed_validators: parameters.max_validators,
  subnetwork_n: parameters.num_uids,
  max_allowed_uids: parameters.max_uids,
  // Rules that are no more; the power keeps the value the base metadata have.
  scaling_law_power: () => 50,
  network_modality: () => 0,
  network_connect: () => [],
  blocks_since_last_step: ({ world, netuid }: SubnetAt) => BlocksSinceLastStep.get(world, netuid),
  emission_values: terms.subnet_emission,
  emission_value: terms.subnet_emission,
  owner: terms.owner_coldkey,
}
const subnetInfo = answerOf(SubnetInfo, short)
const subnetInfoV2 = answerOf(SubnetInfov2, short)
const hyperparams = answerOf(SubnetHyperparams, parameters)
const hyperparamsV2 = answerOf(SubnetHyperparamsV2, parameters)
const dynamicInfo = answerOf(DynamicInfo, {
  ...terms,
  netuid,
  subnet_name: terms.name,
  token_symbol: terms.symbol,
  subnet_identity: terms.identity,
  emission: terms.subnet_emission,
})

/** What each hotkey earned at the last epoch of every subnet, this one included. */
function emissionHistory({ world, hotkeys }: SubnetAt): Alpha[][] {
  return netuids(world).map(netuid => {
    const earned = Emission.get(world, netuid)
    return hotkeys.map(hotkey => Alpha(earned[uidOf(world, netuid, hotkey) ?? earned.length] ?? 0n))
  })
}
const subnetState = answerOf(SubnetState, { ...columns, netuid, emission_history: emissionHistory })

export const subnetInfoAnswers = implementApi(subnetInfoApi, {
  get_subnet_info: (world, { netuid }) => ofSubnet(world, netuid, subnetInfo),
  get_subnets_info: world => ofAllSubnets(world, subnetInfo),
  get_subnet_info_v2: (world, { netuid }) => ofSubnet(world, netuid, subnetInfoV2),
  get_subnets_info_v2: world => ofAllSubnets(world, subnetInfoV2),
  get_subnet_hyperparams: (world, { netuid }) => ofSubnet(world, netuid, hyperparams),
  get_subnet_hyperparams_v2: (world, { netuid }) => ofSubnet(world, netuid, hyperparamsV2),
  get_subnet_hyperparams_v3: (world, { netuid }) => ofSubnet(world, netuid, hyperparamsV3),
  get_all_dynamic_info: world => ofAllSubnets(world, dynamicInfo),
  get_dynamic_info: (world, { netuid }) => ofSubnet(world, netuid, dynamicInfo),
  get_metagraph: (world, { netuid }) => ofSubnet(world, netuid, metagraph),
  get_all_metagraphs: world => ofAllSubnets(world, metagraph),
  get_mechagraph: (world, { netuid, mecid }) => ofSubnet(world, netuid, metagraph, mecid),
  *get_all_mechagraphs(world) {
    for (const netuid of netuids(world))
      for (let mechanism = 0; mechanism < mechanismCount(world, netuid); mechanism++)
        yield metagraph(new SubnetAt(world, netuid, MechId(mechanism)))
  },
  get_subnet_state: (world, { netuid }) => ofSubnet(world, netuid, subnetState),
  get_selective_metagraph: (world, { netuid, metagraph_indexes }) =>
    ofSubnet(world, netuid, subnet => selectiveMetagraph(subnet, metagraph_indexes)),
  get_selective_mechagraph: (world, { netuid, subid, metagraph_indexes }) =>
    ofSubnet(world, netuid, subnet => selectiveMetagraph(subnet, metagraph_indexes), subid),
  get_coldkey_auto_stake_hotkey: (world, { coldkey, netuid }) => autoStakeDestination(world, coldkey, netuid),
  get_subnet_to_prune: world => subnetToPrune(world),
  get_subnet_account_id: (world, { netuid }) => ofSubnet(world, netuid, () => subnetAccount(netuid)),
  get_next_epoch_start_block: (world, { netuid }) =>
    ofSubnet(world, netuid, () => {
      const next = nextEpochBlock(epochClock(world, netuid))
      // An overdue epoch runs in the next block.
      const soonest = BigInt(world.block) + 1n
      return next === undefined || next >= soonest ? next : soonest
    }),
})
