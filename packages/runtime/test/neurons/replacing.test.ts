// What a seat leaves behind when it changes hands, and what trimming leaves of a subnet (chain-registry §3.6).
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import {
  Active,
  Bonds,
  Consensus,
  Dividends,
  Emission,
  Incentive,
  StakeWeight,
  ValidatorPermit,
  ValidatorTrust,
} from '../../src/chapters/epoch/table.ts'
import { neuronsInvariants } from '../../src/chapters/neurons/invariants.ts'
import {
  hotkeyOf,
  hotkeys,
  keyMapConsistent,
  neuronCount,
  registerNeuron,
  replaceNeuron,
  uidOf,
} from '../../src/chapters/neurons/registry.ts'
import {
  Axons,
  BlockAtRegistration,
  IsNetworkMember,
  Keys,
  MaxAllowedUids,
  MinAllowedUids,
  NeuronCertificates,
  Prometheus,
} from '../../src/chapters/neurons/table.ts'
import { trimSeats } from '../../src/chapters/neurons/trim.ts'
import { storageIndex } from '../../src/chapters/subnets/registry.ts'
import { MechanismCountCurrent } from '../../src/chapters/subnets/table.ts'
import { LastUpdate, Weights } from '../../src/chapters/weights/table.ts'
import { MechId, Uid } from '../../src/nouns.ts'
import { accountOf, refusalOf } from '../world.ts'
import { hotkeyAt, ONE, type Seat, seated } from './seats.ts'

const FIRST = storageIndex(MechId(0), ONE)
const SECOND = storageIndex(MechId(1), ONE)
const plain = (count: number): Seat[] =>
  Array.from({ length: count }, (_, uid) => ({ since: uid + 1, emission: BigInt(uid) + 1n }))

function lived() {
  const world = seated({ seats: plain(3), block: 50 })
  for (const row of [Consensus, Dividends, ValidatorTrust, StakeWeight]) row.put(world, ONE, [7, 8, 9])
  ValidatorPermit.put(world, ONE, [true, true, true])
  Active.put(world, ONE, [false, false, false])
  for (const index of [FIRST]) {
    Incentive.put(world, index, [7, 8, 9])
    LastUpdate.put(world, index, [11n, 12n, 13n])
    for (const uid of [0, 1, 2]) {
      Weights.put(world, index, Uid(uid), [
        [Uid(1), 100],
        [Uid(2), 200],
      ])
      Bonds.put(world, index, Uid(uid), [[Uid(1), 300]])
    }
  }
  const address = { block: 3n, version: 1, ip: 9n, port: 80, ip_type: 4 }
  Axons.put(world, ONE, hotkeyAt(1), { ...address, protocol: 0, placeholder1: 0, placeholder2: 0 })
  Prometheus.put(world, ONE, hotkeyAt(1), address)
  NeuronCertificates.put(world, ONE, hotkeyAt(1), { algorithm: 1, public_key: new Uint8Array(3) })
  return world
}

test('a replaced seat keeps nothing of its former holder', () => {
  const world = lived()
  const newcomer = accountOf('newcomer')
  replaceNeuron(world, ONE, Uid(1), newcomer)
  assert.equal(uidOf(world, ONE, newcomer), 1)
  assert.equal(hotkeyOf(world, ONE, Uid(1)), newcomer)
  assert.equal(uidOf(world, ONE, hotkeyAt(1)), undefined)
  assert.equal(IsNetworkMember.get(world, hotkeyAt(1), ONE), false)
  for (const row of [Axons, Prometheus, NeuronCertificates])
    assert.equal(row.has(world, ONE, hotkeyAt(1)), false)
  assert.equal(BlockAtRegistration.get(world, ONE, Uid(1)), 50n)
  assert.deepEqual(Active.get(world, ONE), [false, true, false])
  assert.deepEqual(ValidatorPermit.get(world, ONE), [true, false, true])
  assert.deepEqual(Emission.get(world, ONE), [1n, 0n, 3n])
  for (const row of [Consensus, Dividends, ValidatorTrust, StakeWeight])
    assert.deepEqual(row.get(world, ONE), [7, 0, 9], row.name)
  assert.deepEqual(Incentive.get(world, FIRST), [7, 0, 9])
  assert.deepEqual(LastUpdate.get(world, FIRST), [11n, 50n, 13n])
  assert.equal(Bonds.has(world, FIRST, Uid(1)), false)
  assert.equal(Weights.has(world, FIRST, Uid(1)), false)
  // Others' weights to it stay as explicit zeros, their bonds are left to the next epoch.
  assert.deepEqual(Weights.get(world, FIRST, Uid(0)), [
    [1, 0],
    [2, 200],
  ])
  assert.deepEqual(Bonds.get(world, FIRST, Uid(0)), [[1, 300]])
  assert.deepEqual(world.events.at(-1)?.fields, { netuid: ONE, uid: 1, hotkey: newcomer })
  neuronsInvariants(world)
})

test('the owner hotkey’s seat is never replaced', () => {
  const world = seated({ seats: plain(2), block: 50, ownerHotkey: 0 })
  replaceNeuron(world, ONE, Uid(0), accountOf('newcomer'))
  assert.equal(hotkeyOf(world, ONE, Uid(0)), hotkeyAt(0))
  assert.equal(uidOf(world, ONE, accountOf('newcomer')), undefined)
})

