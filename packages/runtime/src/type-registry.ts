// The portable type registry of metadata: every shape gets a number, equal shapes the same one (wire-interface §3).
import {
  AccountId32,
  type FieldShape,
  type PrimitiveName,
  type Shape,
  str,
  type TypeParam,
  type Writer,
} from '@taonet/wire'
import { typeName } from './type-names.ts'

const PRIMITIVES: readonly PrimitiveName[] = [
  'bool',
  'char',
  'str',
  'u8',
  'u16',
  'u32',
  'u64',
  'u128',
  'u256',
  'i8',
  'i16',
  'i32',
  'i64',
  'i128',
  'i256',
]

interface Reference {
  readonly name: string | undefined
  readonly type: number
  readonly typeName: string
}
interface ParamReference {
  readonly name: string
  readonly type: number | undefined
}
interface VariantEntry {
  readonly name: string
  readonly index: number
  readonly docs: string | undefined
  readonly fields: readonly Reference[]
}
type Definition =
  | { readonly kind: 'composite'; readonly fields: readonly Reference[] }
  | { readonly kind: 'variant'; readonly variants: readonly VariantEntry[] }
  | { readonly kind: 'sequence' | 'compact'; readonly of: number }
  | { readonly kind: 'array'; readonly of: number; readonly length: number }
  | { readonly kind: 'tuple'; readonly of: readonly number[] }
  | { readonly kind: 'primitive'; readonly name: PrimitiveName }

interface Entry {
  readonly path: string
  readonly params: readonly ParamReference[]
  readonly definition: Definition
}

export class TypeRegistry {
  readonly #entries: (Entry | undefined)[] = []
  readonly #byKey = new Map<string, number>()
  // Shapes are compared by what they say; the text is kept with the object, since most shapes are met many times.
  readonly #keys = new Map<Shape, string>()

  constructor() {
    // A Python client encodes accounts by this very number.
    this.id(AccountId32.shape)
  }

  /** The number of a shape, which it gets at its first mention: outer types before the types inside. */
  id(shape: Shape): number {
    const key = this.#key(shape)
    const known = this.#byKey.get(key)
    if (known !== undefined) return known
    const number = this.#entries.length
    this.#byKey.set(key, number)
    this.#entries.push(undefined)
    this.#entries[number] = this.#entry(shape.kind === 'lazy' ? shape.get() : shape)
    return number
  }

  #key(shape: Shape): string {
    const known = this.#keys.get(shape)
    if (known !== undefined) return known
    const key = this.#text(shape)
    this.#keys.set(shape, key)
    return key
  }

  #text(shape: Shape): string {
    const fields = (list: readonly FieldShape[]) =>
      list.map(({ name, of }) => `${name ?? ''}:${this.#key(of)}`).join()
    const params = (list: readonly TypeParam[] = []) =>
      list.map(({ name, of }) => `${name}=${of ? this.#key(of) : ''}`).join()
    switch (shape.kind) {
      case 'primitive':
        return shape.name
      case 'compact':
        return `C(${this.#key(shape.of)})`
      case 'sequence':
        return `[${this.#key(shape.of)}]`
      case 'array':
        return `[${this.#key(shape.of)};${shape.length}]`
      case 'tuple':
        return `(${shape.of.map(of => this.#key(of)).join()})`
      case 'lazy':
        return `@${shape.path}`
      case 'composite':
        return `${shape.path}<${params(shape.params)}>{${fields(shape.fields)}}`
      case 'variant':
        return `${shape.path}<${params(shape.params)}>|${shape.variants
          .map(one => `${one.index}${one.name}{${fields(one.fields)}}`)
          .join('|')}`
    }
  }

  #reference = ({ name, of }: FieldShape): Reference => ({
    name,
    type: this.id(of),
    typeName: typeName(of),
  })

  #entry(shape: Shape): Entry {
    const plain = (definition: Definition): Entry => ({ path: '', params: [], definition })
    switch (shape.kind) {
      case 'primitive':
        return plain({ kind: 'primitive', name: shape.name })
      case 'compact':
      case 'sequence':
        return plain({ kind: shape.kind, of: this.id(shape.of) })
      case 'array':
        return plain({ kind: 'array', of: this.id(shape.of), length: shape.length })
      case 'tuple':
        return plain({ kind: 'tuple', of: shape.of.map(of => this.id(of)) })
      case 'lazy':
        return this.#entry(shape.get())
      case 'composite':
        return {
          path: shape.path,
          params: this.#params(shape.params),
          definition: { kind: 'composite', fields: shape.fields.map(this.#reference) },
        }
      case 'variant':
        return {
          path: shape.path,
          params: this.#params(shape.params),
          definition: {
            kind: 'variant',
            variants: shape.variants.map(({ name, index, docs, fields }) => ({
              name,
              index,
              docs,
              fields: fields.map(this.#reference),
            })),
          },
        }
    }
  }

  #params(params: readonly TypeParam[] = []): ParamReference[] {
    return params.map(({ name, of }) => ({ name, type: of && this.id(of) }))
  }

  /** `PortableRegistry`: all types seen so far, in the order of their numbers. */
  write(writer: Writer): void {
    writer.compact(this.#entries.length)
    for (const [number, entry] of this.#entries.entries()) {
      if (!entry) throw new TypeError(`type ${number} was never finished`)
      writer.compact(number)
      writeEntry(writer, entry)
    }
  }
}

export function writeText(writer: Writer, text: string): void {
  str.write(writer, text)
}

/** `Vec<T>` of whatever `write` writes for each. */
export function writeList<T>(writer: Writer, items: readonly T[], write: (item: T) => void): void {
  writer.compact(items.length)
  for (const item of items) write(item)
}

/** Documentation is a list of lines. */
export function writeDocs(writer: Writer, docs: string | undefined): void {
  writeList(writer, docs ? docs.split('\n') : [], line => writeText(writer, line))
}

function writeEntry(writer: Writer, { path, params, definition }: Entry): void {
  writeList(writer, path === '' ? [] : path.split('::'), part => writeText(writer, part))
  writeList(writer, params, ({ name, type }) => {
    writeText(writer, name)
    writer.u8(type === undefined ? 0 : 1)
    if (type !== undefined) writer.compact(type)
  })
  writeDefinition(writer, definition)
  writeDocs(writer, undefined)
}

function writeFields(writer: Writer, fields: readonly Reference[]): void {
  writeList(writer, fields, ({ name, type, typeName: written }) => {
    writer.u8(name === undefined ? 0 : 1)
    if (name !== undefined) writeText(writer, name)
    writer.compact(type)
    writer.u8(1)
    writeText(writer, written)
    writeDocs(writer, undefined)
  })
}

function writeDefinition(writer: Writer, definition: Definition): void {
  switch (definition.kind) {
    case 'composite':
      writer.u8(0)
      writeFields(writer, definition.fields)
      return
    case 'variant':
      writer.u8(1)
      writeList(writer, definition.variants, ({ name, index, docs, fields }) => {
        writeText(writer, name)
        writeFields(writer, fields)
        writer.u8(index)
        writeDocs(writer, docs)
      })
      return
    case 'sequence':
      writer.u8(2)
      writer.compact(definition.of)
      return
    case 'array':
      writer.u8(3)
      writer.u32(definition.length)
      writer.compact(definition.of)
      return
    case 'tuple':
      writer.u8(4)
      writeList(writer, definition.of, of => writer.compact(of))
      return
    case 'primitive':
      writer.u8(5)
      writer.u8(PRIMITIVES.indexOf(definition.name))
      return
    case 'compact':
      writer.u8(6)
      writer.compact(definition.of)
      return
  }
}
