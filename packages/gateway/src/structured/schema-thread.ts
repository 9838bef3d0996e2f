// A thread in which texts are held against callers' schemas, one at a time. It is ended when one takes too long.
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { JsonSchema } from '@taonet/neuron'

export interface SchemaQuestion {
  readonly call: number
  readonly schema: JsonSchema
  readonly text: string
}

/** What the thread says first, before anything was asked. */
export const READY = 'ready'

export type SchemaAnswer =
  | { readonly call: number; readonly wrong: string | undefined }
  | { readonly call: number; readonly failure: string }

/** `failure`: why the schema is no use. */
export type Held = { readonly wrong: string | undefined } | { readonly failure: string }

const MOST_HEAP_MB = 64
const BROKEN: Held = { failure: 'checking failed' }

/** Starts with the first question; an idle one keeps no process alive. */
export class SchemaThread {
  #worker: Worker | undefined
  #calls = 0

  /** `late` once so many milliseconds are over. Ask again only when this has resolved. */
  async ask(schema: JsonSchema, text: string, patience: number): Promise<Held | 'late'> {
    const thread = await this.#ready()
    const { promise, resolve } = Promise.withResolvers<SchemaAnswer | 'late' | 'ended'>()
    const onMessage = (answer: SchemaAnswer): void => resolve(answer)
    const onEnd = (): void => resolve('ended')
    thread.on('message', onMessage).on('error', onEnd).on('exit', onEnd)
    const timer = setTimeout(() => resolve('late'), patience)
    thread.postMessage({ call: this.#calls++, schema, text } satisfies SchemaQuestion)
    const answer = await promise
    clearTimeout(timer)
    thread.off('message', onMessage).off('error', onEnd).off('exit', onEnd)
    if (answer !== 'late' && answer !== 'ended') return answer
    if (this.#worker === thread) this.#worker = undefined
    void thread.terminate()
    return answer === 'ended' ? BROKEN : answer
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
    this.#worker = undefined
  }

  async #ready(): Promise<Worker> {
    if (this.#worker) return this.#worker
    // Sources run as .ts, the packed package as .js: a sibling has the ending this file has.
    const url = new URL(`./schema-worker${extname(new URL(import.meta.url).pathname)}`, import.meta.url)
    const started = new Worker(url, { resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB } })
    // Its first word: it has read its program, which is nobody's patience.
    await new Promise((resolve, reject) => started.once('message', resolve).once('error', reject))
    started.unref()
    this.#worker = started
    return started
  }
}
