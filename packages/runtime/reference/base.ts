// The base metadata (spec 343), as vectors/metadata-summary.json tells it.
import { readFileSync } from 'node:fs'
import type { BaseType } from './base-types.ts'

export interface Arg {
  readonly name: string | null
  readonly type: string
}
export interface Numbered {
  readonly index: number
  readonly name: string
  readonly args?: readonly Arg[]
}
export interface Entry {
  readonly name: string
  readonly modifier: string
  readonly hashers: readonly string[]
  readonly keys?: readonly string[]
  readonly value: string
  readonly fallback: string
}
export interface BasePallet {
  readonly index: number
  readonly storage: readonly Entry[]
  readonly calls: readonly Numbered[]
  readonly events: readonly Numbered[]
  readonly errors: readonly Numbered[]
  readonly constants: readonly { readonly name: string; readonly type: string; readonly value: string }[]
}
export interface BaseMethod {
  readonly name: string
  readonly inputs: readonly Arg[]
  readonly output: string
}
export interface Base {
  readonly pallets: Readonly<Record<string, BasePallet>>
  readonly apis: Readonly<Record<string, readonly BaseMethod[]>>
  readonly types: Readonly<Record<string, BaseType>>
}

export const base: Base = JSON.parse(
  readFileSync(new URL('../../../vectors/metadata-summary.json', import.meta.url), 'utf8'),
)
