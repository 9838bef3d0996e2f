// Who comes from this machine without a key: served, in bounds that only a runaway program meets.
import type { Caller } from './caller.ts'
import { Limits } from './limits.ts'
import { ORDINARY_SCOPES } from './scopes.ts'

export const FREE = 'free'

/** A million requests and a thousand million tokens a minute: no budget, no admin scope. */
export const FREE_LIMITS: Limits = Limits.parse({
  requestsPerMinute: 1_000_000,
  tokensPerMinute: 1_000_000_000,
})

export const freeCaller: Caller = {
  id: FREE,
  name: 'this machine',
  scopes: ORDINARY_SCOPES,
  policy: 'standard',
  shareCache: true,
  keepWords: false,
}
