// From whom a node that joins loads its state, and whom its engine's light client believes at first.
import { NetError } from '@taonet/wire'

export interface StateSync {
  /** Where engines of others answer a light client: two at least, as the engine wants them. */
  readonly servers: readonly string[]
  /** A header of the engine's that is trusted: within the time for which who signed it can still be held to it. */
  readonly trustHeight: number
  /** Hexadecimal. */
  readonly trustHash: string
}

const PATIENCE_MS = 30_000
/** Below the newest: every peer that keeps up has it. */
const SETTLED = 2

/** Where the node at an RPC address answers light clients. @throws NetError `options`. */
export function lightServer(rpc: string): string {
  const url = URL.parse(rpc.includes('://') ? rpc : `http://${rpc}`)
  if (!url) throw new NetError('options', `"${rpc}" is no address of a node's RPC`, 'such as 127.0.0.1:9944')
  return `http://${url.host}/engine`
}

/**
 * A recent header that all the servers have: they are believed where the user trusts nobody else.
 * @throws NetError `peer-rpc` when one does not answer, or they differ.
 */
export async function settledHeader(
  servers: readonly string[],
): Promise<Pick<StateSync, 'trustHeight' | 'trustHash'>> {
  const [first, ...others] = servers
  if (first === undefined) throw new NetError('options', 'nobody to load from', 'name --peer-rpc twice')
  const newest = await commitAt(first)
  const settled = await commitAt(first, Math.max(1, newest.trustHeight - SETTLED))
  for (const other of others) {
    const { trustHash } = await commitAt(other, settled.trustHeight)
    if (trustHash !== settled.trustHash)
      throw new NetError(
        'peer-rpc',
        `${first} and ${other} differ about height ${settled.trustHeight}`,
        'one of them lies or is of another chain: ask somebody you trust, and say --trust-height and --trust-hash',
      )
  }
  return settled
}

async function commitAt(
  server: string,
  height?: number,
): Promise<Pick<StateSync, 'trustHeight' | 'trustHash'>> {
  const params = height === undefined ? {} : { height: String(height) }
  const asked = { jsonrpc: '2.0', id: 1, method: 'commit', params }
  let answer: unknown
  try {
    const response = await fetch(server, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    answer = await response.json()
  } catch (cause) {
    throw strange(server, 'does not answer', cause)
  }
  const commit = at(at(at(answer, 'result'), 'signed_header'), 'commit')
  const [of, hash] = [at(commit, 'height'), at(at(commit, 'block_id'), 'hash')]
  if (
    typeof of !== 'string' ||
    !/^\d{1,15}$/.test(of) ||
    typeof hash !== 'string' ||
    !/^[\dA-F]{64}$/.test(hash)
  )
    throw strange(server, `answered ${JSON.stringify(answer).slice(0, 200)}`)
  return { trustHeight: Number(of), trustHash: hash }
}

const at = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined

const strange = (server: string, what: string, cause?: unknown): NetError =>
  new NetError('peer-rpc', `${server} ${what}`, 'name RPC addresses of nodes that run with the engine', cause)
