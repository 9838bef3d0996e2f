// Ctrl-C for commands that serve: the first one drains, the second one kills.
import { dim } from './terminal.ts'

/** Ends the process by `close`; returns the signal that says so to whoever waits. */
export function drainOnSignals(close: () => Promise<void>): AbortSignal {
  const stopping = new AbortController()
  const stop = (): void => {
    if (stopping.signal.aborted) process.exit(130)
    stopping.abort()
    process.stderr.write(`\n${dim('draining; press Ctrl-C again to kill')}\n`)
    close().then(
      () => process.exit(),
      thrown => {
        process.stderr.write(`${String(thrown)}\n`)
        process.exit(1)
      },
    )
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop)
  // Started by a launcher: its end is ours.
  process.on('disconnect', stop)
  return stopping.signal
}
