// SubnetRegistrationRuntimeApi: what a subnet costs (wire-runtime-apis §1).
import { method, runtimeApi } from '../api.ts'
import { Tao } from '../nouns.ts'

export const subnetRegistrationApi = runtimeApi(
  'SubnetRegistrationRuntimeApi',
  1,
  { get_network_registration_cost: method({}, Tao, 'rao for a new subnet.') },
  'What a subnet costs.',
)
