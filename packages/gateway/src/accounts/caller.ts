// Who asks, and what the rest of the gateway may ask the accounts: identify, reserve, settle.
import type { Scope } from './scopes.ts'

/** What the safety gate does for a key: `gate/policies.ts`. */
export const POLICIES = ['standard', 'strict', 'off'] as const
export type PolicyName = (typeof POLICIES)[number]

export interface Caller {
  /** The key's id, never the key; `free` for whoever comes from this machine without one. */
  readonly id: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly policy: PolicyName
  /** Whether its answers may be found by others, and theirs by it. */
  readonly shareCache: boolean
  /** Whether its words may be written to the audit log. */
  readonly keepWords: boolean
}

/** What a request may use at most; less is settled afterwards. */
export interface Wanted {
  /** Path of the endpoint; its scope is asked for. */
  readonly route: string
  readonly requests: number
  /** Prompt and answer together. */
  readonly tokens: number
}

export interface Used {
  readonly promptTokens: number
  readonly completionTokens: number
  readonly model: string
  readonly netuid: number
  /** Who answered, the one whose words were sent first; nobody for an answer out of the cache. */
  readonly uids: readonly number[]
}

/** Exactly one of `settle` and `release` counts, and only the first time. */
export interface Reservation {
  /** `x-ratelimit-*` in OpenAI's names. */
  readonly headers: Readonly<Record<string, string>>
  /** What that costs, in units of the price list. */
  price(used: Pick<Used, 'model' | 'promptTokens' | 'completionTokens'>): number
  /** Counts at once; resolves when it is written down. Nobody who waits for an answer should wait for that. */
  settle(used: Used): Promise<void>
  /** No token was used, which needs no writing. The request itself stays counted in the minute's limit. */
  release(): Promise<void>
}

export interface Accounts {
  /**
   * `loopback`: the connection came from this machine. Without a key only those are served, as the free tier.
   * @throws Refused 401 for a key that is unknown, expired or revoked, or none from elsewhere. NetError `accounts-unavailable`.
   */
  identify(authorization: string | undefined, from: { readonly loopback: boolean }): Promise<Caller>
  /**
   * Takes what is wanted out of every limit and budget of the caller, or nothing of any.
   * @throws Refused 403 without the route's scope, 429 `rate_limit_exceeded` or `insufficient_quota` with `retry-after`.
   * NetError `accounts-unavailable`.
   */
  reserve(caller: Caller, wanted: Wanted): Promise<Reservation>
  /** Writes down what is settled and returns what was leased. */
  close(): Promise<void>
}
