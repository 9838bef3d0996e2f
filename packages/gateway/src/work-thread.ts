// Work in a thread of its own, so that requests beside it are not kept waiting: started by the first question, bounded in what
// waits for it.
import { extname } from 'node:path'
import { type MessagePort, Worker } from 'node:worker_threads'
import { NetError } from '@taonet/wire'

interface Asked<Q> {
  readonly call: number
  readonly question: Q
}

type Told<A> =
  | { readonly call: number; readonly answer: A }
  | { readonly call: number; readonly failure: string }

interface Waiting<A> {
  resolve(answer: A): void
  reject(reason: NetError): void
}

/** Each request waits for one at a time: more than a gateway takes requests. */
const MOST_WAITING = 4_096

const busy = (): NetError =>
  new NetError('busy', 'too many texts wait for the safety gate', 'ask again in a second')

const failed = (why: string): NetError =>
  new NetError('unjudged', `the safety gate could not judge: ${why}`, 'ask again')

export class WorkThread<Q, A> {
  readonly #url: URL
  readonly #waiting = new Map<number, Waiting<A>>()
  #worker: Worker | undefined
  #calls = 0

  /** `worker`: the file that stands beside `from`, as .ts in the sources and as .js when packed; it calls `working`. */
  constructor(worker: string, from: string) {
    this.#url = new URL(`./${worker}${extname(new URL(from).pathname)}`, from)
  }

  /** @throws NetError `busy`, and `unjudged` when the thread died or its work failed. */
  ask(question: Q): Promise<A> {
    if (this.#waiting.size >= MOST_WAITING) return Promise.reject(busy())
    const worker = (this.#worker ??= this.#start())
    const call = this.#calls++
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject })
      worker.ref()
      worker.postMessage({ call, question } satisfies Asked<Q>)
    })
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#end('it is closed')
    await worker?.terminate()
  }

  #start(): Worker {
    const worker = new Worker(this.#url)
    const ended = (why: string): void => {
      if (this.#worker === worker) this.#end(why)
    }
    worker.on('message', (told: Told<A>) => this.#settle(told))
    worker.on('error', error => ended(error instanceof Error ? error.message : 'its thread failed'))
    worker.on('exit', () => ended('its thread ended'))
    worker.unref()
    return worker
  }

  #settle(told: Told<A>): void {
    const one = this.#waiting.get(told.call)
    this.#waiting.delete(told.call)
    if ('answer' in told) one?.resolve(told.answer)
    else one?.reject(failed(told.failure))
    // An idle thread keeps no process alive.
    if (this.#waiting.size === 0) this.#worker?.unref()
  }

  #end(why: string): void {
    this.#worker = undefined
    for (const one of this.#waiting.values()) one.reject(failed(why))
    this.#waiting.clear()
  }
}

/** For the worker's file: answers what is asked at `port`, its thread's own. */
export function working<Q, A>(port: MessagePort | null, work: (question: Q) => Promise<A>): void {
  if (port === null) throw new Error('this runs only as a worker')
  port.on('message', async ({ call, question }: Asked<Q>) => {
    const told = await work(question).then(
      (answer): Told<A> => ({ call, answer }),
      (thrown: unknown): Told<A> => ({
        call,
        failure: thrown instanceof Error ? thrown.message : String(thrown),
      }),
    )
    port.postMessage(told)
  })
}
