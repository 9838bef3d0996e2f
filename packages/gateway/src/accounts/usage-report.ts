// `GET /v1/organization/usage/completions` and its like, in OpenAI's shape: buckets of time with sums, page by page.
import { z } from 'zod'
import { Refused } from '../openai-error.ts'
import type { Queries } from './sql.ts'
import {
  DAY_S,
  type Grouping,
  HOUR_S,
  MINUTE_S,
  type UsageKind,
  type UsageSums,
  usageSums,
} from './usage-rows.ts'

/** Seconds of a bucket; how many a page has, and may have. */
const WIDTHS = {
  '1m': { width: MINUTE_S, page: 60, most: 1_440 },
  '1h': { width: HOUR_S, page: 24, most: 168 },
  '1d': { width: DAY_S, page: 7, most: 31 },
} as const

/** OpenAI's names for what may be told apart, and one of ours: `miner`. */
const GROUPINGS: Readonly<Record<string, Grouping>> = {
  api_key_id: 'caller',
  model: 'model',
  miner: 'miner',
}

const seconds = z.coerce.number<string>().int().min(0).max(253_402_300_799)

const Query = z.object({
  start_time: seconds,
  end_time: seconds.optional(),
  bucket_width: z.enum(['1m', '1h', '1d']).default('1d'),
  limit: z.coerce.number<string>().int().min(1).optional(),
  page: seconds.optional(),
})

/** OpenAI's clients write lists as `a[]=1&a[]=2`, people as `a=1,2`. */
function listed(query: URLSearchParams, name: string): readonly string[] | undefined {
  const all = [...query.getAll(name), ...query.getAll(`${name}[]`)].flatMap(one => one.split(','))
  const given = all.filter(one => one !== '').slice(0, 100)
  return given.length === 0 ? undefined : given
}

const wrong = (param: string, message: string): Refused => new Refused(400, 'invalid_value', message, param)

function groupings(query: URLSearchParams): readonly Grouping[] {
  return [...new Set(listed(query, 'group_by') ?? [])].map(name => {
    const known = Object.hasOwn(GROUPINGS, name) ? GROUPINGS[name] : undefined
    if (known) return known
    throw wrong('group_by', `"group_by": one of ${Object.keys(GROUPINGS).join(', ')}.`)
  })
}

const resultOf = (kind: UsageKind, sums: UsageSums): Record<string, unknown> => ({
  object: `organization.usage.${kind}.result`,
  input_tokens: sums.prompt,
  ...(kind === 'completions' ? { output_tokens: sums.completion, input_cached_tokens: 0 } : {}),
  num_model_requests: sums.requests,
  project_id: null,
  user_id: null,
  api_key_id: sums.caller ?? null,
  model: sums.model ?? null,
  ...(kind === 'completions' ? { batch: null } : {}),
  miner: sums.uid === undefined || sums.uid < 0 ? null : `${sums.netuid}/${sums.uid}`,
  num_assisted_requests: sums.assisted,
  price: sums.price,
})

export interface UsagePage {
  readonly object: 'page'
  readonly data: readonly {
    readonly object: 'bucket'
    readonly start_time: number
    readonly end_time: number
    readonly results: readonly Record<string, unknown>[]
  }[]
  readonly has_more: boolean
  readonly next_page: string | null
}

/**
 * `now` in milliseconds. Minutes are known for two days, hours for sixty, days for ever: an older bucket holds what was summed.
 * @throws Refused 400.
 */
export async function usagePage(
  sql: Queries,
  kind: UsageKind,
  query: URLSearchParams,
  now: number,
): Promise<UsagePage> {
  const parsed = Query.safeParse(Object.fromEntries(query))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const name = String(issue?.path[0] ?? 'start_time')
    throw wrong(name, `"${name}": ${issue?.message ?? 'invalid'}.`)
  }
  const { start_time, end_time, bucket_width, limit, page } = parsed.data
  const { width, page: usual, most } = WIDTHS[bucket_width]
  const end = Math.min(end_time ?? Number.POSITIVE_INFINITY, Math.floor(now / 1_000) + 1)
  const first = Math.floor(Math.max(start_time, page ?? 0) / width) * width
  const last = Math.min(end, first + width * Math.min(limit ?? usual, most))
  const sums = await usageSums(sql, {
    kind,
    from: Math.max(first, Math.floor(start_time / MINUTE_S) * MINUTE_S),
    until: last,
    width,
    callers: listed(query, 'api_key_ids'),
    models: listed(query, 'models'),
    by: groupings(query),
  })
  const byBucket = Map.groupBy(sums, one => one.bucket)
  const data = []
  for (let start = first; start < last; start += width)
    data.push({
      object: 'bucket' as const,
      start_time: start,
      end_time: start + width,
      results: (byBucket.get(start) ?? []).map(one => resultOf(kind, one)),
    })
  const more = last < end
  return { object: 'page', data, has_more: more, next_page: more ? String(last) : null }
}
