// The type description that every codec carries: what SCALE metadata says of it. Names of paths are the field's own
// (`sp_core::crypto::AccountId32`), because clients treat some of them specially (wire-interface §3).

export type PrimitiveName =
  | 'bool'
  | 'char'
  | 'str'
  | 'u8'
  | 'u16'
  | 'u32'
  | 'u64'
  | 'u128'
  | 'u256'
  | 'i8'
  | 'i16'
  | 'i32'
  | 'i64'
  | 'i128'
  | 'i256'

export interface FieldShape {
  /** Absent for the fields of a tuple-like composite or variant. */
  readonly name?: string
  readonly of: Shape
}

export interface VariantShape {
  readonly name: string
  readonly index: number
  readonly fields: readonly FieldShape[]
  readonly docs?: string
}

export interface TypeParam {
  readonly name: string
  readonly of?: Shape
}

export type Shape =
  | { readonly kind: 'primitive'; readonly name: PrimitiveName }
  | { readonly kind: 'compact'; readonly of: Shape }
  | { readonly kind: 'sequence'; readonly of: Shape }
  | { readonly kind: 'array'; readonly of: Shape; readonly length: number }
  | { readonly kind: 'tuple'; readonly of: readonly Shape[] }
  | {
      readonly kind: 'composite'
      readonly path: string
      readonly params?: readonly TypeParam[]
      readonly fields: readonly FieldShape[]
    }
  | {
      readonly kind: 'variant'
      readonly path: string
      readonly params?: readonly TypeParam[]
      readonly variants: readonly VariantShape[]
    }
  /** A type that mentions itself (a call inside a call); `path` names it until `get` may be asked. */
  | { readonly kind: 'lazy'; readonly path: string; readonly get: () => Shape }
