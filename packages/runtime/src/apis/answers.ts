// Every answer that the chapters give through runtime APIs; those of the frame are made with the runtime (core-apis.ts).
import type { ApiImplementation } from '../api.ts'
import { delegateInfoAnswers } from './answers/delegate-info.ts'
import { neuronInfoAnswers } from './answers/neuron-info.ts'
import { stakeInfoAnswers } from './answers/stake-info.ts'
import { subnetInfoAnswers } from './answers/subnet-info.ts'
import { subnetRegistrationAnswers } from './answers/subnet-registration.ts'
import { swapAnswers } from './answers/swap.ts'

export const apiAnswers: readonly ApiImplementation[] = [
  delegateInfoAnswers,
  neuronInfoAnswers,
  subnetInfoAnswers,
  stakeInfoAnswers,
  subnetRegistrationAnswers,
  swapAnswers,
]
