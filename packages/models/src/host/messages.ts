/** What a model host and its parent say to each other over the IPC channel. Both ends are this program. */
import type { ChatMessage, Finish, Generation, Likelihood, Piece } from '../model.ts'
import type { Look, Seen } from '../vision/vision-model.ts'

/** A model file to serve. */
export interface LoadRequest {
  readonly type: 'load'
  readonly call: number
  readonly model: string
  readonly path: string
}

/** How likely a model finds a reply that others wrote. */
export interface LikelihoodRequest {
  /** What the reply answers. */
  readonly messages: readonly ChatMessage[]
  readonly text: string
}

/** One embedding, generation, likelihood or look at a picture; `call` names it in every reply. */
export type WorkRequest =
  | { readonly type: 'generate'; readonly call: number; readonly model: string; readonly request: Generation }
  | {
      readonly type: 'likelihood'
      readonly call: number
      readonly model: string
      readonly request: LikelihoodRequest
    }
  | {
      readonly type: 'embed'
      readonly call: number
      readonly model: string
      readonly texts: readonly string[]
    }
  | {
      readonly type: 'look'
      readonly call: number
      readonly model: string
      readonly look: Look
    }

export type ToHost =
  | LoadRequest
  | WorkRequest
  | { readonly type: 'cancel'; readonly call: number }
  | { readonly type: 'drain' }

/** What an engine tells of a loaded model. */
export interface Loaded {
  readonly contextLength?: number
  readonly dimensions?: number
}

export type FromHost =
  | { readonly type: 'ready' }
  | { readonly type: 'loaded'; readonly call: number; readonly loaded: Loaded }
  | { readonly type: 'pieces'; readonly call: number; readonly pieces: readonly Piece[] }
  | { readonly type: 'vectors'; readonly call: number; readonly vectors: readonly Float32Array[] }
  | { readonly type: 'seen'; readonly call: number; readonly seen: Seen }
  | { readonly type: 'finish'; readonly call: number; readonly finish: Finish }
  | { readonly type: 'likelihood'; readonly call: number; readonly likelihood: Likelihood }
  | {
      readonly type: 'failed'
      readonly call: number
      readonly code: string
      readonly message: string
      readonly hint: string
    }

const TO_HOST: ReadonlySet<unknown> = new Set([
  'load',
  'generate',
  'likelihood',
  'embed',
  'look',
  'cancel',
  'drain',
])
const FROM_HOST: ReadonlySet<unknown> = new Set([
  'ready',
  'loaded',
  'pieces',
  'vectors',
  'seen',
  'finish',
  'likelihood',
  'failed',
])

const typeOf = (message: unknown) =>
  typeof message === 'object' && message !== null && 'type' in message ? message.type : undefined

export const isToHost = (message: unknown): message is ToHost => TO_HOST.has(typeOf(message))
export const isFromHost = (message: unknown): message is FromHost => FROM_HOST.has(typeOf(message))
