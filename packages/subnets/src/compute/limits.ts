// What a job may take. Everything here is checked before a byte of a module is compiled (DESIGN §10).

export const PAGE_BYTES = 65_536

/** Limits of a module's own form, the same for everybody. */
export const MODULE_LIMITS = {
  bytes: 1 << 20,
  types: 1_000,
  parameters: 32,
  results: 8,
  functions: 10_000,
  /** Per function. */
  locals: 2_000,
  bodyBytes: 256 << 10,
  globals: 1_000,
  exports: 256,
  tables: 4,
  tableElements: 16_384,
  segments: 1_000,
} as const

export const MAX_INPUT_BYTES = 1 << 20
export const MAX_OUTPUT_BYTES = 1 << 20

/** The most that any request may ask for; a miner may offer less. */
export const MAX_MEMORY_PAGES = 1_024
export const MAX_DEADLINE_MS = 10_000
