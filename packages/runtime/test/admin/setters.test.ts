// Every hyperparameter's setter, made from its line: it sets, tells, refuses outside its bounds and refuses strangers
// (chain-registry §3.5).
import assert from 'node:assert/strict'
import test from 'node:test'
import { type Codec, decode, encode, type Shape } from '@taonet/wire'
import fc from 'fast-check'
import { adminCalls } from '../../src/chapters/admin/calls.ts'
import { changeParameter } from '../../src/chapters/admin/change.ts'
import { PARAMETERS, type Parameter } from '../../src/chapters/admin/parameters.ts'
import { admin } from '../../src/chapters/admin/table.ts'
import { MaxAllowedUids, MinAllowedUids } from '../../src/chapters/neurons/table.ts'
import { subnetsCalls } from '../../src/chapters/subnets/calls.ts'
import { isHyperparameter } from '../../src/chapters/subnets/stamps.ts'
import { LastEpochBlock, LastRateLimitedBlock, subnets, Tempo } from '../../src/chapters/subnets/table.ts'
import { type Origin, root, signed } from '../../src/world.ts'
import { alice, market, ONE, owner } from '../staking/market.ts'
import { refusalOf, type TestWorld } from '../world.ts'

/** In the middle of a tempo of 1000, far from any epoch. */
function scene(): TestWorld {
  const world = market()
  world.block = 20_000
  Tempo.put(world, ONE, 1_000)
  LastEpochBlock.put(world, ONE, 19_500n)
  MinAllowedUids.put(world, ONE, 1)
  return world
}

const withCall = [...PARAMETERS.values()].filter(({ options }) => options.call)
const subjectOf = ({ cell }: Parameter) => (cell.columns.length === 0 ? undefined : ONE)

function set(world: TestWorld, one: Parameter, origin: Origin, value: unknown): string | undefined {
  const [, name, argument] = one.options.call ?? assert.fail()
  const subject = subjectOf(one)
  const args = subject === undefined ? { [argument]: value } : { netuid: subject, [argument]: value }
  return refusalOf(world, () => adminCalls.handlers[name]?.(world, origin, args))?.name
}

/** The range of a number's codec; undefined for anything else. */
function rangeOf(shape: Shape): readonly [bigint, bigint] | undefined {
  if (shape.kind === 'composite') return shape.fields[0] && rangeOf(shape.fields[0].of)
  if (shape.kind !== 'primitive') return undefined
  const bits = /^([iu])(\d+)$/.exec(shape.name)
  if (!bits) return undefined
  const size = BigInt(bits[2] ?? 0)
  return bits[1] === 'u' ? [0n, (1n << size) - 1n] : [-(1n << (size - 1n)), (1n << (size - 1n)) - 1n]
}

const isNumber = (value: unknown): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint'
const like = (sample: unknown, value: bigint): number | bigint =>
  typeof sample === 'number' ? Number(value) : value

/** The smallest and largest value that the line allows, in the row's own type. */
function boundsOf({ cell, options }: Parameter): readonly [bigint, bigint] | undefined {
  const range = rangeOf(cell.value.shape)
  if (!range || !isNumber(cell.fallback)) return undefined
  return [
    isNumber(options.min) ? BigInt(options.min) : range[0],
    isNumber(options.max) ? BigInt(options.max) : range[1],
  ]
}

/** Values that other hyperparameters forbid in the scene, checked in checks.test.ts. */
const SPECIAL: Readonly<Record<string, unknown>> = {
  MaxAllowedUids: 17,
  MinAllowedUids: 0,
  MaxAllowedValidators: 17,
  MinBurn: 600_000n,
  MaxBurn: 200_000_001n,
  MinChildkeyTakePerSubnet: 17,
  AlphaSigmoidSteepness: 17,
}

const bytesOf = (codec: Codec<unknown>, value: unknown) => encode(codec, value)

