// Whether a text is JSON of a caller's schema. Foreign schemas run in threads of their own: references that double and patterns
// that backtrack cost their sender an error, and everybody else next to nothing.
import type { JsonSchema } from '@taonet/neuron'
import { Refused } from '../openai-error.ts'
import { type Held, SchemaThread } from './schema-thread.ts'
import { Turns } from './turns.ts'

/** Milliseconds: an honest schema takes well below one, and what takes longer than this goes out of the others' way. */
const QUICK = 50
/** For one text at all. */
const PATIENCE = 1_000
/** Texts of one caller, and of all, that wait; more than this is a flood. */
const MOST_OF_ONE = 64
const MOST_WAITING = 1_024

const unusable = (why: string): Refused =>
  new Refused(
    400,
    'invalid_schema',
    `The schema cannot be held against an answer: ${why}.`,
    'response_format',
  )

const flood = (): Refused =>
  new Refused(503, 'busy', 'Too many answers wait to be checked. Try again in a second.')

/** One thread, and callers in turn before it. */
class Lane {
  readonly #patience: number
  readonly #turns = new Turns()
  readonly #thread = new SchemaThread()
  #waiting = 0

  constructor(patience: number) {
    this.#patience = patience
  }

  /** @throws Refused 503 in a flood. */
  async ask(schema: JsonSchema, text: string, caller: string): Promise<Held | 'late'> {
    if (this.#waiting >= MOST_WAITING || this.#turns.waiting(caller) >= MOST_OF_ONE) throw flood()
    this.#waiting++
    try {
      return await this.#turns.take(caller, () => this.#thread.ask(schema, text, this.#patience))
    } finally {
      this.#waiting--
    }
  }

  close(): Promise<void> {
    return this.#thread.close()
  }
}

export interface SchemaJudge {
  /**
   * What is wrong with the text; undefined where it is of the schema. `caller`: who takes turns with others.
   * @throws Refused 400 where the schema is at fault, 503 in a flood.
   */
  judge(schema: JsonSchema, text: string, caller: string): Promise<string | undefined>
  close(): Promise<void>
}

export function schemaJudge(): SchemaJudge {
  const quick = new Lane(QUICK)
  const slow = new Lane(PATIENCE)
  return {
    async judge(schema, text, caller) {
      const first = await quick.ask(schema, text, caller)
      const held = first === 'late' ? await slow.ask(schema, text, caller) : first
      if (held === 'late') throw unusable('it takes too long')
      if ('failure' in held) throw unusable(held.failure)
      return held.wrong
    },
    async close() {
      await Promise.all([quick.close(), slow.close()])
    },
  }
}
