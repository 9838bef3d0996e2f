// DelegateInfoRuntimeApi at work.
import type { AccountId } from '@taonet/wire'
import { implementApi } from '../../api.ts'
import { Emission, ValidatorPermit } from '../../chapters/epoch/table.ts'
import { uidOf } from '../../chapters/neurons/registry.ts'
import { ownerOf, takeOf } from '../../chapters/staking/accounts.ts'
import { valueAtSpot } from '../../chapters/staking/pool.ts'
import { stakeOf } from '../../chapters/staking/stake.ts'
import { AlphaV2, Delegates, StakingHotkeys, TotalHotkeyAlpha } from '../../chapters/staking/table.ts'
import { netuids } from '../../chapters/subnets/registry.ts'
import { Tempo } from '../../chapters/subnets/table.ts'
import { Alpha, type NetUid, RAO_PER_TAO, ROOT, Tao, type Uid, ZERO_ACCOUNT } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { delegateInfoApi } from '../delegate-info.ts'
import type { DelegateInfo } from '../types/delegate-info.ts'

/** The protocol counts a day as so many blocks (chain-emission §1.0). */
const BLOCKS_PER_DAY = 7_200n
const WHOLE_TAKE = 65_535n

type Position = [netuid: NetUid, alpha: Alpha]

/** Everybody with stake, in the order of their keys, with what they have on each subnet. */
function nominatorsOf(world: World, hotkey: AccountId): [AccountId, Position[]][] {
  const found = new Map<AccountId, Position[]>()
  for (const [[, coldkey, netuid]] of AlphaV2.entries(world, hotkey)) {
    const stake = stakeOf(world, hotkey, coldkey, netuid)
    if (stake > 0n) found.set(coldkey, [...(found.get(coldkey) ?? []), [netuid, stake]])
  }
  return [...found]
}

/** rao that the seat would earn in a day, were every epoch like the last, at the price of now. */
function dailyValue(world: World, netuid: NetUid, uid: Uid): bigint {
  const tempo = BigInt(Tempo.get(world, netuid))
  const earned = Alpha(Emission.get(world, netuid)[uid] ?? 0n)
  return tempo === 0n ? 0n : (valueAtSpot(world, netuid, earned) * BLOCKS_PER_DAY) / tempo
}

function delegateInfo(world: World, hotkey: AccountId): DelegateInfo {
  const take = takeOf(world, hotkey)
  const seats = netuids(world).flatMap(netuid => {
    const uid = uidOf(world, netuid, hotkey)
    return uid === undefined ? [] : [{ netuid, uid }]
  })
  const validates = seats.filter(({ netuid, uid }) => ValidatorPermit.get(world, netuid)[uid] === true)
  const daily = validates.reduce((sum, { netuid, uid }) => sum + dailyValue(world, netuid, uid), 0n)
  // Of what is staked on root alone, as the SDK's own suite expects: who has nothing there returns nothing.
  const atRoot = TotalHotkeyAlpha.get(world, hotkey, ROOT)
  const kept = (daily * (WHOLE_TAKE - BigInt(take))) / WHOLE_TAKE
  return {
    delegate_ss58: hotkey,
    take,
    nominators: nominatorsOf(world, hotkey),
    owner_ss58: ownerOf(world, hotkey) ?? ZERO_ACCOUNT,
    registrations: seats.map(({ netuid }) => netuid),
    validator_permits: validates.map(({ netuid }) => netuid),
    return_per_1000: Tao(atRoot === 0n ? 0n : (kept * 1_000n * RAO_PER_TAO) / atRoot),
    total_daily_return: Tao(daily),
  }
}

export const delegateInfoAnswers = implementApi(delegateInfoApi, {
  *get_delegates(world) {
    for (const [[hotkey]] of Delegates.entries(world)) yield delegateInfo(world, hotkey)
  },
  get_delegate: (world, { delegate_account }) =>
    Delegates.has(world, delegate_account) ? delegateInfo(world, delegate_account) : undefined,
  *get_delegated(world, { delegatee_account }): Generator<[DelegateInfo, Position]> {
    for (const hotkey of StakingHotkeys.get(world, delegatee_account)) {
      if (!Delegates.has(world, hotkey)) continue
      const info = delegateInfo(world, hotkey)
      for (const netuid of netuids(world)) {
        const stake = stakeOf(world, hotkey, delegatee_account, netuid)
        if (stake > 0n) yield [info, [netuid, stake]]
      }
    }
  },
})
