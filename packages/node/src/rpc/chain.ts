// `chain_*`: blocks, headers and the subscriptions to them. Every block is final at once, so best and finalized are one.
import type { Head } from '../host/port.ts'
import { headerJson, numberAt } from './blocks.ts'
import { invalidParams } from './error.ts'
import { hexOf } from './hex.ts'
import { type Method, type Methods, type RpcNode, subscriptionsOf, withAliases } from './method.ts'

const MOST_NUMBERS = 1000

function blockNumber(value: unknown): number {
  const number =
    typeof value === 'string' && /^(0x[0-9a-fA-F]{1,12}|[0-9]{1,15})$/.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0)
    throw invalidParams('a block number is a whole number')
  return number
}

export function chainMethods({ chain, host }: RpcNode): Methods {
  const hashAt = (value: unknown) => chain.hashOf(blockNumber(value)) ?? null

  const subscribe =
    (event: string): Method =>
    (_params, caller) => {
      const subscription = subscriptionsOf(caller).open(event)
      const onHead = ({ header }: Head) => subscription.push(headerJson(header))
      subscription.push(headerJson(chain.head.header))
      host.events.on('block', onHead)
      host.events.on('reverted', onHead)
      subscription.onEnd(() => {
        host.events.off('block', onHead)
        host.events.off('reverted', onHead)
      })
      return subscription
    }
  const unsubscribe =
    (event: string): Method =>
    (params, caller) =>
      subscriptionsOf(caller).close(params.get(0), event)

  const methods: Methods = {
    chain_getBlockHash(params) {
      const which = params.get(0)
      if (which === undefined) return chain.head.hash
      return Array.isArray(which) ? params.list(0, 'numbers', MOST_NUMBERS).map(hashAt) : hashAt(which)
    },
    chain_getFinalizedHead: () => chain.head.hash,
    chain_getHeader(params) {
      const hash = params.hash(0, 'block hash')
      const number = hash === undefined ? chain.head.number : chain.numberOf(hash)
      const header = number === undefined ? undefined : chain.header(number)
      return header ? headerJson(header) : null
    },
    chain_getBlock(params) {
      const hash = params.hash(0, 'block hash')
      if (hash !== undefined && chain.numberOf(hash) === undefined) return null
      const number = numberAt(chain, hash)
      const header = chain.header(number)
      const body = chain.body(number)
      if (!header || !body) return null
      return { block: { header: headerJson(header), extrinsics: body.map(hexOf) }, justifications: null }
    },
    chain_subscribeNewHeads: subscribe('chain_newHead'),
    chain_unsubscribeNewHeads: unsubscribe('chain_newHead'),
    chain_subscribeFinalizedHeads: subscribe('chain_finalizedHead'),
    chain_unsubscribeFinalizedHeads: unsubscribe('chain_finalizedHead'),
    chain_subscribeAllHeads: subscribe('chain_allHead'),
    chain_unsubscribeAllHeads: unsubscribe('chain_allHead'),
  }
  return withAliases(methods, {
    chain_getHead: 'chain_getBlockHash',
    chain_getFinalisedHead: 'chain_getFinalizedHead',
    chain_subscribeNewHead: 'chain_subscribeNewHeads',
    chain_unsubscribeNewHead: 'chain_unsubscribeNewHeads',
    subscribe_newHead: 'chain_subscribeNewHeads',
    unsubscribe_newHead: 'chain_unsubscribeNewHeads',
    chain_subscribeFinalisedHeads: 'chain_subscribeFinalizedHeads',
    chain_unsubscribeFinalisedHeads: 'chain_unsubscribeFinalizedHeads',
  })
}
