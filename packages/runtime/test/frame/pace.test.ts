// Waits of a chain with fast blocks: the profile's constants and what genesis writes for the rules say the same.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decode, hexToBytes, u32 } from '@taonet/wire'
import {
  metadata as peerMetadata,
  unifyMetadata,
} from '../../../../peers/node_modules/@polkadot-api/substrate-bindings/dist/index.js'
import { MAX_DURATION, MIN_DURATION } from '../../src/chapters/crowdloan/table.ts'
import { blocksOf } from '../../src/chapters/subnets/pace.ts'
import { createRuntime, PROFILES } from '../../src/index.ts'
import { account, TAO, TestChain } from './chain.ts'

for (const profile of Object.values(PROFILES)) {
  test(`${profile.name}: durations of a crowdloan, as clients read them and as the rules hold to them`, () => {
    const { pallets } = unifyMetadata(peerMetadata.dec(createRuntime(profile).metadata(15)))
    const constants = pallets.find(({ name }) => name === 'Crowdloan')?.constants ?? []
    const read = (name: string) => {
      const found = constants.find(one => one.name === name)
      assert.ok(found)
      return decode(u32, typeof found.value === 'string' ? hexToBytes(found.value) : found.value)
    }
    const chain = new TestChain({ alice: TAO }, { profile: profile.name, sudo: account('alice') })
    assert.equal(read('MinimumBlockDuration'), blocksOf(chain, MIN_DURATION))
    assert.equal(read('MaximumBlockDuration'), blocksOf(chain, MAX_DURATION))
  })
}
