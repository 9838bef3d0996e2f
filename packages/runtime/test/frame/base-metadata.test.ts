// Names, numbers, types, hashers and defaults against the base metadata (spec 343). Every difference is known and has its
// reason; one that vanishes is taken off the list.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseDifferences, comparedItems } from './base-differences.ts'

const GREW = 'KeepSubnets came after the base (wire-storage)'

const KNOWN: Readonly<Record<string, string>> = {
  'System constant.Version: value': 'ours; the profile fills it in',
  'Utility call.dispatch_as.as_origin': 'the summary does not describe who calls',
  'Utility call.dispatch_as_fallible.as_origin': 'the summary does not describe who calls',
  'Aura.Authorities value.0[]: path':
    'the summary knows types by their last name, and two different ones are called Public',
  'SubtensorModule.LastRateLimitedBlock key 0.OwnerHyperparamUpdate.1: variants':
    'hyperparameters added after the base have their stamps here too',
  'SubtensorModule.RootClaimType value: variants': GREW,
  'SubtensorModule call.set_root_claim_type.new_root_claim_type: variants': GREW,
  'SubtensorModule event.RootClaimTypeSet.root_claim_type: variants': GREW,
  'SubtensorModule constant.DurationOfStartCall: value':
    'the June 2026 rules start subnets without delay (chain-registry §3.1)',
  'SubtensorModule constant.HotkeySwapOnSubnetInterval: value':
    'a fifth of it by the June 2026 rules (chain-governance §6.5)',
  'Swap constant.MaxPositions: value': 'pools of the June 2026 rules have no positions',
  'SwapRuntimeApi.sim_swap_tao_for_alpha output: fields': 'slippage was added later (wire-runtime-apis §2)',
  'SwapRuntimeApi.sim_swap_alpha_for_tao output: fields': 'slippage was added later (wire-runtime-apis §2)',
}

test('what we serve is what the base has, but for the known differences', t => {
  const differences = baseDifferences()
  const unknown = differences.filter(line => !Object.keys(KNOWN).some(known => line.startsWith(known)))
  for (const line of differences) t.diagnostic(line.slice(0, 200))
  assert.deepEqual(unknown, [])
  for (const known of Object.keys(KNOWN))
    assert.ok(
      differences.some(line => line.startsWith(known)),
      `no longer differs: ${known}`,
    )
})

test('the comparison covers what it claims to', () => {
  assert.ok(comparedItems() >= 400, `only ${comparedItems()} items compared`)
})
