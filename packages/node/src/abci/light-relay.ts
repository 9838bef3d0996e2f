// What the engine of a node that joins by state sync asks others: signed headers, validators and consensus parameters. Our
// engine answers through the node's RPC port, so that a joiner needs no further way in; nothing else is passed on.
import { isNetError } from '@taonet/wire'
import type { EngineRpc } from './engine-rpc.ts'

const PASSED_ON: readonly unknown[] = ['commit', 'validators', 'consensus_params']
const REFUSED = -32_601
const AWAY = -32_603

/** The reply to a JSON-RPC request, as text. */
export async function answerLightClient(engine: EngineRpc, text: string): Promise<string> {
  const { id, method, params } = fields(parsed(text))
  const refuse = (code: number, message: string): string =>
    JSON.stringify({ jsonrpc: '2.0', id: id ?? null, error: { code, message } })
  if (!PASSED_ON.includes(method)) return refuse(REFUSED, `only ${PASSED_ON.join(', ')} are answered here`)
  try {
    return await engine.relay(JSON.stringify({ jsonrpc: '2.0', id, method, params: fields(params) }))
  } catch (thrown) {
    if (isNetError(thrown)) return refuse(AWAY, thrown.message)
    throw thrown
  }
}

const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
