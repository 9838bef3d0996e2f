// Every row with a subnet in its key, written for three subnets: the sweep of one leaves those of the others, and nothing of it.
import assert from 'node:assert/strict'
import test from 'node:test'
import { AccountId32, type Codec, encode, u16, u64 } from '@taonet/wire'
import { sweep } from '../../src/chapters/dissolution/sweep.ts'
import { RegisteredSubnetCounter } from '../../src/chapters/subnets/table.ts'
import { NetUid, StorageIndex, Uid } from '../../src/nouns.ts'
import type { StorageKey } from '../../src/state.ts'
import { pallets } from '../../src/tables.ts'
import { accountOf, type TestWorld, testWorld } from '../world.ts'
import { rowsLeft } from './rows-left.ts'

/** Beyond 255 the order of keys is another one; the last has a key that begins like the first one's. */
const SUBNETS = [1, 257, 4095] as const
/** Its bytes are those of subnet 1 over and over: a search by text alone would take it for one. */
const LOOKALIKE = `0x${'0100'.repeat(16)}` as ReturnType<typeof accountOf>
const ACCOUNTS = [accountOf('somebody'), LOOKALIKE]

const cells = pallets.flatMap(joined => [...joined.cells.values()].filter(cell => !cell.computed))

/** Everything that a column of this kind can hold here. */
function samples(codec: Codec<unknown>, netuid: number): readonly unknown[] {
  const known = new Map<unknown, readonly unknown[]>([
    [NetUid, [NetUid(netuid)]],
    [StorageIndex, [0, 1, 15].map(mechanism => StorageIndex(mechanism * 4096 + netuid))],
    [Uid, [Uid(0), Uid(1)]],
    [AccountId32, ACCOUNTS],
    [u16, [1, 257]],
    [u64, [1n]],
  ])
  const found = known.get(codec)
  assert.ok(found, 'a column holds something new')
  return found
}

/** Every row that can say something about the subnet; of those that cannot, none. */
function fill(world: TestWorld, netuid: number): void {
  for (const { columns, key } of cells) {
    if (!columns.some(({ label }) => label.startsWith('netuid'))) continue
    const keys = columns.reduce<unknown[][]>(
      (all, { codec }) => all.flatMap(one => samples(codec, netuid).map(value => [...one, value])),
      [[]],
    )
    for (const one of keys) world.state.put(Reflect.apply(key, undefined, one), encode(u16, netuid))
  }
}

const rows = (world: TestWorld): Map<StorageKey, string> =>
  new Map([...world.state.keys('' as StorageKey)].map(key => [key, String(world.state.get(key))]))

test('no row of the subnet is left but the count of those before it, and every other row is what it was', () => {
  for (const netuid of SUBNETS) {
    const world = testWorld()
    for (const other of SUBNETS) if (other !== netuid) fill(world, other)
    const others = rows(world)
    fill(world, netuid)
    // A table whose columns had other names would leave nothing to check.
    const before = new Set(rowsLeft(world, netuid)).size
    assert.ok(before > 100, `only ${before} rows have a subnet in their key`)
    sweep(world, NetUid(netuid))
    const after = rows(world)
    after.delete(RegisteredSubnetCounter.key(NetUid(netuid)))
    assert.deepEqual(after, others)
  }
})