function sampleOf(one: Parameter): unknown {
  if (one.name in SPECIAL) return SPECIAL[one.name]
  const { cell } = one
  if (typeof cell.fallback === 'boolean') return !cell.fallback
  const bounds = boundsOf(one)
  if (bounds) return like(cell.fallback, bounds[0] === BigInt(Number(cell.fallback)) ? bounds[1] : bounds[0])
  // The one choice among words.
  return { type: 'Recycle', value: undefined }
}

test('there is a setter for each of them, in AdminUtils or by a call of its own', () => {
  assert.ok(withCall.length >= 60)
  const elsewhere = [...PARAMETERS.values()].filter(
    ({ options }) => !options.call && (options.who ?? 'none') !== 'none',
  )
  assert.deepEqual(elsewhere.map(({ name }) => name).sort(), [
    'ActivityCutoffFactorMilli',
    'AlphaValues',
    'MaxChildkeyTake',
    'MinChildkeyTake',
    'NumRootClaim',
    'PendingChildKeyCooldown',
    'RootClaimableThreshold',
    'TxChildkeyTakeRateLimit',
  ])
})

for (const one of withCall) {
  const [, callName] = one.options.call ?? assert.fail()
  const subject = subjectOf(one)
  const stored = (world: TestWorld) => one.cell.get(world, ...one.keys(subject))

  test(`${callName} sets ${one.name} and tells`, () => {
    const world = scene()
    const value = sampleOf(one)
    const mark = world.events.length
    assert.equal(set(world, one, root, value), undefined)
    assert.deepEqual(stored(world), value)
    const { event } = one.options
    if (!event) return
    const told = world.events.slice(mark).find(({ name }) => name === event[1])
    assert.equal(told?.index, event[0])
    assert.deepEqual(told?.fields, subject === undefined ? { value } : { netuid: subject, value })
  })

  test(`${callName} is refused to strangers, and to owners where root alone may`, () => {
    const world = scene()
    assert.equal(set(world, one, signed(alice), sampleOf(one)), 'BadOrigin')
    assert.equal(set(world, one, { type: 'none' }, sampleOf(one)), 'BadOrigin')
    const expected = one.options.who === 'owner' ? undefined : 'BadOrigin'
    assert.equal(set(world, one, signed(owner), sampleOf(one)), expected)
  })

  const bounds = boundsOf(one)
  const range = rangeOf(one.cell.value.shape)
  if (bounds && range) {
    test(`${callName} holds to its bounds`, () => {
      const world = scene()
      const [min, max] = bounds
      if (min > range[0]) assert.notEqual(set(world, one, root, like(one.cell.fallback, min - 1n)), undefined)
      if (max < range[1]) assert.notEqual(set(world, one, root, like(one.cell.fallback, max + 1n)), undefined)
      assert.deepEqual(stored(world), stored(scene()))
      fc.assert(
        fc.property(fc.bigInt({ min: range[0], max: range[1] }), raw => {
          const value = like(one.cell.fallback, raw)
          // A value survives the wire whatever it is.
          assert.deepEqual(decode(one.cell.value, bytesOf(one.cell.value, value)), value)
          if (set(scene(), one, root, value) === undefined) assert.ok(raw >= min && raw <= max)
          else if (!(one.name in SPECIAL)) assert.ok(raw < min || raw > max)
        }),
        { numRuns: 15 },
      )
    })
  }

  if (subject !== undefined) {
    test(`${callName} needs a subnet`, () => {
      const world = scene()
      const [, name, argument] = one.options.call ?? assert.fail()
      const refusal = refusalOf(world, () =>
        adminCalls.handlers[name]?.(world, root, { netuid: 77, [argument]: sampleOf(one) }),
      )
      assert.equal(refusal?.name, 'SubnetDoesNotExist')
    })

    test(`${callName}: ${one.options.window === false ? 'at any time' : 'not in the freeze window'}`, () => {
      const world = scene()
      LastEpochBlock.put(world, ONE, 19_010n)
      assert.equal(set(world, one, root, sampleOf(one)), undefined)
      const frozen = scene()
      LastEpochBlock.put(frozen, ONE, 19_009n)
      const expected = one.options.window === false ? undefined : 'AdminActionProhibitedDuringWeightsWindow'
      assert.equal(set(frozen, one, root, sampleOf(one)), expected)
    })
  }

  const { stamp } = one.options
  if (stamp !== undefined && isHyperparameter(stamp)) {
    test(`${callName}: an owner waits exactly two tempos, root does not`, () => {
      const world = scene()
      const key = { type: 'OwnerHyperparamUpdate', value: { netuid: ONE, hyperparameter: stamp } } as const
      assert.equal(set(world, one, root, sampleOf(one)), undefined)
      assert.equal(LastRateLimitedBlock.get(world, key), 0n)
      assert.equal(set(world, one, signed(owner), sampleOf(one)), undefined)
      assert.equal(LastRateLimitedBlock.get(world, key), 20_000n)
      LastRateLimitedBlock.put(world, key, 20_000n - 1_999n)
      assert.equal(set(world, one, signed(owner), sampleOf(one)), 'TxRateLimitExceeded')
      assert.equal(set(world, one, root, sampleOf(one)), undefined)
      LastRateLimitedBlock.put(world, key, 20_000n - 2_000n)
      assert.equal(set(world, one, signed(owner), sampleOf(one)), undefined)
    })
  }
}

