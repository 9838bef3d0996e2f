// What people raise together: crowdloans begin, take contributions, give them back and end. None is ever finalized here:
// those stay in the state for good, and a million calls would fill it.
import type { AccountId } from '@taonet/wire'
import { callValue, storage, Tao } from '../../src/tables.ts'
import { account, TAO } from '../frame/chain.ts'
import type { Kind } from './kind.ts'
import { type Scene, SETTLED } from './scene.ts'

const { Crowdloans, Contributions } = storage.Crowdloan
const DEPOSIT = 10n * TAO
const CONTRIBUTION = TAO / 10n
const DURATION = 20_000
/** At a time. */
const MOST = 12

const nameOf = (who: AccountId): string | undefined => SETTLED.find(name => account(name) === who)

/** Of a crowdloan that is under way: its number and its creator's name. */
function underWay(scene: Scene): { readonly id: number; readonly creator: string } {
  const all = [...Crowdloans.entries(scene)]
  const found = scene.wild ? undefined : all[scene.draw.below(all.length)]
  const creator = found && nameOf(found[1].creator)
  return found && creator !== undefined
    ? { id: found[0][0], creator }
    : { id: scene.draw.below(20), creator: scene.settled() }
}

export const crowdloans: readonly Kind[] = [
  {
    name: 'Crowdloan.create',
    make(scene) {
      const full = [...Crowdloans.entries(scene)].length >= MOST
      const deposit = full || scene.wild ? scene.draw.upTo(DEPOSIT - 1n) : DEPOSIT
      const by = scene.settled()
      const args = {
        deposit: Tao(deposit),
        min_contribution: Tao(CONTRIBUTION),
        cap: Tao(DEPOSIT + TAO + scene.draw.upTo(100n * TAO)),
        end: scene.number + DURATION,
        call: undefined,
        target_address: account(by),
      }
      return { by, call: callValue('Crowdloan', 'create', args) }
    },
  },
  {
    name: 'Crowdloan.contribute',
    make(scene) {
      const by = scene.settled()
      const amount = Tao(CONTRIBUTION + scene.amount(scene.free(by) / 500n) / 2n)
      const args = { crowdloan_id: underWay(scene).id, amount }
      return { by, call: callValue('Crowdloan', 'contribute', args) }
    },
  },
  {
    name: 'Crowdloan.withdraw',
    make(scene) {
      const { id, creator } = underWay(scene)
      const others = [...Contributions.entries(scene, id)].map(([[, who]]) => nameOf(who))
      const by = others.find(name => name !== undefined && name !== creator)
      return { by: by ?? scene.settled(), call: callValue('Crowdloan', 'withdraw', { crowdloan_id: id }) }
    },
  },
  {
    name: 'Crowdloan.refund',
    make(scene) {
      const { id, creator } = underWay(scene)
      return { by: creator, call: callValue('Crowdloan', 'refund', { crowdloan_id: id }) }
    },
  },
  {
    name: 'Crowdloan.dissolve',
    make(scene) {
      const all = [...Crowdloans.entries(scene)]
      const own = all.find(([, loan]) => loan.raised === loan.deposit && nameOf(loan.creator) !== undefined)
      const [id, by] =
        own && !scene.wild ? [own[0][0], nameOf(own[1].creator)] : [scene.draw.below(20), undefined]
      return { by: by ?? scene.settled(), call: callValue('Crowdloan', 'dissolve', { crowdloan_id: id }) }
    },
  },
  {
    name: 'Crowdloan.update_min_contribution',
    make(scene) {
      const { id, creator } = underWay(scene)
      const new_min_contribution = Tao(scene.wild ? scene.draw.upTo(CONTRIBUTION) : CONTRIBUTION)
      const args = { crowdloan_id: id, new_min_contribution }
      return { by: creator, call: callValue('Crowdloan', 'update_min_contribution', args) }
    },
  },
  {
    name: 'Crowdloan.update_end',
    make(scene) {
      const { id, creator } = underWay(scene)
      const new_end = scene.number + (scene.wild ? scene.draw.below(2 * DURATION) : DURATION)
      return { by: creator, call: callValue('Crowdloan', 'update_end', { crowdloan_id: id, new_end }) }
    },
  },
  {
    name: 'Crowdloan.update_cap',
    make(scene) {
      const { id, creator } = underWay(scene)
      const raised = Crowdloans.get(scene, id)?.raised ?? 0n
      const new_cap = Tao(scene.amount(raised) + (scene.wild ? 0n : raised + scene.draw.upTo(100n * TAO)))
      return { by: creator, call: callValue('Crowdloan', 'update_cap', { crowdloan_id: id, new_cap }) }
    },
  },
  {
    name: 'Crowdloan.set_max_contribution',
    make(scene) {
      const { id, creator } = underWay(scene)
      const most = Tao(CONTRIBUTION + scene.draw.upTo(20n * TAO))
      const new_max_contribution = scene.draw.oneIn(2) ? undefined : most
      const args = { crowdloan_id: id, new_max_contribution }
      return { by: creator, call: callValue('Crowdloan', 'set_max_contribution', args) }
    },
  },
]
