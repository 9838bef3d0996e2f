// What the base has and we have not, each with its reason.
import { type Listed, listed } from './listed.ts'

const EVM = 'contracts of either kind are outside what this network is for'
const NO_UPGRADE = 'code is not upgraded by a call here'
const FRAME = 'bookkeeping of the reference’s frame; no rule and no client reads it'
const NO_ENGINE = 'blocks are final when they are in: there is no such engine'
const OLD = 'dropped by the June 2026 rules'
const MIGRATED = 'remains of older versions: this chain starts with the present ones'
const CONSTANT = 'a default, which the row’s own default says'
const NO_POSITIONS = 'pools of the June 2026 rules have no positions'
const NO_PULSES = 'needs beacon pulses, which are left out'
const HOST = 'asked by the host of the reference’s node, never by a client'

export const KNOWN_LACKING: readonly Listed[] = [
  listed('pallet', 'Ethereum EVM EVMChainId BaseFee Contracts', EVM),
  listed('pallet', 'RandomnessCollectiveFlip', 'served contracts only'),
  listed('pallet', 'Grandpa', NO_ENGINE),
  listed('pallet', 'Registry', 'identities are rows of SubtensorModule by the June 2026 rules'),
  listed('pallet', 'Drand', NO_PULSES),
  listed(
    'System.storage',
    `InherentsApplied AllExtrinsicsLen ExtrinsicData EventTopics LastRuntimeUpgrade UpgradedToU32RefCount
     UpgradedToTripleRefCount ExecutionPhase AuthorizedUpgrade ExtrinsicWeightReclaimed`,
    FRAME,
  ),
  listed(
    'System.call',
    `set_heap_pages set_code set_code_without_checks authorize_upgrade authorize_upgrade_without_checks
     apply_authorized_upgrade`,
    NO_UPGRADE,
  ),
  listed('System.event', 'CodeUpdated UpgradeAuthorized RejectedInvalidAuthorizedUpgrade', NO_UPGRADE),
  listed('System.error', 'MultiBlockMigrationsOngoing NothingAuthorized Unauthorized', NO_UPGRADE),
  listed('Timestamp.storage', 'DidUpdate', FRAME),
  listed('Aura.storage', 'CurrentSlot', 'there are no slots'),
  listed(
    'Balances.storage',
    'Account Locks Reserves Holds Freezes',
    'balances lie in System.Account, locks in none',
  ),
  listed('Balances.call', 'force_unreserve', 'what is reserved is a deposit, and ends with its reason'),
  listed('Balances.call', 'upgrade_accounts', MIGRATED),
  listed('Balances.call', 'force_adjust_total_issuance burn', 'TAO ends by the rules alone'),
  listed(
    'Balances.event',
    `ReserveRepatriated Slashed Minted Burned Suspended Restored Upgraded Issued Rescinded Locked Unlocked Frozen
     Thawed TotalIssuanceForced`,
    'no rule of this chain does what they tell of',
  ),
  listed(
    'Balances.error',
    `ExistentialDeposit Expendability ExistingVestingSchedule DeadAccount TooManyReserves TooManyHolds
     TooManyFreezes IssuanceDeactivated DeltaZero`,
    'behind the highest number that a rule of this chain raises',
  ),
  listed('Balances.constant', 'MaxLocks MaxReserves MaxFreezes', 'there are none of them to count'),
  listed('TransactionPayment.storage', 'StorageVersion', FRAME),
  listed(
    'SubtensorModule.storage',
    `MinActivityCutoff NextStakeJobId LastHotkeyEmissionOnNetuid SubnetTaoProvided SubnetAlphaInProvided
     LargestLocked POWRegistrationsThisInterval BurnRegistrationsThisInterval ValidatorPruneLen ScalingLawPower
     LastAdjustmentBlock LoadedEmission Rank Trust PruningScores UsedWork StakingOperationRateLimiter
     LastTxBlock LastTxBlockChildKeyTake`,
    OLD,
  ),
  listed(
    'SubtensorModule.storage',
    `ColdkeySwapScheduleDuration ColdkeySwapRescheduleDuration ColdkeySwapScheduled DissolveNetworkScheduleDuration`,
    'nothing is scheduled by the June 2026 rules: swaps are announced',
  ),
  listed(
    'SubtensorModule.storage',
    'AlphaMapLastKey Identities SubnetIdentities SubnetIdentitiesV2 HasMigrationRun CRV3WeightCommits CRV3WeightCommitsV2',
    MIGRATED,
  ),
  listed('SubtensorModule.storage', 'AssociatedEvmAddress', EVM),
  listed('SubtensorModule.call', 'faucet', 'a developer’s node funds accounts by its own RPC'),
  listed('SubtensorModule.call', 'schedule_swap_coldkey', 'swaps are announced by the June 2026 rules'),
  listed('SubtensorModule.call', 'associate_evm_key', EVM),
  listed(
    'SubtensorModule.event',
    `BulkNeuronsRegistered BulkBalancesSet MaxWeightLimitSet ValidatorPruneLenSet ScalingLawPowerSet DefaultTakeSet
     BurnSet Sudid PowRegistrationAllowed Faucet AllBalanceUnstakedAndTransferredToNewColdkey`,
    'no rule of this chain does what they tell of',
  ),
  listed(
    'SubtensorModule.event',
    `ColdkeySwapScheduled ArbitrationPeriodExtended DissolveNetworkScheduled ColdkeySwapScheduleDurationSet
     DissolveNetworkScheduleDurationSet`,
    'nothing is scheduled by the June 2026 rules: swaps are announced',
  ),
  listed(
    'SubtensorModule.event',
    'CRV3WeightsCommitted CRV3WeightsRevealed TimelockedWeightsCommitted TimelockedWeightsRevealed',
    NO_PULSES,
  ),
  listed('SubtensorModule.event', 'EvmKeyAssociated', EVM),
  listed(
    'SubtensorModule.constant',
    `InitialIssuance InitialMinAllowedWeights InitialEmissionValue InitialTempo InitialDifficulty
     InitialMaxDifficulty InitialMinDifficulty InitialRAORecycledForRegistration InitialBurn InitialMaxBurn
     InitialMinBurn MinBurnUpperBound MaxBurnLowerBound InitialAdjustmentInterval InitialBondsMovingAverage
     InitialBondsPenalty InitialBondsResetOn InitialTargetRegistrationsPerInterval InitialRho
     InitialAlphaSigmoidSteepness InitialKappa InitialMinAllowedUids InitialMaxAllowedUids
     InitialValidatorPruneLen InitialScalingLawPower InitialImmunityPeriod InitialActivityCutoff
     InitialMaxRegistrationsPerBlock InitialPruningScore InitialMaxAllowedValidators InitialDefaultDelegateTake
     InitialMinDelegateTake InitialDefaultChildKeyTake InitialMinChildKeyTake InitialMaxChildKeyTake
     InitialWeightsVersionKey InitialServingRateLimit InitialTxRateLimit InitialTxDelegateTakeRateLimit
     InitialTxChildKeyTakeRateLimit InitialAdjustmentAlpha InitialNetworkImmunityPeriod
     InitialNetworkMinLockCost InitialSubnetOwnerCut InitialNetworkLockReductionInterval
     InitialNetworkRateLimit AlphaHigh AlphaLow LiquidAlphaOn InitialColdkeySwapScheduleDuration
     InitialColdkeySwapRescheduleDuration InitialDissolveNetworkScheduleDuration InitialTaoWeight
     InitialEmaPriceHalvingPeriod MaxImmuneUidsPercentage`,
    CONSTANT,
  ),
  listed('Crowdloan.storage', 'HasMigrationRun', MIGRATED),
  listed('Utility.error', 'InvalidDerivedAccount', 'accounts are derived from any two numbers'),
  listed('Preimage.storage', 'StatusFor', MIGRATED),
  listed('Multisig.event', 'DepositPoked', 'deposits are what they were when they were paid'),
  listed('Proxy.event', 'DepositPoked', 'deposits are what they were when they were paid'),
  listed(
    'Proxy.error',
    'AnnouncementDepositInvariantViolated InvalidDerivedAccountId',
    'cannot happen here: an invariant that breaks halts the chain',
  ),
  listed('Commitments.event', 'CommitmentRevealed', NO_PULSES),
  listed('Commitments.error', 'UnexpectedUnreserveLeftover', 'commitments take no deposit'),
  listed('AdminUtils.storage', 'PrecompileEnable', EVM),
  listed('AdminUtils.call', 'sudo_set_evm_chain_id sudo_toggle_evm_precompile', EVM),
  listed('AdminUtils.call', 'swap_authorities schedule_grandpa_change', NO_ENGINE),
  listed('AdminUtils.call', 'sudo_set_total_issuance', 'it would break conservation of TAO'),
  listed(
    'AdminUtils.call',
    'sudo_set_coldkey_swap_schedule_duration sudo_set_dissolve_network_schedule_duration',
    'nothing is scheduled by the June 2026 rules: swaps are announced',
  ),
  listed('AdminUtils.event', 'PrecompileUpdated', EVM),
  listed(
    'Swap.storage',
    `FeeGlobalTao FeeGlobalAlpha Ticks SwapV3Initialized CurrentTick CurrentLiquidity EnabledUserLiquidity
     Positions LastPositionId TickIndexBitmapWords ScrapReservoirTao ScrapReservoirAlpha`,
    NO_POSITIONS,
  ),
  listed(
    'Swap.event',
    'UserLiquidityToggled LiquidityAdded LiquidityRemoved LiquidityModified',
    NO_POSITIONS,
  ),
  listed('Swap.constant', 'ProtocolId MinimumLiquidity', NO_POSITIONS),
  listed('api', 'BlockBuilder GenesisBuilder OffchainWorkerApi SessionKeys', HOST),
  listed('api', 'AuraApi GrandpaApi BabeApi', NO_ENGINE),
  listed('api', 'TransactionPaymentCallApi', 'no client asks: a fee is asked of the whole extrinsic'),
  listed('api', 'EthereumRuntimeRPCApi ConvertTransactionRuntimeApi ContractsApi', EVM),
  listed('Core', 'execute_block initialize_block', HOST),
]
