// Paying one epoch's validators: the alpha and root parts of every dividend (chain-emission §1.7(2)-(5), (7)-(9)).
import { U96F32 } from '@taonet/wire'

export interface DividendStake {
  /** Epoch dividend after parents and children took their parts (`childDividends`), alpha-rao. */
  readonly dividend: bigint
  /** The hotkey's own total alpha on the subnet. */
  readonly alpha: bigint
  /** The hotkey's own total root stake. */
  readonly root: bigint
}

/** In alpha-rao with their fractions; take and floor come after. */
export interface DividendPayout {
  readonly alpha: U96F32
  readonly root: U96F32
}

/** Validators also get the miners' part when no miner earned anything. */
export const validatorPot = (validator: bigint, server: bigint, totalIncentive: bigint): bigint =>
  totalIncentive === 0n ? validator + server : validator

/**
 * Spreads the pots over the hotkeys: `validatorAlpha` by the alpha part of each dividend, `rootAlpha` by its root part,
 * where root's part of a dividend is root * w / (alpha + root * w).
 */
export function distributeDividends(
  hotkeys: readonly DividendStake[],
  validatorAlpha: bigint,
  rootAlpha: bigint,
  taoWeight: U96F32,
): DividendPayout[] {
  const parted = hotkeys.map(({ dividend, alpha, root }) => {
    const weighted = U96F32.mulFloor(U96F32.fromInteger(root), taoWeight)
    const fraction = U96F32.divTrunc(weighted, U96F32.add(U96F32.fromInteger(alpha), weighted))
    const whole = U96F32.fromInteger(dividend)
    const rootPart = U96F32.mulFloor(whole, fraction)
    return { rootPart, alphaPart: U96F32.sub(whole, rootPart) }
  })
  const alphaTotal = U96F32.sum(parted.map(one => one.alphaPart))
  const rootTotal = U96F32.sum(parted.map(one => one.rootPart))
  const share = (pot: bigint, part: U96F32, total: U96F32): U96F32 =>
    U96F32.mulFloor(U96F32.fromInteger(pot), U96F32.divTrunc(part, total))
  return parted.map(({ alphaPart, rootPart }) => ({
    alpha: share(validatorAlpha, alphaPart, alphaTotal),
    root: share(rootAlpha, rootPart, rootTotal),
  }))
}

/** A u16 take as a fraction. */
export const takeFraction = (take: number): U96F32 => U96F32.ratioTrunc(BigInt(take), 65_535n)

/** The hotkey owner's take and what is left for the nominators, each floored to alpha-rao. */
export function splitTake(payout: U96F32, take: U96F32): { take: bigint; rest: bigint } {
  const taken = U96F32.mulFloor(take, payout)
  return { take: U96F32.toU64(taken), rest: U96F32.toU64(U96F32.sub(payout, taken)) }
}

/** MinerBurned: the withheld part of the incentive, 0 when there was none. */
export const minerBurned = (withheld: bigint, totalIncentive: bigint): U96F32 =>
  U96F32.ratioTrunc(withheld, totalIncentive)
