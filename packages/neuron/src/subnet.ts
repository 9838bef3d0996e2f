// A subnet as one value: what may be asked and answered, how challenges are drawn, how answers are scored and joined.

import { type Random, randomFrom } from '@taonet/models/random'
import type { Hash } from '@taonet/wire'
import type { z } from 'zod'
import type { AdversaryProfile } from './adversary.ts'
import type {
  Challenge,
  ChallengeContext,
  Comparison,
  Outcome,
  Parameters,
  Scored,
  Scorer,
  ServicePath,
} from './challenge.ts'
import { protocolDigest } from './protocol-digest.ts'
import type { Finding, SafetyPolicy } from './safety-policy.ts'

export interface ChallengeKind<Request, Response> {
  /** Share among the kinds, above 0. */
  readonly weight: number
  /** The kind of live requests that its steps look like (`Envelope.kind`); absent = they look like any. */
  readonly wears?: string
  /** Comes as seldom as a kind may, however often that is asked which it looks like. */
  readonly seldom?: boolean
  /** Whether it asks again what callers asked who allowed that: their words are then among its envelopes. */
  readonly asksAgain?: boolean
  /** How its scores tell what an answer to such a question is worth; absent = they tell something else. */
  readonly teaches?: Teaching<Request>
  /** Deterministic: the same random stream, context and parameters give the same challenge. */
  readonly create: (
    random: Random,
    context: ChallengeContext,
    parameters: Parameters,
  ) => Challenge<Request, Response>
}

export interface Teaching<Request = unknown> {
  /** Whether an answer is right or wrong, or better and worse. */
  readonly marks: 'exact' | 'degree'
  /** What a request asks, in words; undefined where it asks nothing in words. */
  readonly words: (request: Request) => string | undefined
}

/** How a live request looks, for probes to look the same. */
export interface Envelope {
  /** The subnet's name for requests like it: kinds of challenges wear one of these each. */
  readonly kind: string
  /** JSON; what `create` finds among `context.envelopes`. */
  readonly shape: unknown
  /** Whether the shape has words of the caller in it. */
  readonly words: boolean
  /** Earlier answers that the request carries on from; 0 when absent. */
  readonly answers?: number
}

export interface EnvelopeOptions {
  readonly words: boolean
  /** Names of the request's fields as they were written. */
  readonly order: readonly string[]
}

/** Exponential averages of one miner's scores and parts under one kind; `count` is how many entered. */
export interface KindAverage {
  readonly score: number
  readonly parts: Readonly<Record<string, number>>
  readonly count: number
}
export type KindAverages = Readonly<Record<string, KindAverage | undefined>>

/** One miner's answer to a request that several were asked, and what that miner is worth, 0 … 1. */
export interface WeighedAnswer<Response = unknown> {
  readonly response: Response
  readonly worth: number
}

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
  /** One line of help for each part of the scores. */
  readonly metrics: Readonly<Record<string, string>>
  /** Numbers a network may change (`Subnet.with`), with their defaults. */
  readonly parameters?: Parameters
  /** The one number, 0 … 1, that weights are made of; absent = mean of the kinds' scores by their weights. */
  readonly worth?: (averages: KindAverages, parameters: Parameters) => number
  /**
   * The shape of a live request: parameters, sizes, order, kind. No words of it unless `words` says that its caller allows
   * them to be kept. Absent = probes of this subnet look the same whatever is asked live.
   */
  readonly envelope?: (request: Request, options: EnvelopeOptions) => Envelope | undefined
  /**
   * A probe's request and the miner's answer, as JSON that later challenges for the same miner find among their envelopes, to
   * begin with what was said before. Undefined for what no conversation would hold.
   */
  readonly exchange?: (request: Request, response: Response) => unknown
  /** Joins several miners' answers to one live request; absent = the best miner's answer stands alone. */
  readonly combine?: (answers: readonly WeighedAnswer<Response>[]) => Response
  /** What neither may be asked nor answered here. */
  readonly safety?: SafetyPolicy<Request, Response>
  /** Cheats that were really played against the challenges, for validators to tell how likely they find one. */
  readonly adversaries?: readonly AdversaryProfile[]
  /** Joins the data payloads of a streamed answer into a response; absent = the subnet never streams. */
  readonly assemble?: (payloads: readonly string[]) => unknown
}

