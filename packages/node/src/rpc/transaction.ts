// `transaction_v1_*`: hand a transaction over and forget it; the client follows the chain to see what becomes of it. It
// is tried again after each block while only time keeps it out, until the client stops it or leaves.
import type { PoolRejection } from '../pool/entry.ts'
import { invalidParams } from './error.ts'
import { type Methods, type RpcNode, subscriptionsOf } from './method.ts'

/** Never seen on the wire: a broadcast is a subscription that tells nothing. */
const EVENT = 'transaction_v1_broadcast'
const MOST = 64

const mayPass = ({ kind }: PoolRejection): boolean => kind === 'full' || kind === 'banned'

export function transactionMethods({ host, submissions }: RpcNode): Methods {
  return {
    async transaction_v1_broadcast(params, caller) {
      const subscriptions = subscriptionsOf(caller)
      const bytes = params.bytes(0, 'transaction')
      if (subscriptions.count(EVENT) >= MOST) return null
      const broadcast = subscriptions.open(EVENT)
      let isKeptOut = false
      // By specification nobody is told of a refusal here: the client asked `validate_transaction` before.
      const send = async (): Promise<void> => {
        isKeptOut = false
        const submitted = await submissions.submit(bytes)
        isKeptOut = !submitted.ok && mayPass(submitted.rejection)
      }
      // A host that halted says so elsewhere.
      const onBlock = (): void => void (isKeptOut && send().catch(() => {}))
      host.events.on('block', onBlock)
      broadcast.onEnd(() => host.events.off('block', onBlock))
      await send()
      return broadcast
    },
    transaction_v1_stop(params, caller) {
      const id = params.text(0, 'operation')
      if (!subscriptionsOf(caller).close(id, EVENT)) throw invalidParams(`there is no broadcast ${id}`)
      return null
    },
  }
}
