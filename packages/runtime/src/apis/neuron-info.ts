// NeuronInfoRuntimeApi: the neurons of a subnet, one by one (wire-runtime-apis §1).
import { option, vec } from '@taonet/wire'
import { method, runtimeApi } from '../api.ts'
import { NetUid, Uid } from '../nouns.ts'
import { NeuronInfo, NeuronInfoLite } from './types/neuron-info.ts'

const subnet = { netuid: NetUid }
const seat = { netuid: NetUid, uid: Uid }

export const neuronInfoApi = runtimeApi(
  'NeuronInfoRuntimeApi',
  1,
  {
    get_neurons: method(
      subnet,
      vec(NeuronInfo),
      'All neurons of a subnet, with their weights and bonds under its first mechanism.',
    ),
    get_neuron: method(seat, option(NeuronInfo), 'The neuron of a uid.'),
    get_neurons_lite: method(subnet, vec(NeuronInfoLite), 'All neurons of a subnet.'),
    get_neuron_lite: method(seat, option(NeuronInfoLite), 'The neuron of a uid, without weights and bonds.'),
  },
  'Who sits on a subnet.',
)