test('stamps are distinct: one hyperparameter does not hold up another', () => {
  const stamps = [...PARAMETERS.values()].flatMap(({ options }) => (options.stamp ? [options.stamp] : []))
  assert.equal(new Set(stamps).size, stamps.length)
  for (const stamp of stamps) assert.ok(stamp === 'WeightsVersionKey' || isHyperparameter(stamp), stamp)
})

test('the calls of SubtensorModule that root sets parameters by', () => {
  const world = scene()
  const call = (name: string, origin: Origin, args: object) =>
    refusalOf(world, () => subnetsCalls.handlers[name]?.(world, origin, args))?.name
  const cases = [
    ['sudo_set_tx_childkey_take_rate_limit', 'tx_rate_limit', subnets.storage.TxChildkeyTakeRateLimit, 5n],
    ['sudo_set_min_childkey_take', 'take', subnets.storage.MinChildkeyTake, 5],
    ['sudo_set_max_childkey_take', 'take', subnets.storage.MaxChildkeyTake, 9],
    ['set_pending_childkey_cooldown', 'cooldown', subnets.storage.PendingChildKeyCooldown, 5n],
    ['sudo_set_num_root_claims', 'new_value', subnets.storage.NumRootClaim, 50n],
  ] as const
  for (const [name, argument, cell, value] of cases) {
    assert.equal(call(name, signed(owner), { [argument]: value }), 'BadOrigin')
    assert.equal(call(name, root, { [argument]: value }), undefined)
    assert.equal(cell.get(world), value)
  }
  assert.equal(call('sudo_set_num_root_claims', root, { new_value: 51n }), 'InvalidNumRootClaim')
  const threshold = (origin: Origin, new_value: bigint) =>
    call('sudo_set_root_claim_threshold', origin, { netuid: ONE, new_value })
  assert.equal(threshold(signed(alice), 1n), 'BadOrigin')
  assert.equal(threshold(signed(owner), 10_000_001n), 'InvalidRootClaimThreshold')
  assert.equal(threshold(signed(owner), 10_000_000n), undefined)
  assert.equal(threshold(signed(owner), 1n), undefined)
  assert.equal(subnets.storage.RootClaimableThreshold.get(world, ONE), 1n << 32n)
})

test('the table lists what is served, no call twice', () => {
  const names = Object.values(admin.literal.calls).map(row => row.name as string)
  assert.equal(new Set(names).size, names.length)
  assert.deepEqual(new Set(Object.keys(adminCalls.handlers)), new Set(names))
  for (const row of Object.values(admin.literal.calls)) assert.ok(row.docs.length > 10)
})

test('a parameter is asked for by its subject only', () => {
  const world = scene()
  assert.throws(() => changeParameter(world, root, 'Kappa', undefined, 5), /wrong subject|no subnet/)
  assert.equal(MaxAllowedUids.get(world, ONE), 256)
})
