// How the gateway does, as it tells at `/v1/status`.
import { signal } from '@preact/signals'

export interface RouteTimes {
  readonly route: string
  readonly answered: number
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

export interface GatewayStatus {
  /** Seconds over which the routes' times are counted. */
  readonly window: number
  readonly routes: readonly RouteTimes[]
  readonly budget: {
    readonly objective: number
    readonly requests: number
    readonly failed: number
    /** Of the failures that are allowed in an hour, what is left: 1 is all, below 0 is overdrawn. */
    readonly left: number
  }
  readonly hedging: { readonly requests: number; readonly share: number; readonly allowed: number }
  readonly queue: { readonly waiting: number; readonly running: number; readonly places: number }
  /** `text/3`: miners that are asked after the others now. */
  readonly failing: readonly string[]
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Every name a number, or nothing. */
function numbers<Name extends string>(value: unknown, ...names: Name[]): Record<Name, number> | undefined {
  if (!isRecord(value)) return undefined
  const found = { ...value }
  const isWhole = (all: Record<string, unknown>): all is Record<Name, number> =>
    names.every(name => typeof all[name] === 'number')
  return isWhole(found) ? found : undefined
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function timesOf(value: unknown): RouteTimes[] {
  const times = numbers(value, 'answered', 'p50_ms', 'p95_ms', 'p99_ms')
  if (!times || !isRecord(value) || typeof value.route !== 'string') return []
  const { answered, p50_ms: p50, p95_ms: p95, p99_ms: p99 } = times
  return [{ route: value.route, answered, p50, p95, p99 }]
}

/** Undefined for a body of another shape. */
export function statusOf(body: unknown): GatewayStatus | undefined {
  if (!isRecord(body)) return undefined
  const { routes, error_budget, hedging, queues, failing } = body
  const budget = numbers(error_budget, 'objective', 'requests', 'failed', 'left')
  const hedges = numbers(hedging, 'requests', 'share', 'allowed')
  const whole = numbers(body, 'window_seconds')
  if (!budget || !hedges || !whole) return undefined
  const rooms = listOf(queues).flatMap(one => numbers(one, 'waiting', 'running', 'limit') ?? [])
  const sum = (of: (room: (typeof rooms)[number]) => number): number =>
    rooms.reduce((total, one) => total + of(one), 0)
  return {
    window: whole.window_seconds,
    routes: listOf(routes).flatMap(timesOf),
    budget,
    hedging: hedges,
    queue: {
      waiting: sum(one => one.waiting),
      running: sum(one => one.running),
      places: sum(one => one.limit),
    },
    failing: listOf(failing).flatMap(one =>
      isRecord(one) && typeof one.miner === 'string' ? [one.miner] : [],
    ),
  }
}

/** Undefined until the gateway has told. */
export const gateway = signal<GatewayStatus | undefined>(undefined)

const EVERY = 5_000

async function refresh(): Promise<void> {
  // Nobody looks.
  if (document.hidden) return
  try {
    const reply = await fetch('/v1/status', { signal: AbortSignal.timeout(5_000) })
    if (reply.ok) gateway.value = statusOf(await reply.json())
  } catch {
    // What was told last stays; whether the gateway can be heard shows elsewhere.
  }
}

export function startGateway(): void {
  void refresh()
  setInterval(() => void refresh(), EVERY)
}
