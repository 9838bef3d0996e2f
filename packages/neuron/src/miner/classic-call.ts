// A classic dendrite's call to this axon (wire-neuron §2): what it asks in our terms, and the answer in its own.

import {
  type AccountId,
  axonHeaders,
  FormatError,
  type HeaderMap,
  header,
  type KeyPair,
  type Refused,
  synapseBodyHash,
} from '@taonet/wire'
import type { HttpFailure } from '../openai/error-body.ts'
import type { Headers } from './http-message.ts'
import { parseJson } from './json-body.ts'
import type { Synapse } from './service.ts'

/** The protocol spoken, as SDKs count versions: 10.2.0. */
const AXON_VERSION = 10_002_000
/** Seconds; a caller's own `timeout` counts up to here. */
const MOST_SECONDS = 600

export interface Axon {
  readonly hotkey: KeyPair
  readonly host: string
  readonly port: number
  readonly uuid: string
  /** Unix nanoseconds, strictly increasing. */
  nonce(): bigint
}

/** Whether the headers are a dendrite's, signed or not. */
export const isClassic = (headers: HeaderMap): boolean =>
  headers.bt_header_dendrite_hotkey !== undefined || headers.bt_header_axon_hotkey !== undefined

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Python's text of a list is also a text: which of the two was signed cannot be known. */
const isAmbiguous = (value: unknown): boolean => typeof value === 'string' && /^[[{]/.test(value)

export class ClassicCall {
  readonly #headers: HeaderMap
  readonly #axon: Axon
  readonly #synapse: Synapse | undefined
  readonly #started = performance.now()
  /** Set once it has proved who it is: from then on answers to it are signed. */
  caller: AccountId | undefined

  /** Without a synapse the body is the service path's own, and all of it is what `computed_body_hash` is over. */
  constructor(headers: HeaderMap, axon: Axon, synapse: Synapse | undefined) {
    this.#headers = headers
    this.#axon = axon
    this.#synapse = synapse
  }

  /** Why the headers cannot be read; undefined when they can. `name` is the synapse's, where it has one. */
  fault(name: string | undefined): string | undefined {
    const read = (key: string): string => header(this.#headers, key) ?? ''
    if (name !== undefined && read('name') !== name) return 'name is not that of the path'
    if (this.#headers.timeout !== undefined && !/^\d{1,9}(?:\.\d{1,9})?$/.test(read('timeout')))
      return 'timeout is no number of seconds'
    const version = this.#headers.bt_header_dendrite_version
    return version === undefined || /^\d{1,12}$/.test(read('bt_header_dendrite_version'))
      ? undefined
      : 'bt_header_dendrite_version is no version'
  }

  /** Milliseconds from now that the caller will wait; undefined when it does not say. */
  get patience(): number | undefined {
    const seconds = Number(header(this.#headers, 'timeout') ?? Number.NaN)
    return Number.isNaN(seconds) ? undefined : Math.min(seconds, MOST_SECONDS) * 1_000
  }

  /** The hash that the body gives; undefined when it gives none. */
  bodyHash(body: Uint8Array): string | undefined {
    try {
      if (!this.#synapse) return synapseBodyHash([new TextDecoder('utf-8', { fatal: true }).decode(body)])
      const fields = parseJson(body)
      if (!isFields(fields)) return undefined
      const values = this.#synapse.required.map(name => fields[name] ?? null)
      return values.some(isAmbiguous) ? undefined : synapseBodyHash(values)
    } catch (error) {
      if (error instanceof FormatError || error instanceof TypeError) return undefined
      throw error
    }
  }

  /** The body for the route: of a synapse only what the hash binds, without the fields that are null. */
  asked(json: unknown): unknown {
    if (!this.#synapse || !isFields(json)) return json
    return Object.fromEntries(
      this.#synapse.required.flatMap(name => (json[name] == null ? [] : [[name, json[name]]])),
    )
  }

  /** A whole answer as the caller's class takes it: its own fields, and over them the answer's. */
  answered(asked: unknown, answer: unknown): unknown {
    return this.#synapse && isFields(asked) && isFields(answer) ? { ...asked, ...answer } : answer
  }

  head(status: number, message: string): Headers {
    const { hotkey, host, port, uuid } = this.#axon
    const processTime = (performance.now() - this.#started) / 1_000
    const answer = { status, message, processTime, ip: host, port, version: AXON_VERSION, uuid }
    const name = header(this.#headers, 'name')
    return {
      ...(name !== undefined && /^\w{1,64}$/.test(name) ? { name } : {}),
      ...axonHeaders(hotkey, { ...answer, nonce: this.#axon.nonce() }, this.caller),
    }
  }
}

/** The status of an axon for a request that it does not admit. */
export const classicRefusal = ({ status, reason }: Refused): number => (reason === 'body' ? 500 : status)

/** What keeps its status on the way to a dendrite; anything else is a forward that raised. */
const KEPT = new Set([400, 401, 403, 404, 405, 408, 413, 503])

export function classicStatus({ status, body }: HttpFailure): number {
  if (status === 429) return 503
  if (status === 504) return 408
  const raised = status === 400 && body.error.code !== 'bad_path'
  return KEPT.has(status) && !raised ? status : 500
}
