// SubnetRegistrationRuntimeApi at work.
import { implementApi } from '../../api.ts'
import { networkLockCost } from '../../chapters/subnets/price.ts'
import { subnetRegistrationApi } from '../subnet-registration.ts'

export const subnetRegistrationAnswers = implementApi(subnetRegistrationApi, {
  get_network_registration_cost: world => networkLockCost(world),
})
