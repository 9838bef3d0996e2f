// What a key may be used for, and which scope a path asks for.
import { Refused } from '../openai-error.ts'

export const SCOPES = [
  'chat',
  'embeddings',
  'moderations',
  'files',
  'batches',
  'models',
  'subnets',
  'admin',
] as const
export type Scope = (typeof SCOPES)[number]

/** What a key gets that names none, and the free tier: everything but other people's figures. */
export const ORDINARY_SCOPES: readonly Scope[] = SCOPES.filter(one => one !== 'admin')

const BY_PATH: readonly (readonly [prefix: string, scope: Scope])[] = [
  ['/v1/chat/completions', 'chat'],
  ['/v1/completions', 'chat'],
  ['/v1/responses', 'chat'],
  ['/v1/embeddings', 'embeddings'],
  ['/v1/moderations', 'moderations'],
  ['/v1/files', 'files'],
  ['/v1/batches', 'batches'],
  ['/v1/models', 'models'],
  ['/v1/organization', 'admin'],
]

const below = (path: string, prefix: string): boolean => path === prefix || path.startsWith(`${prefix}/`)

/** Paths that only one of the network's subnets speaks share one scope. */
export const scopeOf = (path: string): Scope =>
  BY_PATH.find(([prefix]) => below(path, prefix))?.[1] ?? 'subnets'

/** @throws Refused 403. */
export function requireScope({ scopes }: { readonly scopes: readonly Scope[] }, scope: Scope): void {
  if (scopes.includes(scope)) return
  throw new Refused(
    403,
    'insufficient_permissions',
    `This needs the scope "${scope}", which the caller does not have. Make a key that has it.`,
  )
}
