// Our own processes of the comparison, by role.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { kept } from './children.ts'
import type { Load, Measured } from './load.ts'
import type { Ours } from './ours.ts'
import type { Role, Told } from './role.ts'

const PROGRAM = fileURLToPath(new URL('role.ts', import.meta.url))

export interface Forked extends Ours {
  readonly pid: number
}

async function told(child: ChildProcess): Promise<Told> {
  const stop = new AbortController()
  const { signal } = stop
  const ended = once(child, 'exit', { signal }).then(([code]): never => {
    throw new Error(`a process of ours ended with ${code}`)
  })
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), ended])
    return message
  } finally {
    ended.catch(() => {})
    stop.abort()
  }
}

async function started(
  role: Role,
  port: number,
  folder: string,
): Promise<Forked & { readonly child: ChildProcess }> {
  const child = fork(PROGRAM, [role, String(port), folder])
  const pid = kept(child)
  const message = await told(child)
  if (!('port' in message)) throw new Error('a process of ours lost its way')
  return { child, pid, ...message }
}

/** `port`: of what stands behind it. `folder`: to keep files in. */
export const start = (role: Exclude<Role, 'load'>, port = 0, folder = ''): Promise<Forked> =>
  started(role, port, folder)

/** @throws Error when anything but the whole answer comes. */
export async function startLoad(): Promise<(load: Load) => Promise<Measured>> {
  const { child } = await started('load', 0, '')
  return async load => {
    child.send(load)
    const message = await told(child)
    if ('measured' in message) return message.measured
    throw new Error('failed' in message ? message.failed : 'the load lost its way')
  }
}
