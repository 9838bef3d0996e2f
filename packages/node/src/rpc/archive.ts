// `archive_v1_*`: blocks and states of any age, without following the chain. What is not there is null or an empty list.
import type { StateView } from '@taonet/runtime'
import { blake2b256, encode, type Hash, Header } from '@taonet/wire'
import { viewAt } from './blocks.ts'
import { invalidParams, RpcError } from './error.ts'
import { hexOf } from './hex.ts'
import { type Caller, type Methods, type RpcNode, subscriptionsOf, withAliases } from './method.ts'
import { asKey, type Params } from './params.ts'
import { portionsOf } from './portions.ts'
import { longRuntimeCall } from './runtime-call.ts'
import { differences } from './state-differences.ts'
import { answers, storageItem } from './storage-items.ts'

const STORAGE = 'archive_v1_storageEvent'
const DIFFERENCE = 'archive_v1_storageDiffEvent'
const MOST_ITEMS = 1000
const LAGGING_BYTES = 1024 * 1024
const PAUSE_MS = 20

export function archiveMethods({ chain }: RpcNode): Methods {
  /** The events of one subscription; it ends by itself. */
  const stream = <T extends object>(
    caller: Caller,
    event: string,
    names: { readonly one: string; readonly done: string; readonly error: string },
    from: () => Iterator<T>,
  ) => {
    const subscriptions = subscriptionsOf(caller)
    const subscription = subscriptions.open(event)
    const end = (last: object): void => {
      subscription.push(last)
      subscriptions.close(subscription.id, event)
    }
    const fail = (error: string) => end({ event: names.error, error })
    // In a later turn: the reply with the subscription's id is out by then.
    setImmediate(() => {
      try {
        portionsOf(from(), {
          isWanted: () => subscriptions.get(subscription.id) !== undefined,
          take: some => {
            for (const one of some) subscription.push({ event: names.one, ...one })
          },
          done: () => end({ event: names.done }),
          fail,
          rest: goOn =>
            caller.backlog() > LAGGING_BYTES ? void setTimeout(goOn, PAUSE_MS) : void setImmediate(goOn),
        })
      } catch (thrown) {
        if (!(thrown instanceof RpcError)) throw thrown
        fail(thrown.message)
      }
    })
    return subscription
  }
  const stop =
    (event: string): Methods[string] =>
    (params, caller) => {
      subscriptionsOf(caller).close(params.get(0), event)
      return null
    }
  const numberAt = (params: Params): number | undefined => chain.numberOf(params.neededHash(0, 'block hash'))

  const methods: Methods = {
    archive_v1_genesisHash: () => chain.genesisHash,
    archive_v1_finalizedHeight: () => chain.head.number,
    archive_v1_hashByHeight(params) {
      const hash = chain.hashOf(params.count(0, 'height', Number.MAX_SAFE_INTEGER))
      return hash === undefined ? [] : [hash]
    },
    archive_v1_header(params) {
      const number = numberAt(params)
      const header = number === undefined ? undefined : chain.header(number)
      return header ? hexOf(encode(Header, header)) : null
    },
    archive_v1_body(params) {
      const number = numberAt(params)
      return (number === undefined ? undefined : chain.body(number))?.map(hexOf) ?? null
    },
    async archive_v1_call(params, _caller, turn) {
      const at = params.neededHash(0, 'block hash')
      const name = params.text(1, 'function')
      const data = params.bytes(2, 'parameters')
      if (chain.numberOf(at) === undefined) return null
      try {
        return { success: true, value: await longRuntimeCall(chain, { name, data, at }, turn, hexOf) }
      } catch (thrown) {
        if (!(thrown instanceof RpcError)) throw thrown
        return { success: false, error: thrown.message }
      }
    },
    archive_v1_storage(params, caller) {
      const hash = params.neededHash(0, 'block hash')
      const items = params.list(1, 'items', MOST_ITEMS).map(storageItem)
      if (params.get(2) !== undefined) throw invalidParams('there are no child tries')
      const names = { one: 'storage', done: 'storageDone', error: 'storageError' }
      return stream(caller, STORAGE, names, () => {
        const view = viewAt(chain, hash)
        return answers(chain, chain.numberOf(hash) ?? 0, view, items)
      })
    },
    archive_v1_storageDiff(params, caller) {
      const hash = params.neededHash(0, 'block hash')
      const items = params.get(1) === undefined ? [{}] : params.list(1, 'items', MOST_ITEMS)
      const prefixes = items.map(differenceItem)
      const previous = params.hash(2, 'previous hash')
      const names = { one: 'storageDiff', done: 'storageDiffDone', error: 'storageDiffError' }
      return stream(caller, DIFFERENCE, names, () => {
        const [before, after] = pair(hash, previous)
        return changed(before, after, prefixes)
      })
    },
    archive_v1_stopStorage: stop(STORAGE),
    archive_v1_stopStorageDiff: stop(DIFFERENCE),
  }

  function pair(hash: Hash, previous: Hash | undefined): [StateView, StateView] {
    const number = chain.numberOf(hash)
    const parent = number === undefined ? undefined : chain.hashOf(number - 1)
    const before = previous ?? parent
    if (number === undefined || before === undefined)
      throw new RpcError(4003, `there is no block before ${hash}`)
    if ((chain.numberOf(before) ?? number) >= number)
      throw new RpcError(4003, `${before} is not before ${hash}`)
    return [viewAt(chain, before), viewAt(chain, hash)]
  }
  // The field's nodes have this name for it, the specification the other.
  return withAliases(methods, { archive_v1_storageDiff_stopStorageDiff: 'archive_v1_stopStorageDiff' })
}

type DifferenceItem = ReturnType<typeof differenceItem>

function differenceItem(item: unknown) {
  if (typeof item !== 'object' || item === null) throw invalidParams('an item is an object')
  if ('childTrieKey' in item && item.childTrieKey != null) throw invalidParams('there are no child tries')
  const type = 'returnType' in item ? item.returnType : 'value'
  if (type !== 'value' && type !== 'hash') throw invalidParams('a return type is value or hash')
  return { prefix: asKey('key' in item ? item.key : '0x', 'key'), type } as const
}

function* changed(before: StateView, after: StateView, items: readonly DifferenceItem[]) {
  for (const { prefix, type } of items)
    for (const { key, value, kind } of differences(before, after, prefix)) {
      const what = type === 'value' ? { value: hexOf(value) } : { hash: hexOf(blake2b256(value)) }
      yield { key: `0x${key}`, type: kind, ...(kind === 'deleted' ? {} : what) }
    }
}
