// The pool as the source of a block's transactions.

import type { Entry } from '../pool/entry.ts'
import type { Pool } from '../pool/pool.ts'
import type { TransactionSource } from './port.ts'

// Transactions that do not fit are skipped for smaller ones behind them, but not for ever.
const MISFITS = 64

export function poolSource(pool: Pool): TransactionSource {
  const order = pool.order()
  let given: Entry | undefined
  let misfits = 0
  return {
    next() {
      given = misfits < MISFITS ? order.next() : undefined
      return given?.bytes
    },
    included() {
      if (given) order.included(given)
    },
    refused(rejection) {
      if (!given) return
      if (rejection.reason === 'ExhaustsResources') misfits++
      else if (rejection.reason !== 'Future') pool.refuse(given.hash)
    },
  }
}
