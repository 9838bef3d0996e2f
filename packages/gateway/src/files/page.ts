// Lists in OpenAI's form, page by page.
import { z } from 'zod'
import { Refused } from '../openai-error.ts'

export interface ListQuery {
  readonly limit: number
  readonly after: string | undefined
  readonly order: 'asc' | 'desc'
}

/** @throws Refused 400. */
export function listQuery(
  query: Readonly<Record<string, string>>,
  { most, usual }: { readonly most: number; readonly usual: number },
): ListQuery {
  const Query = z.object({
    limit: z.coerce.number<string>().int().min(1).max(most).default(usual),
    after: z.string().max(100).optional(),
    order: z.enum(['asc', 'desc']).default('desc'),
  })
  const parsed = Query.safeParse(query)
  if (parsed.success) return { ...parsed.data, after: parsed.data.after }
  const [issue] = parsed.error.issues
  const param = String(issue?.path[0] ?? '')
  throw new Refused(400, 'invalid_value', `"${param}": ${issue?.message ?? 'invalid'}.`, param)
}

export interface Page<T> {
  readonly object: 'list'
  readonly data: readonly T[]
  readonly first_id: string | null
  readonly last_id: string | null
  readonly has_more: boolean
}

/** `all`: the oldest first. @throws Refused 400 for an `after` that is not there. */
export function pageOf<T extends { readonly id: string }>(
  all: readonly T[],
  { limit, after, order }: ListQuery,
): Page<T> {
  const ordered = order === 'asc' ? all : all.toReversed()
  const start = after === undefined ? 0 : ordered.findIndex(one => one.id === after) + 1
  if (after !== undefined && start === 0)
    throw new Refused(400, 'invalid_value', '"after" is none of the list.', 'after')
  const data = ordered.slice(start, start + limit)
  return {
    object: 'list',
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: ordered.length > start + limit,
  }
}
