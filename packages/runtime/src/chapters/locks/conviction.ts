// Locked stake: its decay and the conviction it builds (chain-weights-staking §5.9).
import { expFloor, U64F64 } from '@taonet/wire'

/** Blocks; the rate both of unlocking and of maturing: a half-life of 90 days. */
export const LOCK_RATE = 934_866n

/** Blocks: a younger subnet keeps its owner whatever the convictions. */
export const OWNER_CHANGE_AGE = 2_629_800n

export interface Lock {
  /** Locked alpha-rao. */
  readonly mass: bigint
  /** In alpha-rao, with its fraction. */
  readonly conviction: U64F64
}

export interface LockRates {
  /** Blocks. */
  readonly unlock: bigint
  readonly maturity: bigint
}

export interface LockKind {
  /** Set by `set_perpetual_lock`: the mass does not decay. */
  readonly perpetual: boolean
  /** Locked on the subnet owner's hotkey: conviction is the mass itself. */
  readonly ownerLock: boolean
}

const LOWEST_EXPONENT = 40n
/** Alpha-rao: less of both mass and conviction is nothing. */
export const DUST = 100n

/** exp(-blocks / rate), truncated at 2^-64, the exponent at least -40; rate 0 gives 0 unless no block passed. */
export function expDecay(blocks: bigint, rate: bigint): U64F64 {
  if (blocks === 0n) return U64F64.one
  if (rate === 0n) return U64F64.zero
  const exponent =
    blocks > LOWEST_EXPONENT * rate
      ? { numerator: -LOWEST_EXPONENT, denominator: 1n }
      : { numerator: -blocks, denominator: rate }
  return U64F64.fromBits(expFloor(exponent, U64F64.fractionBits))
}

/** How much conviction a unit of decaying mass builds in `blocks`, from the two decays over that time. */
function maturedPart(blocks: bigint, rates: LockRates, unlocking: U64F64, maturing: U64F64): U64F64 {
  const { unlock, maturity } = rates
  if (unlock === 0n || maturity === 0n) return U64F64.zero
  if (unlock === maturity) return U64F64.mulFloor(U64F64.ratioTrunc(blocks, maturity), maturing)
  return U64F64.fromBits((unlock * (unlocking - maturing)) / (unlock - maturity))
}

/** The lock `blocks` later, however little is left: what sums of locks are made of. */
export function mature(lock: Lock, blocks: bigint, rates: LockRates, kind: LockKind): Lock {
  const unlocking = expDecay(blocks, rates.unlock)
  const maturing = expDecay(blocks, rates.maturity)
  const locked = U64F64.fromInteger(lock.mass)
  const mass = kind.perpetual ? lock.mass : U64F64.toU64(U64F64.mulFloor(unlocking, locked))
  const part = kind.perpetual
    ? U64F64.sub(U64F64.one, maturing)
    : maturedPart(blocks, rates, unlocking, maturing)
  const conviction = kind.ownerLock
    ? U64F64.fromInteger(mass)
    : U64F64.add(U64F64.mulFloor(maturing, lock.conviction), U64F64.mulFloor(locked, part))
  return { mass, conviction }
}

export const NOTHING_LOCKED: Lock = { mass: 0n, conviction: U64F64.zero }

export const withoutDust = (lock: Lock): Lock =>
  lock.mass < DUST && lock.conviction < U64F64.fromInteger(DUST) ? NOTHING_LOCKED : lock

/** The lock `blocks` later; what has become dust is nothing. */
export const rollForward = (lock: Lock, blocks: bigint, rates: LockRates, kind: LockKind): Lock =>
  withoutDust(mature(lock, blocks, rates, kind))