export interface Subnet {
  readonly name: string
  readonly version: string
  /** What a miner declares that it speaks: blake2-256 of name, version, parameters and both schemas. */
  readonly protocol: Hash
  readonly paths: readonly ServicePath[]
  readonly request: z.ZodType
  readonly response: z.ZodType
  readonly kinds: readonly {
    readonly name: string
    readonly weight: number
    readonly wears: string | undefined
    readonly seldom: boolean
    readonly asksAgain: boolean
    readonly teaches: Teaching | undefined
  }[]
  readonly deadline: number
  readonly metrics: Readonly<Record<string, string>>
  readonly parameters: Parameters
  readonly adversaries: readonly AdversaryProfile[]
  /**
   * The challenge of a kind from a 32-byte seed (DESIGN §5). Its scorers take raw response bodies and check their schema.
   * @throws RangeError for a kind that does not exist.
   */
  challenge(kind: string, seed: Uint8Array, context: ChallengeContext): Challenge
  worth(averages: KindAverages): number
  /** Undefined for what is no request of this subnet, and where shapes do not matter. */
  envelope(request: unknown, words: boolean): Envelope | undefined
  /** Undefined as in the literal, and for what is none of this subnet's. */
  exchange(request: unknown, response: unknown): unknown
  /** Undefined where answers are not joined, or none is of the schema. */
  combine(answers: readonly WeighedAnswer[]): unknown
  readonly combines: boolean
  assemble(payloads: readonly string[]): unknown
  /** What is unsafe in a request, or in the answer to it; nothing where the subnet has no policy. */
  findings(request: unknown, response?: unknown): Promise<readonly Finding[]>
  /** The same subnet under other numbers. @throws RangeError for one that it does not have. */
  with(parameters: Parameters): Subnet
}

const meanByWeight =
  (kinds: readonly { readonly name: string; readonly weight: number }[]) =>
  (averages: KindAverages): number => {
    const total = kinds.reduce((sum, { weight }) => sum + weight, 0)
    return kinds.reduce((sum, { name, weight }) => sum + ((averages[name]?.score ?? 0) * weight) / total, 0)
  }

const clamp = (value: number): number => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0)

function attempt(score: () => Scored): Scored {
  try {
    return score()
  } catch {
    return { score: 0, parts: { unscorable: 1 } }
  }
}

/** Scorers that see only responses of the schema, and whose score lies in 0 … 1. */
function checked<Response>(schema: z.ZodType<Response>): (score: Scorer<Response>) => Scorer<unknown> {
  const read = (outcome: Outcome): Outcome<Response> => {
    if (outcome.failure !== undefined) return { ...outcome, response: undefined }
    const parsed = schema.safeParse(outcome.response)
    return parsed.success
      ? { ...outcome, response: parsed.data }
      : { ...outcome, response: undefined, failure: 'schema' }
  }
  return score => outcomes => {
    // What breaks a scorer is worth nothing: else a miner would send that, and keep the average it had.
    const { score: raw, parts, steps } = attempt(() => score(outcomes.map(read)))
    const finite = Object.entries(parts).map(([name, value]) => [name, Number.isFinite(value) ? value : 0])
    return {
      score: clamp(raw),
      parts: Object.fromEntries(finite),
      ...(steps ? { steps: steps.map(clamp) } : {}),
    }
  }
}

