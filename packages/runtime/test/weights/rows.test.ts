// Weights follow the uids: replaced, compacted, taken away (chain-registry §3.6).
import assert from 'node:assert/strict'
import test from 'node:test'
import { MechanismCountCurrent } from '../../src/chapters/subnets/table.ts'
import { clearMechanismWeights, clearWeightRow, compactWeightRows } from '../../src/chapters/weights/rows.ts'
import { setWeightsRow } from '../../src/chapters/weights/set.ts'
import { LastUpdate, Weights } from '../../src/chapters/weights/table.ts'
import { MechId, StorageIndex, Uid } from '../../src/nouns.ts'
import { BLOCK, NET, subnet } from './subnet.ts'

const BOTH = [StorageIndex(3), StorageIndex(4099)]

function weighted() {
  const world = subnet(false)
  MechanismCountCurrent.put(world, NET, MechId(2))
  for (const index of BOTH) {
    for (const uid of [0, 1, 2, 3]) setWeightsRow(world, index, Uid(uid), [3, 0, 1, 2], [1, 2, 3, 4])
  }
  world.block = BLOCK + 5
  return world
}

test('a uid that changes hands loses its row; weights to it become explicit zeros', () => {
  const world = weighted()
  clearWeightRow(world, NET, Uid(1))
  for (const index of BOTH) {
    assert.deepEqual(Weights.get(world, index, Uid(1)), [])
    for (const uid of [0, 2, 3]) {
      const row = Weights.get(world, index, Uid(uid))
      assert.deepEqual(
        row.map(([to, weight]) => [to, weight === 0]),
        [
          [3, false],
          [0, false],
          [1, true],
          [2, false],
        ],
      )
    }
    assert.equal(LastUpdate.get(world, index)[1], BigInt(BLOCK + 5))
  }
  assert.equal(LastUpdate.get(world, StorageIndex(3))[0], BigInt(BLOCK))
})

test('compaction renumbers rows, targets and times', () => {
  const world = weighted()
  clearWeightRow(world, NET, Uid(3))
  compactWeightRows(world, NET, [Uid(0), Uid(2), Uid(3)])
  for (const index of BOTH) {
    assert.deepEqual(
      Weights.get(world, index, Uid(1)).map(([to]) => to),
      [2, 0, 1],
    )
    assert.deepEqual(Weights.get(world, index, Uid(2)), [])
    assert.deepEqual([...Weights.entries(world, index)].length, 2)
    assert.equal(LastUpdate.get(world, index).length, 3)
  }
  assert.deepEqual(LastUpdate.get(world, StorageIndex(3)), [BLOCK, BLOCK, BLOCK + 5].map(BigInt))
})

test('nothing is left of a mechanism', () => {
  const world = weighted()
  clearMechanismWeights(world, StorageIndex(4099))
  assert.deepEqual([...Weights.entries(world, StorageIndex(4099))], [])
  assert.equal([...Weights.entries(world, StorageIndex(3))].length, 4)
})
