// How the runtime fails: the protocol says no (DispatchError), or we are wrong (Bug). DESIGN §7.
import { arm, array, type Codec, record, u8, union, unit } from '@taonet/wire'

export type TokenFailure =
  | 'FundsUnavailable'
  | 'OnlyProvider'
  | 'BelowMinimum'
  | 'CannotCreate'
  | 'UnknownAsset'
  | 'Frozen'
  | 'Unsupported'
  | 'CannotCreateHold'
  | 'NotExpendable'
  | 'Blocked'
export type ArithmeticFailure = 'Underflow' | 'Overflow' | 'DivisionByZero'
export type SimpleFailure =
  | 'CannotLookup'
  | 'BadOrigin'
  | 'ConsumerRemaining'
  | 'NoProviders'
  | 'TooManyConsumers'
  | 'Exhausted'
  | 'Corruption'
  | 'Unavailable'
  | 'RootNotAllowed'

/** The protocol says no: a value, thrown by `ensure`, caught in one place (the executive), recorded as an event. */
export type DispatchError =
  | { readonly kind: 'Module'; readonly pallet: number; readonly error: number; readonly name: string }
  | { readonly kind: 'Token'; readonly name: TokenFailure }
  | { readonly kind: 'Arithmetic'; readonly name: ArithmeticFailure }
  | { readonly kind: SimpleFailure; readonly name: SimpleFailure }

const simple = (name: SimpleFailure): DispatchError => Object.freeze({ kind: name, name })

export const badOrigin = simple('BadOrigin')
export const cannotLookup = simple('CannotLookup')
export const exhausted = simple('Exhausted')
export const token = (name: TokenFailure): DispatchError => Object.freeze({ kind: 'Token', name })
export const arithmetic = (name: ArithmeticFailure): DispatchError =>
  Object.freeze({ kind: 'Arithmetic', name })

/** Wraps the value on its way up, so that `catch` can tell a refusal from a bug. Carries no stack: refusals are common. */
export class Refusal {
  readonly error: DispatchError
  constructor(error: DispatchError) {
    this.error = error
  }
}

export function ensure(condition: boolean, error: DispatchError): asserts condition {
  if (!condition) throw new Refusal(error)
}

export function refuse(error: DispatchError): never {
  throw new Refusal(error)
}

/** We failed: never caught below the host, which halts and dumps the block. */
export class Bug extends Error {
  constructor(what: string) {
    super(what)
    this.name = 'Bug'
  }
}

export function invariant(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Bug(what)
}

const TOKEN: readonly TokenFailure[] = [
  'FundsUnavailable',
  'OnlyProvider',
  'BelowMinimum',
  'CannotCreate',
  'UnknownAsset',
  'Frozen',
  'Unsupported',
  'CannotCreateHold',
  'NotExpendable',
  'Blocked',
]
const ARITHMETIC: readonly ArithmeticFailure[] = ['Underflow', 'Overflow', 'DivisionByZero']

function named<N extends string>(path: string, names: readonly N[]): Codec<N> {
  return {
    shape: { kind: 'variant', path, variants: names.map((name, index) => ({ name, index, fields: [] })) },
    write: (writer, name) => writer.u8(names.indexOf(name)),
    read(reader) {
      const name = names[reader.u8()]
      if (name === undefined) throw new RangeError(`no such ${path}`)
      return name
    },
  }
}

/** The wire's form (wire-interface §2.3): a module error is its pallet's index and four bytes, the first the variant. */
const Wire = union('sp_runtime::DispatchError', {
  0: unit('Other'),
  1: unit('CannotLookup'),
  2: unit('BadOrigin'),
  3: arm(
    'Module',
    (() => {
      const inner = record('ModuleError', { index: u8, error: array(u8, 4) })
      return {
        shape: { kind: 'composite', path: 'sp_runtime::ModuleError', fields: inner.fields },
        write: inner.write,
        read: inner.read,
      } satisfies Codec<{ index: number; error: number[] }>
    })(),
  ),
  4: unit('ConsumerRemaining'),
  5: unit('NoProviders'),
  6: unit('TooManyConsumers'),
  7: arm('Token', named('sp_runtime::TokenError', TOKEN)),
  8: arm('Arithmetic', named('sp_arithmetic::ArithmeticError', ARITHMETIC)),
  9: arm('Transactional', named('sp_runtime::TransactionalError', ['LimitReached', 'NoLayer'])),
  10: unit('Exhausted'),
  11: unit('Corruption'),
  12: unit('Unavailable'),
  13: unit('RootNotAllowed'),
  14: arm(
    'Trie',
    named('sp_runtime::proving_trie::TrieError', [
      'InvalidStateRoot',
      'IncompleteDatabase',
      'ValueAtIncompleteKey',
      'DecoderError',
      'InvalidHash',
      'DuplicateKey',
      'ExtraneousNode',
      'ExtraneousValue',
      'ExtraneousHashReference',
      'InvalidChildReference',
      'ValueMismatch',
      'IncompleteProof',
      'RootMismatch',
      'DecodeError',
    ]),
  ),
})

/** Names of module errors are not on the wire; readers look them up in the tables. */
export const DispatchErrorCodec: Codec<DispatchError> = {
  shape: Wire.shape,
  write(writer, error) {
    switch (error.kind) {
      case 'Module':
        return Wire.write(writer, {
          type: 'Module',
          value: { index: error.pallet, error: [error.error, 0, 0, 0] },
        })
      case 'Token':
        return Wire.write(writer, { type: 'Token', value: error.name })
      case 'Arithmetic':
        return Wire.write(writer, { type: 'Arithmetic', value: error.name })
      default:
        return Wire.write(writer, { type: error.kind, value: undefined })
    }
  },
  read(reader) {
    const { type, value } = Wire.read(reader)
    switch (type) {
      case 'Module':
        return { kind: 'Module', pallet: value.index, error: value.error[0] ?? 0, name: '' }
      case 'Token':
        return token(value)
      case 'Arithmetic':
        return arithmetic(value)
      case 'Other':
      case 'Transactional':
      case 'Trie':
        throw new RangeError(`this runtime never reports ${type}`)
      default:
        return simple(type)
    }
  },
}

/** Event fields are untyped where they are read back. */
export const isDispatchError = (value: unknown): value is DispatchError =>
  typeof value === 'object' && value !== null && 'kind' in value && 'name' in value

/** The pool says no: returned, never thrown. The host turns it into JSON-RPC's 1010 family (wire-interface §1.5). */
export type Rejection =
  | {
      readonly kind: 'invalid'
      readonly reason:
        | 'Call'
        | 'Payment'
        | 'Future'
        | 'Stale'
        | 'BadProof'
        | 'AncientBirthBlock'
        | 'ExhaustsResources'
        | 'BadSigner'
    }
  | { readonly kind: 'invalid'; readonly reason: 'Custom'; readonly code: number }
  | { readonly kind: 'unknown'; readonly reason: 'CannotLookup' }
