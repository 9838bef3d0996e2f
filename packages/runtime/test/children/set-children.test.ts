// Naming children, their takes, and what waits (chain-emission §1.1(7), §1.10).
import assert from 'node:assert/strict'
import test from 'node:test'
import { U64_MAX } from '@taonet/wire'
import fc from 'fast-check'
import { childrenCalls } from '../../src/chapters/children/calls.ts'
import { childrenInvariants } from '../../src/chapters/children/invariants.ts'
import type { Link } from '../../src/chapters/children/links.ts'
import { applyPendingChildren } from '../../src/chapters/children/pending.ts'
import { setChildren } from '../../src/chapters/children/set.ts'
import { ChildKeys, ParentKeys, PendingChildKeys } from '../../src/chapters/children/table.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { removeStake } from '../../src/chapters/staking/remove.ts'
import { hotkeyValue } from '../../src/chapters/staking/stake.ts'
import { StakeThreshold } from '../../src/chapters/staking/table.ts'
import { unstakeAll } from '../../src/chapters/staking/unstake-all.ts'
import { choosePace } from '../../src/chapters/subnets/pace.ts'
import {
  LastEpochBlock,
  NetworksAdded,
  SubtokenEnabled,
  TransactionKeyLastBlock,
} from '../../src/chapters/subnets/table.ts'
import { Alpha, type NetUid, ROOT, Tao } from '../../src/nouns.ts'
import { attempt, signed } from '../../src/world.ts'
import {
  alice,
  aliceHot,
  bob,
  bobHot,
  charlieHot,
  checkBooks,
  coldkeys,
  hotkeys,
  market,
  ONE,
  owner,
  ownerHotkey,
  TAO,
  TWO,
} from '../staking/market.ts'
import { testOrder } from '../staking/steps.ts'
import { accountOf, eventNames, refusalOf, type TestWorld } from '../world.ts'

const HALF = U64_MAX / 2n
const SET_CHILDREN = 0

/** Alice's hotkey may name Bob's; a kilotao is behind it. */
function scene() {
  const world = market()
  addStake(world, alice, aliceHot, ONE, Tao(1000n * TAO))
  const children: Link[] = [[HALF, bobHot]]
  return { world, coldkey: alice, hotkey: aliceHot, netuid: ONE as NetUid, children }
}
type Scene = ReturnType<typeof scene>

const run = ({ world, coldkey, hotkey, netuid, children }: Scene): void =>
  setChildren(world, coldkey, hotkey, netuid, children)

/** A block in which a subnet's cycle ends. */
function endCycle(world: TestWorld, netuid: NetUid, block: number): void {
  world.block = block
  LastEpochBlock.put(world, netuid, BigInt(block))
  applyPendingChildren(world)
}

testOrder<Scene>(
  'set_children',
  scene,
  [
    {
      error: 'TxRateLimitExceeded',
      break: ({ world, hotkey }) => {
        for (const where of [ROOT, ONE]) TransactionKeyLastBlock.put(world, hotkey, where, SET_CHILDREN, 10n)
      },
    },
    {
      error: 'RegistrationNotPermittedOnRootSubnet',
      break: one => {
        one.netuid = ROOT
      },
    },
    { error: 'SubnetNotExists', break: ({ world }) => NetworksAdded.remove(world, ONE) },
    {
      error: 'NonAssociatedColdKey',
      break: one => {
        one.coldkey = bob
      },
    },
    {
      error: 'DuplicateChild',
      break: ({ children }) => {
        children.push([1n, charlieHot], [1n, charlieHot])
      },
    },
    {
      error: 'InvalidChild',
      break: ({ children, hotkey }) => {
        children.push([1n, hotkey])
      },
    },
    {
      error: 'TooManyChildren',
      break: ({ children }) => {
        for (const name of 'abcde') children.push([1n, accountOf(name)])
      },
    },
    {
      error: 'ProportionOverflow',
      break: ({ children }) => {
        children.push([HALF + 2n, ownerHotkey])
      },
    },
    {
      error: 'ChildParentInconsistency',
      break: ({ world }) => ParentKeys.put(world, aliceHot, ONE, [[1n, bobHot]]),
    },
    {
      error: 'NotEnoughStakeToSetChildkeys',
      break: ({ world }) => StakeThreshold.put(world, hotkeyValue(world, aliceHot) + 1n),
    },
  ],
  run,
)

