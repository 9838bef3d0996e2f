// `author_*`: submitting and watching transactions.
import { extrinsicHash, type Hash } from '@taonet/wire'
import { isLast, type Watcher } from '../pool/watchers.ts'
import { submitError } from './error.ts'
import { hexOf } from './hex.ts'
import { type Methods, type RpcNode, subscriptionsOf } from './method.ts'

const EVENT = 'author_extrinsicUpdate'

export function authorMethods({ pool, submissions }: RpcNode): Methods {
  const submit = async (bytes: Uint8Array, watcher?: Watcher): Promise<Hash> => {
    const submitted = await submissions.submit(bytes, watcher)
    if (!submitted.ok) throw submitError(submitted.rejection)
    return submitted.hash
  }

  return {
    author_submitExtrinsic: params => submit(params.bytes(0, 'extrinsic')),
    async author_submitAndWatchExtrinsic(params, caller) {
      const bytes = params.bytes(0, 'extrinsic')
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
    author_pendingExtrinsics: () => [...pool.pending()].map(entry => hexOf(entry.bytes)),
  }
}
