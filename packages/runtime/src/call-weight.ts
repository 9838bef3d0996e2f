// What a call costs and whether it is free, from its row: calls inside it count too (chain-governance §6.12).
import type { Codec } from '@taonet/wire'
import { Bug } from './failure.ts'
import { type CallValue, RuntimeCall } from './runtime-enums.ts'
import type { CallRow } from './table.ts'
import { callRow } from './tables.ts'

export interface CallCost {
  /** Picoseconds of reference time. */
  readonly weight: bigint
  readonly free: boolean
}

const holdsOne = (codec: Codec<unknown>): boolean => codec === RuntimeCall
const holdsList = ({ shape }: Codec<unknown>): boolean =>
  shape.kind === 'sequence' && shape.of === RuntimeCall.shape

const holdsMaybe = ({ shape }: Codec<unknown>): boolean =>
  shape.kind === 'variant' &&
  shape.path === 'Option' &&
  shape.variants.some(({ fields }) => fields.some(({ of }) => of === RuntimeCall.shape))

// The codec of the argument says what its value is.
function nestedIn(row: CallRow, call: CallValue): CallValue[] {
  return Object.entries(row.fields).flatMap(([name, codec]) => {
    const value = call.args[name]
    if (holdsOne(codec) || (holdsMaybe(codec) && value !== undefined)) return [value as CallValue]
    return holdsList(codec) ? (value as CallValue[]) : []
  })
}

function itemsOf(row: CallRow, call: CallValue): bigint {
  const list = row.each === undefined ? undefined : call.args[row.each]
  return Array.isArray(list) || list instanceof Uint8Array ? BigInt(Math.max(1, list.length)) : 1n
}

export function costOf(call: CallValue): CallCost {
  const row = callRow(call)
  if (!row) throw new Bug(`${call.pallet}.${call.name} has no row`)
  const own = row.weight * itemsOf(row, call)
  const inner = nestedIn(row, call).reduce((sum, one) => sum + costOf(one).weight, 0n)
  return { weight: own + inner, free: row.free }
}
