// TAO into the pools, through them, and out again, in one block in which nobody else trades: it never comes back as more.
// The block is thrown away, so every way starts from what the others left.
import assert from 'node:assert/strict'
import { encode, idAddress } from '@taonet/wire'
import { stakeOf } from '../../src/chapters/staking/stake.ts'
import { Alpha, type CallValue, callValue, RuntimeCall, storage, Tao } from '../../src/tables.ts'
import type { Draw } from '../draw.ts'
import { account, TAO } from '../frame/chain.ts'
import type { Branch } from '../hostile/lively.ts'
import { HOTKEYS, Memory, ONE, ROOT, Scene, TWO } from './scene.ts'

const TRADER = 'trader'
const BACKER = 'sudo'

/** Whether the trader bought something, and sold all of it again. */
export function roundTrip(branch: Branch, draw: Draw): boolean {
  const block = branch.open(account('author'))
  const scene = new Scene(branch.state, block, branch.next, draw, new Memory())
  let fees = 0n
  const does = (by: string, call: CallValue): boolean => {
    const nonce = storage.System.Account.get(scene, account(by)).nonce
    const applied = block.apply(branch.sign(by, encode(RuntimeCall, call), nonce))
    if (applied.ok && by === TRADER) fees += applied.fee
    return applied.ok && applied.dispatch === undefined
  }
  const purse = 10n * TAO + draw.upTo(5_000n * TAO)
  const who = idAddress(account(TRADER))
  const gift = callValue('Balances', 'force_set_balance', { who, new_free: Tao(purse) })
  assert.ok(does(BACKER, callValue('Sudo', 'sudo', { call: gift })))

  const hotkeys = [account(draw.pick(HOTKEYS)), account(draw.pick(HOTKEYS))] as const
  let bought = false
  const steps = 2 + draw.below(6)
  for (let i = 0; i < steps; i++) {
    const [hotkey, elsewhere] = draw.oneIn(2) ? hotkeys : ([hotkeys[1], hotkeys[0]] as const)
    const netuid = draw.pick([ROOT, ONE, TWO, ONE, TWO] as const)
    const destination_netuid = draw.pick([ROOT, ONE, TWO] as const)
    const amount_staked = Tao(draw.upTo((scene.free(TRADER) * 9n) / 10n))
    const whole = stakeOf(scene, hotkey, account(TRADER), netuid)
    const alpha_amount = Alpha(draw.oneIn(2) ? whole : draw.upTo(whole))
    const away = { origin_netuid: netuid, destination_netuid, alpha_amount }
    const went = does(
      TRADER,
      draw.pick([
        callValue('SubtensorModule', 'add_stake', { hotkey, netuid, amount_staked }),
        callValue('SubtensorModule', 'add_stake', { hotkey, netuid, amount_staked }),
        callValue('SubtensorModule', 'remove_stake', { hotkey, netuid, amount_unstaked: alpha_amount }),
        callValue('SubtensorModule', 'swap_stake', { hotkey, ...away }),
        callValue('SubtensorModule', 'move_stake', {
          origin_hotkey: hotkey,
          destination_hotkey: elsewhere,
          ...away,
        }),
      ]),
    )
    bought ||= went
  }
  for (const hotkey of new Set(hotkeys)) does(TRADER, callValue('SubtensorModule', 'unstake_all', { hotkey }))
  const back = scene.free(TRADER)
  assert.ok(back + fees <= purse, `${purse} rao came back as ${back}, ${fees} of fees not counted`)
  const left = hotkeys.flatMap(hotkey =>
    [ROOT, ONE, TWO].map(netuid => stakeOf(scene, hotkey, account(TRADER), netuid)),
  )
  return bought && left.every(alpha => alpha === 0n)
}