function taught<Request, Response>(
  schema: z.ZodType<Request>,
  teaches: ChallengeKind<Request, Response>['teaches'],
): Teaching | undefined {
  if (!teaches) return undefined
  const words = (asked: unknown): string | undefined => {
    const typed = schema.safeParse(asked)
    return typed.success ? teaches.words(typed.data) : undefined
  }
  return { marks: teaches.marks, words }
}

/** The typed challenge with its types closed over. */
function opened<Request, Response>(
  { steps, score, compare }: Challenge<Request, Response>,
  schema: z.ZodType<Response>,
): Challenge {
  const check = checked(schema)
  const answered = (outcomes: readonly Outcome[]): Outcome<Response>[] =>
    outcomes.map(outcome => {
      const parsed = schema.safeParse(outcome.response)
      return parsed.success ? { ...outcome, response: parsed.data } : { ...outcome, response: undefined }
    })
  if (!compare) return { steps, score: check(score) }
  return {
    steps,
    score: check(score),
    async compare(tools, outcomes): Promise<Comparison | undefined> {
      const found = await compare(tools, answered(outcomes))
      return found && { measured: found.measured, score: check(found.score) }
    },
  }
}

/** Checks the literal and closes over its types. @throws RangeError without kinds or with a weight that is not positive. */
export function defineSubnet<Request, Response>(literal: SubnetLiteral<Request, Response>): Subnet {
  const { name, version, paths, request, response, deadline, metrics, parameters = {} } = literal
  const kinds = Object.entries(literal.kinds).map(
    ([kind, { weight, wears, seldom = false, asksAgain = false, teaches }]) => ({
      name: kind,
      weight,
      wears,
      seldom,
      asksAgain,
      teaches: taught(request, teaches),
    }),
  )
  if (kinds.length === 0 || kinds.some(({ weight }) => !(weight > 0))) {
    throw new RangeError(`${name} needs challenge kinds with positive weights`)
  }
  const worth = literal.worth ?? meanByWeight(kinds)
  return {
    name,
    version,
    protocol: protocolDigest({ name, version, parameters, request, response }),
    paths,
    request,
    response,
    kinds,
    deadline,
    metrics,
    parameters,
    adversaries: literal.adversaries ?? [],
    challenge(kind, seed, context) {
      const found = literal.kinds[kind]
      if (!found) throw new RangeError(`${name} has no challenges of kind ${kind}`)
      return opened(found.create(randomFrom(seed), context, parameters), response)
    },
    worth: averages => clamp(worth(averages, parameters)),
    envelope(asked, words) {
      const typed = literal.envelope && request.safeParse(asked)
      if (!typed?.success || typeof asked !== 'object' || asked === null) return undefined
      return literal.envelope?.(typed.data, { words, order: Object.keys(asked) })
    },
    exchange(asked, answer) {
      const [typed, said] = [request.safeParse(asked), response.safeParse(answer)]
      return typed.success && said.success ? literal.exchange?.(typed.data, said.data) : undefined
    },
    combines: literal.combine !== undefined,
    combine(answers) {
      const typed = answers.flatMap(answer => {
        const parsed = response.safeParse(answer.response)
        return parsed.success ? [{ response: parsed.data, worth: answer.worth }] : []
      })
      return typed.length > 0 ? literal.combine?.(typed) : undefined
    },
    assemble(payloads) {
      if (!literal.assemble) throw new TypeError(`${name} does not stream`)
      return literal.assemble(payloads)
    },
    async findings(asked, answer) {
      const typed = request.safeParse(asked)
      if (!literal.safety || !typed.success) return []
      if (answer === undefined) return literal.safety.input(typed.data)
      const said = response.safeParse(answer)
      return said.success ? literal.safety.output(typed.data, said.data) : []
    },
    with(changed) {
      const unknown = Object.keys(changed).find(key => !(key in parameters))
      if (unknown !== undefined) throw new RangeError(`${name} has no parameter ${unknown}`)
      return defineSubnet({ ...literal, parameters: { ...parameters, ...changed } })
    },
  }
}
