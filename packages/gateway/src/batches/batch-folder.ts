// Where batches are kept: a record each, and its results beside it while it runs.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BatchRecord } from './batch-record.ts'

function recordIn(text: string): BatchRecord | undefined {
  try {
    return BatchRecord.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

export class BatchFolder {
  readonly #path: string

  constructor(path: string) {
    this.#path = path
    mkdirSync(path, { recursive: true, mode: 0o700 })
  }

  /** Every batch, the oldest first. */
  load(): readonly BatchRecord[] {
    const names = readdirSync(this.#path)
    for (const name of names.filter(one => one.endsWith('.new')))
      rmSync(join(this.#path, name), { force: true })
    return names
      .filter(name => name.endsWith('.json'))
      .flatMap(name => recordIn(readFileSync(join(this.#path, name), 'utf8')) ?? [])
      .sort((a, b) => a.created - b.created)
  }

  /** All of it or what was there before. */
  async save(record: BatchRecord): Promise<void> {
    const path = join(this.#path, `${record.id}.json`)
    await writeFile(`${path}.new`, JSON.stringify(record), { mode: 0o600 })
    await rename(`${path}.new`, path)
  }

  output(id: string): string {
    return join(this.#path, `${id}.output.jsonl`)
  }

  errors(id: string): string {
    return join(this.#path, `${id}.errors.jsonl`)
  }

  async clean(id: string): Promise<void> {
    await rm(this.output(id), { force: true })
    await rm(this.errors(id), { force: true })
  }

  async remove(id: string): Promise<void> {
    await rm(join(this.#path, `${id}.json`), { force: true })
    await this.clean(id)
  }
}
