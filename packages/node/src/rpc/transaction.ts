// `transaction_v1_*`: hand a transaction over and forget it; the client follows the chain to see what becomes of it.

import { invalidParams } from './error.ts'
import { type Methods, type RpcNode, subscriptionsOf } from './method.ts'

const MOST = 64

export function transactionMethods({ submissions }: RpcNode): Methods {
  const broadcasts = new WeakMap<object, Set<string>>()
  let count = 0
  return {
    async transaction_v1_broadcast(params, caller) {
      const connection = subscriptionsOf(caller)
      const bytes = params.bytes(0, 'transaction')
      const open = broadcasts.get(connection) ?? new Set<string>()
      broadcasts.set(connection, open)
      if (open.size >= MOST) return null
      const id = String(count++)
      open.add(id)
      // By specification nobody is told of a refusal here: the client asked `validate_transaction` before.
      await submissions.submit(bytes)
      return id
    },
    transaction_v1_stop(params, caller) {
      const id = params.text(0, 'operation')
      if (!broadcasts.get(subscriptionsOf(caller))?.delete(id))
        throw invalidParams(`there is no broadcast ${id}`)
      return null
    },
  }
}
