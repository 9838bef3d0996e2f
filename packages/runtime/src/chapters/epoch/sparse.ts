// Sparse matrices of the epoch, row by row: validators are rows, their targets columns. Cost is linear in the entries.
import { divTrunc, type Q32 } from './q32.ts'

/** A row as stored: (uid, u16) in the order its owner sent; each uid at most once. */
export type Row = readonly (readonly [uid: number, value: number])[]

/** Row i holds the entries starts[i] .. starts[i + 1]; values are Q32, explicit zeros are entries. */
export interface Sparse {
  readonly starts: Uint32Array
  readonly uids: Uint16Array
  readonly values: Float64Array
}

/** Collects entries row by row, at most `room` of them. */
export class SparseBuilder {
  readonly #starts: Uint32Array
  readonly #uids: Uint16Array
  readonly #values: Float64Array
  #row = 0
  #length = 0

  constructor(rows: number, room: number) {
    this.#starts = new Uint32Array(rows + 1)
    this.#uids = new Uint16Array(room)
    this.#values = new Float64Array(room)
  }

  push(uid: number, value: Q32): void {
    this.#uids[this.#length] = uid
    this.#values[this.#length++] = value
  }

  endRow(): void {
    this.#starts[++this.#row] = this.#length
  }

  build(): Sparse {
    return {
      starts: this.#starts,
      uids: this.#uids.subarray(0, this.#length),
      values: this.#values.subarray(0, this.#length),
    }
  }
}

export const rowCount = (matrix: Sparse): number => matrix.starts.length - 1
export const entryCount = (matrix: Sparse): number => matrix.uids.length

/** The same cells with other values. */
export const withValues = (matrix: Sparse, values: Float64Array): Sparse => ({ ...matrix, values })

/** Each entry replaced by f(value, uid, row). */
export function mapEntries(matrix: Sparse, f: (value: Q32, uid: number, row: number) => Q32): Sparse {
  const { starts, uids, values } = matrix
  const out = new Float64Array(values.length)
  for (let row = 0; row + 1 < starts.length; row++)
    for (let at = starts[row]!; at < starts[row + 1]!; at++) out[at] = f(values[at]!, uids[at]!, row)
  return withValues(matrix, out)
}

/** Each row divided by its sum where that is not 0. */
export function rowNormalised(matrix: Sparse): Sparse {
  const { starts, values } = matrix
  const out = new Float64Array(values.length)
  for (let row = 0; row + 1 < starts.length; row++) {
    let total = 0
    for (let at = starts[row]!; at < starts[row + 1]!; at++) total += values[at]!
    for (let at = starts[row]!; at < starts[row + 1]!; at++) out[at] = divTrunc(values[at]!, total)
  }
  return withValues(matrix, out)
}

function dividedByColumn(matrix: Sparse, divisors: Float64Array): Sparse {
  const { uids, values } = matrix
  const out = new Float64Array(values.length)
  for (let at = 0; at < values.length; at++) out[at] = divTrunc(values[at]!, divisors[uids[at]!]!)
  return withValues(matrix, out)
}

/** Each column divided by its sum where that is not 0; column sums stay below 2^48 (2^16 rows of at most 2^32). */
export function columnNormalised(matrix: Sparse, columns: number): Sparse {
  const { uids, values } = matrix
  const totals = new Float64Array(columns)
  for (let at = 0; at < values.length; at++) totals[uids[at]!]! += values[at]!
  return dividedByColumn(matrix, totals)
}

/** Each column divided by its largest value where that is not 0, so that the largest becomes 1. */
export function columnUpscaled(matrix: Sparse, columns: number): Sparse {
  const { uids, values } = matrix
  const largest = new Float64Array(columns)
  for (let at = 0; at < values.length; at++) {
    const uid = uids[at]!
    if (values[at]! > largest[uid]!) largest[uid] = values[at]!
  }
  return dividedByColumn(matrix, largest)
}

function isAscending(matrix: Sparse): boolean {
  const { starts, uids } = matrix
  for (let row = 0; row + 1 < starts.length; row++)
    for (let at = starts[row]! + 1; at < starts[row + 1]!; at++) if (uids[at]! <= uids[at - 1]!) return false
  return true
}

/** The same matrix with every row in ascending order of uids. */
export function ascending(matrix: Sparse): Sparse {
  if (isAscending(matrix)) return matrix
  const { starts, uids, values } = matrix
  const builder = new SparseBuilder(rowCount(matrix), uids.length)
  for (let row = 0; row + 1 < starts.length; row++) {
    const order = Array.from({ length: starts[row + 1]! - starts[row]! }, (_, i) => starts[row]! + i)
    for (const at of order.sort((a, b) => uids[a]! - uids[b]!)) builder.push(uids[at]!, values[at]!)
    builder.endRow()
  }
  return builder.build()
}
