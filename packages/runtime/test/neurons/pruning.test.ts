// Whose seat a newcomer takes (chain-registry §3.6).
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { neuronsInvariants } from '../../src/chapters/neurons/invariants.ts'
import { isImmune, ownerImmortalUids, uidToPrune } from '../../src/chapters/neurons/pruning.ts'
import { ImmuneOwnerUidsLimit } from '../../src/chapters/neurons/table.ts'
import { Uid } from '../../src/nouns.ts'
import { ONE, type Seat, type Seats, seated } from './seats.ts'

const plain = (...emissions: bigint[]): Seat[] => emissions.map(emission => ({ since: 1, emission }))

const CASES: readonly (readonly [what: string, seats: Seats, uid: number | undefined])[] = [
  ['the lowest emission', { seats: plain(5n, 3n, 4n), block: 100 }, 1],
  [
    'on equal emission the oldest',
    {
      seats: [
        { since: 3, emission: 1n },
        { since: 2, emission: 1n },
        { since: 2, emission: 1n },
      ],
      block: 100,
    },
    1,
  ],
  ['on equal age the lowest uid', { seats: plain(1n, 1n), block: 100 }, 0],
  [
    'an immune seat is spared',
    {
      seats: [
        { since: 95, emission: 0n },
        { since: 1, emission: 9n },
      ],
      block: 100,
      immunity: 10,
    },
    1,
  ],
  [
    'immunity ends after exactly its period',
    {
      seats: [
        { since: 90, emission: 0n },
        { since: 1, emission: 9n },
      ],
      block: 100,
      immunity: 10,
    },
    0,
  ],
  [
    'when only the spared number is left the weakest immune seat goes',
    {
      seats: [
        { since: 95, emission: 8n },
        { since: 96, emission: 7n },
        { since: 1, emission: 0n },
      ],
      block: 100,
      immunity: 10,
      spared: 1,
    },
    1,
  ],
  ['spared seats without an immune one: nobody', { seats: plain(1n, 2n), block: 100, spared: 2 }, undefined],
  ['one more than spared: the weakest of them', { seats: plain(1n, 2n, 0n), block: 100, spared: 2 }, 2],
  [
    'the owner’s oldest seat stays',
    {
      seats: [
        { since: 2, emission: 0n, owners: true },
        { since: 1, emission: 0n, owners: true },
        { since: 1, emission: 5n },
      ],
      block: 100,
    },
    0,
  ],
  [
    'the owner hotkey’s seat stays instead',
    {
      seats: [
        { since: 2, emission: 0n, owners: true },
        { since: 1, emission: 0n, owners: true },
        { since: 1, emission: 5n },
      ],
      block: 100,
      ownerHotkey: 0,
    },
    1,
  ],
  [
    'an owner hotkey of another coldkey stays too',
    {
      seats: [
        { since: 2, emission: 0n },
        { since: 1, emission: 1n, owners: true },
      ],
      block: 100,
      ownerHotkey: 0,
    },
    1,
  ],
]

for (const [what, seats, uid] of CASES) {
  test(`gives way: ${what}`, () => assert.equal(uidToPrune(seated(seats), ONE), uid))
}

test('as many of the owner’s seats stay as the subnet says, oldest first, the owner hotkey before them', () => {
  const world = seated({
    seats: [
      { since: 4, emission: 0n, owners: true },
      { since: 3, emission: 0n, owners: true },
      { since: 2, emission: 0n, owners: true },
      { since: 2, emission: 0n, owners: true },
    ],
    block: 100,
    ownerHotkey: 0,
  })
  ImmuneOwnerUidsLimit.put(world, ONE, 3)
  assert.deepEqual(ownerImmortalUids(world, ONE), [0, 2, 3])
  ImmuneOwnerUidsLimit.put(world, ONE, 10)
  assert.deepEqual(ownerImmortalUids(world, ONE), [2, 3, 1, 0])
})

/** The rule said over again, by sorting everybody. */
function oracle({ seats, block, immunity = 0, spared = 0, ownerHotkey }: Seats): number | undefined {
  const all = seats.map((seat, uid) => ({ ...seat, uid }))
  const byAge = (a: (typeof all)[number], b: (typeof all)[number]) => a.since - b.since || a.uid - b.uid
  const oldest = all.filter(seat => seat.owners).sort(byAge)[0]?.uid
  const immortal = ownerHotkey ?? oldest
  const rest = all.filter(({ uid }) => uid !== immortal)
  const weakest = (some: typeof all) =>
    some.sort((a, b) => Number(a.emission - b.emission) || byAge(a, b))[0]?.uid
  const immune = rest.filter(({ since }) => block - since < immunity)
  const open = rest.filter(({ since }) => block - since >= immunity)
  return open.length > spared ? weakest(open) : weakest(immune)
}

test('gives way: as a full sort would say', () => {
  const seat = fc.record({
    since: fc.integer({ min: 1, max: 6 }),
    emission: fc.bigInt({ min: 0n, max: 3n }),
    owners: fc.boolean(),
  })
  fc.assert(
    fc.property(
      fc.array(seat, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 0, max: 7 }),
      fc.integer({ min: 0, max: 4 }),
      fc.option(fc.nat(7), { nil: undefined }),
      (seats, immunity, spared, at) => {
        const ownerHotkey = at === undefined ? undefined : at % seats.length
        const scene: Seats = {
          seats,
          block: 7,
          immunity,
          spared,
          ...(ownerHotkey === undefined ? {} : { ownerHotkey }),
        }
        const world = seated(scene)
        assert.equal(uidToPrune(world, ONE), oracle(scene))
        for (const [uid, { since }] of seats.entries())
          assert.equal(isImmune(world, ONE, Uid(uid)), 7 - since < immunity)
        neuronsInvariants(world)
      },
    ),
    { numRuns: 500 },
  )
})
