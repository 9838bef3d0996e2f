// The process in which foreign programs run. A worker thread executes; the main thread stays free to notice that the parent
// has gone, so that no program, however long, outlives whoever asked for it.

import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { runModule } from './run-module.ts'
import type { ChildJob, ChildReply } from './sandbox-messages.ts'

function execute(): void {
  parentPort?.on('message', (job: ChildJob) => parentPort?.postMessage(runModule(job)))
  parentPort?.postMessage({ type: 'ready' } satisfies ChildReply)
}

/** A process.exit would wait for the worker to be interrupted; a signal waits for nobody. */
const end = (): void => {
  process.kill(process.pid, 'SIGKILL')
}

function watch(): void {
  process.on('disconnect', end)
  // Ctrl-C reaches the whole group; the parent decides when its children end.
  process.on('SIGINT', () => {})
  const worker = new Worker(new URL(import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 },
  })
  worker.on('message', (reply: ChildReply) => process.send?.(reply))
  worker.on('error', end)
  worker.on('exit', end)
  process.on('message', (job: ChildJob) => worker.postMessage(job))
}

if (isMainThread) watch()
else execute()
