// The other end of child.ts: what a supervised process does to be one.
import { isNetError } from '@taonet/wire'

export interface ParentLink<G> {
  /** What the process waits for after it has loaded; undefined when it was asked to stop before. */
  readonly go: Promise<G>
  ready(fields: Readonly<Record<string, unknown>>): void
  tell(type: string, fields: Readonly<Record<string, unknown>>): void
}

const hasType = (message: unknown, type: string): boolean =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === type

/** Shorter than the parent's patience (DESIGN §4): what has not ended by then is cut off by ourselves. */
const DRAIN_MS = 9_000
/** Whoever is left alone has nobody to drain for, and no chain to wait for. */
const ORPHAN_MS = 3_000

/** Runs `start` with the configuration, and ends by what it returns when signalled or left alone. */
export async function runAsChild<C, G>(
  start: (config: C, parent: ParentLink<G>) => Promise<() => Promise<void>>,
): Promise<void> {
  const send = (message: object): void => {
    if (process.connected) process.send?.(message)
  }
  const go = Promise.withResolvers<G>()
  process.on('message', (message: G) => {
    if (hasType(message, 'go')) go.resolve(message)
  })
  let end: (() => Promise<void>) | undefined
  let ending = false
  const leave = async (patience: number): Promise<void> => {
    setTimeout(() => process.exit(1), patience).unref()
    if (ending) return
    ending = true
    await end?.()
    process.exit(0)
  }
  process.on('disconnect', () => void leave(ORPHAN_MS))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void leave(DRAIN_MS))
  try {
    end = await start(JSON.parse(process.argv[2] ?? '{}'), {
      go: go.promise,
      ready: fields => send({ type: 'ready', ...fields }),
      tell: (type, fields) => send({ type, ...fields }),
    })
  } catch (thrown) {
    console.error(thrown)
    send({ type: 'failed', ...failureOf(thrown) })
    // The message leaves before we do.
    setTimeout(() => process.exit(1), 50)
  }
}

function failureOf(thrown: unknown): { code: string; message: string; hint: string } {
  if (isNetError(thrown)) return { code: thrown.code, message: thrown.message, hint: thrown.hint }
  return { code: 'crash', message: String(thrown), hint: 'look at the log' }
}
