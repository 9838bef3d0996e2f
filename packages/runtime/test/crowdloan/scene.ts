// Crowdloans in tests: coldkeys with TAO, and calls as their owners sign them.
import type { AccountId } from '@taonet/wire'
import { balancesInvariants } from '../../src/chapters/balances/invariants.ts'
import { issue } from '../../src/chapters/balances/ledger.ts'
import { crowdloanInvariants } from '../../src/chapters/crowdloan/invariants.ts'
import { Tao } from '../../src/nouns.ts'
import { dispatcher } from '../../src/protocol.ts'
import { type ArgsOfCall, type CallName, type CallValue, callValue } from '../../src/tables.ts'
import { signed } from '../../src/world.ts'
import { accountOf, refusalOf, type TestWorld, testWorld } from '../world.ts'

export const TAO = 1_000_000_000n
export const [creator, alice, bob, target] = ['creator', 'alice', 'bob', 'target'].map(accountOf) as [
  AccountId,
  AccountId,
  AccountId,
  AccountId,
]
export const START = 1_000
export const END = START + 50_400

export function people(): TestWorld {
  const world = testWorld({ block: START })
  for (const who of [creator, alice, bob]) issue(world, who, Tao(1_000n * TAO))
  return world
}

/** The name of what the call is refused with; undefined when it goes through. */
export function signs<N extends CallName<'Crowdloan'>>(
  world: TestWorld,
  who: AccountId,
  name: N,
  args: ArgsOfCall<'Crowdloan', N>,
): string | undefined {
  const call = callValue('Crowdloan', name, args)
  const refused = refusalOf(world, () => dispatcher.dispatch(world, signed(who), call))
  crowdloanInvariants(world)
  balancesInvariants(world)
  return refused?.name
}

interface Terms {
  readonly deposit?: bigint
  readonly min_contribution?: bigint
  readonly cap?: bigint
  readonly end?: number
  readonly call?: CallValue | undefined
  readonly target_address?: AccountId | undefined
}

/** 10 of 100 TAO for `target`, unless said otherwise. */
export const create = (world: TestWorld, terms: Terms = {}): string | undefined =>
  signs(world, creator, 'create', {
    deposit: Tao(terms.deposit ?? 10n * TAO),
    min_contribution: Tao(terms.min_contribution ?? TAO / 10n),
    cap: Tao(terms.cap ?? 100n * TAO),
    end: terms.end ?? END,
    call: terms.call,
    target_address: 'target_address' in terms ? terms.target_address : terms.call ? undefined : target,
  })

export const contribute = (world: TestWorld, who: AccountId, rao: bigint, id = 0): string | undefined =>
  signs(world, who, 'contribute', { crowdloan_id: id, amount: Tao(rao) })

/** withdraw, finalize, refund, dissolve. */
export const does = (
  world: TestWorld,
  who: AccountId,
  name: 'withdraw' | 'finalize' | 'refund' | 'dissolve',
  id = 0,
): string | undefined => signs(world, who, name, { crowdloan_id: id })
