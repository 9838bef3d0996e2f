// SubnetInfoRuntimeApi: what there is to know of a subnet, in the forms that clients ask for (wire-runtime-apis §1).
import { AccountId32, option, u16, u64, vec } from '@taonet/wire'
import { method, runtimeApi } from '../api.ts'
import { MechId, NetUid } from '../nouns.ts'
import { DynamicInfo } from './types/dynamic-info.ts'
import { SubnetHyperparams, SubnetHyperparamsV2, SubnetHyperparamsV3 } from './types/hyperparams.ts'
import { Metagraph, SelectiveMetagraph } from './types/metagraph.ts'
import { SubnetInfo, SubnetInfov2 } from './types/subnet-info.ts'
import { SubnetState } from './types/subnet-state.ts'

const subnet = { netuid: NetUid }
const chosen = { metagraph_indexes: vec(u16) }

export const subnetInfoApi = runtimeApi(
  'SubnetInfoRuntimeApi',
  1,
  {
    get_subnet_info: method(subnet, option(SubnetInfo), 'A subnet in short.'),
    get_subnets_info: method({}, vec(option(SubnetInfo)), 'All subnets in short.'),
    get_subnet_info_v2: method(subnet, option(SubnetInfov2), 'A subnet in short, with its identity.'),
    get_subnets_info_v2: method(
      {},
      vec(option(SubnetInfov2)),
      'All subnets in short, with their identities.',
    ),
    get_subnet_hyperparams: method(subnet, option(SubnetHyperparams), 'The hyperparameters of a subnet.'),
    get_subnet_hyperparams_v2: method(
      subnet,
      option(SubnetHyperparamsV2),
      'The hyperparameters of a subnet, second edition.',
    ),
    get_subnet_hyperparams_v3: method(
      subnet,
      option(SubnetHyperparamsV3),
      'The hyperparameters of a subnet as a list of names and values.',
    ),
    get_all_dynamic_info: method({}, vec(option(DynamicInfo)), 'Token and pool of every subnet.'),
    get_all_metagraphs: method({}, vec(option(Metagraph)), 'Everything about every subnet.'),
    get_metagraph: method(subnet, option(Metagraph), 'Everything about a subnet.'),
    get_all_mechagraphs: method({}, vec(option(Metagraph)), 'Everything about every mechanism.'),
    get_mechagraph: method(
      { ...subnet, mecid: MechId },
      option(Metagraph),
      'Everything about a mechanism of a subnet; incentives and last updates are the mechanism’s own.',
    ),
    get_dynamic_info: method(subnet, option(DynamicInfo), 'Token and pool of a subnet.'),
    get_subnet_state: method(subnet, option(SubnetState), 'The neurons of a subnet as columns.'),
    get_selective_metagraph: method(
      { ...subnet, ...chosen },
      option(SelectiveMetagraph),
      'The fields of a metagraph that have these numbers.',
    ),
    get_coldkey_auto_stake_hotkey: method(
      { coldkey: AccountId32, ...subnet },
      option(AccountId32),
      'The hotkey that a coldkey’s mining incentive is staked to.',
    ),
    get_selective_mechagraph: method(
      { ...subnet, subid: MechId, ...chosen },
      option(SelectiveMetagraph),
      'The fields of a mechanism’s metagraph that have these numbers.',
    ),
    get_subnet_to_prune: method({}, option(NetUid), 'The subnet that would give way to a new one.'),
    get_subnet_account_id: method(subnet, option(AccountId32), 'The account that holds a subnet’s TAO.'),
    get_next_epoch_start_block: method(
      subnet,
      option(u64),
      'The block of a subnet’s next epoch; none when it never runs.',
    ),
  },
  'What subnets are and how they stand.',
)
