// Every batch of a gateway: taken on, run beside the live requests, resumed after a restart, ended once.
import { type Caller, requireScope, scopeOf } from '../accounts/index.ts'
import { type FileStore, newFileId } from '../files/index.ts'
import { Refused } from '../openai-error.ts'
import { turnstile } from '../turnstile.ts'
import { BatchFolder } from './batch-folder.ts'
import {
  type BatchEndpoint,
  type BatchRecord,
  batchObject,
  type End,
  isOver,
  newBatchId,
  type Problem,
} from './batch-record.ts'
import { BatchResults } from './batch-results.ts'
import { type BatchInput, checkInput, closeLines, runLines } from './batch-run.ts'
import type { RunLine } from './line-run.ts'
import { Slots } from './slots.ts'

export interface BatchesOptions {
  /** This part's own. */
  readonly folder: string
  readonly files: FileStore
  readonly run: RunLine
  /** Whose batch it is, after a restart too. @throws Refused when he may ask no more. */
  readonly callerOf: (id: string) => Promise<Caller>
  /** Lines of all batches under way at once. */
  readonly atOnce?: number
  /** Milliseconds in which a batch has to be done. */
  readonly window?: number
  /** Milliseconds before a line is tried again, doubled each time; before a batch is that failed for a reason of ours. */
  readonly pause?: number
  readonly now?: () => number
  readonly onTrouble?: (trouble: unknown) => void
}

export interface NewBatch {
  readonly input: string
  readonly endpoint: BatchEndpoint
  readonly metadata: Readonly<Record<string, string>> | null
  readonly outputLife?: number | undefined
}

const AT_ONCE = 4
const WINDOW_MS = 86_400_000
const PAUSE_MS = 1_000
/** A caller's batches that are not over. */
const MOST_OPEN = 32
/** A caller's batches that are known; the oldest that are over go first. */
const MOST_KEPT = 1_000
const LONGEST_TIMER_MS = 2_147_483_647

interface Running {
  readonly control: AbortController
  results?: BatchResults
}

export class Batches {
  readonly #folder: BatchFolder
  readonly #options: BatchesOptions
  readonly #slots: Slots
  readonly #checking = turnstile()
  readonly #records = new Map<string, BatchRecord>()
  readonly #running = new Map<string, Running>()
  readonly #work = new Set<Promise<void>>()
  readonly #later = new Set<NodeJS.Timeout>()
  #closing = false

