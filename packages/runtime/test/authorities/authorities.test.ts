// Whose votes decide blocks: what root may do with the table, and what a proven lie costs (adr/0004).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccountId } from '@taonet/wire'
import fc from 'fast-check'
import {
  GENESIS_POWER,
  MAX_AUTHORITIES,
  MAX_TOTAL_POWER,
  type Offence,
} from '../../src/chapters/authorities/table.ts'
import { type CallValue, callValue, composeCall, decodeCall, storage } from '../../src/tables.ts'
import { asRoot } from '../frame/as-root.ts'
import { account, TAO, TestChain } from '../frame/chain.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const { Power, Offences } = storage.Authorities
const NAMES = ['ann', 'ben', 'cat'] as const
const [ann, ben, cat] = NAMES.map(account) as [AccountId, AccountId, AccountId]

const begun = (authorities: readonly AccountId[] = [ann, ben, cat]): TestChain =>
  new TestChain({ sudo: 20n * TAO, mallory: 20n * TAO, author: TAO }, { authorities })
const set = (authority: AccountId, power: bigint): CallValue =>
  callValue('Authorities', 'set_authority', { authority, power })
const remove = (authority: AccountId): CallValue =>
  callValue('Authorities', 'remove_authority', { authority })
const lie = (authority: AccountId, height: number): Offence => ({
  authority,
  kind: { type: 'DuplicateVote', value: undefined },
  height,
})

/** A block that came with these proofs. */
function report(chain: TestChain, ...offences: readonly Offence[]): TestChain {
  chain.close(chain.open({ offences }))
  return chain
}
const powers = (chain: TestChain): Record<string, bigint | undefined> =>
  Object.fromEntries(NAMES.map(name => [name, Power.get(chain, account(name))]))
const authors = (chain: TestChain): readonly AccountId[] => storage.Aura.Authorities.get(chain)

test('genesis gives every author one vote of the same power', () => {
  const chain = begun()
  assert.deepEqual(powers(chain), { ann: 10n, ben: 10n, cat: 10n })
  assert.equal(GENESIS_POWER, 10n)
  assert.deepEqual(authors(chain), [ann, ben, cat])
  const crowd = Array.from({ length: MAX_AUTHORITIES + 1 }, (_, index) => account(`authority ${index}`))
  assert.throws(() => begun(crowd), TypeError)
})

test('root gives votes, changes and takes them, and wallets see the same authors', () => {
  const chain = begun([ann])
  assert.equal(asRoot(chain, set(ben, 7n)), undefined)
  assert.ok(chain.eventNames(1).includes('AuthoritySet'))
  assert.equal(asRoot(chain, set(ann, 8n)), undefined)
  assert.deepEqual(powers(chain), { ann: 8n, ben: 7n, cat: undefined })
  assert.deepEqual(authors(chain), [ann, ben])
  assert.equal(asRoot(chain, remove(ann)), undefined)
  assert.ok(chain.eventNames(1).includes('AuthorityRemoved'))
  assert.deepEqual(powers(chain), { ann: 0n, ben: 7n, cat: undefined })
  assert.deepEqual(authors(chain), [ben])
})

test('bounds: a power, a last vote, and no more of either than the engine counts', () => {
  const chain = begun([ann, ben])
  assert.equal(asRoot(chain, set(cat, 0n)), 'NoPower')
  assert.equal(asRoot(chain, remove(cat)), 'NotAnAuthority')
  assert.equal(asRoot(chain, remove(ann)), undefined)
  assert.equal(asRoot(chain, remove(ann)), 'NotAnAuthority')
  assert.equal(asRoot(chain, remove(ben)), 'LastAuthority')
  assert.equal(asRoot(chain, set(ann, MAX_TOTAL_POWER)), 'TooMuchPower')
  assert.equal(asRoot(chain, set(ann, MAX_TOTAL_POWER - 10n)), undefined)
  assert.equal(asRoot(chain, set(ann, MAX_TOTAL_POWER - 9n)), 'TooMuchPower')
  const many = Array.from({ length: MAX_AUTHORITIES }, (_, index) => account(`authority ${index}`))
  const full = begun(many)
  assert.equal(asRoot(full, set(ann, 1n)), 'TooManyAuthorities')
  assert.equal(asRoot(full, set(many[3] ?? ann, 1n)), undefined)
})

