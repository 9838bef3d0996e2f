// A pool of worker threads that verify signatures, in bounded batches, in order of arrival.

import { Worker } from 'node:worker_threads'
import { NetError } from './net-error.ts'
import type { SignedItem } from './verify.ts'
import { BATCH_ITEMS, isWellSized, packItems } from './verify-batch.ts'

export interface Verifier {
  /**
   * One verdict per item, in the order given.
   * @throws NetError `verifier-busy` when the queue would exceed its bound, `verifier-stopped` after close or a
   * worker's death.
   */
  verify(items: readonly SignedItem[]): Promise<boolean[]>
  /** Ends the workers; what still waits is rejected as `verifier-stopped`. */
  close(): Promise<void>
}

export interface VerifierOptions {
  /** Threads, at least 1. */
  readonly workers?: number
  /** Items waiting or under way before `verify` refuses more. */
  readonly maxPending?: number
}

const busy = (maxPending: number): NetError =>
  new NetError(
    'verifier-busy',
    `more than ${maxPending} signatures are waiting`,
    'send them again more slowly',
  )

const stopped = (why: string, cause?: unknown): NetError =>
  new NetError('verifier-stopped', why, 'start another verifier', cause)

const CUT_ITEMS = 4096

interface Call {
  readonly verdicts: boolean[]
  missing: number
  readonly resolve: (verdicts: boolean[]) => void
  readonly reject: (error: NetError) => void
}

interface Waiting {
  readonly item: SignedItem
  readonly call: Call
  readonly index: number
}

interface Lane {
  readonly worker: Worker
  batch: readonly Waiting[]
}

class WorkerPool implements Verifier {
  readonly #maxPending: number
  readonly #lanes: Lane[] = []
  // A queue read by an index: shift() on a long array moves every element.
  #queue: Waiting[] = []
  #next = 0
  #pending = 0
  #stopped: NetError | undefined
  #gathering = false

  constructor(workers: number, maxPending: number) {
    this.#maxPending = maxPending
    // The worker stands beside this file, as .ts in the sources and as .js when packed.
    const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
    for (let i = 0; i < workers; i++) {
      const worker = new Worker(new URL(`./verify-worker${extension}`, import.meta.url))
      const lane: Lane = { worker, batch: [] }
      worker.on('message', (verdicts: Uint8Array) => this.#settle(lane, verdicts))
      worker.on('error', cause => this.#stop(stopped('a verifier worker failed', cause)))
      worker.on('exit', () => this.#stop(stopped('a verifier worker ended')))
      // An idle pool does not keep the process alive; a lane with work does.
      worker.unref()
      this.#lanes.push(lane)
    }
  }

  verify(items: readonly SignedItem[]): Promise<boolean[]> {
    if (this.#stopped) return Promise.reject(this.#stopped)
    if (this.#pending + items.length > this.#maxPending) {
      return Promise.reject(busy(this.#maxPending))
    }
    return new Promise((resolve, reject) => {
      const call: Call = { verdicts: items.map(() => false), missing: 0, resolve, reject }
      items.forEach((item, index) => {
        if (!isWellSized(item)) return
        this.#queue.push({ item, call, index })
        call.missing++
      })
      this.#pending += call.missing
      if (call.missing === 0) resolve(call.verdicts)
      else this.#gather()
    })
  }

  async close(): Promise<void> {
    this.#stop(stopped('the verifier is closed'))
    await Promise.all(this.#lanes.map(lane => lane.worker.terminate()))
  }

  /** What one turn of the event loop asks goes to a thread together: the hop costs a good part of a verification. */
  #gather(): void {
    if (this.#gathering) return
    this.#gathering = true
    setImmediate(() => {
      this.#gathering = false
      this.#dispatch()
    })
  }

  #dispatch(): void {
    for (const lane of this.#lanes) {
      if (lane.batch.length > 0) continue
      const batch = this.#queue.slice(this.#next, this.#next + BATCH_ITEMS)
      if (batch.length === 0) return
      this.#next += batch.length
      // Under steady load the queue never runs empty, so what was read is cut off here.
      if (this.#next === this.#queue.length || this.#next >= CUT_ITEMS) {
        this.#queue = this.#queue.slice(this.#next)
        this.#next = 0
      }
      lane.batch = batch
      lane.worker.ref()
      const packed = packItems(batch.map(waiting => waiting.item))
      lane.worker.postMessage(packed, [packed.buffer])
    }
  }

  #settle(lane: Lane, verdicts: Uint8Array): void {
    const batch = lane.batch
    lane.batch = []
    lane.worker.unref()
    this.#pending -= batch.length
    batch.forEach(({ call, index }, i) => {
      call.verdicts[index] = verdicts[i] === 1
      if (--call.missing === 0) call.resolve(call.verdicts)
    })
    this.#dispatch()
  }

  #stop(reason: NetError): void {
    if (this.#stopped) return
    this.#stopped = reason
    const waiting = [...this.#lanes.flatMap(lane => lane.batch), ...this.#queue.slice(this.#next)]
    this.#queue = []
    this.#next = 0
    for (const { call } of waiting) call.reject(reason)
  }
}

/** Starts the threads at once; each is ready about 0.3 s later and what is asked before that waits. */
export function createVerifier({ workers = 1, maxPending = 16_384 }: VerifierOptions = {}): Verifier {
  if (!Number.isInteger(workers) || workers < 1) throw new RangeError('a verifier needs at least one worker')
  return new WorkerPool(workers, maxPending)
}
