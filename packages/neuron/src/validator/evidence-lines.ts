// The lines of an epoch's evidence, as they are written and as they are read back from somebody else's file.

import { blake2b256, type EvidenceAnchor, type Hash, type Hex, hash32 } from '@taonet/wire'
import { z } from 'zod'
import { canonicalJson } from '../canonical-json.ts'
import type { Outcome } from '../challenge.ts'
import { evidenceRoot } from './evidence-tree.ts'

export const textHash = (text: string): Hash => hash32(blake2b256(new TextEncoder().encode(text)))
export const valueHash = (value: unknown): Hash => textHash(canonicalJson(value))

export interface EpochHead {
  readonly netuid: number
  /** SS58 address. */
  readonly validator: string
  readonly subnet: string
  readonly version: string
  readonly protocol: Hash
  /** blake2-256 of the secret, as it stands on chain. */
  readonly secretHash: Hash
}

export interface ProbeRecord {
  readonly counter: number
  readonly block: number
  readonly blockHash: Hash
  readonly uid: number
  readonly miner: string
  readonly seed: Hex
  readonly kind: string
  readonly declaration: unknown
  /** Shapes of live requests that the steps wear; absent where there are none. */
  readonly envelopes?: readonly unknown[]
  /** One each step. */
  readonly requests: readonly Hash[]
  readonly outcomes: readonly {
    readonly failure: string | undefined
    readonly hash: Hash
    /** Left out when it is long. */
    readonly response?: unknown
    readonly firstByteMs: number
    readonly totalMs: number
  }[]
  /** Hash of what the validator measured with its own models, where the score used that. */
  readonly measured: Hash | undefined
  /** What the subnet's policy found in the answers; any of it makes the score 0. */
  readonly findings?: readonly { readonly category: string; readonly confidence: number }[]
  readonly score: number
  readonly parts: Readonly<Record<string, number>>
  /** Of each step by itself, where the kind can tell. */
  readonly steps?: readonly number[] | undefined
}

/** A live request: hashes alone, unless whoever asked allowed more. */
export interface LiveRecord {
  readonly block: number
  readonly uid: number
  readonly miner: string
  readonly path: string
  readonly request: Hash
  /** Of the whole answer, or of its payloads as a list when it was streamed; undefined when it was not read to its end. */
  readonly response: Hash | undefined
  readonly status: number
  readonly totalMs: number
  /** Request and answer, by the caller's leave. */
  readonly allowed?: { readonly request: unknown; readonly response?: unknown }
}

export type EvidenceLine =
  | ({ readonly type: 'epoch'; readonly prev: Hash; readonly epoch: string } & EpochHead)
  | ({ readonly type: 'probe'; readonly prev: Hash } & ProbeRecord)
  | ({ readonly type: 'live'; readonly prev: Hash } & LiveRecord)
  | { readonly type: 'secret'; readonly prev: Hash; readonly secret: Hex }

const hash = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .transform((text): Hash => hash32(text))

const declaration = z.object({ model: z.string(), sha256: hash, engine: z.string(), protocol: hash })

const readable = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('epoch'),
    prev: hash,
    epoch: z.string().regex(/^\d{1,20}$/),
    netuid: z.int(),
    validator: z.string(),
    protocol: hash,
    version: z.string(),
    secretHash: hash,
  }),
  z.object({
    type: z.literal('probe'),
    prev: hash,
    counter: z.int(),
    block: z.int(),
    blockHash: hash,
    uid: z.int().min(0).max(0xffff),
    miner: z.string(),
    seed: hash,
    kind: z.string(),
    declaration: declaration.nullable(),
    envelopes: z.array(z.unknown()).optional(),
    requests: z.array(hash),
    outcomes: z.array(
      z.object({
        failure: z.string().optional(),
        hash,
        response: z.unknown().optional(),
        firstByteMs: z.number(),
        totalMs: z.number(),
      }),
    ),
    measured: hash.optional(),
    findings: z.array(z.object({ category: z.string(), confidence: z.number() })).optional(),
    score: z.number(),
    parts: z.record(z.string(), z.number()),
    steps: z.array(z.number()).optional(),
  }),
  z.object({ type: z.literal('live'), prev: hash, request: hash, response: hash.optional() }),
  z.object({ type: z.literal('secret'), prev: hash, secret: hash }),
])
export type ReadLine = z.infer<typeof readable>
export type ReadProbe = Extract<ReadLine, { type: 'probe' }>

/** Undefined for a text that is no line of evidence. */
export function readLine(text: string): ReadLine | undefined {
  try {
    const parsed = readable.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/** The file's lines without their ends; a last line that is not whole is left out. */
export const linesOf = (text: string): readonly string[] => text.split('\n').slice(0, -1)

/** What the chain is told of a closed epoch. @throws RangeError without lines. */
export function anchorOf(epoch: bigint, lines: readonly string[]): EvidenceAnchor {
  return { epoch, root: evidenceRoot(lines), last: textHash(lines.at(-1) ?? ''), lines: lines.length }
}

/** The outcomes as the scorer had them; undefined when a response was too long to keep. */
export function outcomesOf({ outcomes }: ReadProbe): readonly Outcome[] | undefined {
  const whole = outcomes.every(({ failure, response }) => failure !== undefined || response !== undefined)
  if (!whole) return undefined
  return outcomes.map(({ failure, response, firstByteMs, totalMs }) => ({
    response,
    failure,
    firstByteMs,
    totalMs,
  }))
}
