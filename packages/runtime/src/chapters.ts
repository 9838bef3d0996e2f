// Every chapter's table, by the pallet it belongs to on the wire, and every runtime API: the one list to add to.
import {
  accountNonceApi,
  coreApi,
  metadataApi,
  taggedTransactionQueueApi,
  transactionPaymentApi,
} from './apis/core.ts'
import { delegateInfoApi } from './apis/delegate-info.ts'
import { neuronInfoApi } from './apis/neuron-info.ts'
import { stakeInfoApi } from './apis/stake-info.ts'
import { subnetInfoApi } from './apis/subnet-info.ts'
import { subnetRegistrationApi } from './apis/subnet-registration.ts'
import { swapApi } from './apis/swap.ts'
import { admin } from './chapters/admin/table.ts'
import { aura } from './chapters/aura/table.ts'
import { authorities } from './chapters/authorities/table.ts'
import { balances } from './chapters/balances/table.ts'
import { children } from './chapters/children/table.ts'
import { commitments } from './chapters/commitments/table.ts'
import { crowdloan } from './chapters/crowdloan/table.ts'
import { dissolution } from './chapters/dissolution/table.ts'
import { emission } from './chapters/emission/table.ts'
import { epoch } from './chapters/epoch/table.ts'
import { keys } from './chapters/keys/table.ts'
import { leases } from './chapters/leases/table.ts'
import { locks } from './chapters/locks/table.ts'
import { members } from './chapters/members/table.ts'
import { multisig } from './chapters/multisig/table.ts'
import { neurons } from './chapters/neurons/table.ts'
import { preimage } from './chapters/preimage/table.ts'
import { proxy } from './chapters/proxy/table.ts'
import { safeMode } from './chapters/safe-mode/table.ts'
import { scheduler } from './chapters/scheduler/table.ts'
import { staking } from './chapters/staking/table.ts'
import { subnets } from './chapters/subnets/table.ts'
import { sudo } from './chapters/sudo/table.ts'
import { swap } from './chapters/swap/table.ts'
import { system } from './chapters/system/table.ts'
import { timestamp } from './chapters/timestamp/table.ts'
import { transactionPayment } from './chapters/transaction-payment/table.ts'
import { upgrades } from './chapters/upgrades/table.ts'
import { utility } from './chapters/utility/table.ts'
import { weights } from './chapters/weights/table.ts'

export const chapters = {
  System: [system],
  Timestamp: [timestamp],
  Aura: [aura],
  Balances: [balances],
  TransactionPayment: [transactionPayment],
  SubtensorModule: [
    subnets,
    dissolution,
    neurons,
    staking,
    children,
    locks,
    keys,
    weights,
    epoch,
    emission,
    leases,
  ],
  Utility: [utility],
  Sudo: [sudo],
  Multisig: [multisig],
  Preimage: [preimage],
  Scheduler: [scheduler],
  Proxy: [proxy],
  Commitments: [commitments],
  AdminUtils: [admin],
  Crowdloan: [crowdloan],
  SafeMode: [safeMode],
  Swap: [swap],
  Members: [members],
  Authorities: [authorities],
  Upgrades: [upgrades],
} as const

export const apis = [
  coreApi,
  metadataApi,
  taggedTransactionQueueApi,
  accountNonceApi,
  transactionPaymentApi,
  delegateInfoApi,
  neuronInfoApi,
  subnetInfoApi,
  stakeInfoApi,
  subnetRegistrationApi,
  swapApi,
] as const
