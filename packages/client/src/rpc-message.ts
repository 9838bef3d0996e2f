// One message of a JSON-RPC server as data; undefined for what is none.
import { isRecord } from './answers.ts'
import { RpcError } from './rpc-error.ts'

export type SubscriptionId = string | number

export type RpcMessage =
  | { readonly type: 'result'; readonly id: number; readonly result: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: RpcError }
  | { readonly type: 'event'; readonly subscription: SubscriptionId; readonly result: unknown }

export const isSubscriptionId = (value: unknown): value is SubscriptionId =>
  typeof value === 'string' || typeof value === 'number'

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function errorOf(error: unknown): RpcError | undefined {
  if (!isRecord(error) || typeof error.code !== 'number' || typeof error.message !== 'string')
    return undefined
  return new RpcError(error.code, error.message, error.data)
}

export function readMessage(text: string): RpcMessage | undefined {
  const message = parsed(text)
  if (!isRecord(message)) return undefined
  const { id, params } = message
  if (isRecord(params) && isSubscriptionId(params.subscription))
    return { type: 'event', subscription: params.subscription, result: params.result }
  if (typeof id !== 'number') return undefined
  if ('result' in message) return { type: 'result', id, result: message.result }
  const error = errorOf(message.error)
  return error && { type: 'error', id, error }
}
