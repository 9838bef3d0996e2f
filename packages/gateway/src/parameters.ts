// Checking a caller's parameters: the first wrong one is named, and one that would change the answer is refused, not ignored.
import type { z } from 'zod'
import { Refused } from './openai-error.ts'
import { wrongParameter } from './wrong-parameter.ts'

/** Parameters that no miner can honour yet, and whether a value asks for nothing. Null always does. */
export type Unsupported = Readonly<Record<string, (value: unknown) => boolean>>

/** Values that clients send without meaning anything by them. */
export const never = (): boolean => false
export const zero = (value: unknown): boolean => value === 0
export const empty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

/** @throws Refused 400 with the first offending parameter. */
export function parameters<T>(schema: z.ZodType<T>, unsupported: Unsupported, raw: unknown): T {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw new Refused(400, 'invalid_json', 'The body must be a JSON object.')
  for (const [name, value] of Object.entries(raw)) {
    if (value == null || !Object.hasOwn(unsupported, name) || unsupported[name]?.(value)) continue
    throw new Refused(
      400,
      'unsupported_parameter',
      `"${name}" is not supported by the miners of this network yet. Leave it out.`,
      name,
    )
  }
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  throw wrongParameter(parsed.error, raw)
}
