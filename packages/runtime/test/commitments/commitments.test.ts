// Commitments: fields on the wire, who may publish, space, and what a publication sets off (chain-governance §6.10).
import assert from 'node:assert/strict'
import test from 'node:test'
import { decode, encode, hexToBytes } from '@taonet/wire'
import fc from 'fast-check'
import { CommitmentInfo, type Data } from '../../src/chapters/commitments/data.ts'
import { commitmentsInvariants } from '../../src/chapters/commitments/invariants.ts'
import { forgetSealed, setCommitment } from '../../src/chapters/commitments/publish.ts'
import {
  CommitmentOf,
  LastBondsReset,
  TimelockedIndex,
  UsedSpaceOf,
} from '../../src/chapters/commitments/table.ts'
import { Bonds } from '../../src/chapters/epoch/table.ts'
import { BondsResetOn } from '../../src/chapters/subnets/table.ts'
import { StorageIndex, Uid } from '../../src/nouns.ts'
import { BLOCK, member, NET, nextEpoch, subnet } from '../weights/subnet.ts'
import { accountOf, eventNames, refusalOf } from '../world.ts'

const raw = (length: number): Data =>
  ({ type: `Raw${length}`, value: new Uint8Array(length).fill(7) }) as Data
const big = (length: number): Data => ({ type: 'BigRaw', value: new Uint8Array(length) })
const sealed = (length: number): Data => ({
  type: 'TimelockEncrypted',
  value: { encrypted: new Uint8Array(length), reveal_round: 99n },
})
const reset: Data = { type: 'ResetBondsFlag', value: undefined }

const publish = (world: ReturnType<typeof subnet>, ...fields: Data[]) =>
  refusalOf(world, () => setCommitment(world, member(1), NET, { fields }))?.name

test('fields stand on the wire under their numbers', () => {
  const bytesOf = (...fields: Data[]) => Buffer.from(encode(CommitmentInfo, { fields })).toString('hex')
  assert.equal(bytesOf(), '00')
  assert.equal(bytesOf({ type: 'None', value: undefined }), '0400')
  assert.equal(bytesOf(raw(0)), '0401')
  assert.equal(bytesOf(raw(3)), '0404070707')
  assert.equal(bytesOf(raw(128)).slice(0, 6), '048107')
  assert.equal(bytesOf({ type: 'BlakeTwo256', value: new Uint8Array(32) }), `0482${'00'.repeat(32)}`)
  assert.equal(bytesOf(sealed(2)), '04860800006300000000000000')
  assert.equal(bytesOf(reset, big(1)), '0887880400')
})

test('what was written is read back, and malformed or long fields are not', () => {
  const field = fc.oneof(
    fc.integer({ min: 0, max: 128 }).map(raw),
    fc.integer({ min: 0, max: 512 }).map(big),
    fc.integer({ min: 0, max: 1024 }).map(sealed),
    fc.constant(reset),
  )
  fc.assert(
    fc.property(fc.array(field, { maxLength: 3 }), fields => {
      assert.deepEqual(decode(CommitmentInfo, encode(CommitmentInfo, { fields })), { fields })
    }),
  )
  assert.throws(() => decode(CommitmentInfo, hexToBytes('0x1000000000')), 'four fields')
  assert.throws(() => decode(CommitmentInfo, hexToBytes('0x0489')), 'no such kind')
  const tooLong = Uint8Array.of(4, 136, 0x05, 0x08, ...new Uint8Array(513))
  assert.throws(() => decode(CommitmentInfo, tooLong), 'a long field')
})

test('only a registered hotkey publishes, and a new publication replaces the old', () => {
  const world = subnet(false)
  const stranger = refusalOf(world, () => setCommitment(world, accountOf('stranger'), NET, { fields: [] }))
  assert.equal(stranger?.name, 'AccountNotAllowedCommit')
  assert.equal(publish(world, raw(5)), undefined)
  assert.equal(publish(world, raw(6)), undefined)
  const { block, deposit, info } = CommitmentOf.get(world, NET, member(1)) ?? assert.fail('nothing is there')
  assert.deepEqual([block, deposit, info.fields], [BLOCK, 0n, [raw(6)]])
  assert.deepEqual(eventNames(world).slice(-2), ['Commitment', 'Commitment'])
})

test('an epoch has space for 3100 bytes, each call counts for 100 at least', () => {
  const world = subnet(false)
  for (let i = 0; i < 30; i++) assert.equal(publish(world, raw(1)), undefined)
  assert.equal(publish(world, raw(101)), 'SpaceLimitExceeded')
  assert.equal(publish(world, raw(100)), undefined)
  assert.equal(publish(world), 'SpaceLimitExceeded')
  assert.equal(UsedSpaceOf.get(world, NET, member(1))?.used_space, 3100n)
  nextEpoch(world)
  assert.equal(publish(world, big(512), sealed(1024), raw(128)), undefined)
  assert.deepEqual(UsedSpaceOf.get(world, NET, member(1)), { last_epoch: 1n, used_space: 1664n })
})

test('sealed fields are indexed in order while they are published', () => {
  const world = subnet(false)
  for (const uid of [3, 1, 2]) setCommitment(world, member(uid), NET, { fields: [sealed(8)] })
  commitmentsInvariants(world)
  const mark = world.events.length
  publish(world, raw(1), sealed(4))
  assert.deepEqual(eventNames(world, mark), ['Commitment', 'TimelockCommitment'])
  publish(world, raw(1))
  assert.equal(TimelockedIndex.get(world).length, 2)
  commitmentsInvariants(world)
  forgetSealed(world, NET)
  assert.deepEqual(TimelockedIndex.get(world), [])
})

test('the reset flag drops all bonds to its sender, where the subnet allows it', () => {
  const world = subnet(false)
  const index = StorageIndex(3)
  Bonds.put(world, index, Uid(2), [
    [Uid(0), 5],
    [Uid(1), 9],
  ])
  publish(world, reset)
  assert.equal(Bonds.get(world, index, Uid(2)).length, 2)
  BondsResetOn.put(world, NET, true)
  publish(world, reset)
  assert.deepEqual(Bonds.get(world, index, Uid(2)), [[0, 5]])
  assert.equal(LastBondsReset.get(world, NET, member(1)), BLOCK)
})
