// A struct most of whose fields are Options: a caller asked for some of them. Absent is the key, not its value, so that a
// field whose own value may be None stays readable (wire-runtime-apis §2, SelectiveMetagraph).
import { DecodeError } from './bytes.ts'
import { type Codec, option, type StructOf, struct } from './scale.ts'
import type { TypeParam } from './shape.ts'

type FieldCodecs = Readonly<Record<string, Codec<unknown>>>
export type PartialStructOf<A, O> = StructOf<A> & Partial<StructOf<O>>

/**
 * A composite of the fields of `always` and then those of `maybe`, each of the latter an Option: a missing key is None, a
 * key that is there is Some of its value, `undefined` included.
 */
export function partialStruct<const A extends FieldCodecs, const O extends FieldCodecs>(
  path: string,
  always: A,
  maybe: O,
  params?: readonly TypeParam[],
): Codec<PartialStructOf<A, O>>
export function partialStruct(
  path: string,
  always: FieldCodecs,
  maybe: FieldCodecs,
  params?: readonly TypeParam[],
): Codec<Record<string, unknown>> {
  const head = Object.entries(always)
  const tail = Object.entries(maybe)
  const options = tail.map(([name, codec]) => [name, option(codec)] as const)
  return {
    shape: struct(path, { ...always, ...Object.fromEntries(options) }, params).shape,
    write(writer, value) {
      for (const [name, codec] of head) codec.write(writer, value[name])
      for (const [name, codec] of tail) {
        const there = Object.hasOwn(value, name)
        writer.u8(there ? 1 : 0)
        if (there) codec.write(writer, value[name])
      }
    },
    read(reader) {
      const value: Record<string, unknown> = {}
      for (const [name, codec] of head) value[name] = codec.read(reader)
      for (const [name, codec] of tail) {
        const at = reader.offset
        const tag = reader.u8()
        if (tag > 1) throw new DecodeError(`${tag} is not an Option`, at)
        if (tag === 1) value[name] = codec.read(reader)
      }
      return value
    },
  }
}
