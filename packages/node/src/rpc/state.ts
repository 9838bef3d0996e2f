// `state_*`: storage, runtime calls, metadata, read proofs.
import { ApiNotFound, type StorageKey } from '@taonet/runtime'
import { DecodeError, type Hash } from '@taonet/wire'
import type { Chain } from '../chain.ts'
import type { Head } from '../host/port.ts'
import { numberAt, stateAt, viewAt } from './blocks.ts'
import { executionFailed, invalidParams, stateDiscarded } from './error.ts'
import { hexOf } from './hex.ts'
import { type Methods, type RpcNode, subscriptionsOf, withAliases } from './method.ts'
import { keysPage, valueHash, valueHex } from './storage.ts'
import { versionJson } from './version.ts'

const MOST_KEYS_PAGED = 1000
const MOST_KEYS = 200_000
const MOST_QUERIED = 10_000
/** A proof costs much more than a read: of so many it holds the node for some forty milliseconds (bench/stalls.ts). */
const MOST_PROVEN = 1_000
const STORAGE_EVENT = 'state_storage'
const VERSION_EVENT = 'state_runtimeVersion'

/** Answers `Trait_method` at a block. @throws RpcError when there is none, or its arguments mean nothing. */
export function runtimeCall(chain: Chain, name: string, data: Uint8Array, at: Hash | undefined): Uint8Array {
  const state = stateAt(chain, at)
  try {
    return chain.runtime.call(state, name, data)
  } catch (thrown) {
    // Python clients compare the text of a missing function (wire-interface §1.3).
    if (thrown instanceof ApiNotFound) throw executionFailed(thrown.message)
    if (thrown instanceof DecodeError)
      throw executionFailed(`Bad input data provided to ${name}: ${thrown.message}`)
    throw thrown
  }
}

export function stateMethods({ chain, host }: RpcNode): Methods {
  const version = versionJson(chain.runtime.version)
  const changes = (keys: readonly StorageKey[], at: Hash | undefined) => {
    const view = viewAt(chain, at)
    return keys.map(key => [`0x${key}`, valueHex(view, key)] as const)
  }

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
    state_getKeys(params) {
      const view = viewAt(chain, params.hash(1, 'block hash'))
      const keys = keysPage(view, params.key(0, 'prefix'), MOST_KEYS)
      if (keys.length === MOST_KEYS)
        throw invalidParams(`more than ${MOST_KEYS} keys; use state_getKeysPaged`)
      return keys.map(key => `0x${key}`)
    },
    state_queryStorageAt(params) {
      const at = params.hash(1, 'block hash')
      const keys = params.keys(0, 'keys', MOST_QUERIED)
      return [{ block: at ?? chain.head.hash, changes: changes(keys, at) }]
    },
    state_subscribeStorage(params, caller) {
      const keys = params.keys(0, 'keys', MOST_QUERIED)
      const subscription = subscriptionsOf(caller).open(STORAGE_EVENT)
      let last = changes(keys, undefined)
      subscription.push({ block: chain.head.hash, changes: last })
      // By comparison, not by the block's changes: computed rows move without being written.
      const onHead = ({ hash }: Head) => {
        const now = changes(keys, undefined)
        const moved = now.filter(([, value], i) => value !== last[i]?.[1])
        last = now
        if (moved.length > 0) subscription.push({ block: hash, changes: moved })
      }
      host.events.on('block', onHead)
      host.events.on('reverted', onHead)
      subscription.onEnd(() => {
        host.events.off('block', onHead)
        host.events.off('reverted', onHead)
      })
      return subscription
    },
    state_unsubscribeStorage: (params, caller) => subscriptionsOf(caller).close(params.get(0), STORAGE_EVENT),
    state_getReadProof(params) {
      const at = params.hash(1, 'block hash') ?? chain.head.hash
      const proof = chain.prove(numberAt(chain, at), params.keys(0, 'keys', MOST_PROVEN))
      if (!proof) throw stateDiscarded(at)
      return { at, proof: proof.map(hexOf) }
    },
    state_call: params =>
      hexOf(
        runtimeCall(
          chain,
          params.text(0, 'function'),
          params.get(1) === undefined ? new Uint8Array() : params.bytes(1, 'data'),
          params.hash(2, 'block hash'),
        ),
      ),
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
