// A challenge as a value: what is asked, what came of it, how it is scored, and what a validator may compute to compare.

import type { Declaration } from '@taonet/wire'
import type { ChatRequestInput, ChatResponse } from './openai/chat.ts'

/** Where a miner answers. A subnet may speak a path of its own. */
export type ServicePath = `/v1/${string}`

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
  /** What each step's answer was worth by itself, 0 … 1, where the kind can tell. */
  readonly steps?: readonly number[] | undefined
}

/** What a validator computes itself. Each is undefined where this validator has not the weights. */
export interface ReferenceTools {
  /** One vector a text, of the weights of that SHA-256 (`0x` and 64 digits): those that a miner declared. */
  embed(sha256: string, texts: readonly string[]): Promise<readonly Float32Array[] | undefined>
  /** One vector a text, of the validator's own encoder, whoever answered. */
  encode(texts: readonly string[]): Promise<readonly Float32Array[] | undefined>
  /** The same request on the declared weights: for log-probabilities and exact re-execution. */
  chat(sha256: string, request: ChatRequestInput): Promise<ChatResponse | undefined>
  /** Whether those weights are kept in fewer than 16 bits: then honest engines differ far more. Absent = not known. */
  rounded?(sha256: string): Promise<boolean | undefined>
  /** Bits per UTF-8 byte of a text under the validator's own language model. */
  bits(text: string): Promise<number | undefined>
}

export type Scorer<Response> = (outcomes: readonly Outcome<Response>[]) => Scored

/** A measurement together with the pure scorer that reads it. */
export interface Comparison<Response = unknown> {
  /** JSON; its hash stands in the evidence. */
  readonly measured: unknown
  readonly score: Scorer<Response>
}

/** A task together with its pure scorer; the scorer holds what it expects, no request does. */
export interface Challenge<Request = unknown, Response = unknown> {
  readonly steps: readonly Step<Request>[]
  /** What the outcomes say by themselves. */
  readonly score: Scorer<Response>
  /** Asked once the outcomes are there; its scorer then speaks instead. Undefined where nothing can be compared. */
  readonly compare?: (
    tools: ReferenceTools,
    outcomes: readonly Outcome<Response>[],
  ) => Promise<Comparison<Response> | undefined>
}

/** Joins a measurement to its scorer: measuring may take time and models, scoring stays a pure function of what was measured. */
export const compared =
  <Response, Measured>(
    measure: (tools: ReferenceTools, outcomes: readonly Outcome<Response>[]) => Promise<Measured | undefined>,
    score: (outcomes: readonly Outcome<Response>[], measured: Measured) => Scored,
  ): NonNullable<Challenge<unknown, Response>['compare']> =>
  async (tools, outcomes) => {
    const measured = await measure(tools, outcomes)
    return measured === undefined ? undefined : { measured, score: all => score(all, measured) }
  }

/** Numbers that a network may set for itself; they are part of the protocol's digest. */
export type Parameters = Readonly<Record<string, number>>

/** Whom a challenge is for, and by which numbers. */
export interface ChallengeContext {
  readonly uid: number
  readonly declaration: Declaration | undefined
  /** Shapes of recent live requests for the steps to wear (`SubnetLiteral.envelope`); none where there is no traffic. */
  readonly envelopes?: readonly unknown[]
}
