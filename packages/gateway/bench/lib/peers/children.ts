// Every process that the comparison starts, so that none outlives it.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

const children = new Set<ChildProcess>()

/** The process's id. @throws Error when it did not start. */
export function kept(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('the process did not start')
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child.pid
}

export async function endAll(): Promise<void> {
  const ended = [...children].map(child => once(child, 'exit'))
  for (const child of children) child.kill('SIGKILL')
  await Promise.all(ended)
}
