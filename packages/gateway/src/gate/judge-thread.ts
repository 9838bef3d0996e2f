// The way to the judging thread: started by the first text that needs it, bounded in what waits for it.
import { Worker } from 'node:worker_threads'
import type { Finding } from '@taonet/safety'
import { NetError } from '@taonet/wire'
import type { Sentence } from './judging.ts'

export interface JudgeQuestion extends Sentence {
  readonly call: number
}

export type JudgeAnswer =
  | { readonly call: number; readonly findings: readonly Finding[] }
  | { readonly call: number; readonly failure: string }

interface Waiting {
  resolve(findings: readonly Finding[]): void
  reject(reason: NetError): void
}

/** Each request waits for one at a time: more than a gateway takes requests. */
const MOST_WAITING = 4_096

const busy = (): NetError =>
  new NetError('busy', 'too many texts wait for the safety gate', 'ask again in a second')

const failed = (why: string): NetError =>
  new NetError('unjudged', `the safety gate could not judge: ${why}`, 'ask again')

export class JudgeThread {
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  #calls = 0

  /** @throws NetError `busy`, and `unjudged` when the thread died: what is not judged does not pass. */
  judge(sentence: Sentence): Promise<readonly Finding[]> {
    if (this.#waiting.size >= MOST_WAITING) return Promise.reject(busy())
    const worker = (this.#worker ??= this.#start())
    const call = this.#calls++
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject })
      worker.ref()
      worker.postMessage({ call, ...sentence } satisfies JudgeQuestion)
    })
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#end('it is closed')
    await worker?.terminate()
  }

  #start(): Worker {
    // The worker stands beside this file, as .ts in the sources and as .js when packed.
    const ending = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
    const worker = new Worker(new URL(`./judge-worker${ending}`, import.meta.url))
    const ended = (why: string): void => {
      if (this.#worker === worker) this.#end(why)
    }
    worker.on('message', (answer: JudgeAnswer) => this.#settle(answer))
    worker.on('error', error => ended(error instanceof Error ? error.message : 'its thread failed'))
    worker.on('exit', () => ended('its thread ended'))
    worker.unref()
    return worker
  }

  #settle(answer: JudgeAnswer): void {
    const one = this.#waiting.get(answer.call)
    this.#waiting.delete(answer.call)
    if ('findings' in answer) one?.resolve(answer.findings)
    else one?.reject(failed(answer.failure))
    // An idle thread keeps no process alive.
    if (this.#waiting.size === 0) this.#worker?.unref()
  }

  #end(why: string): void {
    this.#worker = undefined
    for (const one of this.#waiting.values()) one.reject(failed(why))
    this.#waiting.clear()
  }
}
