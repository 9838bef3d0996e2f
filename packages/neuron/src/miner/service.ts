// What a miner serves: a declaration of the work and one handler a path. Schemas are checked before a handler is asked.

import type { AccountId } from '@taonet/wire'
import type { z } from 'zod'
import type { ServicePath } from '../challenge.ts'

export interface ServiceContext {
  readonly caller: AccountId
  /** Aborts when the caller has gone or the miner closes at once. */
  readonly signal: AbortSignal
}

/** A whole answer, or events that are sent as they come; `[DONE]` is added by the server. */
export type Answer =
  | { readonly type: 'json'; readonly body: unknown }
  | { readonly type: 'events'; readonly events: AsyncIterable<unknown> }

export interface Route {
  /** @throws NetError: its code decides the HTTP status. */
  handle(body: unknown, context: ServiceContext): Promise<Answer>
}

/** A route as classic dendrites ask for it, `POST /NAME` (wire-neuron §2). */
export interface Synapse {
  readonly path: ServicePath
  /** `required_hash_fields` of the class, in its order. The signature covers these and no others, so no others are heard. */
  readonly required: readonly string[]
}

/** Bytes of a body that a service takes unless it says otherwise. */
export const DEFAULT_BODY_BYTES = 1 << 20

export interface Service {
  readonly model: string
  /** SHA-256 of the weights as 64 hexadecimal digits; empty when nobody can see them. */
  readonly sha256: string
  readonly engine: string
  readonly routes: Readonly<Record<ServicePath, Route>>
  /** By class name. */
  readonly synapses?: Readonly<Record<string, Synapse>>
  /** The longest body it takes, 1 MiB by default; longer ones are refused before they are read. */
  readonly maxBodyBytes?: number
}

/** A route whose body has the schema's type by the time it is handled. */
export function route<T>(
  schema: z.ZodType<T>,
  handle: (body: T, context: ServiceContext) => Promise<Answer>,
): Route {
  return {
    async handle(body, context) {
      const parsed = schema.safeParse(body)
      if (!parsed.success) throw new InvalidBody(parsed.error)
      return handle(parsed.data, context)
    },
  }
}

/** The caller's body does not have the form of the route: answered with 400 and where it went wrong. */
export class InvalidBody extends Error {
  readonly parameter: string

  constructor(error: z.ZodError) {
    const issue = error.issues[0]
    super(issue?.message ?? 'the body is not of the expected form')
    this.name = 'InvalidBody'
    this.parameter = issue?.path.join('.') ?? ''
  }
}

/** What this service cannot do, by the parameter's name: answered with 400, so that another miner is asked. */
export class UnsupportedParameter extends Error {
  readonly parameter: string

  constructor(parameter: string) {
    super(`this miner does not support "${parameter}"`)
    this.name = 'UnsupportedParameter'
    this.parameter = parameter
  }
}
