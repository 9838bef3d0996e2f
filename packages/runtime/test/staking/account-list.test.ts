// Lists of accounts that are grown as bytes are the lists that the codec writes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encode } from '@taonet/wire'
import { createAccountIfNew, noteStakingHotkey } from '../../src/chapters/staking/accounts.ts'
import { OwnedHotkeys, StakingHotkeys } from '../../src/chapters/staking/table.ts'
import { accountOf, testWorld } from '../world.ts'

test('a list grows at its end, over every length that changes how its count is written', () => {
  const world = testWorld()
  const coldkey = accountOf('cold')
  // 64 and 16384 are where the compact count takes more bytes.
  const marks = new Set([1, 2, 63, 64, 65, 300])
  const expected = Array.from({ length: 300 }, (_, at) => accountOf(`hot ${at}`))
  for (const [at, hotkey] of expected.entries()) {
    createAccountIfNew(world, coldkey, hotkey)
    noteStakingHotkey(world, coldkey, hotkey)
    if (!marks.has(at + 1)) continue
    const list = expected.slice(0, at + 1)
    for (const row of [OwnedHotkeys, StakingHotkeys]) {
      assert.deepEqual(row.get(world, coldkey), list)
      assert.deepEqual(world.state.get(row.key(coldkey)), encode(row.value, list))
    }
  }
  // What is listed is not listed again.
  createAccountIfNew(world, coldkey, accountOf('hot 7'))
  noteStakingHotkey(world, coldkey, accountOf('hot 7'))
  for (const row of [OwnedHotkeys, StakingHotkeys]) assert.deepEqual(row.get(world, coldkey), expected)
})
