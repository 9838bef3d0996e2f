// An epoch of the past, run once more on the state before its block, with everything it weighed laid open: for whoever asks
// why somebody was paid what he was paid. The rules are the block step's own; nothing here decides anything.
import type { AccountId } from '@taonet/wire'
import { runSteps } from './block-step.ts'
import { BlockWorld } from './block-world.ts'
import { blockSteps } from './chapters/emission/block-step.ts'
import {
  distribute,
  ownersHotkeys,
  type ValidatorPayout,
  validatorPayouts,
} from './chapters/emission/distribution.ts'
import { validatorPot } from './chapters/emission/dividends.ts'
import { type Drained, takeTurns } from './chapters/emission/drain.ts'
import { pendingOf } from './chapters/emission/pending.ts'
import type { AlphaSplit } from './chapters/emission/subnet-terms.ts'
import { epochInputs } from './chapters/epoch/inputs.ts'
import { type Judgement, judge } from './chapters/epoch/judgement.ts'
import { mechanismShares, runSubnetEpoch } from './chapters/epoch/mechanisms.ts'
import { ownerOf, takeOf } from './chapters/staking/accounts.ts'
import { autoStakeDestination } from './chapters/staking/auto-stake.ts'
import { noteStep } from './chapters/subnets/schedule.ts'
import { MechanismEmissionSplit } from './chapters/subnets/table.ts'
import { beginBlock } from './chapters/system/block.ts'
import { Alpha, type NetUid } from './nouns.ts'
import { dispatcher } from './protocol.ts'
import type { BlockContext } from './runtime-port.ts'
import type { StateView } from './state.ts'
import { callValue } from './tables.ts'
import { attempt, none } from './world.ts'

export type { AlphaSplit, Judgement, ValidatorPayout }

/** One uid of the epoch. Amounts are alpha-rao. */
export interface SeatPay {
  readonly hotkey: AccountId
  readonly coldkey: AccountId | undefined
  readonly incentive: bigint
  readonly dividend: bigint
  /** Owners earn nothing by mining: their incentive is burnt or recycled (chain-emission §1.7(6)). */
  readonly withheld: boolean
  /** The hotkey that the incentive is staked on. */
  readonly destination: AccountId
  /** u16 */
  readonly take: number
}

export interface EpochReplay {
  /** What waited for the epoch before its block, and what it handed out, that block's own share included. */
  readonly before: AlphaSplit
  readonly drained: AlphaSplit
  readonly mechanisms: readonly { readonly share: bigint; readonly judgement: Judgement }[]
  /** By uid. */
  readonly seats: readonly SeatPay[]
  /** By hotkey: whoever gets a dividend, after takes and lent stake (chain-emission §1.7(3)-(5), §1.8). */
  readonly payouts: readonly ValidatorPayout[]
  /** The state when the epoch was paid; the block's extrinsics come later. */
  readonly after: StateView
}

/** @param view state of the parent block. Undefined when no epoch of the subnet runs in the block. Pure. */
export function replayEpoch(view: StateView, context: BlockContext, netuid: NetUid): EpochReplay | undefined {
  const world = new BlockWorld(view, context)
  const before = pendingOf(world, netuid)
  beginBlock(world)
  dispatcher.dispatch(world, none, callValue('Timestamp', 'set', { now: context.time }))
  const epochs = blockSteps.findIndex(step => step.name === 'epochs')
  runSteps(world, blockSteps.slice(0, epochs))
  for (const drained of takeTurns(world).sort((a, b) => a.netuid - b.netuid)) {
    const weighed = drained.netuid === netuid ? weigh(world, drained) : undefined
    attempt(world, () => {
      distribute(world, drained.netuid, drained.pending)
      noteStep(world, drained.netuid)
    })
    if (weighed) return { before, drained: drained.pending, ...weighed, after: world.state }
  }
  return undefined
}

function weigh(
  world: BlockWorld,
  { netuid, pending }: Drained,
): Pick<EpochReplay, 'mechanisms' | 'seats' | 'payouts'> {
  const amount = pending.server + pending.validator + pending.root
  const { hotkeys, subnet, mechanisms } = epochInputs(world, netuid)
  const split = MechanismEmissionSplit.get(world, netuid) ?? null
  const shares = mechanismShares(amount, mechanisms.length, split)
  const { serverEmission, validatorEmission } = runSubnetEpoch(subnet, mechanisms, amount, split)
  const withheldFrom = ownersHotkeys(world, netuid)
  const seats = hotkeys.map((hotkey, uid): SeatPay => {
    const coldkey = ownerOf(world, hotkey)
    return {
      hotkey,
      coldkey,
      incentive: serverEmission[uid] ?? 0n,
      dividend: validatorEmission[uid] ?? 0n,
      withheld: withheldFrom.has(hotkey),
      destination: (coldkey && autoStakeDestination(world, coldkey, netuid)) ?? hotkey,
      take: takeOf(world, hotkey),
    }
  })
  return {
    mechanisms: mechanisms.map((one, i) => ({ share: shares[i] ?? 0n, judgement: judge(subnet, one) })),
    seats,
    payouts: payoutsOf(world, netuid, pending, seats),
  }
}

/** As they will be paid; what computing them writes is undone. */
function payoutsOf(
  world: BlockWorld,
  netuid: NetUid,
  { server, validator, root }: AlphaSplit,
  seats: readonly SeatPay[],
): readonly ValidatorPayout[] {
  const awards = seats
    .map(({ hotkey, incentive, dividend }) => ({
      hotkey,
      server: Alpha(incentive),
      validator: Alpha(dividend),
    }))
    .sort((a, b) => (a.hotkey < b.hotkey ? -1 : 1))
  const pot = validatorPot(
    validator,
    server,
    seats.reduce((sum, { incentive }) => sum + incentive, 0n),
  )
  world.state.begin()
  const payouts = validatorPayouts(world, netuid, awards, pot, root)
  world.state.rollback()
  return payouts
}
