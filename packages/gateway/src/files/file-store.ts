// Files on this machine's disk, each beside a record of what it is. A file exists once its record does: what a crash leaves
// half done is swept away at the next start.
import { randomUUID } from 'node:crypto'
import { constants, createReadStream, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { copyFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refused } from '../openai-error.ts'
import { turnstile } from '../turnstile.ts'
import { FileRecord, newFileId, type Purpose } from './file-record.ts'

export interface FileLimits {
  /** Bytes of one file. */
  readonly file: number
  /** Files and bytes of one caller. */
  readonly files: number
  readonly bytes: number
  /** Bytes of everybody. */
  readonly total: number
}

export const FILE_LIMITS: FileLimits = {
  file: 100 << 20,
  files: 1_000,
  bytes: 1 << 30,
  total: 10 * (1 << 30),
}

export interface NewFile {
  readonly caller: string
  readonly filename: string
  readonly purpose: Purpose
  /** Seconds. */
  readonly expiresAfter?: number | undefined
}

const SWEEP_MS = 3_600_000

const full = (what: string): Refused =>
  new Refused(400, 'storage_full', `${what} Delete files that are no longer needed.`, 'file')

export class FileStore {
  readonly limits: FileLimits
  readonly #folder: string
  readonly #now: () => number
  readonly #records = new Map<string, FileRecord>()
  readonly #sweeping: NodeJS.Timeout
  /** Who would go beyond a limit is told so, also when several come at once. */
  readonly #alone = turnstile()

  /** `folder` is this store's own. `now` in milliseconds. */
  constructor(folder: string, { limits = FILE_LIMITS, now = Date.now }: FileStoreOptions = {}) {
    this.limits = limits
    this.#folder = folder
    this.#now = now
    rmSync(this.#incoming, { recursive: true, force: true })
    mkdirSync(this.#incoming, { recursive: true, mode: 0o700 })
    this.#load()
    this.#sweeping = setInterval(() => this.#sweep(), SWEEP_MS)
    this.#sweeping.unref()
  }

  get #incoming(): string {
    return join(this.#folder, 'incoming')
  }

  #load(): void {
    const names = readdirSync(this.#folder)
    for (const name of names.filter(one => one.endsWith('.json'))) {
      const parsed = FileRecord.safeParse(json(readFileSync(join(this.#folder, name), 'utf8')))
      if (parsed.success) this.#records.set(parsed.data.id, parsed.data)
    }
    for (const name of names) {
      const [id = ''] = name.split('.')
      if (name !== 'incoming' && !this.#records.has(id)) rmSync(join(this.#folder, name), { force: true })
    }
    this.#sweep()
  }

  #sweep(): void {
    for (const one of this.#records.values())
      if (this.#isOver(one)) void this.#forget(one.id).catch(() => undefined)
  }

  #isOver({ expires }: FileRecord): boolean {
    return expires !== undefined && expires <= this.#now()
  }

  /** @throws Refused 400 `storage_full` where the caller, or everybody, has as much as may be kept. */
  checkRoom(caller: string): void {
    this.#makeSure(caller, 0)
  }

  /** Where an upload may be written until it is complete. @throws as `checkRoom`, before a byte is read. */
  place(caller: string): string {
    this.checkRoom(caller)
    return join(this.#incoming, randomUUID())
  }

  #makeSure(caller: string, more: number): void {
    let [files, bytes, total] = [0, 0, 0]
    for (const one of this.#records.values()) {
      total += one.bytes
      if (one.caller !== caller) continue
      files++
      bytes += one.bytes
    }
    if (files >= this.limits.files) throw full(`There are ${files} files, as many as may be kept.`)
    if (bytes + more > this.limits.bytes)
      throw full(`The files together would take more than ${this.limits.bytes} bytes.`)
    if (total + more > this.limits.total) throw full('This gateway has no room for more files.')
  }

  /** A complete upload becomes a file. @throws Refused 400 `storage_full`. */
  keep(path: string, file: NewFile): Promise<FileRecord> {
    return this.#alone(async () => {
      const { size } = await stat(path)
      this.#makeSure(file.caller, size)
      const id = newFileId()
      await rename(path, this.#data(id))
      return this.#recorded(id, file)
    })
  }

  /**
   * A copy of what the gateway itself has written becomes a file, whatever its owner has besides; once, however often it is said.
   * What is at `path` stays there: until the record is written, the copy alone would not outlive a crash.
   */
  async adopt(path: string, id: string, file: NewFile): Promise<FileRecord> {
    const known = this.#records.get(id)
    if (known) return known
    await copyFile(path, this.#data(id), constants.COPYFILE_FICLONE)
    return this.#recorded(id, file)
  }

  async #recorded(id: string, { caller, filename, purpose, expiresAfter }: NewFile): Promise<FileRecord> {
    const created = this.#now()
    const { size: bytes } = await stat(this.#data(id))
    const expires = expiresAfter === undefined ? {} : { expires: created + expiresAfter * 1_000 }
    const record: FileRecord = { id, caller, filename, purpose, bytes, created, ...expires }
    const written = join(this.#incoming, `${id}.json`)
    await writeFile(written, JSON.stringify(record), { mode: 0o600 })
    await rename(written, this.#record(id))
    this.#records.set(id, record)
    return record
  }

  /** All of a caller's, the oldest first. */
  list(caller: string, purpose?: string): readonly FileRecord[] {
    return [...this.#records.values()]
      .filter(one => one.caller === caller && !this.#isOver(one))
      .filter(one => purpose === undefined || one.purpose === purpose)
      .sort((a, b) => a.created - b.created)
  }

  /** @throws Refused 404, for what is somebody else's too. */
  get(caller: string, id: string): FileRecord {
    const found = this.#records.get(id)
    if (found && found.caller === caller && !this.#isOver(found)) return found
    throw new Refused(404, 'file_not_found', `There is no file "${id.slice(0, 80)}".`, 'id')
  }

  /** @throws Refused 404. */
  read(caller: string, id: string): AsyncIterable<Uint8Array> {
    return createReadStream(this.#data(this.get(caller, id).id))
  }

  /** @throws Refused 404. */
  async remove(caller: string, id: string): Promise<void> {
    await this.#forget(this.get(caller, id).id)
  }

  close(): void {
    clearInterval(this.#sweeping)
  }

  async #forget(id: string): Promise<void> {
    this.#records.delete(id)
    await rm(this.#record(id), { force: true })
    await rm(this.#data(id), { force: true })
  }

  #data(id: string): string {
    return join(this.#folder, `${id}.data`)
  }

  #record(id: string): string {
    return join(this.#folder, `${id}.json`)
  }
}

export interface FileStoreOptions {
  readonly limits?: FileLimits
  readonly now?: () => number
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
