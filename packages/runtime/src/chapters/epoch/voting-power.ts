// Voting power: a slow average of a validator's stake, kept where a subnet asks for it (chain-epoch §2.12).
import type { Block } from './stake.ts'

export const WHOLE = 10n ** 18n

export interface VotingPower<Hotkey> {
  readonly trackingEnabled: boolean
  /** Block at which tracking ends, 0 = not scheduled. */
  readonly disableAt: Block
  /** In rao; hotkeys without an entry have 0. */
  readonly power: ReadonlyMap<Hotkey, bigint>
}

export interface VotingPowerEpoch<Hotkey> {
  readonly block: Block
  /** Of 1e18. */
  readonly emaAlpha: bigint
  /** StakeThreshold in rao. */
  readonly stakeThreshold: bigint
  /** Everybody registered, with the permit this epoch gave and the stake summed over mechanisms. */
  readonly hotkeys: readonly { readonly hotkey: Hotkey; readonly permit: boolean; readonly stake: bigint }[]
}

/** One epoch's update. Entries of deregistered hotkeys and of those without permit go. */
export function updateVotingPower<Hotkey>(
  now: VotingPower<Hotkey>,
  epoch: VotingPowerEpoch<Hotkey>,
): VotingPower<Hotkey> {
  if (!now.trackingEnabled) return now
  if (Number(now.disableAt) > 0 && epoch.block >= now.disableAt)
    return { trackingEnabled: false, disableAt: 0, power: new Map() }
  const power = new Map<Hotkey, bigint>()
  for (const { hotkey, permit, stake } of epoch.hotkeys) {
    if (!permit) continue
    const previous = now.power.get(hotkey)
    const next = nextPower(previous, stake, epoch)
    if (next !== undefined) power.set(hotkey, next)
  }
  return { ...now, power }
}

/** undefined = no entry. */
function nextPower<Hotkey>(
  previous: bigint | undefined,
  stake: bigint,
  { emaAlpha, stakeThreshold }: VotingPowerEpoch<Hotkey>,
): bigint | undefined {
  const before = previous ?? 0n
  const average = (emaAlpha * stake + (WHOLE - emaAlpha) * before) / WHOLE
  if (average < stakeThreshold && before >= stakeThreshold) return undefined
  return average > 0n ? average : previous
}
