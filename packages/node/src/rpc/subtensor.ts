// The chain's own methods (wire-interface §1.2, last row): runtime calls under older names. An answer is the SCALE bytes as
// a list of numbers, or a number where noted. Today's clients use `state_call`; scripts and other languages' still ask here.
import { decode, encode, Reader, u8, u16, u64, vec } from '@taonet/wire'
import { invalidParams } from './error.ts'
import type { Methods, RpcNode } from './method.ts'
import type { Params } from './params.ts'
import { longRuntimeCall } from './runtime-call.ts'

type Kind = 'netuid' | 'uid' | 'mecid' | 'indexes' | 'amount' | 'account' | 'key'
type Answer = 'bytes' | 'u64' | 'optional u16'

const MOST_INDEXES = 256

const argument: Readonly<Record<Kind, (params: Params, index: number) => Uint8Array>> = {
  netuid: (params, index) => encode(u16, params.count(index, 'netuid', 0xffff)),
  uid: (params, index) => encode(u16, params.count(index, 'uid', 0xffff)),
  mecid: (params, index) => encode(u8, params.count(index, 'mecid', 0xff)),
  amount: (params, index) => encode(u64, BigInt(params.count(index, 'amount', Number.MAX_SAFE_INTEGER))),
  indexes: (params, index) => encode(vec(u16), params.numbers(index, 'indexes', MOST_INDEXES, 0xffff)),
  account: (params, index) => Buffer.from(params.account(index, 'account').slice(2), 'hex'),
  // A public key as a list of bytes.
  key(params, index) {
    const key = params.numbers(index, 'account', 32, 0xff)
    if (key.length !== 32) throw invalidParams('an account has 32 bytes')
    return Uint8Array.from(key)
  },
}

const read: Readonly<Record<Answer, (bytes: Uint8Array) => unknown>> = {
  bytes: bytes => [...bytes],
  u64: bytes => Number(decode(u64, bytes)),
  'optional u16'(bytes) {
    const reader = new Reader(bytes)
    return reader.u8() === 0 ? null : reader.u16()
  },
}

const METHODS: Readonly<Record<string, readonly [api: string, kinds: readonly Kind[], answer?: Answer]>> = {
  delegateInfo_getDelegates: ['DelegateInfoRuntimeApi_get_delegates', []],
  delegateInfo_getDelegate: ['DelegateInfoRuntimeApi_get_delegate', ['key']],
  delegateInfo_getDelegated: ['DelegateInfoRuntimeApi_get_delegated', ['key']],
  neuronInfo_getNeuronsLite: ['NeuronInfoRuntimeApi_get_neurons_lite', ['netuid']],
  neuronInfo_getNeuronLite: ['NeuronInfoRuntimeApi_get_neuron_lite', ['netuid', 'uid']],
  neuronInfo_getNeurons: ['NeuronInfoRuntimeApi_get_neurons', ['netuid']],
  neuronInfo_getNeuron: ['NeuronInfoRuntimeApi_get_neuron', ['netuid', 'uid']],
  stakeInfo_getColdkeyLock: ['StakeInfoRuntimeApi_get_coldkey_lock', ['account', 'netuid']],
  subnetInfo_getSubnetInfo: ['SubnetInfoRuntimeApi_get_subnet_info', ['netuid']],
  subnetInfo_getSubnetsInfo: ['SubnetInfoRuntimeApi_get_subnets_info', []],
  subnetInfo_getSubnetInfo_v2: ['SubnetInfoRuntimeApi_get_subnet_info_v2', ['netuid']],
  subnetInfo_getSubnetsInfo_v2: ['SubnetInfoRuntimeApi_get_subnets_info_v2', []],
  subnetInfo_getSubnetHyperparams: ['SubnetInfoRuntimeApi_get_subnet_hyperparams', ['netuid']],
  subnetInfo_getSubnetHyperparamsV2: ['SubnetInfoRuntimeApi_get_subnet_hyperparams_v2', ['netuid']],
  subnetInfo_getAllDynamicInfo: ['SubnetInfoRuntimeApi_get_all_dynamic_info', []],
  subnetInfo_getDynamicInfo: ['SubnetInfoRuntimeApi_get_dynamic_info', ['netuid']],
  subnetInfo_getAllMetagraphs: ['SubnetInfoRuntimeApi_get_all_metagraphs', []],
  subnetInfo_getMetagraph: ['SubnetInfoRuntimeApi_get_metagraph', ['netuid']],
  subnetInfo_getAllMechagraphs: ['SubnetInfoRuntimeApi_get_all_mechagraphs', []],
  subnetInfo_getMechagraph: ['SubnetInfoRuntimeApi_get_mechagraph', ['netuid', 'mecid']],
  subnetInfo_getSubnetState: ['SubnetInfoRuntimeApi_get_subnet_state', ['netuid']],
  subnetInfo_getSelectiveMetagraph: ['SubnetInfoRuntimeApi_get_selective_metagraph', ['netuid', 'indexes']],
  subnetInfo_getSelectiveMechagraph: [
    'SubnetInfoRuntimeApi_get_selective_mechagraph',
    ['netuid', 'mecid', 'indexes'],
  ],
  subnetInfo_getColdkeyAutoStakeHotkey: [
    'SubnetInfoRuntimeApi_get_coldkey_auto_stake_hotkey',
    ['account', 'netuid'],
  ],
  subnetInfo_getSubnetToPrune: ['SubnetInfoRuntimeApi_get_subnet_to_prune', [], 'optional u16'],
  subnetInfo_getSubnetAccountId: ['SubnetInfoRuntimeApi_get_subnet_account_id', ['netuid']],
  subnetInfo_getLockCost: ['SubnetRegistrationRuntimeApi_get_network_registration_cost', [], 'u64'],
  swap_currentAlphaPrice: ['SwapRuntimeApi_current_alpha_price', ['netuid'], 'u64'],
  swap_currentAlphaPriceAll: ['SwapRuntimeApi_current_alpha_price_all', []],
  swap_simSwapTaoForAlpha: ['SwapRuntimeApi_sim_swap_tao_for_alpha', ['netuid', 'amount']],
  swap_simSwapAlphaForTao: ['SwapRuntimeApi_sim_swap_alpha_for_tao', ['netuid', 'amount']],
}

export function subtensorMethods({ chain }: RpcNode): Methods {
  const methods: Record<string, Methods[string]> = {}
  for (const [name, [api, kinds, answer = 'bytes']] of Object.entries(METHODS))
    methods[name] = (params, _caller, turn) => {
      const data = Buffer.concat(kinds.map((kind, index) => argument[kind](params, index)))
      const question = { name: api, data, at: params.hash(kinds.length, 'block hash') }
      return longRuntimeCall(chain, question, turn, read[answer])
    }
  return methods
}
