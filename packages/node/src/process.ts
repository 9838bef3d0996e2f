// The life of the node's process.
import { isNetError } from '@taonet/wire'
import type { Log } from './log.ts'
import { type RunningNode, startNode } from './node.ts'
import { originsIn, processOptions } from './process-options.ts'

const STOPPED = 0
const REFUSED = 1
const HALTED = 70
/** A stop that takes longer than the parent's patience (DESIGN §4) is cut off. */
const STOP_MS = 8000

const line =
  (level: string) =>
  (message: string): void => {
    process.stderr.write(`${new Date().toISOString()} ${level} ${message}\n`)
  }
const log: Log = { info: line('info'), warn: line('warn'), error: line('error') }

export async function runNode(text: string): Promise<void> {
  let node: RunningNode
  try {
    node = await startNode({ ...processOptions(text), log })
  } catch (thrown) {
    log.error(thrown instanceof Error ? thrown.message : String(thrown))
    if (isNetError(thrown)) {
      log.error(`hint: ${thrown.hint}`)
      const { code, message, hint } = thrown
      process.send?.({ type: 'failed', code, message, hint })
    }
    // The message to the parent leaves before we do.
    setImmediate(() => process.exit(REFUSED))
    return
  }
  let code = STOPPED
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(code || REFUSED), STOP_MS).unref()
    node.stop().then(
      () => process.exit(code),
      thrown => {
        log.error(thrown instanceof Error ? thrown.message : String(thrown))
        process.exit(REFUSED)
      },
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  process.once('disconnect', stop)
  // The parent knows its page's address only when the page is served.
  process.on('message', message => node.allowOrigins(originsIn(message)))
  const halted = (): void => {
    code = HALTED
    stop()
  }
  node.host.events.once('halted', halted)
  // The first block is tried at once.
  if (node.host.halted) halted()
  log.info(`RPC on ws://127.0.0.1:${node.rpcPort}, genesis ${node.genesisHash}`)
  process.send?.({ type: 'ready', rpcPort: node.rpcPort, genesisHash: node.genesisHash })
}
