// AdminUtils: one call for each hyperparameter, made from its line, and the few that need more (chain-registry §3.5).
import { AccountId32, bool, option, u16, vec } from '@taonet/wire'
import { MechId, NetUid } from '../../nouns.ts'
import { AdminUtils } from '../../pallets.ts'
import { call, chapter, error, event, setterCalls } from '../../table.ts'
import { params } from './parameters.ts'

const ownerHotkey = { netuid: NetUid, hotkey: AccountId32 } as const

export const admin = chapter(AdminUtils, {
  calls: {
    ...setterCalls(params),
    20: call(
      'sudo_set_network_pow_registration_allowed',
      { netuid: NetUid, registration_allowed: bool },
      'Always refused: there is no registration by work.',
    ),
    51: call(
      'sudo_set_alpha_values',
      { netuid: NetUid, alpha_low: u16, alpha_high: u16 },
      'Sets the lowest and the highest rate of a liquid bond, of 65535.',
    ),
    64: call(
      'sudo_set_subnet_owner_hotkey',
      ownerHotkey,
      "Names the hotkey that stands for a subnet's owner.",
    ),
    67: call('sudo_set_sn_owner_hotkey', ownerHotkey, 'sudo_set_subnet_owner_hotkey under its newer name.'),
    76: call(
      'sudo_set_mechanism_count',
      { netuid: NetUid, mechanism_count: MechId },
      'Sets how many mechanisms a subnet runs.',
    ),
    77: call(
      'sudo_set_mechanism_emission_split',
      { netuid: NetUid, maybe_split: option(vec(u16)) },
      'Sets the share of each mechanism, of 65535; nothing = equal shares.',
    ),
    78: call(
      'sudo_trim_to_max_allowed_uids',
      { netuid: NetUid, max_n: u16 },
      'Leaves a subnet this many seats and unseats the weakest beyond them.',
    ),
  },
  events: {
    1: event('Yuma3EnableToggled', { netuid: NetUid, enabled: bool }, 'Bonds follow other rules.'),
    2: event(
      'BondsResetToggled',
      { netuid: NetUid, enabled: bool },
      'Resetting bonds was allowed or forbidden.',
    ),
  },
  errors: {
    0: error('SubnetDoesNotExist', 'There is no such subnet.'),
    1: error('MaxValidatorsLargerThanMaxUIds', 'There are not as many seats as validators asked for.'),
    2: error('MaxAllowedUIdsLessThanCurrentUIds', 'More seats are taken.'),
    3: error('BondsMovingAverageMaxReached', 'An owner may not slow bonds down so far.'),
    4: error('NegativeSigmoidSteepness', 'Only root may turn the curve around.'),
    5: error('ValueNotInBounds', 'The value is out of bounds.'),
    6: error('MinAllowedUidsGreaterThanCurrentUids', 'Fewer seats are taken.'),
    7: error('MinAllowedUidsGreaterThanMaxAllowedUids', 'There are not so many seats.'),
    8: error('MaxAllowedUidsLessThanMinAllowedUids', 'The subnet must have more seats.'),
    9: error('MaxAllowedUidsGreaterThanDefaultMaxAllowedUids', 'No subnet has so many seats.'),
    11: error('NotPermittedOnRootSubnet', 'Root has no such switch.'),
    12: error('POWRegistrationDisabled', 'There is no registration by work.'),
  },
})
