// A subnet as one value: what may be asked and answered, how challenges are drawn, and how answers are scored.

import { type Random, randomFrom } from '@taonet/models/random'
import type { Declaration, Hash } from '@taonet/wire'
import type { z } from 'zod'
import { protocolDigest } from './protocol-digest.ts'

export type ServicePath = '/v1/chat/completions' | '/v1/embeddings'

/** One request of a challenge; several are sent one after the other. */
export interface Step<Request = unknown> {
  readonly path: ServicePath
  readonly body: Request
}

/** What came of one step: a response of the subnet's schema, or why there is none. */
export interface Outcome<Response = unknown> {
  readonly response: Response | undefined
  /** A `NetError` code, `status-NNN`, or `schema`. */
  readonly failure: string | undefined
  /** Milliseconds from sending to the first byte of the answer, and to its end. */
  readonly firstByteMs: number
  readonly totalMs: number
}

/** `score` lies in 0 … 1; `parts` is its breakdown, averaged beside it and kept as evidence. */
export interface Scored {
  readonly score: number
  readonly parts: Readonly<Record<string, number>>
}

/** Vectors of the validator's own model, for challenges that compare with it. */
export type Reference = readonly Float32Array[]

export interface ReferenceTools {
  /** One vector a text; undefined when this validator cannot run the weights of that SHA-256 (`0x` and 64 digits). */
  embed(sha256: string, texts: readonly string[]): Promise<Reference | undefined>
}

/** A task together with its pure scorer; the scorer holds what it expects, no request does. */
export interface Challenge<Request = unknown, Response = unknown> {
  readonly steps: readonly Step<Request>[]
  /** Computed before the score and recorded with it, so that the score stays a pure function. */
  readonly reference?: (tools: ReferenceTools) => Promise<Reference | undefined>
  readonly score: (outcomes: readonly Outcome<Response>[], reference: Reference | undefined) => Scored
}

/** Whom a challenge is for. */
export interface ChallengeContext {
  readonly uid: number
  readonly declaration: Declaration | undefined
}

export interface ChallengeKind<Request, Response> {
  /** Share among the kinds, above 0. */
  readonly weight: number
  /** Deterministic: the same random stream and context give the same challenge. */
  readonly create: (random: Random, context: ChallengeContext) => Challenge<Request, Response>
}

/** Exponential averages of one miner's scores and parts under one kind; `count` is how many entered. */
export interface KindAverage {
  readonly score: number
  readonly parts: Readonly<Record<string, number>>
  readonly count: number
}
export type KindAverages = Readonly<Record<string, KindAverage | undefined>>

export interface SubnetLiteral<Request, Response> {
  readonly name: string
  /** Bumped whenever schemas, challenges or scorers change: evidence names it. */
  readonly version: string
  readonly paths: readonly ServicePath[]
  readonly request: z.ZodType<Request>
  readonly response: z.ZodType<Response>
  readonly kinds: Readonly<Record<string, ChallengeKind<Request, Response>>>
  /** Milliseconds for one step. */
  readonly deadline: number
  /** The one number, 0 … 1, that weights are made of; absent = mean of the kinds' scores by their weights. */
  readonly combine?: (averages: KindAverages) => number
  /** Joins the data payloads of a streamed answer into a response; absent = the subnet never streams. */
  readonly assemble?: (payloads: readonly string[]) => unknown
}

export interface Subnet {
  readonly name: string
  readonly version: string
  /** What a miner declares that it speaks: blake2-256 of name, version and both schemas. */
  readonly protocol: Hash
  readonly paths: readonly ServicePath[]
  readonly request: z.ZodType
  readonly response: z.ZodType
  readonly kinds: readonly { readonly name: string; readonly weight: number }[]
  readonly deadline: number
  /**
   * The challenge of a kind from a 32-byte seed (DESIGN §5). Its scorer takes raw response bodies and checks their schema.
   * @throws RangeError for a kind that does not exist.
   */
  challenge(kind: string, seed: Uint8Array, context: ChallengeContext): Challenge
  combine(averages: KindAverages): number
  assemble(payloads: readonly string[]): unknown
}

const meanByWeight =
  (kinds: readonly { readonly name: string; readonly weight: number }[]) =>
  (averages: KindAverages): number => {
    const total = kinds.reduce((sum, { weight }) => sum + weight, 0)
    return kinds.reduce((sum, { name, weight }) => sum + ((averages[name]?.score ?? 0) * weight) / total, 0)
  }

const clamp = (value: number): number => (value >= 0 ? Math.min(1, value) : 0)

/** Checks the literal and closes over its types. @throws RangeError without kinds or with a weight that is not positive. */
export function defineSubnet<Request, Response>(literal: SubnetLiteral<Request, Response>): Subnet {
  const kinds = Object.entries(literal.kinds).map(([name, { weight }]) => ({ name, weight }))
  if (kinds.length === 0 || kinds.some(({ weight }) => !(weight > 0))) {
    throw new RangeError(`${literal.name} needs challenge kinds with positive weights`)
  }
  const combine = literal.combine ?? meanByWeight(kinds)

  const read = (outcome: Outcome): Outcome<Response> => {
    if (outcome.failure !== undefined) return { ...outcome, response: undefined }
    const parsed = literal.response.safeParse(outcome.response)
    return parsed.success
      ? { ...outcome, response: parsed.data }
      : { ...outcome, response: undefined, failure: 'schema' }
  }

  return {
    name: literal.name,
    version: literal.version,
    protocol: protocolDigest(literal),
    paths: literal.paths,
    request: literal.request,
    response: literal.response,
    kinds,
    deadline: literal.deadline,
    challenge(kind, seed, context) {
      const found = literal.kinds[kind]
      if (!found) throw new RangeError(`${literal.name} has no challenges of kind ${kind}`)
      const { steps, reference, score } = found.create(randomFrom(seed), context)
      return {
        steps,
        ...(reference ? { reference } : {}),
        score(outcomes, vectors) {
          const { score: raw, parts } = score(outcomes.map(read), vectors)
          return { score: clamp(raw), parts }
        },
      }
    },
    combine: averages => clamp(combine(averages)),
    assemble(payloads) {
      if (!literal.assemble) throw new TypeError(`${literal.name} does not stream`)
      return literal.assemble(payloads)
    },
  }
}
