// Answers as stock clients read them, who know nothing but our metadata.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesToHex } from '@taonet/wire'
import { Metadata, TypeRegistry } from '../../../../peers/node_modules/@polkadot/types/index.js'
import {
  getDynamicBuilder,
  getLookupFn,
} from '../../../../peers/node_modules/polkadot-api/node_modules/@polkadot-api/metadata-builders/dist/index.js'
import {
  metadata as peerMetadata,
  unifyMetadata,
} from '../../../../peers/node_modules/polkadot-api/node_modules/@polkadot-api/substrate-bindings/dist/index.js'
import { apiAnswers } from '../../src/apis/answers.ts'
import { createRuntime, PROFILES } from '../../src/index.ts'
import { ROOT } from '../../src/nouns.ts'
import { alice, aliceHot, bob, ONE, TAO } from '../staking/market.ts'
import { askBytes, inputBytes, scene } from './scene.ts'

const bytes15 = createRuntime(PROFILES.public).metadata(15)
const unified = unifyMetadata(peerMetadata.dec(bytes15))
const builder = getDynamicBuilder(getLookupFn(unified))

const registry = new TypeRegistry()
registry.setMetadata(new Metadata(registry, bytesToHex(bytes15)))

const world = scene()
/** Something to say for every input there is; a method takes what it names. */
const ARGS = {
  netuid: ONE,
  uid: 2,
  mecid: 1,
  subid: 1,
  metagraph_indexes: Array.from({ length: 74 }, (_, number) => number),
  coldkey: bob,
  delegate_account: aliceHot,
  delegatee_account: bob,
  coldkey_account: bob,
  coldkey_accounts: [alice, bob],
  hotkey_account: aliceHot,
  origin: [aliceHot, ONE],
  origin_coldkey_account: alice,
  destination: undefined,
  destination_coldkey_account: bob,
  amount: TAO,
  tao: TAO,
  alpha: TAO,
}

const questions = apiAnswers.flatMap(({ api }) =>
  Object.keys(api.methods).map(name => ({ api, name, answer: askBytes(world, api, name, ARGS) })),
)

test('polkadot-api reads every answer and writes it back to the same bytes', () => {
  assert.ok(questions.length >= 36)
  for (const { api, name, answer } of questions) {
    const { value } = builder.buildRuntimeCall(api.trait, name)
    assert.equal(bytesToHex(value.enc(value.dec(answer))), bytesToHex(answer), name)
  }
})

test('polkadot-api reads every question', () => {
  for (const { api, name } of questions) {
    const { args } = builder.buildRuntimeCall(api.trait, name)
    const data = inputBytes(api, name, ARGS)
    assert.equal(bytesToHex(args.enc(args.dec(data))), bytesToHex(data), name)
  }
})

test('polkadot-js reads every answer and writes it back to the same bytes', () => {
  for (const { api, name, answer } of questions) {
    const method = unified.apis.find(one => one.name === api.trait)?.methods.find(one => one.name === name)
    assert.ok(method, name)
    const value = registry.createType(`Lookup${method.output}`, answer)
    assert.equal(bytesToHex(value.toU8a()), bytesToHex(answer), name)
  }
})

test('polkadot-js names the fields as our tables do', () => {
  const human = (name: string, args: object = {}) => {
    const found = questions.find(one => one.name === name)
    assert.ok(found)
    const method = unified.apis
      .find(one => one.name === found.api.trait)
      ?.methods.find(one => one.name === name)
    const answer = askBytes(world, found.api, name, { ...ARGS, ...args })
    return registry.createType(`Lookup${method?.output}`, answer).toJSON()
  }
  const state = human('get_subnet_state')
  assert.ok(typeof state === 'object' && state !== null && !Array.isArray(state))
  assert.deepEqual(state.incentives, [6, 7, 65_000])
  assert.deepEqual(state.validatorPermit ?? state.validator_permit, [true, true, false])
  const root = human('get_dynamic_info', { netuid: ROOT })
  assert.ok(typeof root === 'object' && root !== null && !Array.isArray(root))
  assert.deepEqual(root.subnetName ?? root.subnet_name, [...new TextEncoder().encode('root')])
})
