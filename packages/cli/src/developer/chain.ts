// A developer's own chain, asked by its developer methods over HTTP (docs/run/node.md).
import { NetError } from '@taonet/wire'

/** Sealing a hundred thousand blocks takes minutes. */
const PATIENCE_MS = 600_000
const METHOD_NOT_FOUND = -32601

export interface DeveloperChain {
  /** @throws NetError `unreachable`, `no-developer-methods` or `refused`. */
  ask(method: string, ...params: readonly unknown[]): Promise<unknown>
}

interface Reply {
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
}

const isReply = (value: unknown): value is Reply =>
  typeof value === 'object' && value !== null && ('result' in value || 'error' in value)

export function developerChain(url: string): DeveloperChain {
  const address = url.replace(/^ws/, 'http')
  return {
    async ask(method, ...params) {
      const reply = await post(address, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))
      if (!reply.error) return reply.result
      const { code, message, data } = reply.error
      if (code === METHOD_NOT_FOUND)
        throw new NetError(
          'no-developer-methods',
          `the node at ${url} has no ${method}`,
          'developer methods exist on dev and local chains: taonet node --dev',
        )
      throw new NetError('refused', message, typeof data === 'string' ? data : '')
    },
  }
}

async function post(address: string, body: string): Promise<Reply> {
  const unreachable = (why: string, cause?: unknown): NetError =>
    new NetError(
      'unreachable',
      `no chain answers at ${address}: ${why}`,
      'start one: taonet node --dev; or name another with --chain-url',
      cause,
    )
  let reply: unknown
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const response = await fetch(address, { method: 'POST', body, signal })
    reply = JSON.parse(await response.text())
  } catch (thrown) {
    const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown
    throw unreachable(cause instanceof Error ? cause.message : String(cause), thrown)
  }
  if (!isReply(reply)) throw unreachable('that is no answer of a chain')
  return reply
}