test('a chain with fast blocks lets children change sooner', () => {
  const one = scene()
  const { world } = one
  choosePace(world, true)
  const first = world.block
  run(one)
  world.block = first + 39
  assert.equal(refusalOf(world, () => run(one))?.name, 'TxRateLimitExceeded')
  world.block = first + 40
  run(one)
})

test('a list waits for the cooldown and then for the end of a cycle; a newer one takes its place', () => {
  const one = scene()
  const { world } = one
  run(one)
  assert.deepEqual(PendingChildKeys.get(world, ONE, aliceHot), [[[HALF, bobHot]], 7_220n])
  assert.deepEqual(eventNames(world).slice(-1), ['SetChildrenScheduled'])
  world.block = 169
  assert.equal(refusalOf(world, () => run(one))?.name, 'TxRateLimitExceeded')
  world.block = 170
  one.children = [[U64_MAX, charlieHot]]
  run(one)
  assert.deepEqual(PendingChildKeys.get(world, ONE, aliceHot), [[[U64_MAX, charlieHot]], 7_370n])
  endCycle(world, ONE, 7_370)
  assert.deepEqual(ChildKeys.get(world, aliceHot, ONE), [])
  // Over, but another subnet's cycle ends.
  endCycle(world, TWO, 7_371)
  assert.deepEqual(ChildKeys.get(world, aliceHot, ONE), [])
  endCycle(world, ONE, 7_371)
  assert.deepEqual(ChildKeys.get(world, aliceHot, ONE), [[U64_MAX, charlieHot]])
  assert.deepEqual(ParentKeys.get(world, charlieHot, ONE), [[U64_MAX, aliceHot]])
  assert.equal(PendingChildKeys.has(world, ONE, aliceHot), false)
  assert.deepEqual(eventNames(world).slice(-1), ['SetChildren'])
  one.children = []
  StakeThreshold.put(world, U64_MAX)
  run(one)
  endCycle(world, ONE, 20_000)
  assert.equal(ChildKeys.has(world, aliceHot, ONE), false)
  assert.equal(ParentKeys.has(world, charlieHot, ONE), false)
  childrenInvariants(world)
})

test('before the token is traded, children take effect at once', () => {
  const one = scene()
  run(one)
  SubtokenEnabled.put(one.world, ONE, false)
  one.world.block += 150
  one.children = [[1n, charlieHot]]
  run(one)
  assert.equal(PendingChildKeys.has(one.world, ONE, aliceHot), false)
  assert.deepEqual(ChildKeys.get(one.world, aliceHot, ONE), [[1n, charlieHot]])
})

test('whoever stands for the owner needs no stake, and a whole proportion is no overflow', () => {
  const world = market()
  StakeThreshold.put(world, U64_MAX)
  const both: Link[] = [
    [HALF, aliceHot],
    [HALF + 1n, bobHot],
  ]
  setChildren(world, owner, ownerHotkey, ONE, both)
  assert.ok(PendingChildKeys.has(world, ONE, ownerHotkey))
})

test('two who wait to lend to each other: one of them does', () => {
  const one = scene()
  run(one)
  setChildren(one.world, bob, bobHot, ONE, [[1n, aliceHot]])
  endCycle(one.world, ONE, 8_000)
  childrenInvariants(one.world)
  const lending = [aliceHot, bobHot].filter(hotkey => ChildKeys.has(one.world, hotkey, ONE))
  assert.equal(lending.length, 1)
  assert.deepEqual([...PendingChildKeys.entries(one.world)], [])
})

