// A disk that becomes full: a small file system of its own where we may mount one, otherwise a limit of how long the files of
// the node's processes may be.
import { execFile } from 'node:child_process'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Validator } from './validator.ts'

const run = promisify(execFile)

const SIZE_MB = 192
const PIECE = new Uint8Array(1024 * 1024)

export interface SmallDisk {
  /** How it fills up. */
  readonly way: 'file system' | 'file length'
  fill(validator: Validator): Promise<void>
  free(validator: Validator): Promise<void>
  remove(): Promise<void>
}

/** Where a node's folder will lie. */
export async function smallDiskAt(dir: string): Promise<SmallDisk> {
  await mkdir(dir, { recursive: true })
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'taonet-nemesis', dir])
  } catch {
    return lengthLimit
  }
  const ballast = join(dir, 'ballast')
  return {
    way: 'file system',
    async fill() {
      const file = await open(ballast, 'w')
      try {
        for (;;) await file.write(PIECE)
      } catch (thrown) {
        if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC')) throw thrown
      } finally {
        await file.close()
      }
    },
    free: () => rm(ballast, { force: true }),
    async remove() {
      await run('umount', ['--lazy', dir])
    },
  }
}

async function limit(validator: Validator, bytes: string): Promise<void> {
  // A process that ended meanwhile has no limit either.
  for (const pid of [validator.pid, await validator.engine()])
    if (pid !== undefined)
      await run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]).catch(() => undefined)
}

const lengthLimit: SmallDisk = {
  way: 'file length',
  fill: validator => limit(validator, '1024'),
  free: validator => limit(validator, 'unlimited'),
  remove: () => Promise.resolve(),
}
