// What went wrong in public: which miner was caught with what, when, and how it ended. Hashes only, never anybody's text.

import { appendFileSync, mkdirSync, readFileSync, truncateSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Hash, hash32 } from '@taonet/wire'
import { z } from 'zod'
import { canonicalJson } from '../canonical-json.ts'

const hash = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .transform((text): Hash => hash32(text))
const incident = z.object({
  type: z.enum(['veto', 'released']),
  netuid: z.int(),
  epoch: z.string().regex(/^\d+$/),
  block: z.int(),
  uid: z.int(),
  /** SS58 addresses. */
  miner: z.string(),
  validator: z.string(),
  kind: z.string(),
  category: z.string(),
  /** The probe in the epoch's evidence, and the hashes that stand there. */
  counter: z.int(),
  request: hash.optional(),
  response: hash.optional(),
})

export type Incident = Readonly<z.infer<typeof incident>>

/** What is kept in memory and shown; the file keeps all. */
const SHOWN = 64

function parse(text: string): Incident | undefined {
  try {
    const parsed = incident.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

export class IncidentLog {
  readonly #path: string
  #newest: readonly Incident[]
  #count: number

  /** Goes on where it was left; a line that a crash tore is cut off. */
  constructor(path: string) {
    this.#path = path
    mkdirSync(dirname(path), { recursive: true })
    const found = readWhole(path).flatMap(text => parse(text) ?? [])
    this.#count = found.length
    this.#newest = found.slice(-SHOWN)
  }

  get count(): number {
    return this.#count
  }

  /** @throws the file system's error. */
  add(entry: Incident): void {
    const text = canonicalJson(entry)
    appendFileSync(this.#path, `${text}\n`)
    const kept = parse(text)
    if (kept) this.#newest = [...this.#newest, kept].slice(-SHOWN)
    this.#count++
  }

  /** Newest first, at most 64. */
  newest(): readonly Incident[] {
    return this.#newest.toReversed()
  }
}

function readWhole(path: string): readonly string[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return []
  }
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole))
  return whole.split('\n').slice(0, -1)
}
