// One `taonet up` per data directory.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NetError } from '@taonet/wire'

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** @throws NetError `in-use`. The mark of a process that is gone is taken over. */
export function lockDataDir(root: string): void {
  const path = join(root, 'up.pid')
  const other = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0
  if (other > 0 && other !== process.pid && isAlive(other))
    throw new NetError(
      'in-use',
      `another taonet (process ${other}) runs in ${root}`,
      'stop it, or choose another folder with --data',
    )
  writeFileSync(path, String(process.pid))
  process.once('exit', () => rmSync(path, { force: true }))
}
