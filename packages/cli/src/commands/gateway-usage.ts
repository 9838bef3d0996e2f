// `taonet gateway usage`: what was used, by key, model or miner.
import { type Grouping, listKeys, type UsageSums, usageSums } from '@taonet/gateway/accounts'
import { NetError } from '@taonet/wire'
import { dim, printJson, say, table } from '../terminal.ts'
import { type AccountsFlags, withAccounts } from './gateway-accounts.ts'

export interface UsageFlags extends AccountsFlags {
  /** `key`, `model`, `miner`. */
  readonly by: readonly string[]
  readonly days: number
  /** One row for each day. */
  readonly daily: boolean
}

const GROUPINGS: Readonly<Record<string, Grouping>> = { key: 'caller', model: 'model', miner: 'miner' }
const DAY_S = 86_400
const MOST_DAYS = 3_650

function groupingOf(name: string): Grouping {
  const found = Object.hasOwn(GROUPINGS, name) ? GROUPINGS[name] : undefined
  if (found) return found
  throw new NetError(
    'bad-option',
    `usage is not kept by "${name}"`,
    `one of: ${Object.keys(GROUPINGS).join(', ')}`,
  )
}

/** @throws NetError. */
export async function gatewayUsage(flags: UsageFlags): Promise<void> {
  if (!Number.isInteger(flags.days) || flags.days < 1 || flags.days > MOST_DAYS)
    throw new NetError('bad-option', 'so many days cannot be looked at', `--days is 1 to ${MOST_DAYS}`)
  const by = (flags.by.length === 0 ? ['key', 'model'] : [...new Set(flags.by)]).map(groupingOf)
  const until = Math.floor(Date.now() / 1_000) + 1
  const from = Math.floor(until / DAY_S) * DAY_S - (flags.days - 1) * DAY_S
  // Without days a bucket is the whole time: it begins before 1970 + width.
  const width = flags.daily ? DAY_S : Number.MAX_SAFE_INTEGER
  const { sums, names } = await withAccounts(flags, false, async sql => ({
    sums: await usageSums(sql, { kind: undefined, from, until, width, by }),
    names: new Map((await listKeys(sql)).map(one => [one.id, one.name])),
  }))
  const rows = sums.map(one => told(one, names, flags.daily))
  if (flags.json) return printJson(rows)
  if (rows.length === 0)
    return say(`nothing was used in ${flags.days === 1 ? 'the last day' : `the last ${flags.days} days`}`)
  say(
    table(
      Object.keys(rows[0] ?? {}),
      rows.map(row => Object.values(row).map(String)),
    ),
  )
  say(
    dim(
      '\nprice in units of the price list; a request on which several miners worked counts for the first, the others assisted',
    ),
  )
}

function told(
  sums: UsageSums,
  names: ReadonlyMap<string, string>,
  daily: boolean,
): Readonly<Record<string, string | number>> {
  const { caller, model, netuid, uid, requests, assisted, prompt, completion, price } = sums
  return {
    ...(daily ? { day: new Date(sums.bucket * 1_000).toISOString().slice(0, 10) } : {}),
    ...(caller === undefined ? {} : { key: names.get(caller) ?? caller, key_id: caller }),
    ...(model === undefined ? {} : { model }),
    ...(uid === undefined ? {} : { miner: uid < 0 ? 'cache' : `${netuid}/${uid}` }),
    requests,
    assisted,
    prompt_tokens: prompt,
    completion_tokens: completion,
    price,
  }
}
