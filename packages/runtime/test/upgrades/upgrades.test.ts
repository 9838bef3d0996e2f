// A version of the rules that changes at a block that root names, by the state alone (adr/0006).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CallValue, callValue, composeCall, storage } from '../../src/tables.ts'
import { asRoot } from '../frame/as-root.ts'
import { TAO, TestChain } from '../frame/chain.ts'

const BALANCES = { alice: 20n * TAO, sudo: 20n * TAO, author: TAO }
const { SpecVersion, Planned } = storage.Upgrades
const plan = (spec_version: number, at: number): CallValue =>
  callValue('Upgrades', 'plan_upgrade', { spec_version, at })
const cancel = callValue('Upgrades', 'cancel_upgrade', {})
const begun = (): TestChain => new TestChain(BALANCES, { specVersion: 1000 })
/** What the next block needs, and what the newest one left. */
const versions = (chain: TestChain) => [chain.runtime.versionOfNext(chain.state), SpecVersion.get(chain)]

test('blocks are of the version that genesis names, until the planned one', () => {
  const chain = begun()
  assert.deepEqual(versions(chain), [1000, 1000])
  assert.equal(asRoot(chain, plan(1002, 4)), undefined)
  assert.deepEqual(versions(chain), [1000, 1000])
  chain.block()
  assert.deepEqual(versions(chain), [1000, 1000])
  chain.block()
  assert.equal(chain.number, 3)
  assert.deepEqual(versions(chain), [1002, 1000])
  chain.block()
  assert.deepEqual(versions(chain), [1002, 1002])
  assert.equal(Planned.get(chain), undefined)
  const told = chain.events().filter(({ event }) => event.name === 'Upgraded')
  assert.deepEqual(
    told.map(({ event, phase }) => [event.fields, phase.type]),
    [[{ spec_version: 1002 }, 'Initialization']],
  )
  chain.block()
  assert.deepEqual(
    chain.eventNames().filter(name => name === 'Upgraded'),
    [],
  )
})

test('a chain without a version takes any, until one is planned for it', () => {
  const chain = new TestChain(BALANCES)
  assert.deepEqual(versions(chain), [undefined, undefined])
  assert.equal(asRoot(chain, plan(7, 2)), undefined)
  assert.deepEqual(versions(chain), [7, undefined])
  chain.block()
  assert.deepEqual(versions(chain), [7, 7])
})

test('a later plan replaces the one before, and a cancelled one is none', () => {
  const chain = begun()
  assert.equal(asRoot(chain, plan(1002, 5)), undefined)
  assert.equal(asRoot(chain, plan(1004, 6)), undefined)
  assert.deepEqual(Planned.get(chain), { spec_version: 1004, at: 6 })
  assert.equal(asRoot(chain, cancel), undefined)
  assert.equal(asRoot(chain, cancel), 'NothingPlanned')
  for (let number = chain.number; number < 8; number++) chain.block()
  assert.deepEqual(versions(chain), [1000, 1000])
})

test('what is no upgrade is refused, and so is whoever is not root', () => {
  const chain = begun()
  assert.equal(asRoot(chain, plan(1000, 9)), 'NotNewer')
  assert.equal(asRoot(chain, plan(999, 9)), 'NotNewer')
  assert.equal(asRoot(chain, plan(1001, 0)), 'InThePast')
  assert.equal(asRoot(chain, plan(1001, chain.number + 1)), 'InThePast')
  for (const call of [
    composeCall('Upgrades', 'plan_upgrade', { spec_version: 1002, at: 99 }),
    composeCall('Upgrades', 'cancel_upgrade', {}),
  ])
    assert.equal(chain.send('alice', call).dispatch?.name, 'BadOrigin')
  assert.deepEqual(versions(chain), [1000, 1000])
})