test('nobody but root, and nobody at all reports an offence', () => {
  const chain = begun()
  const compose = [
    composeCall('Authorities', 'set_authority', { authority: account('mallory'), power: 1000n }),
    composeCall('Authorities', 'remove_authority', { authority: ann }),
    composeCall('Authorities', 'report_offences', { offences: [lie(ann, 1)] }),
  ]
  for (const call of compose) assert.equal(chain.send('mallory', call).dispatch?.name, 'BadOrigin')
  assert.equal(
    asRoot(chain, callValue('Authorities', 'report_offences', { offences: [lie(ann, 1)] })),
    'BadOrigin',
  )
  assert.deepEqual(powers(chain), { ann: 10n, ben: 10n, cat: 10n })
})

test('a proven lie takes the vote, stands in the block itself, and is on record', () => {
  const chain = report(begun(), lie(ben, 0), lie(ben, 0), lie(account('stranger'), 0))
  assert.deepEqual(powers(chain), { ann: 10n, ben: 0n, cat: 10n })
  assert.deepEqual(authors(chain), [ann, cat])
  const told = chain.events(1).filter(({ event }) => event.name === 'AuthorityOffended')
  assert.deepEqual(
    told.map(({ event }) => event.fields),
    [{ ...lie(ben, 0), power: 10n }],
  )
  const { authority: _, ...what } = lie(ben, 0)
  assert.deepEqual(Offences.get(chain, ben), { ...what, reported: 1, pardoned: undefined })
  const block = chain.open({ offences: [lie(ann, 1)] })
  const [, reported] = block.inherents
  assert.equal(block.inherents.length, 2)
  assert.ok(reported)
  // A length, the version of a bare extrinsic, and the call.
  assert.deepEqual(decodeCall(reported.subarray(2)).args, { offences: [lie(ann, 1)] })
})

test('a block without proofs holds no report', () => {
  assert.equal(begun().open({ offences: [] }).inherents.length, 1)
})

test('root forgives what was done until then, and no more', () => {
  const chain = report(begun(), lie(ben, 0))
  assert.equal(asRoot(chain, set(ben, 5n)), undefined)
  assert.equal(Offences.get(chain, ben)?.pardoned, 2)
  report(chain, lie(ben, 2))
  assert.equal(Power.get(chain, ben), 5n)
  report(chain, lie(ben, 3))
  assert.equal(Power.get(chain, ben), 0n)
  assert.equal(Offences.get(chain, ben)?.pardoned, undefined)
})

test('the last one voting keeps its vote, and the record', () => {
  const chain = report(begun(), lie(cat, 0), lie(ann, 0), lie(ben, 0))
  assert.deepEqual(powers(chain), { ann: 0n, ben: 10n, cat: 0n })
  assert.equal(Offences.get(chain, ben)?.reported, 1)
})

test('whoever left is still known when a lie comes to light', () => {
  const chain = begun()
  asRoot(chain, remove(ben))
  report(chain, lie(ben, 0))
  assert.equal(Offences.get(chain, ben)?.reported, 2)
  assert.equal(
    chain.events(1).find(({ event }) => event.name === 'AuthorityOffended')?.event.fields.power,
    0n,
  )
})

test('whatever root says and engines prove, some authority is left, and the lists agree', () => {
  const step = fc.record({
    what: fc.constantFrom('set', 'remove', 'lie'),
    who: fc.constantFrom(ann, ben, cat),
    power: fc.bigInt(0n, MAX_TOTAL_POWER),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), steps => {
      const chain = begun()
      for (const { what, who, power } of steps) {
        // Every block of the chain under test checks the invariants.
        if (what === 'set') asRoot(chain, set(who, power))
        else if (what === 'remove') asRoot(chain, remove(who))
        else report(chain, lie(who, chain.number))
      }
      assert.ok(authors(chain).length > 0)
    }),
    { numRuns: 20 * EFFORT },
  )
})
