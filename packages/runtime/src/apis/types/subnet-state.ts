// The neurons of a subnet as columns, each in the order of uids (wire-runtime-apis §2, SubnetState).
import { struct, type ValueOf, vec } from '@taonet/wire'
import { accounts, alphas, blocks, cNetUid, cTao, flags, ofAccount, rpcInfo, shares } from './words.ts'

/** What a subnet knows of each neuron; the metagraph has the same columns in the same order. */
export const neuronColumns = {
  active: flags,
  validator_permit: flags,
  pruning_score: shares,
  last_update: blocks,
  emission: alphas,
  dividends: shares,
  incentives: shares,
  consensus: shares,
  trust: shares,
  rank: shares,
  block_at_registration: blocks,
  alpha_stake: alphas,
  tao_stake: vec(cTao),
  total_stake: blocks,
} as const

export const SubnetState = struct(
  rpcInfo('show_subnet', 'SubnetState'),
  {
    netuid: cNetUid,
    hotkeys: accounts,
    coldkeys: accounts,
    ...neuronColumns,
    emission_history: vec(alphas),
  },
  ofAccount,
)
export type SubnetState = ValueOf<typeof SubnetState>
