// Trios that act together: two of three approve a call, one may cancel it, and some need one only.
import { type AccountId, type Hash, idAddress } from '@taonet/wire'
import { callHash } from '../../src/call-hash.ts'
import { multisigAccount } from '../../src/chapters/multisig/signatories.ts'
import type { Timepoint } from '../../src/chapters/multisig/table.ts'
import { type CallValue, callValue, storage, Tao } from '../../src/tables.ts'
import { account, TAO } from '../frame/chain.ts'
import type { Kind } from './kind.ts'
import type { Scene } from './scene.ts'
import { TRIOS } from './trios.ts'

const { Multisigs } = storage.Multisig
const AMPLE = { ref_time: 1_000_000_000_000n, proof_size: 0n }

/** What they have in mind: a little to one of them, or to everybody's surprise too much. */
const IDEAS: readonly CallValue[] = TRIOS.flatMap(trio =>
  trio.map((name, at) =>
    callValue('Balances', 'transfer_keep_alive', {
      dest: idAddress(account(name)),
      value: Tao(at === 0 ? 100_000n * TAO : 1_000_000n),
    }),
  ),
)
const BY_HASH = new Map(IDEAS.map(call => [callHash(call), call]))

interface Step {
  readonly by: string
  readonly call: CallValue
  readonly call_hash: Hash
  readonly since: Timepoint | undefined
  readonly signatories: { readonly threshold: number; readonly other_signatories: AccountId[] }
}

/** The next step of a trio: on what is under way, or something new. */
function step(scene: Scene, who: 'another' | 'the first'): Step {
  const trio = scene.draw.pick(TRIOS)
  const accounts = trio.map(account).sort((a, b) => (a < b ? -1 : 1))
  const threshold = scene.wild && scene.draw.oneIn(4) ? scene.draw.below(4) : 2
  const underWay = [...Multisigs.entries(scene, multisigAccount(accounts, threshold))]
  const found = scene.draw.oneIn(3) ? undefined : underWay[scene.draw.below(underWay.length)]
  const call = (found && BY_HASH.get(found[0][1])) ?? scene.draw.pick(IDEAS)
  const fits = trio.filter(name =>
    who === 'the first'
      ? account(name) === found?.[1].depositor
      : !(found?.[1].approvals ?? []).includes(account(name)),
  )
  const by = scene.draw.pick(scene.wild || fits.length === 0 ? trio : fits)
  const other_signatories = accounts.filter(one => one !== account(by))
  const call_hash = callHash(call)
  return { by, call, call_hash, since: found?.[1].when, signatories: { threshold, other_signatories } }
}

export const multisigs: readonly Kind[] = [
  {
    name: 'Multisig.as_multi_threshold_1',
    make(scene) {
      const { by, call, signatories } = step(scene, 'another')
      const { other_signatories } = signatories
      return { by, call: callValue('Multisig', 'as_multi_threshold_1', { other_signatories, call }) }
    },
  },
  {
    name: 'Multisig.as_multi',
    make(scene) {
      const { by, call, since, signatories } = step(scene, 'another')
      const args = { ...signatories, maybe_timepoint: since, call, max_weight: AMPLE }
      return { by, call: callValue('Multisig', 'as_multi', args) }
    },
  },
  {
    name: 'Multisig.approve_as_multi',
    make(scene) {
      const { by, call_hash, since, signatories } = step(scene, 'another')
      const args = { ...signatories, maybe_timepoint: since, call_hash, max_weight: AMPLE }
      return { by, call: callValue('Multisig', 'approve_as_multi', args) }
    },
  },
  {
    name: 'Multisig.cancel_as_multi',
    make(scene) {
      const { by, call_hash, since, signatories } = step(scene, 'the first')
      const timepoint = since ?? { height: scene.number, index: 0 }
      return { by, call: callValue('Multisig', 'cancel_as_multi', { ...signatories, timepoint, call_hash }) }
    },
  },
  {
    name: 'Multisig.poke_deposit',
    make(scene) {
      const { by, call_hash, signatories } = step(scene, 'the first')
      return { by, call: callValue('Multisig', 'poke_deposit', { ...signatories, call_hash }) }
    },
  },
]
