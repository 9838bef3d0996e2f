// The number of the data format, in a file of its own that every version can read.

import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { guarded, StoreError } from './store-error.ts'

const FORMAT = 2
const FILE = 'FORMAT'

/**
 * Marks a new directory, and refuses one that another version wrote.
 * @param own names that this store makes before the format is known
 * @throws StoreError `format`
 */
export function checkFormat(dir: string, own: readonly string[]): void {
  const path = join(dir, FILE)
  const found = guarded('reading the data format', () =>
    existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined,
  )
  if (found === String(FORMAT)) return
  if (found !== undefined) throw unknown(dir, `format ${JSON.stringify(found.slice(0, 40))}`)
  const others = readdirSync(dir).filter(name => !own.includes(name) && !name.startsWith(FILE))
  if (others.length > 0) throw unknown(dir, `no format number beside ${others[0]}`)
  guarded('writing the data format', () => {
    writeFileSync(`${path}.new`, `${FORMAT}\n`, { flush: true })
    renameSync(`${path}.new`, path)
    syncDirectory(dir)
  })
}

export function syncDirectory(dir: string): void {
  const descriptor = openSync(dir, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function unknown(dir: string, what: string): StoreError {
  return new StoreError(
    'format',
    `${dir} holds ${what}, and this version reads format ${FORMAT}`,
    'run the version that wrote it, or start with a new data directory',
  )
}
