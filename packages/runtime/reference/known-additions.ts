// What we have and the base has not: what came with later rules, and the little that is ours.
import { type Listed, listed } from './listed.ts'

const SWAP = 'announced coldkey swaps (wire-interface §2.4, chain-governance §6.4)'
const LOCKS = 'locks and conviction (wire-interface §2.4, chain-weights-staking §5.9)'
const VOTES = 'voting power (chain-epoch §2.12)'
const EPOCHS = 'dynamic tempo and epochs on demand (wire-interface §2.4, chain-emission §1.7)'
const PRICES = 'registration prices of the June 2026 rules (chain-registry §3.4)'
const EMISSION = 'emission of the June 2026 rules (chain-emission §1.3, §1.9)'
const SWITCHES = 'setters of the June 2026 rules (chain-registry §3.5)'
const SHARES = 'share pools in decimals (chain-weights-staking §5.1)'
const BALANCER = 'the June 2026 pools (chain-weights-staking §5.3)'
const CROWDLOANS = 'crowdloans of the June 2026 rules (chain-governance §6.6)'
const PRIVATE = 'ours: networks that are not open to everybody (adr/0005)'
const LATER = 'came after the base (wire-runtime-apis §1)'

export const KNOWN_ADDITIONS: readonly Listed[] = [
  listed('System.event', 'BlockStepRefused', 'ours: a scheduled step was rolled back, and the chain went on'),
  listed(
    'SubtensorModule.storage',
    'NewSubnetParameters AllowLoopbackAxons AxonsNeedTls FastBlocks',
    'ours: what genesis chooses for the network (docs/genesis.md)',
  ),
  listed(
    'SubtensorModule.storage',
    'LastEpochBlock PendingEpochAt SubnetEpochIndex MaxEpochsPerBlock',
    EPOCHS,
  ),
  listed('SubtensorModule.storage', 'ActivityCutoffFactorMilli MaxMechanismCount StartCallDelay', SWITCHES),
  listed('SubtensorModule.storage', 'MinChildkeyTakePerSubnet MinNonImmuneUids', SWITCHES),
  listed('SubtensorModule.storage', 'RegisteredSubnetCounter TaoInRefundDeploymentBlock', SWITCHES),
  listed('SubtensorModule.storage', 'BurnHalfLife BurnIncreaseMult', PRICES),
  listed(
    'SubtensorModule.storage',
    `SubnetEmissionEnabled OwnerCutEnabled OwnerCutAutoLockEnabled NetTaoFlowEnabled RootProp MinerBurned
     SubnetExcessTao RootAlphaDividendsPerSubnet SubnetRootSellTao SubnetProtocolAlpha`,
    EMISSION,
  ),
  listed('SubtensorModule.storage', 'AlphaV2 TotalHotkeySharesV2', SHARES),
  listed(
    'SubtensorModule.storage',
    'AutoParentDelegationEnabled',
    'lending to new subnets (chain-emission §1.10)',
  ),
  listed(
    'SubtensorModule.storage',
    `Lock PerpetualLock DecayingLock AccountFlags UnlockRate MaturityRate HotkeyLock DecayingHotkeyLock OwnerLock
     DecayingOwnerLock`,
    LOCKS,
  ),
  listed(
    'SubtensorModule.storage',
    `ColdkeySwapAnnouncements ColdkeySwapDisputes ColdkeySwapAnnouncementDelay ColdkeySwapReannouncementDelay`,
    SWAP,
  ),
  listed(
    'SubtensorModule.storage',
    'VotingPower VotingPowerTrackingEnabled VotingPowerDisableAtBlock VotingPowerEmaAlpha',
    VOTES,
  ),
  listed(
    'SubtensorModule.call',
    'swap_hotkey_v2',
    'keeps stake where it is when asked (chain-governance §6.5)',
  ),
  listed(
    'SubtensorModule.call',
    `announce_coldkey_swap swap_coldkey_announced dispute_coldkey_swap reset_coldkey_swap
     clear_coldkey_swap_announcement`,
    SWAP,
  ),
  listed(
    'SubtensorModule.call',
    'enable_voting_power_tracking disable_voting_power_tracking sudo_set_voting_power_ema_alpha',
    VOTES,
  ),
  listed('SubtensorModule.call', 'add_stake_burn', 'wire-interface §2.4'),
  listed('SubtensorModule.call', 'register_limit', PRICES),
  listed(
    'SubtensorModule.call',
    'set_auto_parent_delegation_enabled',
    'lending to new subnets (chain-emission §1.10)',
  ),
  listed('SubtensorModule.call', 'lock_stake move_lock set_perpetual_lock set_reject_locked_alpha', LOCKS),
  listed('SubtensorModule.call', 'set_tempo set_activity_cutoff_factor trigger_epoch', EPOCHS),
  listed(
    'SubtensorModule.event',
    'EpochTriggered EpochDeferred EpochSkipped ActivityCutoffFactorMilliSet',
    EPOCHS,
  ),
  listed(
    'SubtensorModule.event',
    'MechanismCountSet MechanismEmissionSplitSet',
    'mechanisms (chain-epoch §2.11)',
  ),
  listed(
    'SubtensorModule.event',
    'AutoParentDelegationEnabledSet',
    'lending to new subnets (chain-emission §1.10)',
  ),
  listed('SubtensorModule.event', 'StakeLocked LockMoved PerpetualLockSet SubnetOwnerChanged', LOCKS),
  listed('SubtensorModule.event', 'AddStakeBurn', 'wire-interface §2.4'),
  listed('SubtensorModule.event', 'TransactionFeePaidWithAlpha', 'fees in alpha (chain-governance §6.12)'),
  listed(
    'SubtensorModule.event',
    `VotingPowerTrackingEnabled VotingPowerTrackingDisableScheduled VotingPowerTrackingDisabled
     VotingPowerEmaAlphaSet`,
    VOTES,
  ),
  listed(
    'SubtensorModule.event',
    `ColdkeySwapAnnounced ColdkeySwapDisputed ColdkeySwapReset ColdkeySwapCleared ColdkeySwapAnnouncementDelaySet
     ColdkeySwapReannouncementDelaySet`,
    SWAP,
  ),
  listed('SubtensorModule.error', 'TooManyUIDsPerMechanism', 'mechanisms (chain-epoch §2.11)'),
  listed('SubtensorModule.error', 'RegistrationPriceLimitExceeded', PRICES),
  listed(
    'SubtensorModule.error',
    `DynamicTempoBlockedByCommitReveal EpochTriggerAlreadyPending AutoEpochAlreadyImminent TempoOutOfBounds
     ActivityCutoffFactorMilliOutOfBounds`,
    EPOCHS,
  ),
  listed(
    'SubtensorModule.error',
    `StakeUnavailable LockHotkeyMismatch InsufficientStakeForLock NoExistingLock AccountRejectsLockedAlpha
     ActiveLockExists`,
    LOCKS,
  ),
  listed('SubtensorModule.error', 'CannotUseSystemAccount', 'accounts of subnets are nobody’s'),
  listed('SubtensorModule.error', 'VotingPowerTrackingNotEnabled InvalidVotingPowerEmaAlpha', VOTES),
  listed(
    'SubtensorModule.error',
    `NewHotKeyNotCleanForRootSwap`,
    'hotkey swaps of the June 2026 rules (chain-governance §6.5)',
  ),
  listed(
    'SubtensorModule.error',
    `ColdkeySwapAnnouncementNotFound ColdkeySwapTooEarly ColdkeySwapReannouncedTooEarly
     AnnouncedColdkeyHashDoesNotMatch ColdkeySwapClearTooEarly ColdkeySwapAnnounced ColdkeySwapDisputed`,
    SWAP,
  ),
  listed('SubtensorModule.constant', 'InitialStartCallDelay', 'read by newer SDKs (wire-interface)'),
  listed(
    'AdminUtils.call',
    `sudo_set_min_non_immune_uids sudo_set_start_call_delay sudo_set_max_mechanism_count
     sudo_set_min_childkey_take_per_subnet`,
    SWITCHES,
  ),
  listed('AdminUtils.call', 'sudo_set_burn_half_life sudo_set_burn_increase_mult', PRICES),
  listed('AdminUtils.call', 'sudo_set_max_epochs_per_block', EPOCHS),
  listed(
    'AdminUtils.call',
    `sudo_set_owner_cut_enabled sudo_set_owner_cut_auto_lock_enabled sudo_set_subnet_emission_enabled
     sudo_set_net_tao_flow_enabled`,
    EMISSION,
  ),
  listed(
    'AdminUtils.call',
    'sudo_set_coldkey_swap_announcement_delay sudo_set_coldkey_swap_reannouncement_delay',
    SWAP,
  ),
  listed('AdminUtils.error', 'NotPermittedOnRootSubnet POWRegistrationDisabled', SWITCHES),
  listed('SubtensorModule.event', 'SubnetLeaseDividendsDistributed', 'leasing (chain-governance §6.7)'),
  listed('pallet', 'Members', PRIVATE),
  listed('pallet', 'Authorities', 'ours: whose votes decide blocks (adr/0004)'),
  listed(
    'pallet',
    'Upgrades',
    'ours: which version of the rules a replicated chain runs, and from when on (adr/0006)',
  ),
  listed('SubtensorModule.storage', 'RegistrationNeedsApproval RegistrationApprovals', PRIVATE),
  listed('SubtensorModule.call', 'approve_registration revoke_registration', PRIVATE),
  listed('SubtensorModule.event', 'RegistrationApproved RegistrationRevoked', PRIVATE),
  listed('SubtensorModule.error', 'RegistrationNotApproved AxonNeedsTls', PRIVATE),
  listed('AdminUtils.call', 'sudo_set_registration_needs_approval', PRIVATE),
  listed('Crowdloan.storage', 'MaxContributions', CROWDLOANS),
  listed('Crowdloan.call', 'set_max_contribution', CROWDLOANS),
  listed('Crowdloan.event', 'MaxContributionUpdated', CROWDLOANS),
  listed(
    'Crowdloan.error',
    `InvalidFinalizationConfig MaxContributionReached MaximumContributionTooLow MinimumContributionTooHigh
     AlreadyFinalizing`,
    CROWDLOANS,
  ),
  listed('Swap.storage', 'SwapBalancer PalSwapInitialized', BALANCER),
  listed('Swap.error', 'SwapInputTooLarge ReservesOutOfBalance Deprecated', BALANCER),
  listed(
    'SubnetInfoRuntimeApi',
    'get_subnet_hyperparams_v3 get_subnet_account_id get_next_epoch_start_block',
    LATER,
  ),
  listed('StakeInfoRuntimeApi', 'get_coldkey_lock', LATER),
  listed('SwapRuntimeApi', 'current_alpha_price_all', LATER),
]
