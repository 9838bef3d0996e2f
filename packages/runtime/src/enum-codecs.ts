// The codecs of RuntimeCall and RuntimeEvent, and the shape of RuntimeError, made from the joined tables.
import {
  type Codec,
  DecodeError,
  type Reader,
  type Shape,
  type VariantShape,
  type Writer,
} from '@taonet/wire'
import type { JoinedPallet } from './join.ts'
import type { CallValue } from './runtime-enums.ts'
import type { ErrorRow, Row } from './table.ts'
import type { EventValue } from './world.ts'

type Rows<R> = ReadonlyMap<number, R>
type FieldList = readonly (readonly [name: string, codec: Codec<unknown>])[]

interface Entry {
  readonly pallet: JoinedPallet['pallet']
  readonly index: number
  readonly name: string
  readonly fields: FieldList
}

function innerShape(path: string, rows: Rows<Row | ErrorRow>): Shape {
  const variants = [...rows].map(([index, row]): VariantShape => {
    const fields = 'fields' in row ? Object.entries(row.fields) : []
    const named = 'named' in row && row.named
    return {
      name: row.name,
      index,
      docs: row.docs,
      fields: fields.map(([name, codec]) => (named ? { name, of: codec.shape } : { of: codec.shape })),
    }
  })
  return { kind: 'variant', path, params: [{ name: 'T' }], variants }
}

type EnumName = 'Call' | 'Event' | 'Error'

/** One variant a pallet that has any row; its content is the pallet's own enum. */
export function outerShape(
  name: EnumName,
  pallets: readonly JoinedPallet[],
  rowsOf: (pallet: JoinedPallet) => Rows<Row | ErrorRow>,
): Shape {
  return {
    kind: 'variant',
    path: `node_subtensor_runtime::Runtime${name}`,
    variants: pallets
      .filter(pallet => rowsOf(pallet).size > 0)
      .map(joined => ({
        name: joined.pallet.name,
        index: joined.pallet.index,
        fields: [{ of: innerShape(`${joined.pallet.crate}::pallet::${name}`, rowsOf(joined)) }],
      })),
  }
}

function entriesOf(pallets: readonly JoinedPallet[], rowsOf: (pallet: JoinedPallet) => Rows<Row>): Entry[] {
  return pallets.flatMap(joined =>
    [...rowsOf(joined)].map(([index, row]) => ({
      pallet: joined.pallet,
      index,
      name: row.name,
      fields: Object.entries(row.fields),
    })),
  )
}

const slot = (pallet: number, index: number): number => pallet * 256 + index

function bySlot(entries: readonly Entry[], what: string): (reader: Reader) => Entry {
  const table = new Map(entries.map(entry => [slot(entry.pallet.index, entry.index), entry]))
  return reader => {
    const at = reader.offset
    const pallet = reader.u8()
    const index = reader.u8()
    const entry = table.get(slot(pallet, index))
    if (!entry) throw new DecodeError(`there is no ${what} ${pallet}.${index}`, at)
    return entry
  }
}

function writeEntry(writer: Writer, entry: Entry, values: Readonly<Record<string, unknown>>): void {
  writer.u8(entry.pallet.index)
  writer.u8(entry.index)
  for (const [name, codec] of entry.fields) codec.write(writer, values[name])
}

function readFields(reader: Reader, fields: FieldList): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [name, codec] of fields) values[name] = codec.read(reader)
  return values
}

export function callCodec(pallets: readonly JoinedPallet[]): Codec<CallValue> {
  const entries = entriesOf(pallets, pallet => pallet.calls)
  const byName = new Map(entries.map(entry => [`${entry.pallet.name}.${entry.name}`, entry]))
  const next = bySlot(entries, 'call')
  return {
    shape: outerShape('Call', pallets, pallet => pallet.calls),
    write(writer, call) {
      const entry = byName.get(`${call.pallet}.${call.name}`)
      if (!entry) throw new RangeError(`there is no call ${call.pallet}.${call.name}`)
      writeEntry(writer, entry, call.args)
    },
    read(reader) {
      const { pallet, name, fields } = next(reader)
      return { pallet: pallet.name, name, args: readFields(reader, fields) }
    },
  }
}

export function eventCodec(pallets: readonly JoinedPallet[]): Codec<EventValue> {
  const entries = entriesOf(pallets, pallet => pallet.events)
  const table = new Map(entries.map(entry => [slot(entry.pallet.index, entry.index), entry]))
  const next = bySlot(entries, 'event')
  return {
    shape: outerShape('Event', pallets, pallet => pallet.events),
    write(writer, event) {
      const entry = table.get(slot(event.pallet, event.index))
      if (!entry) throw new RangeError(`there is no event ${event.pallet}.${event.index}`)
      writeEntry(writer, entry, event.fields)
    },
    read(reader) {
      const { pallet, index, name, fields } = next(reader)
      return { pallet: pallet.index, index, name, fields: readFields(reader, fields) }
    },
  }
}
