// `taonet gateway keys`: made, listed, revoked. A key is shown once, when it is made; a running gateway knows it at once, and a
// revoked one stops working within three seconds.
import {
  type ApiKey,
  createKey,
  Limits,
  listKeys,
  ORDINARY_SCOPES,
  POLICIES,
  revokeKey,
  SCOPES,
} from '@taonet/gateway/accounts'
import { NetError } from '@taonet/wire'
import { bold, dim, paint, printJson, say, table } from '../terminal.ts'
import { type AccountsFlags, withAccounts } from './gateway-accounts.ts'

export interface NewKeyFlags extends AccountsFlags {
  readonly scope: readonly string[]
  readonly policy: string
  /** `30d`, `12h`, or a date. */
  readonly expires?: string
  readonly requestsPerMinute?: number
  readonly tokensPerMinute?: number
  /** `tokens/day=1000000`. */
  readonly budget: readonly string[]
  readonly shareCache: boolean
  readonly keepWords: boolean
}

const LONGEST_NAME = 100
const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

const wrong = (what: string, hint: string): NetError => new NetError('bad-option', what, hint)

function among<T extends string>(names: readonly T[], given: string, what: string): T {
  const found = names.find(one => one === given)
  if (found === undefined) throw wrong(`there is no ${what} "${given}"`, `one of: ${names.join(', ')}`)
  return found
}

/** Milliseconds since 1970: so long from now, or a date. @throws NetError `bad-option`. */
function timeOf(text: string, now: number): number {
  const [, number, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? []
  const at = unit === undefined ? Date.parse(text) : now + Number(number) * (UNITS_MS[unit] ?? 0)
  if (at > now) return at
  throw wrong(`"${text}" is no time to come`, 'write it like 30d, 12h, 90m or 2027-01-31')
}

/** @throws NetError `bad-option`. */
function limitsOf({ requestsPerMinute, tokensPerMinute, budget }: NewKeyFlags): Limits {
  const budgets = budget.map(text => {
    const [, unit, per, amount] = /^(\w+)\/(\w+)=(\d+)$/.exec(text) ?? []
    return { unit, per, amount: Number(amount) }
  })
  const parsed = Limits.safeParse({ requestsPerMinute, tokensPerMinute, budgets })
  if (parsed.success) return parsed.data
  const where = parsed.error.issues[0]?.path[0]
  throw where === 'budgets'
    ? wrong(
        'a budget is not understood',
        'write it like tokens/day=1000000: tokens or price, per day, month or total',
      )
    : wrong('a limit is not understood', 'limits are whole numbers from 0 to 1,000,000,000,000')
}

/** @throws NetError. */
export async function newKey(name: string, flags: NewKeyFlags): Promise<void> {
  const now = Date.now()
  if (name.trim() === '' || name.length > LONGEST_NAME || /\p{C}/u.test(name))
    throw wrong(
      'a key needs a plain name',
      `1 to ${LONGEST_NAME} printable characters, such as its application's`,
    )
  const scopes =
    flags.scope.length === 0 ? ORDINARY_SCOPES : flags.scope.map(one => among(SCOPES, one, 'scope'))
  const made = {
    name,
    scopes,
    policy: among(POLICIES, flags.policy, 'policy'),
    shareCache: flags.shareCache,
    keepWords: flags.keepWords,
    limits: limitsOf(flags),
    expires: flags.expires === undefined ? undefined : timeOf(flags.expires, now),
  }
  const { key, secret } = await withAccounts(flags, true, sql => createKey(sql, made, now))
  if (flags.json) return printJson({ ...shown(key, now), secret })
  say(`${bold(secret)}\n`)
  say(table(HEAD, [rowOf(key, now)]))
  say(dim('\nWrite the key down: only its hash is kept. Clients send it as "Authorization: Bearer …".'))
}

/** @throws NetError. */
export async function listKeysCommand(flags: AccountsFlags): Promise<void> {
  const now = Date.now()
  const keys = await withAccounts(flags, false, listKeys)
  if (flags.json) return printJson(keys.map(one => shown(one, now)))
  if (keys.length === 0) return say('no keys; make one with: taonet gateway keys new NAME')
  say(
    table(
      HEAD,
      keys.map(one => rowOf(one, now)),
    ),
  )
}

/** @throws NetError `no-key`, `several-keys`. */
export async function revokeKeyCommand(which: string, flags: AccountsFlags): Promise<void> {
  const now = Date.now()
  const key = await withAccounts(flags, false, sql => revokeKey(sql, which, now))
  if (flags.json) return printJson(shown(key, now))
  say(`${paint('green', '✔')} ${bold(key.name)} ${dim(`(${key.id})`)} is revoked`)
}

const iso = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString())

function stateOf({ expires, revoked }: ApiKey, now: number): 'revoked' | 'expired' | 'active' {
  if (revoked !== undefined) return 'revoked'
  return expires !== undefined && expires <= now ? 'expired' : 'active'
}

const shown = (key: ApiKey, now: number): Record<string, unknown> => ({
  ...key,
  state: stateOf(key, now),
  created: iso(key.created),
  expires: iso(key.expires),
  revoked: iso(key.revoked),
})

const HEAD = ['name', 'id', 'key', 'state', 'scopes', 'limits']

function limitsIn({ limits, expires }: ApiKey): string {
  const { requestsPerMinute, tokensPerMinute, budgets } = limits
  const all = [
    ...(requestsPerMinute === undefined ? [] : [`${requestsPerMinute} requests/minute`]),
    ...(tokensPerMinute === undefined ? [] : [`${tokensPerMinute} tokens/minute`]),
    ...budgets.map(one => `${one.amount} ${one.unit}/${one.per}`),
    ...(expires === undefined ? [] : [`until ${iso(expires)?.slice(0, 16)}`]),
  ]
  return all.length === 0 ? 'none' : all.join(', ')
}

const rowOf = (key: ApiKey, now: number): readonly string[] => [
  bold(key.name),
  key.id,
  key.hint,
  stateOf(key, now),
  key.scopes.length === ORDINARY_SCOPES.length && !key.scopes.includes('admin')
    ? 'all but admin'
    : key.scopes.join(' '),
  limitsIn(key),
]