test('a new seat has a row entry in every mechanism', () => {
  const world = seated({ seats: [], block: 50, most: 4 })
  MechanismCountCurrent.put(world, ONE, MechId(2))
  registerNeuron(world, ONE, accountOf('a'))
  registerNeuron(world, ONE, accountOf('b'))
  for (const index of [FIRST, SECOND]) {
    assert.deepEqual(LastUpdate.get(world, index), [50n, 50n])
    assert.deepEqual(Incentive.get(world, index), [0, 0])
  }
  assert.deepEqual(Active.get(world, ONE), [true, true])
  assert.equal(neuronCount(world, ONE), 2)
  neuronsInvariants(world)
})

test('a full subnet where nobody gives way refuses', () => {
  const world = seated({ seats: plain(2), block: 50, spared: 2 })
  assert.equal(
    refusalOf(world, () => registerNeuron(world, ONE, accountOf('newcomer')))?.name,
    'NoNeuronIdAvailable',
  )
})

test('one hotkey at two uids is an inconsistent key map, and breaks an invariant', () => {
  const world = seated({ seats: plain(2), block: 50 })
  assert.equal(keyMapConsistent(world, ONE), true)
  Keys.put(world, ONE, Uid(1), hotkeyAt(0))
  assert.equal(keyMapConsistent(world, ONE), false)
  assert.throws(() => neuronsInvariants(world), /uid 1 and its hotkey disagree/)
})

test('trimming unseats the weakest, spares the protected and closes up', () => {
  const world = seated({
    seats: [
      { since: 1, emission: 9n },
      { since: 1, emission: 2n },
      { since: 95, emission: 0n },
      { since: 1, emission: 2n },
      { since: 1, emission: 5n },
      { since: 1, emission: 0n, owners: true },
    ],
    block: 100,
    immunity: 10,
  })
  MinAllowedUids.put(world, ONE, 1)
  LastUpdate.put(world, FIRST, [1n, 2n, 3n, 4n, 5n, 6n])
  Weights.put(world, FIRST, Uid(4), [
    [Uid(3), 1],
    [Uid(2), 2],
    [Uid(0), 3],
  ])
  Bonds.put(world, FIRST, Uid(4), [
    [Uid(1), 4],
    [Uid(5), 5],
  ])
  Bonds.put(world, FIRST, Uid(3), [[Uid(0), 6]])
  // 3 and 1 go: of equal emission the higher uid first.
  trimSeats(world, ONE, 5)
  assert.deepEqual(hotkeys(world, ONE), [0, 1, 2, 4, 5].map(hotkeyAt))
  trimSeats(world, ONE, 4)
  assert.deepEqual(hotkeys(world, ONE), [0, 2, 4, 5].map(hotkeyAt))
  assert.deepEqual(Emission.get(world, ONE), [9n, 0n, 5n, 0n])
  assert.deepEqual(LastUpdate.get(world, FIRST), [1n, 3n, 5n, 6n])
  assert.deepEqual(Weights.get(world, FIRST, Uid(2)), [
    [1, 2],
    [0, 3],
  ])
  assert.deepEqual(Bonds.get(world, FIRST, Uid(2)), [[3, 5]])
  assert.equal(Bonds.has(world, FIRST, Uid(4)), false)
  assert.equal(BlockAtRegistration.get(world, ONE, Uid(1)), 95n)
  assert.equal(uidOf(world, ONE, hotkeyAt(3)), undefined)
  assert.equal(MaxAllowedUids.get(world, ONE), 4)
  neuronsInvariants(world)
})

test('trimming stays within the bounds and below four protected in five', () => {
  const trim = (immune: number, most: number, least = 1) => {
    const seats = plain(12).map((seat, uid) => ({ ...seat, since: uid < immune ? 95 : 1 }))
    const world = seated({ seats, block: 100, immunity: 10 })
    MinAllowedUids.put(world, ONE, least)
    return refusalOf(world, () => trimSeats(world, ONE, most))?.name
  }
  assert.equal(trim(0, 3, 4), 'InvalidValue')
  assert.equal(trim(0, 13), 'InvalidValue')
  assert.equal(trim(0, 4, 4), undefined)
  assert.equal(trim(8, 10), 'TrimmingWouldExceedMaxImmunePercentage')
  assert.equal(trim(7, 9), undefined)
  assert.equal(trim(12, 12), undefined)
})

test('trimming keeps every survivor’s rows, whoever goes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 0n, max: 3n }), { minLength: 2, maxLength: 9 }),
      fc.nat(),
      (emissions, cut) => {
        const seats = emissions.map((emission, uid) => ({ since: uid + 1, emission }))
        const world = seated({ seats, block: 100 })
        MinAllowedUids.put(world, ONE, 1)
        const most = 1 + (cut % emissions.length)
        const ranked = emissions.map((emission, uid) => ({ emission, uid }))
        ranked.sort((a, b) => Number(b.emission - a.emission) || a.uid - b.uid)
        const kept = ranked
          .slice(0, most)
          .map(({ uid }) => uid)
          .sort((a, b) => a - b)
        trimSeats(world, ONE, most)
        assert.deepEqual(hotkeys(world, ONE), kept.map(hotkeyAt))
        assert.deepEqual(
          Emission.get(world, ONE),
          kept.map(uid => emissions[uid]),
        )
        for (const [place, uid] of kept.entries())
          assert.equal(BlockAtRegistration.get(world, ONE, Uid(place)), BigInt(uid + 1))
        neuronsInvariants(world)
      },
    ),
    { numRuns: 200 },
  )
})
