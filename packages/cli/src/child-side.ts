// The other end of child.ts: what a supervised process does to be one.
import { isNetError } from '@taonet/wire'

export interface ParentLink {
  ready(fields: Readonly<Record<string, unknown>>): void
  tell(type: string, fields: Readonly<Record<string, unknown>>): void
}

/** Reads the configuration, runs `start`, and ends by `stop` when asked to, signalled, or left alone. */
export async function runAsChild<C>(
  start: (config: C, parent: ParentLink) => Promise<() => Promise<void>>,
): Promise<void> {
  const send = (message: object): void => {
    if (process.connected) process.send?.(message)
  }
  const parent: ParentLink = {
    ready: fields => send({ type: 'ready', ...fields }),
    tell: (type, fields) => send({ type, ...fields }),
  }
  let end: (() => Promise<void>) | undefined
  let ending = false
  const leave = async (): Promise<void> => {
    if (ending) return
    ending = true
    await end?.()
    process.exit(0)
  }
  process.on('message', message => {
    if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'stop')
      void leave()
  })
  process.on('disconnect', () => void leave())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void leave())
  try {
    end = await start(JSON.parse(process.argv[2] ?? '{}'), parent)
    if (ending) process.exit(0)
  } catch (thrown) {
    const failure = isNetError(thrown)
      ? { code: thrown.code, message: thrown.message, hint: thrown.hint }
      : { code: 'crash', message: String(thrown), hint: 'look at the log' }
    console.error(thrown)
    send({ type: 'failed', ...failure })
    setTimeout(() => process.exit(1), 50)
  }
}
