// Whether a text is JSON of a caller's schema. Foreign schemas run in a thread of their own, which is ended when one takes too
// long: references that double and patterns that backtrack cost their sender an error and nobody else an answer.
import { Worker } from 'node:worker_threads'
import type { JsonSchema } from '@taonet/neuron'
import { Refused } from '../openai-error.ts'

export interface SchemaQuestion {
  readonly call: number
  readonly schema: JsonSchema
  readonly text: string
}

export type SchemaAnswer =
  | { readonly call: number; readonly wrong: string | undefined }
  | { readonly call: number; readonly failure: string }

/** Milliseconds for one text; an honest schema takes well below one. */
const PATIENCE = 1_000
/** Texts that wait for the thread; more than this is a flood. */
const MOST_WAITING = 256
const MOST_HEAP_MB = 64

const unusable = (why: string): Refused =>
  new Refused(
    400,
    'invalid_schema',
    `The schema cannot be held against an answer: ${why}.`,
    'response_format',
  )

export interface SchemaJudge {
  /** What is wrong with the text; undefined where it is of the schema. @throws Refused 400 where the schema is at fault, 503 in a flood. */
  judge(schema: JsonSchema, text: string): Promise<string | undefined>
  close(): Promise<void>
}

/** The thread starts with the first question; an idle one keeps no process alive. */
export function schemaJudge(): SchemaJudge {
  let worker: Worker | undefined
  let calls = 0
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()

  function start(): Worker {
    // Sources run as .ts, the packed package as .js: a sibling has the ending this file has.
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    const resourceLimits = { maxOldGenerationSizeMb: MOST_HEAP_MB }
    return new Worker(new URL(`./schema-worker.${ending}`, import.meta.url), { resourceLimits })
  }

  const ready = async (): Promise<Worker> => {
    if (worker) return worker
    const started = start()
    await new Promise((resolve, reject) => started.once('online', resolve).once('error', reject))
    started.unref()
    worker = started
    return started
  }

  async function ask(schema: JsonSchema, text: string): Promise<string | undefined> {
    const thread = await ready()
    const { promise, resolve, reject } = Promise.withResolvers<SchemaAnswer>()
    const onMessage = (answer: SchemaAnswer): void => resolve(answer)
    const onEnd = (): void => reject(unusable('checking failed'))
    const timer = setTimeout(() => reject(unusable('it takes too long')), PATIENCE)
    thread.on('message', onMessage).on('error', onEnd).on('exit', onEnd)
    try {
      thread.postMessage({ call: calls++, schema, text } satisfies SchemaQuestion)
      const answer = await promise
      if ('failure' in answer) throw unusable(answer.failure)
      return answer.wrong
    } catch (thrown) {
      if (worker === thread) worker = undefined
      void thread.terminate()
      throw thrown
    } finally {
      clearTimeout(timer)
      thread.off('message', onMessage).off('error', onEnd).off('exit', onEnd)
    }
  }

  return {
    async judge(schema, text) {
      if (waiting >= MOST_WAITING)
        throw new Refused(503, 'busy', 'Too many answers wait to be checked. Try again in a second.')
      waiting++
      // One at a time: a thread that is ended takes nobody else's question with it.
      const mine = last.then(() => ask(schema, text))
      last = mine.catch(() => undefined).finally(() => waiting--)
      return mine
    },
    async close() {
      await worker?.terminate()
      worker = undefined
    },
  }
}
