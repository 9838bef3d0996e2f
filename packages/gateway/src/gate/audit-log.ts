// What was refused, one JSON line each, without the words: when, for whom, why, and a keyed hash by which the same text is known again.
import { createHmac, randomBytes } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Category } from '@taonet/safety'
import type { PolicyName } from '../accounts/index.ts'

export interface AuditEntry {
  readonly requestId: string
  /** The key's id, never the key. */
  readonly caller: string
  readonly direction: 'question' | 'answer'
  readonly category: Category
  readonly confidence: number
  readonly policy: PolicyName
  readonly text: string
  /** Whether the caller allowed his words to be kept. */
  readonly keepWords: boolean
}

export interface AuditLimits {
  /** Bytes of a file before the next is begun. */
  readonly bytes: number
  /** Files kept besides the one being written. */
  readonly files: number
}

const LIMITS: AuditLimits = { bytes: 4 << 20, files: 4 }
/** Entries that wait for the disk; more are counted and not written. */
const MOST_WAITING = 4_096
const MOST_WORDS = 2_000
const SALT_BYTES = 32
const OWNER_ONLY = 0o600

/** The key of the hashes: made once, so that yesterday's text is known again, and nobody without it can try words out. */
function saltIn(folder: string): Buffer {
  const path = join(folder, 'audit-salt')
  try {
    writeFileSync(path, randomBytes(SALT_BYTES), { mode: OWNER_ONLY, flag: 'wx' })
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown
  }
  return readFileSync(path)
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

export class AuditLog {
  readonly #path: string
  readonly #salt: Buffer
  readonly #limits: AuditLimits
  #lines: string[] = []
  #dropped = 0
  #size: number
  #writing: Promise<void> | undefined

  /** Writes `audit.jsonl` in `folder`. Throws what the file system does. */
  constructor(folder: string, limits: AuditLimits = LIMITS) {
    mkdirSync(folder, { recursive: true })
    this.#path = join(folder, 'audit.jsonl')
    this.#salt = saltIn(folder)
    this.#limits = limits
    closeSync(openSync(this.#path, 'a', OWNER_ONLY))
    this.#size = sizeOf(this.#path)
  }

  /** Returns at once: nobody waits for the disk. */
  note({ text, keepWords, ...entry }: AuditEntry): void {
    if (this.#lines.length >= MOST_WAITING) {
      this.#dropped++
      return
    }
    const hash = createHmac('sha256', this.#salt).update(text).digest('hex')
    const words = keepWords ? { words: text.slice(0, MOST_WORDS) } : {}
    this.#lines.push(JSON.stringify({ time: new Date().toISOString(), ...entry, hash, ...words }))
    this.#write()
  }

  /** Resolves when everything noted is written. */
  async close(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing
  }

  #write(): void {
    // A disk that is full loses lines of a log, not requests.
    this.#writing ??= this.#drain()
      .catch(() => {})
      .finally(() => {
        this.#writing = undefined
        if (this.#lines.length > 0) this.#write()
      })
  }

  async #drain(): Promise<void> {
    const lines = this.#lines
    this.#lines = []
    if (this.#dropped > 0)
      lines.push(JSON.stringify({ time: new Date().toISOString(), dropped: this.#dropped }))
    this.#dropped = 0
    const text = `${lines.join('\n')}\n`
    if (this.#size > 0 && this.#size + text.length > this.#limits.bytes) this.#rotate()
    await appendFile(this.#path, text, { mode: OWNER_ONLY })
    this.#size += Buffer.byteLength(text)
  }

  /** `audit.jsonl` becomes `.1`, `.1` becomes `.2` …; the oldest is overwritten. */
  #rotate(): void {
    const named = (age: number): string => (age === 0 ? this.#path : `${this.#path}.${age}`)
    for (let age = this.#limits.files - 1; age >= 0; age--)
      if (sizeOf(named(age)) > 0) renameSync(named(age), named(age + 1))
    this.#size = 0
  }
}
