// `chainHead_v1_*` (wire-interface §1.6): a client follows the chain, pins the blocks it was told of, and asks about
// them by operations whose results arrive on the follow subscription.
import { encode, type Hash, Header } from '@taonet/wire'
import type { Block } from '../host/port.ts'
import { storageOperation, storageQueries } from './chain-head-storage.ts'
import { asRpcError, invalidParams, RpcError } from './error.ts'
import { Follow } from './follow.ts'
import { hexOf } from './hex.ts'
import { type Caller, type Methods, type RpcNode, subscriptionsOf } from './method.ts'
import { asHash, type Params } from './params.ts'
import { longRuntimeCall } from './runtime-call.ts'
import { specJson } from './version.ts'

const EVENT = 'chainHead_v1_followEvent'
const MOST_FOLLOWS = 4
const LIMIT_REACHED = { result: 'limitReached' }

const notPinned = (hash: Hash): RpcError => new RpcError(-32801, 'Block hash is not pinned', hash)

export function chainHeadMethods({ chain, host }: RpcNode): Methods {
  const follows = new WeakMap<object, Map<string, Follow>>()
  const followsOf = (caller: Caller): Map<string, Follow> => {
    const connection = subscriptionsOf(caller)
    const known = follows.get(connection) ?? new Map<string, Follow>()
    follows.set(connection, known)
    return known
  }
  const followOf = (params: Params, caller: Caller): Follow | undefined =>
    followsOf(caller).get(params.text(0, 'follow subscription'))
  const runtime = { type: 'valid', spec: specJson(chain.runtime.version) }

  const operation =
    (
      run: (follow: Follow, id: string, hash: Hash, params: Params, caller: Caller) => void,
    ): Methods[string] =>
    (params, caller) => {
      const follow = followOf(params, caller)
      const hash = params.neededHash(1, 'block hash')
      // A follow that ended unasked has no results to give: the specification's answer is the same as for a full one.
      if (!follow) return LIMIT_REACHED
      if (!follow.isPinned(hash)) throw notPinned(hash)
      const operationId = follow.start(id => run(follow, id, hash, params, caller))
      return operationId === undefined ? LIMIT_REACHED : { result: 'started', operationId }
    }

  return {
    chainHead_v1_follow(params, caller) {
      const withRuntime = params.flag(0, 'with_runtime')
      const open = followsOf(caller)
      if (open.size >= MOST_FOLLOWS)
        throw new RpcError(-32800, 'Too many follow subscriptions', `at most ${MOST_FOLLOWS} on a connection`)
      const subscription = subscriptionsOf(caller).open(EVENT)
      const follow = new Follow(event => subscription.push(event), withRuntime)
      open.set(subscription.id, follow)
      const onBlock = (block: Block) => {
        if (!follow.announce(block.hash, block.header.parent_hash)) stop()
      }
      // A follow has no word for a finalized block that goes away.
      const stop = () => {
        subscription.push({ event: 'stop' })
        subscriptionsOf(caller).close(subscription.id, EVENT)
      }
      host.events.on('block', onBlock)
      host.events.on('reverted', stop)
      subscription.onEnd(() => {
        host.events.off('block', onBlock)
        host.events.off('reverted', stop)
        follow.end()
        open.delete(subscription.id)
      })
      follow.initialize(chain.head.hash, runtime)
      return subscription
    },
    chainHead_v1_unfollow(params, caller) {
      subscriptionsOf(caller).close(params.get(0), EVENT)
      return null
    },
    chainHead_v1_header(params, caller) {
      const follow = followOf(params, caller)
      const hash = params.neededHash(1, 'block hash')
      if (!follow) return null
      if (!follow.isPinned(hash)) throw notPinned(hash)
      const number = chain.numberOf(hash)
      const header = number === undefined ? undefined : chain.header(number)
      return header ? hexOf(encode(Header, header)) : null
    },
    chainHead_v1_body: operation((follow, id, hash) => {
      const number = chain.numberOf(hash)
      const body = number === undefined ? undefined : chain.body(number)
      follow.finish(
        id,
        body ? { event: 'operationBodyDone', value: body.map(hexOf) } : { event: 'operationInaccessible' },
      )
    }),
    chainHead_v1_call(params, caller, turn) {
      const follow = followOf(params, caller)
      if (follow && !follow.withRuntime) throw invalidParams('the follow subscription has no runtime')
      const name = params.text(2, 'function')
      const data = params.get(3) === undefined ? new Uint8Array() : params.bytes(3, 'parameters')
      return operation(async (following, id, at) => {
        try {
          const output = await longRuntimeCall(chain, { name, data, at }, turn, hexOf)
          following.finish(id, { event: 'operationCallDone', output })
        } catch (thrown) {
          // The state may have been discarded while it was read: nobody else hears of it.
          following.finish(id, { event: 'operationError', error: asRpcError(thrown).message })
        }
      })(params, caller, turn)
    },
    chainHead_v1_storage(params, caller, turn) {
      const { queries, discarded } = storageQueries(params)
      const started = operation((follow, id, hash) => {
        storageOperation(chain, hash, queries, follow, id, caller.backlog)
      })(params, caller, turn)
      return started === LIMIT_REACHED ? started : Object.assign({ discardedItems: discarded }, started)
    },
    chainHead_v1_continue(params, caller) {
      followOf(params, caller)?.resume(params.text(1, 'operation'))
      return null
    },
    chainHead_v1_stopOperation(params, caller) {
      followOf(params, caller)?.stop(params.text(1, 'operation'))
      return null
    },
    chainHead_v1_unpin(params, caller) {
      const follow = followOf(params, caller)
      const which = params.get(1)
      const hashes = (Array.isArray(which) ? which : [which]).map(hash => asHash(hash, 'block hash'))
      if (new Set(hashes).size !== hashes.length)
        throw new RpcError(-32804, 'The same block hash is given twice')
      if (!follow) return null
      for (const hash of hashes) if (!follow.isPinned(hash)) throw notPinned(hash)
      for (const hash of hashes) follow.unpin(hash)
      return null
    },
  }
}
