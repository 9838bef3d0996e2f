// SCALE metadata, versions 14 and 15, from the joined tables (wire-interface §3). One registry serves both, so that a type
// has the same number in either: a Python client mixes the two.
import { encode, type Hasher, MultiAddress, MultiSignature, type Shape, Writer } from '@taonet/wire'
import type { RuntimeApi } from './api.ts'
import { outerShape } from './enum-codecs.ts'
import { extraShape, type SignedExtension, signedExtensions, UncheckedExtrinsic } from './extrinsic-types.ts'
import type { AnyCell, JoinedPallet } from './join.ts'
import { RuntimeCall, RuntimeEvent } from './runtime-enums.ts'
import type { Constant } from './table.ts'
import { TypeRegistry, writeDocs, writeList, writeText } from './type-registry.ts'

export type MetadataVersion = 14 | 15
export const METADATA_VERSIONS: readonly MetadataVersion[] = [14, 15]

export interface MetadataSource {
  readonly pallets: readonly JoinedPallet[]
  readonly apis: readonly RuntimeApi[]
  /** Values of constants that the profile decides, by `Pallet.Name`. */
  readonly constants: ReadonlyMap<string, Uint8Array>
}

const MAGIC = 0x6174656d // "meta"
const EXTRINSIC_VERSION = 4
const HASHERS: Readonly<Record<Hasher, number>> = { Blake2_128Concat: 2, Twox64Concat: 5, Identity: 6 }

const runtimeShape: Shape = { kind: 'composite', path: 'node_subtensor_runtime::Runtime', fields: [] }

/** Bytes from the magic number on. */
export function encodeMetadata(source: MetadataSource, version: MetadataVersion): Uint8Array {
  const body = new Writer()
  const registry = new TypeRegistry()
  // Both versions mention their types in the same order; what only one of them describes comes after, in both.
  writePallets(body, registry, source, version)
  const types = extrinsicTypes(registry)
  const runtime = registry.id(runtimeShape)
  const outer = outerEnums(registry, source.pallets)
  for (const { shape, additional } of signedExtensions) {
    registry.id(shape)
    registry.id(additional)
  }
  for (const api of source.apis) mentionApi(registry, api)

  writeExtrinsic(body, registry, types, version)
  body.compact(runtime)
  if (version === 15) {
    writeList(body, source.apis, api => writeApi(body, registry, api))
    for (const id of outer) body.compact(id)
    body.compact(0)
  }
  const whole = new Writer()
  whole.u32(MAGIC)
  whole.u8(version)
  registry.write(whole)
  whole.raw(body.done())
  return whole.done()
}

function writePallets(
  writer: Writer,
  registry: TypeRegistry,
  { pallets, constants }: MetadataSource,
  version: MetadataVersion,
): void {
  const writeEnum = (joined: JoinedPallet, name: 'Call' | 'Event' | 'Error') => {
    const rowsOf = {
      Call: (one: JoinedPallet) => one.calls,
      Event: (one: JoinedPallet) => one.events,
      Error: (one: JoinedPallet) => one.errors,
    }[name]
    const shape = outerShape(name, [joined], rowsOf)
    const inner = shape.kind === 'variant' ? shape.variants[0]?.fields[0] : undefined
    writer.u8(inner ? 1 : 0)
    if (inner) writer.compact(registry.id(inner.of))
  }
  writeList(writer, pallets, joined => {
    const { pallet, cells } = joined
    writeText(writer, pallet.name)
    writer.u8(cells.size > 0 ? 1 : 0)
    if (cells.size > 0) {
      writeText(writer, pallet.name)
      writeList(writer, [...cells], ([name, cell]) => writeEntry(writer, registry, name, cell))
    }
    writeEnum(joined, 'Call')
    writeEnum(joined, 'Event')
    writeList(writer, [...joined.constants], ([name, constant]) => {
      writeText(writer, name)
      writer.compact(registry.id(constant.codec.shape))
      writeBytes(writer, constants.get(`${pallet.name}.${name}`) ?? constantBytes(constant))
      writeDocs(writer, constant.docs)
    })
    writeEnum(joined, 'Error')
    writer.u8(pallet.index)
    if (version === 15) writeDocs(writer, undefined)
  })
}

const constantBytes = (constant: Constant): Uint8Array => encode(constant.codec, constant.value)

function writeBytes(writer: Writer, bytes: Uint8Array): void {
  writer.compact(bytes.length)
  writer.raw(bytes)
}

function writeEntry(writer: Writer, registry: TypeRegistry, name: string, cell: AnyCell): void {
  const optional = cell.fallback === undefined
  const { columns } = cell
  writeText(writer, name)
  writer.u8(optional ? 0 : 1)
  if (columns.length === 0) {
    writer.u8(0)
    writer.compact(registry.id(cell.value.shape))
  } else {
    const keys = columns.map(({ codec }) => codec.shape)
    const [only] = keys
    writer.u8(1)
    writeList(writer, columns, ({ hasher }) => writer.u8(HASHERS[hasher]))
    writer.compact(registry.id(keys.length === 1 && only ? only : { kind: 'tuple', of: keys }))
    writer.compact(registry.id(cell.value.shape))
  }
  writeBytes(writer, optional ? new Uint8Array(1) : encode(cell.value, cell.fallback))
  writeDocs(writer, cell.docs)
}

interface ExtrinsicTypes {
  readonly address: number
  readonly call: number
  readonly signature: number
  readonly extra: number
  readonly whole: number
}

function extrinsicTypes(registry: TypeRegistry): ExtrinsicTypes {
  return {
    address: registry.id(MultiAddress.shape),
    call: registry.id(RuntimeCall.shape),
    signature: registry.id(MultiSignature.shape),
    extra: registry.id(extraShape),
    whole: registry.id(UncheckedExtrinsic.shape),
  }
}

function outerEnums(registry: TypeRegistry, pallets: readonly JoinedPallet[]): readonly number[] {
  const error = outerShape('Error', pallets, pallet => pallet.errors)
  return [registry.id(RuntimeCall.shape), registry.id(RuntimeEvent.shape), registry.id(error)]
}

function writeExtrinsic(
  writer: Writer,
  registry: TypeRegistry,
  types: ExtrinsicTypes,
  version: MetadataVersion,
): void {
  if (version === 14) writer.compact(types.whole)
  writer.u8(EXTRINSIC_VERSION)
  if (version === 15)
    for (const id of [types.address, types.call, types.signature, types.extra]) writer.compact(id)
  writeList(writer, signedExtensions, ({ identifier, shape, additional }: SignedExtension) => {
    writeText(writer, identifier)
    writer.compact(registry.id(shape))
    writer.compact(registry.id(additional))
  })
}

function mentionApi(registry: TypeRegistry, api: RuntimeApi): void {
  for (const { inputs, output } of Object.values(api.methods)) {
    for (const codec of Object.values(inputs)) registry.id(codec.shape)
    registry.id(output.shape)
  }
}

function writeApi(writer: Writer, registry: TypeRegistry, api: RuntimeApi): void {
  writeText(writer, api.trait)
  writeList(writer, Object.entries(api.methods), ([name, { inputs, output, docs }]) => {
    writeText(writer, name)
    writeList(writer, Object.entries(inputs), ([input, codec]) => {
      writeText(writer, input)
      writer.compact(registry.id(codec.shape))
    })
    writer.compact(registry.id(output.shape))
    writeDocs(writer, docs)
  })
  writeDocs(writer, api.docs)
}