  /** Goes on with what an earlier process left open. */
  constructor(options: BatchesOptions) {
    this.#options = options
    this.#folder = new BatchFolder(options.folder)
    this.#slots = new Slots(options.atOnce ?? AT_ONCE)
    for (const record of this.#folder.load()) this.#records.set(record.id, record)
    for (const record of this.#records.values()) if (!isOver(record)) this.#start(record.id)
  }

  #now(): number {
    return (this.#options.now ?? Date.now)()
  }

  #seconds(): number {
    return Math.floor(this.#now() / 1_000)
  }

  /** @throws Refused 400 for a file that is none for batches or `storage_full`, 403 without the endpoint's scope, 404, 429 with too many open. */
  async create(caller: Caller, { input, endpoint, metadata, outputLife }: NewBatch): Promise<BatchRecord> {
    requireScope(caller, scopeOf(endpoint))
    if (this.#options.files.get(caller.id, input).purpose !== 'batch')
      throw new Refused(400, 'invalid_value', 'The file was not uploaded for batches.', 'input_file_id')
    // What comes out of it is kept in any case.
    this.#options.files.checkRoom(caller.id)
    const open = this.list(caller.id).filter(one => !isOver(one)).length
    if (open >= MOST_OPEN)
      throw new Refused(429, 'too_many_batches', `${open} batches are open already. Wait until one is done.`)
    const created = this.#now()
    const record: BatchRecord = {
      id: newBatchId(),
      caller: caller.id,
      endpoint,
      input,
      metadata: metadata === null ? null : { ...metadata },
      created,
      expires: created + (this.#options.window ?? WINDOW_MS),
      ...(outputLife === undefined ? {} : { outputLife }),
      status: 'validating',
      since: {},
      closed: false,
      problems: [],
      total: 0,
      completed: 0,
      failed: 0,
    }
    await this.#save(record)
    await this.#forgetOldest(caller.id)
    this.#start(record.id)
    return record
  }

  /** The oldest first. */
  list(caller: string): readonly BatchRecord[] {
    return [...this.#records.values()].filter(one => one.caller === caller)
  }

  /** @throws Refused 404, for what is somebody else's too. */
  get(caller: string, id: string): BatchRecord {
    const found = this.#records.get(id)
    if (found?.caller === caller) return found
    throw new Refused(404, 'batch_not_found', `There is no batch "${id.slice(0, 80)}".`, 'id')
  }

  /** Lines under way are given up; what is done stays. @throws Refused 404, 409 for a batch that is over. */
  async cancel(caller: string, id: string): Promise<BatchRecord> {
    const record = this.get(caller, id)
    if (record.status === 'cancelling') return record
    if (isOver(record) || record.ends !== undefined)
      throw new Refused(409, 'batch_over', `The batch is ${record.status} and cannot be cancelled.`)
    const cancelling = await this.#update(id, {
      status: 'cancelling',
      since: { ...record.since, cancelling: this.#seconds() },
    })
    this.#running.get(id)?.control.abort()
    return cancelling
  }

  object(record: BatchRecord): ReturnType<typeof batchObject> {
    const counts = this.#running.get(record.id)?.results?.counts ?? record
    return batchObject(record, counts)
  }

  /** Lines under way are given up and run again after the next start. */
  async close(): Promise<void> {
    this.#closing = true
    for (const timer of this.#later) clearTimeout(timer)
    for (const { control } of this.#running.values()) control.abort()
    await Promise.all(this.#work)
  }

  #of(id: string): BatchRecord {
    const record = this.#records.get(id)
    if (record) return record
    throw new Refused(404, 'batch_not_found', `There is no batch "${id}".`)
  }

  async #save(record: BatchRecord): Promise<void> {
    this.#records.set(record.id, record)
    await this.#folder.save(record)
  }

  async #update(id: string, change: Partial<BatchRecord>): Promise<BatchRecord> {
    const changed = { ...this.#of(id), ...change }
    await this.#save(changed)
    return changed
  }

  async #forgetOldest(caller: string): Promise<void> {
    const all = this.list(caller)
    const over = all.filter(isOver).slice(0, Math.max(0, all.length - MOST_KEPT))
    for (const { id } of over) {
      this.#records.delete(id)
      await this.#folder.remove(id)
    }
  }

  #start(id: string): void {
    if (this.#closing) return
    const running: Running = { control: new AbortController() }
    this.#running.set(id, running)
    const work = this.#run(id, running)
      .catch((thrown: unknown) => {
        this.#options.onTrouble?.(thrown)
        this.#startLater(id)
      })
      .finally(() => {
        this.#work.delete(work)
        if (this.#running.get(id) === running) this.#running.delete(id)
      })
    this.#work.add(work)
  }

  /** For reasons of ours: a full disk, accounts that cannot be read. */
  #startLater(id: string): void {
    if (this.#closing) return
    const timer = setTimeout(
      () => {
        this.#later.delete(timer)
        this.#start(id)
      },
      (this.#options.pause ?? PAUSE_MS) * 30,
    )
    timer.unref()
    this.#later.add(timer)
  }

  async #run(id: string, running: Running): Promise<void> {
    if (!this.#of(id).closed && !(await this.#toItsClose(id, running))) return
    await this.#deliver(id)
  }

  /** @returns Whether it came to it, before the gateway closes. */
  async #toItsClose(id: string, running: Running): Promise<boolean> {
    const results = await BatchResults.open(
      id.slice('batch_'.length),
      this.#folder.output(id),
      this.#folder.errors(id),
    )
    running.results = results
    try {
      const end = this.#of(id).ends ?? (await this.#toItsEnd(id, running, results))
      if (end === undefined) return false
      await this.#close(id, results, end)
      return true
    } finally {
      await results.close()
    }
  }

  #input(id: string): BatchInput {
    const { caller, input } = this.#of(id)
    return { read: () => this.#options.files.read(caller, input) }
  }

  /** @returns How it ended; nothing where the gateway closes first. */
  async #toItsEnd(id: string, running: Running, results: BatchResults): Promise<End | undefined> {
    const { signal } = running.control
    const timer = setTimeout(
      () => running.control.abort(),
      Math.min(LONGEST_TIMER_MS, Math.max(0, this.#of(id).expires - this.#now())),
    )
    timer.unref()
    const input = this.#input(id)
    try {
      if (this.#of(id).since.in_progress === undefined) {
        const { total, problems } = await this.#checking(() => checkInput(input, this.#of(id)))
        if (problems.length > 0) return await this.#fail(id, problems)
        const { status, since } = this.#of(id)
        await this.#update(id, {
          total,
          // Whoever cancelled it meanwhile is not overruled.
          status: status === 'validating' ? 'in_progress' : status,
          since: { ...since, in_progress: this.#seconds() },
        })
      }
      if (!this.#isCancelled(id) && !this.#isLate(id)) {
        const { run, callerOf, pause = PAUSE_MS } = this.#options
        const caller = await callerOf(this.#of(id).caller)
        const tools = { run, slots: this.#slots, pause, caller, signal }
        await runLines(input, this.#of(id), results, tools)
      }
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown
      const { code, message } = thrown.body.error
      return await this.#fail(id, [{ code: code ?? 'refused', message, line: null, param: null }])
    } finally {
      clearTimeout(timer)
    }
    if (this.#isCancelled(id)) return 'cancelled'
    const { total } = this.#of(id)
    const { completed, failed } = results.counts
    if (completed + failed >= total) return 'completed'
    // Only these end it early: its canceller, its time, and the gateway's own end, after which it goes on.
    return this.#closing ? undefined : 'expired'
  }

  #isCancelled(id: string): boolean {
    return this.#of(id).status === 'cancelling'
  }

  #isLate(id: string): boolean {
    return this.#now() >= this.#of(id).expires
  }

  async #fail(id: string, problems: readonly Problem[]): Promise<End> {
    await this.#update(id, { problems: [...problems] })
    return 'failed'
  }

  /** From here on it ends so, whatever happens. */
  async #close(id: string, results: BatchResults, end: End): Promise<void> {
    const { since, status } = this.#of(id)
    const finalizing = end === 'completed' || end === 'expired'
    await this.#update(id, {
      ends: end,
      status: finalizing ? 'finalizing' : status,
      since: finalizing ? { ...since, finalizing: since.finalizing ?? this.#seconds() } : since,
    })
    await closeLines(this.#input(id), this.#of(id), results, end).catch((thrown: unknown) => {
      // Whoever deletes the input of a batch that is not done is not told of its lines.
      if (!(thrown instanceof Refused)) throw thrown
    })
    const { completed, failed } = results.counts
    const { output, errors } = this.#of(id)
    await this.#update(id, {
      closed: true,
      completed,
      failed,
      ...(completed > 0 ? { output: output ?? newFileId() } : {}),
      ...(failed > 0 ? { errors: errors ?? newFileId() } : {}),
    })
  }

  async #deliver(id: string): Promise<void> {
    const { caller, output, errors, outputLife, ends = 'failed', since } = this.#of(id)
    const file = (what: string) => ({
      caller,
      filename: `${id}_${what}.jsonl`,
      purpose: 'batch_output' as const,
      expiresAfter: outputLife,
    })
    const { files } = this.#options
    if (output !== undefined) await files.adopt(this.#folder.output(id), output, file('output'))
    if (errors !== undefined) await files.adopt(this.#folder.errors(id), errors, file('errors'))
    await this.#folder.clean(id)
    await this.#update(id, { status: ends, since: { ...since, [ends]: this.#seconds() } })
  }
}
