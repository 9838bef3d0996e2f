// Results of a batch on disk while it runs: a line each, written when its request is done, so that a restart goes on from there.
import { createReadStream } from 'node:fs'
import { type FileHandle, open, truncate } from 'node:fs/promises'
import { z } from 'zod'
import { turnstile } from '../turnstile.ts'
import type { Task } from './batch-lines.ts'
import type { Counts } from './batch-record.ts'

export interface LineResult {
  readonly status: number
  readonly body: unknown
  readonly requestId: string
}

const Written = z.object({ id: z.string().regex(/_\d+$/) })

const isOk = (status: number): boolean => status >= 200 && status < 300

/** Numbers of the lines of which the file has a result; a torn last line is cut off. */
async function resultsIn(path: string): Promise<Set<number>> {
  const done = new Set<number>()
  let rest = ''
  let whole = 0
  try {
    for await (const chunk of createReadStream(path, 'utf8')) {
      const lines = `${rest}${chunk}`.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        whole += Buffer.byteLength(line) + 1
        const { id } = Written.parse(JSON.parse(line))
        done.add(Number(id.slice(id.lastIndexOf('_') + 1)))
      }
    }
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')) throw thrown
  }
  if (rest !== '') await truncate(path, whole)
  return done
}

export class BatchResults {
  readonly #name: string
  readonly #output: FileHandle
  readonly #errors: FileHandle
  readonly #done: Set<number>
  readonly #alone = turnstile()
  #completed: number
  #failed: number

  private constructor(
    name: string,
    handles: readonly [FileHandle, FileHandle],
    completed: ReadonlySet<number>,
    failed: ReadonlySet<number>,
  ) {
    this.#name = name
    ;[this.#output, this.#errors] = handles
    this.#completed = completed.size
    this.#failed = failed.size
    this.#done = new Set([...completed, ...failed])
  }

  /** `name` makes the ids of the results; the files are made where there are none. */
  static async open(name: string, outputPath: string, errorsPath: string): Promise<BatchResults> {
    const completed = await resultsIn(outputPath)
    const failed = await resultsIn(errorsPath)
    const handles = [await open(outputPath, 'a', 0o600), await open(errorsPath, 'a', 0o600)] as const
    return new BatchResults(name, handles, completed, failed)
  }

  get counts(): Counts {
    return { completed: this.#completed, failed: this.#failed }
  }

  /** Whether there is a result of it, of this process or one before. */
  wasDone({ number }: Task): boolean {
    return this.#done.has(number)
  }

  async add(task: Task, { status, body, requestId }: LineResult): Promise<void> {
    const response = { status_code: status, request_id: requestId, body }
    await this.#write(task, isOk(status), { response, error: null })
  }

  /** For a request that was never asked. */
  async addUnasked(task: Task, code: string, message: string): Promise<void> {
    await this.#write(task, false, { response: null, error: { code, message } })
  }

  #write({ number, customId }: Task, ok: boolean, result: object): Promise<void> {
    const line = { id: `batch_req_${this.#name}_${number}`, custom_id: customId, ...result }
    return this.#alone(async () => {
      await (ok ? this.#output : this.#errors).appendFile(`${JSON.stringify(line)}\n`)
      this.#done.add(number)
      if (ok) this.#completed++
      else this.#failed++
    })
  }

  async close(): Promise<void> {
    await this.#alone(async () => {
      await this.#output.close()
      await this.#errors.close()
    })
  }
}