for (const [name, unstake] of [
  ['remove_stake', (world: TestWorld) => removeStake(world, alice, aliceHot, ONE, Alpha(TAO))],
  ['unstake_all', (world: TestWorld) => unstakeAll(world, alice, aliceHot)],
] as const) {
  test(`${name}: a list waits no longer once the stake is worth less than the threshold`, () => {
    const one = scene()
    const { world } = one
    addStake(world, bob, bobHot, ONE, Tao(5n * TAO))
    run(one)
    setChildren(world, alice, aliceHot, TWO, one.children)
    setChildren(world, bob, bobHot, ONE, [[1n, charlieHot]])
    StakeThreshold.put(world, hotkeyValue(world, aliceHot) / 2n)
    removeStake(world, alice, aliceHot, ONE, Alpha(3_000_000n))
    assert.ok(PendingChildKeys.has(world, ONE, aliceHot))
    StakeThreshold.put(world, hotkeyValue(world, aliceHot))
    unstake(world)
    assert.equal(PendingChildKeys.has(world, ONE, aliceHot), false)
    assert.equal(PendingChildKeys.has(world, TWO, aliceHot), false)
    assert.ok(PendingChildKeys.has(world, ONE, bobHot), 'that of another hotkey stays')
    checkBooks(world)
  })
}

test('whatever is named and whenever it takes effect, links mirror each other', () => {
  const links = fc.uniqueArray(fc.tuple(fc.bigInt(0n, HALF), fc.constantFrom(...hotkeys, ownerHotkey)), {
    selector: ([, hotkey]) => hotkey,
    maxLength: 3,
  })
  const act = fc.record({
    who: fc.nat({ max: 2 }),
    netuid: fc.constantFrom(ONE, TWO),
    links,
    blocks: fc.constantFrom(0, 150, 4_000, 7_200),
    cycle: fc.boolean(),
    traded: fc.boolean(),
  })
  let applied = 0
  fc.assert(
    fc.property(fc.array(act, { minLength: 3, maxLength: 15 }), acts => {
      const world = market()
      for (const { who, netuid, links, blocks, cycle, traded } of acts) {
        SubtokenEnabled.put(world, netuid, traded)
        attempt(world, () => setChildren(world, coldkeys[who]!, hotkeys[who]!, netuid, links))
        world.block += blocks
        if (cycle) endCycle(world, netuid, world.block)
        childrenInvariants(world)
      }
      applied += [...ChildKeys.entries(world)].length
    }),
    { numRuns: 200 },
  )
  assert.ok(applied > 200, `only ${applied} hotkeys ever lent anything`)
})

test('broken links are noticed', () => {
  const wrongs: ((world: TestWorld) => void)[] = [
    world => ParentKeys.remove(world, bobHot, ONE),
    world => ParentKeys.put(world, bobHot, ONE, [[1n, aliceHot]]),
    world => ParentKeys.put(world, charlieHot, ONE, [[1n, aliceHot]]),
    world => ChildKeys.put(world, aliceHot, ONE, [[HALF, aliceHot]]),
    world => {
      ChildKeys.put(world, bobHot, ONE, [[1n, aliceHot]])
      ParentKeys.put(world, aliceHot, ONE, [[1n, bobHot]])
    },
    world => {
      ChildKeys.put(world, aliceHot, ONE, [
        [HALF, bobHot],
        [HALF + 2n, charlieHot],
      ])
      ParentKeys.put(world, charlieHot, ONE, [[HALF + 2n, aliceHot]])
    },
  ]
  for (const wrong of wrongs) {
    const one = scene()
    run(one)
    endCycle(one.world, ONE, 8_000)
    childrenInvariants(one.world)
    wrong(one.world)
    assert.throws(() => childrenInvariants(one.world), { name: 'Bug' })
  }
})

test('the calls are signed by the coldkey', () => {
  const { world, netuid, children } = scene()
  const { handlers } = childrenCalls
  handlers.set_children?.(world, signed(alice), { hotkey: aliceHot, netuid, children })
  assert.ok(PendingChildKeys.has(world, ONE, aliceHot))
  for (const origin of [{ type: 'root' } as const, { type: 'none' } as const]) {
    const call = () => handlers.set_children?.(world, origin, { hotkey: aliceHot, netuid, children })
    assert.equal(refusalOf(world, call)?.name, 'BadOrigin')
  }
})
