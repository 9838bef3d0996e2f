// `state_*`: storage, runtime calls, metadata, read proofs.
import type { StorageKey } from '@taonet/runtime'
import { numberAt, viewAt } from './blocks.ts'
import { invalidParams, stateDiscarded } from './error.ts'
import { hexOf } from './hex.ts'
import { Json, type Methods, type RpcNode, subscriptionsOf, withAliases } from './method.ts'
import { longRuntimeCall } from './runtime-call.ts'
import { keysPage, readRows, valueHash, valueHex } from './storage.ts'
import { watchRows } from './storage-watch.ts'
import { versionJson } from './version.ts'

const MOST_KEYS_PAGED = 1000
const MOST_PAGES = 200
const MOST_QUERIED = 10_000
/** A proof costs much more than a read: of so many it holds the node for some forty milliseconds (bench/stalls.ts). */
const MOST_PROVEN = 1_000
/** Who watches many rows has fewer subscriptions. */
const KEYS_OF_A_SUBSCRIPTION = 64
const STORAGE_EVENT = 'state_storage'
const VERSION_EVENT = 'state_runtimeVersion'

export function stateMethods({ chain, host }: RpcNode): Methods {
  const version = versionJson(chain.runtime.version)

  const methods: Methods = {
    state_getStorage: params => valueHex(viewAt(chain, params.hash(1, 'block hash')), params.key(0, 'key')),
    state_getStorageHash: params =>
      valueHash(chain, viewAt(chain, params.hash(1, 'block hash')), params.key(0, 'key')),
    state_getStorageSize: params =>
      viewAt(chain, params.hash(1, 'block hash')).get(params.key(0, 'key'))?.length ?? null,
    state_getKeysPaged(params) {
      const after = params.get(2) === undefined ? undefined : params.key(2, 'start key')
      const view = viewAt(chain, params.hash(3, 'block hash'))
      const count = params.count(1, 'count', MOST_KEYS_PAGED)
      return keysPage(view, params.key(0, 'prefix'), count, after).map(key => `0x${key}`)
    },
    async state_getKeys(params, _caller, turn) {
      const view = viewAt(chain, params.hash(1, 'block hash'))
      const prefix = params.key(0, 'prefix')
      const pages: string[] = []
      for (let after: StorageKey | undefined; ; ) {
        const page = keysPage(view, prefix, MOST_KEYS_PAGED, after)
        if (page.length > 0) pages.push(page.map(key => `"0x${key}"`).join())
        after = page.at(-1)
        if (page.length < MOST_KEYS_PAGED) return new Json(`[${pages.join()}]`)
        if (pages.length === MOST_PAGES)
          throw invalidParams(`more than ${MOST_PAGES * MOST_KEYS_PAGED} keys; use state_getKeysPaged`)
        await turn.pause()
      }
    },
    async state_queryStorageAt(params, _caller, turn) {
      const block = params.hash(1, 'block hash') ?? chain.head.hash
      const keys = params.keys(0, 'keys', MOST_QUERIED)
      return [{ block, changes: await readRows(viewAt(chain, block), keys, turn) }]
    },
    async state_subscribeStorage(params, caller, turn) {
      const keys = params.keys(0, 'keys', MOST_QUERIED)
      const subscription = subscriptionsOf(caller).open(STORAGE_EVENT, keys.length / KEYS_OF_A_SUBSCRIPTION)
      const watch = watchRows({ chain, host }, keys, turn, news => subscription.push(news))
      subscription.onEnd(watch.end)
      await watch.begin()
      return subscription
    },
    state_unsubscribeStorage: (params, caller) => subscriptionsOf(caller).close(params.get(0), STORAGE_EVENT),
    state_getReadProof(params) {
      const at = params.hash(1, 'block hash') ?? chain.head.hash
      const proof = chain.prove(numberAt(chain, at), params.keys(0, 'keys', MOST_PROVEN))
      if (!proof) throw stateDiscarded(at)
      return { at, proof: proof.map(hexOf) }
    },
    state_call(params, _caller, turn) {
      const name = params.text(0, 'function')
      const data = params.get(1) === undefined ? new Uint8Array() : params.bytes(1, 'data')
      return longRuntimeCall(chain, { name, data, at: params.hash(2, 'block hash') }, turn, hexOf)
    },
    state_getMetadata(params) {
      numberAt(chain, params.hash(0, 'block hash'))
      return hexOf(chain.runtime.metadata(14))
    },
    state_getRuntimeVersion(params) {
      numberAt(chain, params.hash(0, 'block hash'))
      return version
    },
    state_subscribeRuntimeVersion(_params, caller) {
      const subscription = subscriptionsOf(caller).open(VERSION_EVENT)
      subscription.push(version)
      return subscription
    },
    state_unsubscribeRuntimeVersion: (params, caller) =>
      subscriptionsOf(caller).close(params.get(0), VERSION_EVENT),
  }
  return withAliases(methods, {
    state_getStorageAt: 'state_getStorage',
    state_getStorageHashAt: 'state_getStorageHash',
    state_getStorageSizeAt: 'state_getStorageSize',
    state_getKeysPagedAt: 'state_getKeysPaged',
    state_callAt: 'state_call',
    chain_getRuntimeVersion: 'state_getRuntimeVersion',
    chain_subscribeRuntimeVersion: 'state_subscribeRuntimeVersion',
    chain_unsubscribeRuntimeVersion: 'state_unsubscribeRuntimeVersion',
  })
}
