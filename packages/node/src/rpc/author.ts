// `author_*`: submitting and watching transactions.
import { extrinsicHash, type Hash } from '@taonet/wire'
import { isLast, type Watcher } from '../pool/watchers.ts'
import { RpcError, submitError } from './error.ts'
import { hexOf } from './hex.ts'
import { Json, type Methods, type RpcNode, subscriptionsOf } from './method.ts'

const EVENT = 'author_extrinsicUpdate'
/** Bytes; the reply has two letters for each. */
const MOST_PENDING = 8 * 1024 * 1024

export function authorMethods({ pool, submissions }: RpcNode): Methods {
  const submit = async (bytes: Uint8Array, watcher?: Watcher): Promise<Hash> => {
    const submitted = await submissions.submit(bytes, watcher)
    if (!submitted.ok) throw submitError(submitted.rejection)
    return submitted.hash
  }

  return {
    async author_submitExtrinsic(params, _caller, turn) {
      const bytes = params.bytes(0, 'extrinsic')
      await turn.pause()
      return submit(bytes)
    },
    async author_submitAndWatchExtrinsic(params, caller, turn) {
      const bytes = params.bytes(0, 'extrinsic')
      await turn.pause()
      const subscriptions = subscriptionsOf(caller)
      const subscription = subscriptions.open(EVENT)
      const watcher: Watcher = status => {
        subscription.push(status)
        if (isLast(status)) subscriptions.close(subscription.id, EVENT)
      }
      subscription.onEnd(() => pool.watchers.unwatch(extrinsicHash(bytes), watcher))
      try {
        await submit(bytes, watcher)
        return subscription
      } catch (thrown) {
        subscriptions.close(subscription.id, EVENT)
        throw thrown
      }
    },
    author_unwatchExtrinsic: (params, caller) => subscriptionsOf(caller).close(params.get(0), EVENT),
    author_pendingExtrinsics() {
      if (pool.bytes > MOST_PENDING)
        throw new RpcError(
          -32008,
          'Response is too big',
          `${pool.bytes} bytes wait, at most ${MOST_PENDING} are told`,
        )
      return new Json(`[${Array.from(pool.pending(), entry => `"${hexOf(entry.bytes)}"`).join()}]`)
    },
  }
}
