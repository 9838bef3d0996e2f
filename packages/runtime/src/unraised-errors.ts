// Errors that no rule here raises. They are listed because Python clients look an error up by its place in the list, not by
// its number (their `get_module_error`): a hole would give every later error a wrong name. Names where the base has them.
import type { ErrorRow } from './table.ts'

const NAMES: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  SubtensorModule: {
    8: 'NotEnoughStake',
    13: 'BalanceWithdrawalError',
    14: 'ZeroBalanceAfterWithdrawn',
    23: 'InvalidWorkBlock',
    24: 'InvalidDifficulty',
    25: 'InvalidSeal',
    26: 'MaxWeightExceeded',
    27: 'HotKeyAlreadyDelegate',
    35: 'StakingRateLimitExceeded',
    38: 'TransactorAccountShouldBeHotKey',
    39: 'FaucetDisabled',
    43: 'AllNetworksInImmunity',
    45: 'NotRootSubnet',
    59: 'ColdkeyIsInArbitration',
    65: 'SwapAlreadyScheduled',
    66: 'FailedToSchedule',
    72: 'CannotUnstakeLock',
    87: 'NotEnoughAlphaOutToRecycle',
    89: 'UnableToRecoverPublicKey',
    90: 'InvalidRecoveredPublicKey',
    96: 'StakingOperationRateLimitExceeded',
    97: 'InvalidLeaseBeneficiary',
    99: 'LeaseNetuidNotFound',
    103: 'Overflow',
    115: 'EvmKeyAssociateRateLimitExceeded',
    117: 'UidMapCouldNotBeCleared',
  },
  System: {
    0: 'InvalidSpecName',
    1: 'SpecVersionNeedsToIncrease',
    2: 'FailedToExtractRuntimeVersion',
    3: 'NonDefaultComposite',
    4: 'NonZeroRefCount',
  },
  Balances: {
    0: 'VestingBalance',
    1: 'LiquidityRestrictions',
  },
  Utility: { 1: 'InvalidDerivedAccount' },
  AdminUtils: {
    10: 'InvalidValue',
  },
  Crowdloan: {
    7: 'Overflow',
    14: 'ContributionPeriodNotEnded',
    17: 'Underflow',
  },
  Swap: {
    1: 'InsufficientInputAmount',
    4: 'InsufficientBalance',
    5: 'LiquidityNotFound',
    6: 'InvalidTickRange',
    7: 'MaxPositionsExceeded',
    8: 'TooManySwapSteps',
    9: 'InvalidLiquidityValue',
    12: 'UserLiquidityDisabled',
    13: 'SubtokenDisabled',
  },
}

const DOCS = 'No rule of this chain raises it.'

/** The numbers below the pallet's highest that no chapter declares. */
export function unraisedErrors(
  pallet: string,
  declared: ReadonlyMap<number, ErrorRow>,
): [number, ErrorRow][] {
  const highest = Math.max(-1, ...declared.keys())
  const holes = Array.from({ length: highest + 1 }, (_, index) => index).filter(index => !declared.has(index))
  return holes.map(index => [index, { name: NAMES[pallet]?.[index] ?? `Unused${index}`, docs: DOCS }])
}
