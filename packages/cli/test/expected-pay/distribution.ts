// From an epoch's result to what each (hotkey, coldkey) gets (chain-emission §1.7), for hotkeys without child keys and with
// their owner as only holder.
import { div, floor, mul, sum, u16, whole } from './fixed.ts'

export interface HotkeyState {
  readonly hotkey: string
  readonly coldkey: string
  /** All alpha on this hotkey, whoever's. */
  readonly alpha: bigint
  readonly root: bigint
  /** Of 65535. */
  readonly take: number
}

/** §1.7(4,5): dividends by hotkey become alpha and root payouts, 32 fraction bits. */
export function payouts(
  dividends: readonly { readonly alpha: bigint; readonly root: bigint; readonly dividend: bigint }[],
  taoWeight: bigint,
  validators: bigint,
  rootAlpha: bigint,
): readonly { readonly alpha: bigint; readonly root: bigint }[] {
  const parts = dividends.map(({ alpha, root, dividend }) => {
    const weighed = root * taoWeight
    const rootPart = mul(whole(dividend), div(weighed, whole(alpha) + weighed))
    return { rootPart, alphaPart: whole(dividend) - rootPart }
  })
  const alphaSum = sum(parts.map(one => one.alphaPart))
  const rootSum = sum(parts.map(one => one.rootPart))
  return parts.map(({ alphaPart, rootPart }) => ({
    alpha: validators * div(alphaPart, alphaSum),
    root: rootAlpha * div(rootPart, rootSum),
  }))
}

export interface Drained {
  readonly server: bigint
  readonly validator: bigint
  readonly root: bigint
  readonly owner: bigint
}

export interface Distribution {
  readonly drained: Drained
  /** By uid. */
  readonly neurons: readonly HotkeyState[]
  readonly serverEmission: readonly bigint[]
  readonly validatorEmission: readonly bigint[]
  readonly taoWeight: bigint
  readonly owner: { readonly hotkey: string; readonly coldkey: string } | undefined
  /** Hotkey that a coldkey chose for its incentive, by coldkey (§1.7.7). */
  readonly autoStake: ReadonlyMap<string, string>
}

/** Alpha that each (hotkey, coldkey) gains, keyed by both joined with a slash; zeros left out. */
export function pay(distribution: Distribution): ReadonlyMap<string, bigint> {
  const { drained, neurons, serverEmission, validatorEmission, owner } = distribution
  const gained = new Map<string, bigint>()
  const give = (hotkey: string, coldkey: string, amount: bigint): void => {
    const key = `${hotkey}/${coldkey}`
    if (amount > 0n) gained.set(key, (gained.get(key) ?? 0n) + amount)
  }
  if (owner) give(owner.hotkey, owner.coldkey, drained.owner)

  neurons.forEach(({ hotkey, coldkey }, uid) => {
    // An owner's miners are not paid (§1.7.7).
    if (hotkey === owner?.hotkey || coldkey === owner?.coldkey) return
    give(distribution.autoStake.get(coldkey) ?? hotkey, coldkey, serverEmission[uid] ?? 0n)
  })

  const validators = sum(serverEmission) === 0n ? drained.validator + drained.server : drained.validator
  const paid = payouts(
    neurons.map((one, uid) => ({ ...one, dividend: validatorEmission[uid] ?? 0n })),
    distribution.taoWeight,
    validators,
    drained.root,
  )
  neurons.forEach(({ hotkey, coldkey, take }, uid) => {
    const { alpha = 0n, root = 0n } = paid[uid] ?? {}
    const taken = mul(u16(take), alpha)
    give(hotkey, coldkey, floor(taken))
    give(hotkey, coldkey, floor(alpha - taken))
    give(hotkey, coldkey, floor(mul(u16(take), root)))
  })
  return gained
}
