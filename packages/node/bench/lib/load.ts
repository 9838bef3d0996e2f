// Starts a load and waits for its report.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { LoadPlan, LoadReport } from './transfer-load.ts'

const LOAD = fileURLToPath(new URL('./transfer-load.ts', import.meta.url))

export async function load(plan: LoadPlan): Promise<LoadReport> {
  const child = fork(LOAD)
  const exit = once(child, 'exit')
  child.send(plan)
  const [report]: [LoadReport] = await Promise.race([
    once(child, 'message') as Promise<[LoadReport]>,
    exit.then(() => {
      throw new Error('the load ended before its report')
    }),
  ])
  await exit
  return report
}
