// Hyperparameters of a subnet's token, pay and owner (chain-registry §3.5).
import { bool, I96F32, u16, u64, union, unit } from '@taonet/wire'
import { I96F32Codec } from '../../../fixed-codecs.ts'
import { netuidBlake } from '../../../nouns.ts'
import { param, paramUnder } from '../../../table.ts'

export const RecycleOrBurnEnum = union('pallet_subtensor::pallet::RecycleOrBurnEnum', {
  0: unit('Burn'),
  1: unit('Recycle'),
})

export const economyParams = {
  EMAPriceHalvingBlocks: param(
    u64,
    201_600n,
    'Blocks after which the moving price has half its full speed.',
    {
      call: [65, 'sudo_set_ema_price_halving_period', 'ema_halving'],
      window: false,
    },
  ),
  SubtokenEnabled: param(
    bool,
    false,
    "Whether the subnet's token may be bought and sold; start_call sets it.",
    {
      call: [66, 'sudo_set_subtoken_enabled', 'subtoken_enabled'],
      window: false,
    },
  ),
  SubnetEmissionEnabled: param(
    bool,
    true,
    'Whether TAO is emitted to the subnet; alpha is minted all the same.',
    {
      call: [95, 'sudo_set_subnet_emission_enabled', 'enabled'],
      window: false,
    },
  ),
  OwnerCutEnabled: param(bool, true, 'Whether the owner takes his cut of the alpha minted.', {
    who: 'owner',
    call: [93, 'sudo_set_owner_cut_enabled', 'enabled'],
  }),
  OwnerCutAutoLockEnabled: param(bool, false, "Whether the owner's cut is locked as it is paid.", {
    who: 'owner',
    call: [94, 'sudo_set_owner_cut_auto_lock_enabled', 'enabled'],
  }),
  RecycleOrBurn: param(
    RecycleOrBurnEnum,
    { type: 'Burn', value: undefined },
    "What becomes of incentive that the owner's own hotkeys would earn.",
    {
      who: 'owner',
      call: [80, 'sudo_set_recycle_or_burn', 'recycle_or_burn'],
      stamp: 'RecycleOrBurn',
    },
  ),
  MinChildkeyTakePerSubnet: param(u16, 0, 'Smallest take of a child key on this subnet, of 65535.', {
    who: 'owner',
    call: [91, 'sudo_set_min_childkey_take_per_subnet', 'take'],
    stamp: 'MinChildkeyTakePerSubnet',
  }),
  // Its call takes whole alpha-rao and stands in SubtensorModule (wire-interface §2.4).
  RootClaimableThreshold: paramUnder(
    [netuidBlake],
    I96F32Codec,
    I96F32.fromInteger(500_000n),
    'Smallest root dividend, in alpha-rao, that a claim pays out.',
    { who: 'owner', window: false },
  ),
} as const
