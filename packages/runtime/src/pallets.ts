// The wire's pallets and their numbers, in one place. Base: spec 343; a number without an owner here stays free for the
// pallet that the base gave it to. What the base has nothing of begins at 200.
import type { Pallet } from './table.ts'

const pallet = (name: string, index: number, crate: string): Pallet => Object.freeze({ name, index, crate })

export const System = pallet('System', 0, 'frame_system')
export const Timestamp = pallet('Timestamp', 2, 'pallet_timestamp')
export const Aura = pallet('Aura', 3, 'pallet_aura')
export const Balances = pallet('Balances', 5, 'pallet_balances')
export const TransactionPayment = pallet('TransactionPayment', 6, 'pallet_transaction_payment')
export const SubtensorModule = pallet('SubtensorModule', 7, 'pallet_subtensor')
export const Utility = pallet('Utility', 11, 'pallet_subtensor_utility')
export const Sudo = pallet('Sudo', 12, 'pallet_sudo')
export const Multisig = pallet('Multisig', 13, 'pallet_multisig')
export const Preimage = pallet('Preimage', 14, 'pallet_preimage')
export const Scheduler = pallet('Scheduler', 15, 'pallet_scheduler')
export const ProxyPallet = pallet('Proxy', 16, 'pallet_subtensor_proxy')
export const Commitments = pallet('Commitments', 18, 'pallet_commitments')
export const AdminUtils = pallet('AdminUtils', 19, 'pallet_admin_utils')
export const Crowdloan = pallet('Crowdloan', 27, 'pallet_crowdloan')
export const SafeMode = pallet('SafeMode', 20, 'pallet_safe_mode')
export const Swap = pallet('Swap', 28, 'pallet_subtensor_swap::pallet')
export const Members = pallet('Members', 200, 'taonet_members')
export const Authorities = pallet('Authorities', 201, 'taonet_authorities')
export const Upgrades = pallet('Upgrades', 202, 'taonet_upgrades')
