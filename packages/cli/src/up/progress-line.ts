// What the miners' process tells of models on their way, as lines.
import type { ChildEvent } from '../child.ts'
import { dim, say } from '../terminal.ts'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Downloads run beside a network that already answers: at most one line a tenth of the way. */
export function progressLine(event: ChildEvent): void {
  if (event.type === 'model')
    say(
      `${dim('model arrived:')} ${String(event.name)}, ${dim(`${String(event.why)}; a miner serves it from the next start on`)}`,
    )
  if (event.type !== 'progress' || !isRecord(event.event)) return
  const { message } = event.event
  if (typeof message === 'string') say(dim(`  ${message}`))
}
