// What goes between the sandbox and its children.

/** A module that has passed inspection, its input, and the function to call. */
export interface ChildJob {
  readonly module: Uint8Array
  readonly input: Uint8Array
  readonly function: string
}

export type ChildReply =
  | { readonly type: 'ready' }
  | {
      readonly type: 'done'
      readonly output: Uint8Array
      /** From compilation to the last byte, by the child's clock. */
      readonly elapsedMs: number
      readonly memoryPages: number
    }
  /** The program is at fault: it is invalid, trapped, or broke the calling convention. */
  | { readonly type: 'refused'; readonly why: string }
