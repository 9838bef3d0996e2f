// Every epoch sequence: the reference's own assertions, and the full derived output (vectors/README.md).
import assert from 'node:assert/strict'
import { type EpochOutput, runEpoch } from '../../src/chapters/epoch/epoch.ts'
import {
  MECHANISM_FIELDS,
  type MechanismInput,
  mechanismOf,
  type Rows,
  SUBNET_FIELDS,
  type SubnetInput,
  subnetOf,
} from './epoch-input.ts'
import { cases, near, vectorTest } from './vector-file.ts'

type Input = SubnetInput & MechanismInput

interface Reference {
  readonly emission?: readonly (number | null)[]
  readonly dividends?: readonly (number | null)[]
  readonly consensus?: readonly (number | null)[]
  readonly incentive?: readonly (number | null)[]
  readonly dividends_f?: readonly (number | null)[]
  readonly bonds?: readonly (readonly [from: number, to: number, value: number])[]
}

interface Full {
  readonly active: readonly boolean[]
  readonly permits: readonly boolean[]
  readonly consensus: readonly number[]
  readonly incentive: readonly number[]
  readonly dividends: readonly number[]
  readonly validator_trust: readonly number[]
  readonly stake_weight: readonly number[]
  readonly emission: readonly (number | string)[]
  readonly server_emission: readonly (number | string)[]
  readonly validator_emission: readonly (number | string)[]
  readonly bonds: Rows
}

interface Sequence {
  readonly name: string
  readonly source: string
  readonly calculator_matches_reference: boolean
  readonly tolerance: { readonly integer: number; readonly fraction: number }
  readonly emission: number
  readonly steps: readonly {
    readonly input: Input
    readonly expected_by_reference: Reference
    readonly full_output_derived: Full
  }[]
}

const INPUT_FIELDS: ReadonlySet<string> = new Set([...SUBNET_FIELDS, ...MECHANISM_FIELDS])

/** Every listed value within the tolerance; null is not asserted. */
function within(
  actual: readonly (number | bigint)[],
  expected: readonly (number | string | null)[],
  tolerance: { absolute?: number; relative?: number },
  what: string,
): void {
  assert.equal(actual.length, expected.length, what)
  expected.forEach((value, uid) => {
    if (value !== null) near(Number(actual[uid]), Number(value), tolerance, `${what}[${uid}]`)
  })
}

function checkReference(
  output: EpochOutput,
  expected: Reference,
  input: Input,
  tolerance: Sequence['tolerance'],
): void {
  const known = new Set(['emission', 'dividends', 'consensus', 'incentive', 'dividends_f', 'bonds'])
  for (const field of Object.keys(expected)) assert.ok(known.has(field), `unknown assertion ${field}`)
  const integer = { absolute: tolerance.integer }
  if (expected.emission) within(output.emission, expected.emission, integer, 'emission')
  if (expected.dividends) within(output.dividends, expected.dividends, integer, 'dividends')
  if (expected.consensus) within(output.consensus, expected.consensus, integer, 'consensus')
  if (expected.incentive) within(output.incentive, expected.incentive, integer, 'incentive')
  if (expected.dividends_f)
    within(
      output.dividends.map(one => one / 65535),
      expected.dividends_f,
      { absolute: tolerance.fraction },
      'dividends_f',
    )
  for (const [from, to, value] of expected.bonds ?? []) {
    const stored = output.bonds[from]?.find(([uid]) => uid === to)?.[1] ?? 0
    if (input.yuma3) near(stored / 65535, value, { absolute: tolerance.fraction }, `bond ${from}-${to}`)
    else near(stored, value, integer, `bond ${from}-${to}`)
  }
}

const sorted = (row: readonly (readonly [number, number])[]) => [...row].sort((a, b) => a[0] - b[0])

function checkFull(output: EpochOutput, expected: Full): void {
  assert.deepEqual(output.active, expected.active)
  assert.deepEqual(output.permits, expected.permits)
  // The file allows a unit of 65535 and 1e-6 of an amount; exact arithmetic needs neither.
  const unit = { absolute: 0 }
  within(output.consensus, expected.consensus, unit, 'consensus')
  within(output.incentive, expected.incentive, unit, 'incentive')
  within(output.dividends, expected.dividends, unit, 'dividends')
  within(output.validatorTrust, expected.validator_trust, unit, 'validator_trust')
  within(output.stakeWeight, expected.stake_weight, unit, 'stake_weight')
  const amount = { absolute: 0 }
  within(output.emission, expected.emission, amount, 'emission')
  within(output.serverEmission, expected.server_emission, amount, 'server_emission')
  within(output.validatorEmission, expected.validator_emission, amount, 'validator_emission')
  for (const uid of Object.keys(expected.bonds)) assert.ok(Number(uid) < output.bonds.length)
  output.bonds.forEach((row, from) => {
    const expectedRow = sorted(expected.bonds[from] ?? [])
    assert.deepEqual(
      sorted(row).map(([to]) => to),
      expectedRow.map(([to]) => to),
      `bonds of ${from}`,
    )
    within(
      sorted(row).map(([, value]) => value),
      expectedRow.map(([, value]) => value),
      unit,
      `bonds of ${from}`,
    )
  })
}

vectorTest('epoch.json', {
  sequences: cases<Sequence>(
    ['name', 'source', 'calculator_matches_reference', 'tolerance', 'emission', 'steps'],
    sequence => {
      assert.ok(sequence.steps.length > 0)
      for (const step of sequence.steps) {
        for (const field of Object.keys(step.input))
          assert.ok(INPUT_FIELDS.has(field), `unknown input ${field}`)
        const { input } = step
        const output = runEpoch(subnetOf(input), mechanismOf(input, input.n), BigInt(sequence.emission))
        checkReference(output, step.expected_by_reference, input, sequence.tolerance)
        checkFull(output, step.full_output_derived)
      }
    },
  ),
})
