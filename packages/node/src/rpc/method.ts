// What a method of the RPC is, and what it may use.

import type { Header } from '@taonet/wire'
import type { FinalityProof } from '../abci/finality/proof.ts'
import type { Neighbourhood } from '../abci/neighbours.ts'
import type { Chain } from '../chain.ts'
import type { Developer } from '../developer/developer.ts'
import type { Sealer } from '../embedded/sealer.ts'
import type { Host } from '../host/host.ts'
import type { Pool } from '../pool/pool.ts'
import type { Submissions } from '../pool/submission.ts'
import { RpcError } from './error.ts'
import type { Params } from './params.ts'
import type { Subscriptions } from './subscriptions.ts'
import type { Turn } from './turns.ts'

/** What a chain's only author may do with it. */
export interface Alone {
  readonly sealer: Sealer
  readonly developer: Developer
}

export interface RpcNode {
  readonly host: Host
  readonly chain: Chain
  readonly pool: Pool
  readonly submissions: Submissions
  /** Undefined on a public chain, and where others decide too. */
  readonly alone: Alone | undefined
  /** Proves to strangers that a block is final, where validators vote: from genesis, or from an engine's height. */
  readonly prove: ((header: Header, from?: number) => Promise<FinalityProof>) | undefined
  /** Whom this node is connected to, where others decide too. */
  readonly neighbourhood: (() => Neighbourhood | undefined) | undefined
  /** What `system_chain` says. */
  readonly chainName: string
  /** What `system_version` says. */
  readonly version: string
}

export interface Caller {
  /** Undefined over HTTP. */
  readonly subscriptions: Subscriptions | undefined
  /** Of the web page that calls, if one does. */
  readonly origin: string | undefined
  /** Bytes this caller has not yet read. */
  readonly backlog: () => number
}

/** A result that is JSON already: lists of many megabytes are written piece by piece. */
export class Json {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/**
 * Returns the result, a promise of it, or the Subscription it opened. Long work asks `turn` for a pause between two pieces
 * of it. Throws RpcError.
 */
export type Method = (params: Params, caller: Caller, turn: Turn) => unknown
export type Methods = Readonly<Record<string, Method>>

export function subscriptionsOf(caller: Caller): Subscriptions {
  if (caller.subscriptions) return caller.subscriptions
  throw new RpcError(-32601, 'Method not found', 'subscriptions need a WebSocket connection')
}

/** Further names of methods, which clients really send and look up in `rpc_methods` (wire-interface §1.2). */
export function withAliases(methods: Methods, aliases: Readonly<Record<string, string>>): Methods {
  const all: Record<string, Method> = { ...methods }
  for (const [alias, name] of Object.entries(aliases)) {
    const method = methods[name]
    if (!method || all[alias]) throw new TypeError(`${alias} is no alias of ${name}`)
    all[alias] = method
  }
  return all
}
