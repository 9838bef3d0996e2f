// Every chapter's table, by the pallet it belongs to on the wire, and every runtime API: the one list to add to.
import {
  accountNonceApi,
  coreApi,
  metadataApi,
  taggedTransactionQueueApi,
  transactionPaymentApi,
} from './apis/core.ts'
import { aura } from './chapters/aura/table.ts'
import { balances } from './chapters/balances/table.ts'
import { sudo } from './chapters/sudo/table.ts'
import { system } from './chapters/system/table.ts'
import { timestamp } from './chapters/timestamp/table.ts'
import { transactionPayment } from './chapters/transaction-payment/table.ts'
import { utility } from './chapters/utility/table.ts'

export const chapters = {
  System: [system],
  Timestamp: [timestamp],
  Aura: [aura],
  Balances: [balances],
  TransactionPayment: [transactionPayment],
  Utility: [utility],
  Sudo: [sudo],
} as const

export const apis = [
  coreApi,
  metadataApi,
  taggedTransactionQueueApi,
  accountNonceApi,
  transactionPaymentApi,
] as const
