/** What a model is to its users: a card that says which weights it runs, and one method to run them. */

export interface ModelCard {
  readonly id: string
  readonly name: string
  readonly kind: 'text' | 'embedding' | 'vision'
  readonly engine: 'llama.cpp' | 'tfjs' | 'onnx' | 'openai'
  /** SHA-256 of the weights in hex; empty for a wrapped server, whose weights nobody can see. */
  readonly sha256: string
  readonly bytes: number
  readonly license: string
  /** Where the weights came from, for people. */
  readonly source: string
  /** Why this model is in use. */
  readonly why: string
  readonly contextLength?: number
  readonly dimensions?: number
  /** One sentence for the chat box: what it can do. */
  readonly ability: string
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

export interface Generation {
  /** A trailing assistant message is a prefill: the reply continues it. */
  readonly messages: readonly ChatMessage[]
  readonly maxTokens: number
  /** 0 is greedy, and then deterministic. */
  readonly temperature: number
  readonly topP?: number
  readonly seed?: number
  readonly stop?: readonly string[]
  /** 0 … 20 alternatives a token; absent = no log-probabilities at all. */
  readonly topLogprobs?: number
  /** The reply is JSON: any object, or a value of this JSON Schema as far as the engine can hold itself to one. */
  readonly json?: 'object' | Readonly<Record<string, unknown>>
  /**
   * What only a server of OpenAI's protocol understands, such as tools, in that protocol's words: laid over what such a server
   * is sent. Others do not look at it.
   */
  readonly openai?: Readonly<Record<string, unknown>>
}

export interface Alternative {
  /** A control token, such as the end of a reply, has its spelling here and no bytes. */
  readonly text: string
  readonly bytes: readonly number[]
  readonly logprob: number
}

export interface Piece {
  /** Empty while a character is incomplete. */
  readonly text: string
  /** Natural logarithm, of the model's own distribution (temperature 1, nothing cut off). */
  readonly logprob?: number
  readonly bytes?: readonly number[]
  /** Most probable first. */
  readonly top?: readonly Alternative[]
  /** Pieces of tool calls as the server of a model with tools sent them. */
  readonly calls?: readonly unknown[]
}

export interface Finish {
  readonly reason: 'stop' | 'length' | 'tool_calls'
  readonly promptTokens: number
  readonly completionTokens: number
}

export interface Likelihood {
  /** Bits a model needs for a text, and the text's length in UTF-8 bytes. */
  readonly bits: number
  readonly bytes: number
}

export interface TextModel {
  readonly card: ModelCard
  /** Whether `Generation.openai` reaches somebody who understands it. */
  readonly takesTools?: boolean
  /** Throws NetError: `busy`, `timeout`, `unavailable`, `aborted`, `too_long`. */
  generate(request: Generation, signal?: AbortSignal): AsyncGenerator<Piece, Finish>
}

export interface EmbeddingModel {
  readonly card: ModelCard
  /** One vector of `card.dimensions` numbers a text. Throws NetError like `generate`. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>
}
