/** A model that looks at pictures, as its users see it. */
import type { ModelCard } from '../model.ts'

export type Look =
  | { readonly task: 'read'; readonly png: Uint8Array }
  | { readonly task: 'digits' | 'sights'; readonly png: Uint8Array }
  | { readonly task: 'messages'; readonly text: string }

/** The text that was read, or a chance for each class; the other is empty. */
export interface Seen {
  readonly text: string
  readonly chances: Float32Array
}

export interface VisionModel {
  readonly card: ModelCard
  /**
   * Throws NetError: `bad_request` for a picture that is no PNG, too large or damaged; `busy`, `timeout`, `unavailable`,
   * `aborted` like every model.
   */
  look(look: Look, signal?: AbortSignal): Promise<Seen>
}
