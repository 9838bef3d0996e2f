// The wire's pallets and their numbers, in one place. Base: spec 343; a number without an owner here stays free for the
// pallet that the base gave it to.
import type { Pallet } from './table.ts'

const pallet = (name: string, index: number): Pallet => Object.freeze({ name, index })

export const System = pallet('System', 0)
export const Timestamp = pallet('Timestamp', 2)
export const Aura = pallet('Aura', 3)
export const Balances = pallet('Balances', 5)
export const TransactionPayment = pallet('TransactionPayment', 6)
export const SubtensorModule = pallet('SubtensorModule', 7)
export const Utility = pallet('Utility', 11)
export const Sudo = pallet('Sudo', 12)
export const Commitments = pallet('Commitments', 18)
export const AdminUtils = pallet('AdminUtils', 19)
export const Swap = pallet('Swap', 28)
