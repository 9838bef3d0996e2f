// The models one may ask, as the gateway lists them, and what is known of each.
import { signal } from '@preact/signals'

export interface Model {
  readonly id: string
  /** Uids of the miners behind it. */
  readonly miners: readonly number[]
  /** Share of the subnet's incentive, 0 … 1. */
  readonly incentive: number
  readonly engine: string | undefined
}

export interface ModelGroups {
  /** `auto` and the subnet as a whole. */
  readonly routes: readonly Model[]
  /** What miners declare. */
  readonly declared: readonly Model[]
  /** Single miners: `text/3`. */
  readonly single: readonly Model[]
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function modelOf(entry: unknown): Model[] {
  if (!isRecord(entry) || typeof entry.id !== 'string' || !isRecord(entry.x_taonet)) return []
  const { subnet, miners, incentive, declared } = entry.x_taonet
  if (subnet !== 'text') return []
  return [
    {
      id: entry.id,
      miners: Array.isArray(miners) ? miners.filter(uid => typeof uid === 'number') : [],
      incentive: typeof incentive === 'number' ? incentive : 0,
      engine: isRecord(declared) && typeof declared.engine === 'string' ? declared.engine : undefined,
    },
  ]
}

/** The chat models of a `/v1/models` body; entries of another shape or kind are left out. */
export function groupsOf(body: unknown): ModelGroups {
  const all = isRecord(body) && Array.isArray(body.data) ? body.data.flatMap(modelOf) : []
  const isRoute = ({ id }: Model): boolean => id === 'auto' || id === 'text'
  const isSingle = ({ id }: Model): boolean => /^text\/\d+$/.test(id)
  return {
    routes: all.filter(isRoute),
    declared: all.filter(one => !isRoute(one) && !isSingle(one)),
    single: all.filter(isSingle),
  }
}

/** Undefined until the gateway has answered. */
export const models = signal<ModelGroups | undefined>(undefined)

const EVERY = 10_000

async function refresh(): Promise<void> {
  try {
    const reply = await fetch('/v1/models', { signal: AbortSignal.timeout(5_000) })
    if (reply.ok) models.value = groupsOf(await reply.json())
  } catch {
    // The list stays as it was; the box tells when a question cannot be sent.
  }
}

export function startModels(): void {
  void refresh()
  setInterval(() => void refresh(), EVERY)
}
