// Usage as it is stored: sums by key, model and miner in buckets of time that grow with age: minutes, then hours, then days.
import { z } from 'zod'
import type { Queries, Sql } from './sql.ts'

const KINDS = ['completions', 'embeddings', 'other'] as const
export type UsageKind = (typeof KINDS)[number]

export interface UsageRow {
  /** Seconds since 1970 at which the bucket begins. */
  readonly at: number
  readonly kind: UsageKind
  readonly caller: string
  readonly model: string
  readonly netuid: number
  /** -1 where nobody was asked: an answer out of the cache. */
  readonly uid: number
  readonly requests: number
  /** Requests whose tokens count for the miner whose words were sent first, and on which this one worked too. */
  readonly assisted: number
  readonly prompt: number
  readonly completion: number
  readonly price: number
}

export const MINUTE_S = 60
export const HOUR_S = 3_600
export const DAY_S = 86_400

const SUMS = ['requests', 'assisted', 'prompt', 'completion', 'price'] as const
const KEY = 'at, width, kind, caller, model, netuid, uid'
const ADDED = `on conflict (${KEY}) do update set ${SUMS.map(one => `${one} = usage.${one} + excluded.${one}`).join(', ')}`

const keyOf = (row: UsageRow): string =>
  [row.at, row.kind, row.caller, row.model, row.netuid, row.uid].join('\n')

const inOrder = (a: UsageRow, b: UsageRow): number => {
  const [left, right] = [keyOf(a), keyOf(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

/** Buckets of `width` seconds; in one order, as all locks. */
export async function addUsage(queries: Queries, rows: readonly UsageRow[], width = MINUTE_S): Promise<void> {
  for (const row of [...rows].sort(inOrder))
    await queries.all(
      `insert into usage (${KEY}, ${SUMS.join(', ')})
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ${ADDED}`,
      [
        row.at,
        width,
        row.kind,
        row.caller,
        row.model,
        row.netuid,
        row.uid,
        row.requests,
        row.assisted,
        row.prompt,
        row.completion,
        row.price,
      ],
    )
}

/** One row for all that differ in their figures only. */
export function summed(rows: readonly UsageRow[]): readonly UsageRow[] {
  const sums = new Map<string, UsageRow>()
  for (const row of rows) {
    const key = keyOf(row)
    const sum = sums.get(key)
    sums.set(key, sum ? { ...row, ...plus(sum, row) } : row)
  }
  return [...sums.values()]
}

const plus = (a: UsageRow, b: UsageRow): Pick<UsageRow, (typeof SUMS)[number]> => ({
  requests: a.requests + b.requests,
  assisted: a.assisted + b.assisted,
  prompt: a.prompt + b.prompt,
  completion: a.completion + b.completion,
  price: a.price + b.price,
})

const Stored = z.object({
  at: z.number(),
  kind: z.enum(KINDS),
  caller: z.string(),
  model: z.string(),
  netuid: z.number(),
  uid: z.number(),
  requests: z.number(),
  assisted: z.number(),
  prompt: z.number(),
  completion: z.number(),
  price: z.number(),
})

/** Buckets of `from` seconds that began before `before` become buckets of `to` seconds. What is taken out is what is put in. */
async function widen(sql: Sql, from: number, to: number, before: number): Promise<void> {
  const limit = Math.floor(before / to) * to
  await sql.transaction(async queries => {
    const rows = await queries.all(
      `delete from usage where width = $1 and at < $2 returning ${KEY}, ${SUMS.join(', ')}`,
      [from, limit],
    )
    const wide = rows.map(row => {
      const narrow = Stored.parse(row)
      return { ...narrow, at: Math.floor(narrow.at / to) * to }
    })
    await addUsage(queries, summed(wide), to)
  })
}

const MINUTES_KEPT_S = 2 * DAY_S
const HOURS_KEPT_S = 60 * DAY_S

/** `now` in milliseconds. */
export async function widenOld(sql: Sql, now: number): Promise<void> {
  const seconds = now / 1_000
  await widen(sql, MINUTE_S, HOUR_S, seconds - MINUTES_KEPT_S)
  await widen(sql, HOUR_S, DAY_S, seconds - HOURS_KEPT_S)
}

export type Grouping = 'caller' | 'model' | 'miner'

export interface UsageQuery {
  readonly kind: UsageKind | undefined
  /** Seconds; the first included, the last not. */
  readonly from: number
  readonly until: number
  /** Seconds of a bucket of the answer. */
  readonly width: number
  readonly callers?: readonly string[] | undefined
  readonly models?: readonly string[] | undefined
  readonly by: readonly Grouping[]
}

const Sums = z.object({
  bucket: z.number(),
  requests: z.number(),
  assisted: z.number(),
  prompt: z.number(),
  completion: z.number(),
  price: z.number(),
  caller: z.string().optional(),
  model: z.string().optional(),
  netuid: z.number().optional(),
  uid: z.number().optional(),
})
export type UsageSums = z.infer<typeof Sums>

const COLUMNS: Readonly<Record<Grouping, readonly string[]>> = {
  caller: ['caller'],
  model: ['model'],
  miner: ['netuid', 'uid'],
}

/** By bucket, then by what it is grouped by; buckets without usage are not there. */
export async function usageSums(sql: Queries, query: UsageQuery): Promise<readonly UsageSums[]> {
  const values: (string | number)[] = []
  const bound = (value: string | number): string => `$${values.push(value)}`
  const among = (column: string, some: readonly string[] | undefined): string[] =>
    some === undefined ? [] : [`${column} in (${some.map(bound).join(', ') || 'null'})`]
  const where = [
    `at >= ${bound(query.from)}`,
    `at < ${bound(query.until)}`,
    ...among('kind', query.kind && [query.kind]),
    ...among('caller', query.callers),
    ...among('model', query.models),
  ]
  const columns = query.by.flatMap(one => COLUMNS[one])
  const bucket = `(at / ${Math.trunc(query.width)}) * ${Math.trunc(query.width)}`
  const rows = await sql.all(
    `select ${[`${bucket} as bucket`, ...columns].join(', ')}, ${SUMS.map(one => `cast(sum(${one}) as bigint) as ${one}`).join(', ')}
     from usage where ${where.join(' and ')} group by ${[bucket, ...columns].join(', ')}
     order by ${[bucket, ...columns].join(', ')}`,
    values,
  )
  return rows.map(row => Sums.parse(row))
}
