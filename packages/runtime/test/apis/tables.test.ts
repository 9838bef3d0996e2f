// The tables of runtime APIs against the base metadata (spec 343) and against the numbers of the selective metagraph.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type BaseType, fieldDifferences, typeDifferences } from '../../reference/base-types.ts'
import type { ApiMethods } from '../../src/api.ts'
import { delegateInfoApi } from '../../src/apis/delegate-info.ts'
import { neuronInfoApi } from '../../src/apis/neuron-info.ts'
import { stakeInfoApi } from '../../src/apis/stake-info.ts'
import { subnetInfoApi } from '../../src/apis/subnet-info.ts'
import { subnetRegistrationApi } from '../../src/apis/subnet-registration.ts'
import { swapApi } from '../../src/apis/swap.ts'
import { Metagraph, SelectiveMetagraph } from '../../src/apis/types/metagraph.ts'
import { apiTables } from '../../src/tables.ts'

interface BaseMethod {
  readonly name: string
  readonly inputs: readonly { readonly name: string; readonly type: string }[]
  readonly output: string
}
const base: {
  readonly apis: Readonly<Record<string, readonly BaseMethod[]>>
  readonly types: Readonly<Record<string, BaseType>>
} = JSON.parse(readFileSync(new URL('../../../../vectors/metadata-summary.json', import.meta.url), 'utf8'))

const ours = [delegateInfoApi, neuronInfoApi, subnetInfoApi, stakeInfoApi, subnetRegistrationApi, swapApi]

/** Added after the base (wire-runtime-apis §1, marked +). */
const ADDED = [
  'get_subnet_hyperparams_v3',
  'get_subnet_account_id',
  'get_next_epoch_start_block',
  'get_coldkey_lock',
  'current_alpha_price_all',
]

test('every method of the base is there, in its order, and what came later comes on top', () => {
  for (const api of ours) {
    const names = Object.keys(api.methods)
    const known = (base.apis[api.trait] ?? []).map(({ name }) => name)
    assert.ok(known.length > 0, api.trait)
    for (const name of names) assert.ok(known.includes(name) || ADDED.includes(name), name)
    assert.deepEqual(
      names.filter(name => known.includes(name)),
      known,
    )
    assert.ok(
      apiTables.some(one => one === api),
      `${api.trait} is not served`,
    )
  }
})

test('inputs have the base’s names and types, outputs its structure down to the last field', () => {
  let compared = 0
  for (const api of ours) {
    for (const { name, inputs, output } of base.apis[api.trait] ?? []) {
      const methods: ApiMethods = api.methods
      const method = methods[name]
      assert.ok(method)
      const fields = Object.entries(method.inputs).map(([input, { shape }]) => ({ name: input, of: shape }))
      assert.deepEqual(fieldDifferences(base.types, fields, inputs, name), [])
      const differences = typeDifferences(base.types, method.output.shape, output, name)
      // Two fields were added at the end of SimSwapResult.
      if (name.startsWith('sim_swap')) assert.match(differences.join(), /tao_slippage,alpha_slippage\)/)
      else assert.deepEqual(differences, [])
      compared += 1
    }
  }
  assert.equal(compared, 32)
})

test('a selective metagraph’s numbers are those that clients ask for', () => {
  const { shape } = SelectiveMetagraph
  assert.equal(shape.kind, 'composite')
  const names = shape.kind === 'composite' ? shape.fields.map(({ name }) => name) : []
  assert.equal(names.length, 74)
  const known = {
    0: 'netuid',
    1: 'name',
    2: 'symbol',
    3: 'identity',
    51: 'bonds_moving_avg',
    52: 'hotkeys',
    53: 'coldkeys',
    54: 'identities',
    55: 'axons',
    56: 'active',
    57: 'validator_permit',
    58: 'pruning_score',
    59: 'last_update',
    60: 'emission',
    61: 'dividends',
    62: 'incentives',
    63: 'consensus',
    64: 'trust',
    65: 'rank',
    66: 'block_at_registration',
    67: 'alpha_stake',
    68: 'tao_stake',
    69: 'total_stake',
    70: 'tao_dividends_per_hotkey',
    71: 'alpha_dividends_per_hotkey',
    72: 'validators',
    73: 'commitments',
  }
  for (const [number, name] of Object.entries(known)) assert.equal(names[Number(number)], name)
  const whole = Metagraph.shape.kind === 'composite' ? Metagraph.shape.fields.map(({ name }) => name) : []
  assert.deepEqual(names.slice(0, 72), whole)
})
