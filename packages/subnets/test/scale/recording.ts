// What real models answered to the pool: read from the file beside this one, or written by `record.ts`.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { POOL, POOLED, pooledChallenge } from './pool.ts'

/** One answer: its text, why it ended, tokens of prompt and answer, and for likelihood the alternatives of its first token. */
const answer = z.object({
  text: z.string(),
  finish: z.enum(['stop', 'length']),
  tokens: z.tuple([z.int(), z.int()]),
  /** Text, log-probability, and the bytes where they are not those of the text. */
  top: z
    .array(z.union([z.tuple([z.string(), z.number()]), z.tuple([z.string(), z.number(), z.array(z.int())])]))
    .optional(),
})
export type RecordedAnswer = z.infer<typeof answer>

const recording = z.object({
  model: z.string(),
  sha256: z.string(),
  engine: z.string(),
  /** What the seeds of the pool were made from. */
  seed: z.string(),
  /** By the question's digest. */
  answers: z.record(z.string(), answer),
})
export type Recording = z.infer<typeof recording>

/** Digits of a digest that are kept: two questions of a pool never share them. */
const DIGEST_DIGITS = 12

/** The digest of a body's question: what a recorded answer is found by. */
export function questionOf(body: unknown): string {
  const messages = typeof body === 'object' && body !== null && 'messages' in body ? body.messages : undefined
  const digest = createHash('sha256').update(JSON.stringify(messages) ?? '')
  return digest.digest('hex').slice(0, DIGEST_DIGITS)
}

/** Bodies of all steps of the pool, in a fixed order. */
export const pooledSteps = (): readonly unknown[] =>
  POOLED.flatMap(kind =>
    Array.from({ length: POOL }, (_, place) =>
      pooledChallenge(kind, place).steps.map(({ body }) => body),
    ).flat(),
  )

export const FILE = new URL('./recordings.json', import.meta.url)

export const readRecordings = (): readonly Recording[] =>
  z.array(recording).parse(JSON.parse(readFileSync(FILE, 'utf8')))
