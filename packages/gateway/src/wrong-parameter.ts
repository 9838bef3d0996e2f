// What a schema found wrong, with the code and the words that OpenAI's API has for it.
import type { z } from 'zod'
import { Refused } from './openai-error.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

interface Found {
  readonly issue: Issue
  readonly path: Path
  /** Whether the value is of none of the types that it may have. */
  readonly isOther: boolean
}

/** A schema does not tell whole numbers from others where it tells of bounds. */
const DECIMALS: ReadonlySet<PropertyKey | undefined> = new Set(['temperature', 'top_p'])

/** Of several forms that a value may have, the one that it was meant to be: the one that got deepest into it. */
function meant(issue: Issue, before: Path): Found {
  const path = [...before, ...issue.path]
  if (issue.code !== 'invalid_union') return { issue, path, isOther: issue.code === 'invalid_type' }
  const found = issue.errors.flatMap(([first]) => (first ? [meant(first, path)] : []))
  const isElse = (one: Found): boolean => one.isOther && one.path.length === path.length
  const [deepest] = found.filter(one => !isElse(one)).sort((a, b) => b.path.length - a.path.length)
  return deepest ?? { issue, path, isOther: found.length > 0 }
}

function valueAt(raw: unknown, path: Path): unknown {
  let value = raw
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Reflect.get(value, name)
  }
  return value
}

type Bound = Extract<Issue, { code: 'too_small' | 'too_big' }>

function boundCode({ code, origin }: Bound, path: Path, value: unknown): string {
  const isSmall = code === 'too_small'
  if (origin === 'array') {
    if (Array.isArray(value) && value.length === 0) return 'empty_array'
    return isSmall ? 'array_below_min_length' : 'array_above_max_length'
  }
  if (origin === 'string') {
    if (value === '') return 'empty_string'
    return isSmall ? 'string_below_min_length' : 'string_above_max_length'
  }
  const kind = DECIMALS.has(path.at(-1)) ? 'decimal' : 'integer'
  return `${kind}_${isSmall ? 'below_min' : 'above_max'}_value`
}

function codeOf({ issue, path, isOther }: Found, raw: unknown): string {
  const value = valueAt(raw, path)
  if (value === undefined && issue.code !== 'custom') return 'missing_required_parameter'
  if (issue.code === 'too_small' || issue.code === 'too_big') return boundCode(issue, path, value)
  return isOther ? 'invalid_type' : 'invalid_value'
}

/** The first thing that is wrong with `raw`, by name. */
export function wrongParameter(error: z.ZodError, raw: unknown): Refused {
  const [first] = error.issues
  if (!first) return new Refused(400, 'invalid_value', 'The request has another form.')
  const found = meant(first, [])
  const code = codeOf(found, raw)
  const where = found.path.join('.')
  const what = code === 'missing_required_parameter' ? 'is missing' : found.issue.message
  return new Refused(400, code, where === '' ? what : `"${where}": ${what}.`, where === '' ? null : where)
}
