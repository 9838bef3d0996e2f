// How the store fails: the disk, the directory or its contents.

import { statfsSync } from 'node:fs'
import { NetError } from '@taonet/wire'

export type StoreCode = 'disk-full' | 'format' | 'corrupt' | 'locked' | 'discarded' | 'io'

export class StoreError extends NetError {
  declare readonly code: StoreCode

  constructor(code: StoreCode, message: string, hint: string, cause?: unknown) {
    super(code, message, hint, cause)
    this.name = 'StoreError'
  }
}

const NO_SPACE: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG']
// LMDB reports the system's number, not its name.
const NO_SPACE_NUMBERS: readonly unknown[] = [28, 122, 27]

const LMDB_DAMAGED: readonly unknown[] = [-30797, -30796, -30794, -30793]

// LMDB's word for a write that came out short, which is what a disk does as it fills up.
const SHORT_WRITE = 5
const NO_SPACE_LEFT = 1024 * 1024

/**
 * Runs `action`; what the system throws comes out as a StoreError that says what was being done.
 * @param dir where the action writes, if a short write is to be told from a broken disk
 */
export function guarded<T>(what: string, action: () => T, dir?: string): T {
  try {
    return action()
  } catch (cause) {
    if (cause instanceof StoreError || !(cause instanceof Error)) throw cause
    throw translated(what, cause, dir)
  }
}

function translated(what: string, cause: Error, dir: string | undefined): StoreError {
  const code = 'code' in cause ? cause.code : undefined
  const full = code === SHORT_WRITE && dir !== undefined && isFull(dir)
  if (full || NO_SPACE.includes(code) || NO_SPACE_NUMBERS.includes(code)) {
    return new StoreError(
      'disk-full',
      `${what}: no space left`,
      'free some disk space; the chain goes on then',
      cause,
    )
  }
  if (LMDB_DAMAGED.includes(code)) {
    return new StoreError(
      'corrupt',
      `${what}: ${cause.message}`,
      'restore the data directory or start a new one',
      cause,
    )
  }
  return new StoreError(
    'io',
    `${what}: ${cause.message}`,
    'check the disk and the rights of the data directory',
    cause,
  )
}

function isFull(dir: string): boolean {
  const { bavail, bsize } = statfsSync(dir)
  return bavail * bsize < NO_SPACE_LEFT
}
