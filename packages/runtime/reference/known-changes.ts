// What is there under the base's name and not the same, by the beginning of the sentence that says so.

const GREW = 'KeepSubnets came after the base (wire-storage)'
const SLIPPAGE = 'slippage was added later (wire-runtime-apis §2)'
const CALLER = 'the summary does not describe who calls'

export const KNOWN_CHANGES: Readonly<Record<string, string>> = {
  'System constant.Version: value': 'ours; the profile fills it in',
  'Utility call.dispatch_as.as_origin': CALLER,
  'Utility call.dispatch_as_fallible.as_origin': CALLER,
  'Scheduler.Agenda value.0[].Some.0.origin': CALLER,
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
  'SwapRuntimeApi.sim_swap_tao_for_alpha output: fields': SLIPPAGE,
  'SwapRuntimeApi.sim_swap_alpha_for_tao output: fields': SLIPPAGE,
}
