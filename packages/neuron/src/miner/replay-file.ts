// A replay cache that survives a restart: each accepted signature is on disk before its request is served.

import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ReplayAnswer, ReplayCache } from '@taonet/wire'

const CAPACITY = 65_536

/** A line is `expiry key`; what cannot be read, such as a torn last line, is skipped. */
function readLines(path: string): Map<string, number> {
  const found = new Map<string, number>()
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return found
  }
  for (const line of text.split('\n')) {
    const [, expiry, key] = /^(\d+) (\S+)$/.exec(line) ?? []
    if (expiry !== undefined && key !== undefined) found.set(key, Number(expiry))
  }
  return found
}

export class FileReplayCache implements ReplayCache {
  readonly #path: string
  readonly #expiries: Map<string, number>
  #file: number
  #lines: number

  /** Opens or creates the file. @throws the file system's error when it cannot be written. */
  constructor(path: string) {
    this.#path = path
    mkdirSync(dirname(path), { recursive: true })
    this.#expiries = readLines(path)
    this.#file = this.#rewrite()
    this.#lines = this.#expiries.size
  }

  remember(key: string, expiresAt: number, now: number): ReplayAnswer {
    this.#forgetExpired(now)
    if (this.#expiries.has(key)) return 'seen'
    if (this.#expiries.size >= CAPACITY) return 'full'
    writeSync(this.#file, `${Math.ceil(expiresAt)} ${key}\n`)
    this.#expiries.set(key, expiresAt)
    this.#lines++
    if (this.#lines > 1_024 && this.#lines > 4 * this.#expiries.size) {
      closeSync(this.#file)
      this.#file = this.#rewrite()
      this.#lines = this.#expiries.size
    }
    return 'fresh'
  }

  close(): void {
    closeSync(this.#file)
  }

  // Insertion order is nearly expiry order; stopping at the first live entry only keeps a few too long.
  #forgetExpired(now: number): void {
    for (const [key, expiresAt] of this.#expiries) {
      if (expiresAt >= now) return
      this.#expiries.delete(key)
    }
  }

  #rewrite(): number {
    const draft = `${this.#path}.new`
    writeFileSync(draft, [...this.#expiries].map(([key, expiry]) => `${Math.ceil(expiry)} ${key}\n`).join(''))
    renameSync(draft, this.#path)
    return openSync(this.#path, 'a')
  }
}
