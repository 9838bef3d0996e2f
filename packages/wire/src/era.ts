// Mortality of a signed extrinsic (wire-interface §2.2).
import { DecodeError, type Reader, type Writer } from './bytes.ts'
import type { Codec } from './scale.ts'
import type { Shape, VariantShape } from './shape.ts'

export type Era =
  | { readonly type: 'Immortal' }
  | { readonly type: 'Mortal'; readonly period: number; readonly phase: number }

export const immortal: Era = { type: 'Immortal' }

/** The era of `period` blocks (rounded up to a power of two, 4 to 65,536) that contains `current`. */
export function mortalEra(current: number, period: number): Era {
  const rounded = Math.min(65_536, Math.max(4, 2 ** Math.ceil(Math.log2(period))))
  const quantum = Math.max(1, rounded >> 12)
  const phase = Math.floor((current % rounded) / quantum) * quantum
  return { type: 'Mortal', period: rounded, phase }
}

/** First block of the era that holds at `current`; an immortal one was born with the chain. */
export function eraBirth(era: Era, current: number): number {
  if (era.type === 'Immortal') return 0
  return Math.floor((Math.max(current, era.phase) - era.phase) / era.period) * era.period + era.phase
}

/** First block at which the extrinsic is no longer valid. */
export function eraDeath(era: Era, current: number): number {
  return era.type === 'Immortal' ? Number.MAX_SAFE_INTEGER : eraBirth(era, current) + era.period
}

// The registry lists every possible first byte as a variant; each Mortal one carries the second byte.
const variants: VariantShape[] = Array.from({ length: 256 }, (_, index) => ({
  name: index === 0 ? 'Immortal' : `Mortal${index}`,
  index,
  fields: index === 0 ? [] : [{ of: { kind: 'primitive', name: 'u8' } satisfies Shape }],
}))

export const EraCodec: Codec<Era> = {
  shape: { kind: 'variant', path: 'sp_runtime::generic::era::Era', variants },
  write(writer: Writer, era: Era) {
    if (era.type === 'Immortal') return writer.u8(0)
    const quantum = Math.max(1, era.period >> 12)
    const low = Math.min(15, Math.max(1, Math.log2(era.period) - 1))
    writer.u16(low | ((era.phase / quantum) << 4))
  },
  read(reader: Reader): Era {
    const at = reader.offset
    const first = reader.u8()
    if (first === 0) return immortal
    const both = first | (reader.u8() << 8)
    const period = 2 << (both & 15)
    const phase = (both >> 4) * Math.max(1, period >> 12)
    if (period < 4 || phase >= period) throw new DecodeError('not an era', at)
    return { type: 'Mortal', period, phase }
  },
}
