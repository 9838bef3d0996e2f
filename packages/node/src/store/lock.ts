// One process a data directory. The lock is the kernel's, taken through SQLite: it ends with its process, however that
// ends, so nothing stale is left behind. Node has no lock call of its own.

import { DatabaseSync } from 'node:sqlite'
import { guarded, StoreError } from './store-error.ts'

const SQLITE_BUSY = 5

export interface Lock {
  release(): void
}

/** @throws StoreError `locked` when another store, here or in another process, holds it. */
export function lock(path: string, what: string): Lock {
  const database = guarded('opening the lock file', () => new DatabaseSync(path, { timeout: 0 }))
  try {
    guarded('locking the data directory', () =>
      database.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE'),
    )
  } catch (error) {
    database.close()
    if (isBusy(error)) {
      throw new StoreError(
        'locked',
        `${what} is in use by another process`,
        'stop the other taonet node, or give this one a data directory of its own',
        error,
      )
    }
    throw error
  }
  return { release: () => database.close() }
}

function isBusy(error: unknown): boolean {
  const cause = error instanceof StoreError ? error.cause : undefined
  return cause instanceof Error && 'errcode' in cause && cause.errcode === SQLITE_BUSY
}
