/** The packaged sentence encoder in a worker thread: for validators that compare others' vectors with their own. */
import { Worker } from 'node:worker_threads'
import { NetError } from './net-error.ts'
import { ownEmbeddingCard } from './own-weights.ts'

export interface ReferenceEncoder {
  /** 64 hexadecimal digits, as on the model's card. */
  readonly sha256: string
  /** One vector a text. Throws NetError `unavailable`. */
  embed(texts: readonly string[]): Promise<Float32Array[]>
  close(): Promise<void>
}

export interface EncoderQuestion {
  readonly call: number
  readonly texts: readonly string[]
}

export type EncoderAnswer =
  | { readonly call: number; readonly vectors: Float32Array[] }
  | { readonly call: number; readonly failure: string }

interface Waiting {
  resolve(vectors: Float32Array[]): void
  reject(reason: NetError): void
}

/** The thread starts with the first question; an idle one keeps no process alive. */
export async function referenceEncoder(): Promise<ReferenceEncoder> {
  const { sha256 } = await ownEmbeddingCard()
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let calls = 0

  const unavailable = (why: string) => new NetError('unavailable', `the reference encoder failed: ${why}`)

  function failAll(why: string): void {
    for (const one of waiting.values()) one.reject(unavailable(why))
    waiting.clear()
    worker = undefined
  }

  function settle(answer: EncoderAnswer): void {
    const one = waiting.get(answer.call)
    waiting.delete(answer.call)
    if ('vectors' in answer) one?.resolve(answer.vectors)
    else one?.reject(unavailable(answer.failure))
    if (waiting.size === 0) worker?.unref()
  }

  function start(): Worker {
    // Sources run as .ts, the packed package as .js: a sibling has the ending this file has.
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    const thread = new Worker(new URL(`./reference-encoder-worker.${ending}`, import.meta.url))
    thread.on('message', settle)
    thread.on('error', error => failAll(error.message))
    thread.on('exit', () => failAll('the thread ended'))
    return thread
  }

  return {
    sha256,
    embed(texts) {
      worker ??= start()
      worker.ref()
      const question: EncoderQuestion = { call: calls++, texts }
      return new Promise((resolve, reject) => {
        waiting.set(question.call, { resolve, reject })
        worker?.postMessage(question)
      })
    },
    async close() {
      await worker?.terminate()
    },
  }
}
