// The database file as LMDB lays it out, walked before LMDB opens it: LMDB trusts every byte of it, and one that is wrong
// ends the process or makes a row invisible. Reads each page that is in use once, and hands out every row.
//
//   page   = number (u64) ‖ transaction (u64) ‖ pad (u16) ‖ flags (u16) ‖ lower (u16) ‖ upper (u16) ‖ offsets (u16 each) …
//   node   = low and high half of a size or page (u16 each) ‖ flags (u16) ‖ key size (u16) ‖ key ‖ value
//   table  = pad (u32) ‖ flags (u16) ‖ depth (u16) ‖ branches, leaves, overflow pages, rows, root (u64 each)
//   pages 0 and 1 = the two newest commits: magic, version, address, size, the tables FREE and MAIN, last page, transaction

import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { guarded, StoreError } from './store-error.ts'

/** Every row of every table, in the table's order. */
export type RowSeen = (table: string, key: Buffer, value: Buffer) => void

const PAGE_HEADER = 24
const NODE_HEADER = 8
const TABLE_BYTES = 48
const META_BYTES = 144
const MAGIC = 0xbeefc0de
const VERSION = 2
const BRANCH = 1
const LEAF = 2
const OVERFLOW = 4
const META = 8
const ON_OVERFLOW = 1
const IS_TABLE = 2
const NO_ROOT = 0xffffffffffffffffn
const DEEPEST = 32
const OVERFLOW_REFERENCE = 24
/** Of the table FREE: its keys are numbers, and it marks a database of this layout. */
const FREE_FLAGS = 0x4008
const LARGEST_MAP = 1n << 44n

type Order = (a: Buffer, b: Buffer) => number

const byNumber = (a: Buffer, b: Buffer): number => {
  if (a.length !== 4 || b.length !== 4) throw damaged('a number has another length')
  return a.readUInt32LE(0) - b.readUInt32LE(0)
}
const byTransaction = (a: Buffer, b: Buffer): number => {
  if (a.length !== 8 || b.length !== 8) throw damaged('a transaction has another length')
  return Number(a.readBigUInt64LE(0) - b.readBigUInt64LE(0))
}
/** By the flags of a table: keys as bytes, or as numbers. */
const ORDERS: ReadonlyMap<number, Order> = new Map([
  [0, Buffer.compare],
  [8, byNumber],
])

interface Table {
  readonly pad: number
  readonly flags: number
  readonly depth: number
  readonly branches: bigint
  readonly leaves: bigint
  readonly overflows: bigint
  readonly rows: bigint
  readonly root: bigint
}

interface Commit {
  readonly pageSize: number
  readonly free: Table
  readonly main: Table
  readonly lastPage: bigint
  readonly transaction: bigint
}

/** @throws StoreError `corrupt` for a file that is not what LMDB wrote, as far as what is in use goes. */
export function checkPages(path: string, seen: RowSeen): void {
  if (!existsSync(path)) return
  guarded('reading the database file', () => {
    const descriptor = openSync(path, 'r')
    try {
      const { size } = fstatSync(descriptor)
      // Begun and never committed to: LMDB begins anew.
      if (size > 0) new Walk(descriptor, size).run(seen)
    } finally {
      closeSync(descriptor)
    }
  })
}

class Walk {
  readonly #descriptor: number
  readonly #size: number
  readonly #commit: Commit
  readonly #used = new Set<number>()

  constructor(descriptor: number, size: number) {
    this.#descriptor = descriptor
    this.#size = size
    this.#commit = this.#newest()
  }

  run(seen: RowSeen): void {
    const { free, main, transaction } = this.#commit
    const freed: Buffer[] = []
    this.#table(free, byTransaction, (key, ids) => {
      if (key.readBigUInt64LE(0) > transaction) throw damaged('pages were freed later than it was written')
      freed.push(ids)
    })
    this.#table(main, Buffer.compare, (name, value, kind) => {
      const text = name.toString('latin1').replace(/\0$/, '')
      const table = tableOf(value)
      const order = ORDERS.get(table.flags)
      if (kind !== IS_TABLE || table.pad !== 0 || !order) throw damaged(`${text} is no table of ours`)
      this.#table(table, order, (key, row, inner) => {
        if (inner === IS_TABLE) throw damaged(`the table ${text} holds a table`)
        seen(text, key, row)
      })
    })
    // At last, when every page in use is known: one that is written as free must not be in use.
    for (const ids of freed) this.#free(ids)
  }

  /** A count, then page numbers; a negative one is the length of a run that the next one begins, 0 is nothing. */
  #free(ids: Buffer): void {
    const count = ids.length < 8 ? 0n : ids.readBigUInt64LE(0)
    if (count * 8n + 8n > BigInt(ids.length)) throw damaged('a list of free pages is cut off')
    let run = 1n
    for (let at = 8; at <= Number(count) * 8; at += 8) {
      const id = ids.readBigInt64LE(at)
      if (id > 0n) {
        this.#use(id, run)
        run = 1n
      } else if (id < 0n) run = -id
    }
  }

  #use(number: bigint, count: bigint): void {
    if (number < 2n || number + count - 1n > this.#commit.lastPage)
      throw damaged(`there is no page ${number}`)
    for (let page = Number(number); page < Number(number + count); page++) {
      if (this.#used.has(page)) throw damaged(`page ${page} is used twice`)
      this.#used.add(page)
    }
  }

  #newest(): Commit {
    const first = this.#commitAt(0)
    const second = this.#commitAt(first.pageSize)
    const [older, newer] = first.transaction < second.transaction ? [first, second] : [second, first]
    // LMDB writes them in turn: even transactions here, odd ones there.
    const inTurn =
      first.transaction % 2n === 0n &&
      (newer.transaction === older.transaction + 1n || newer.transaction === 0n)
    if (first.pageSize !== second.pageSize || !inTurn) throw damaged('its two newest commits do not fit')
    return newer
  }

  #commitAt(position: number): Commit {
    const page = this.#bytes(position, PAGE_HEADER + META_BYTES)
    const meta = page.subarray(PAGE_HEADER)
    const pageSize = meta.readUInt32LE(24)
    const mapped = meta.readBigUInt64LE(16)
    const lastPage = meta.readBigUInt64LE(120)
    const [free, main] = [tableOf(meta.subarray(24)), tableOf(meta.subarray(24 + TABLE_BYTES))]
    const isOurs =
      page.readUInt16LE(18) === META &&
      page.readBigUInt64LE(0) === (position === 0 ? 0n : 1n) &&
      meta.readUInt32LE(0) === MAGIC &&
      meta.readUInt32LE(4) === VERSION &&
      [4096, 8192, 16_384, 32_768].includes(pageSize) &&
      meta.readBigUInt64LE(8) === 0n &&
      mapped % BigInt(pageSize) === 0n &&
      mapped > lastPage * BigInt(pageSize) &&
      mapped < LARGEST_MAP &&
      free.flags === FREE_FLAGS &&
      main.flags === 0 &&
      main.pad === 0
    if (!isOurs) throw damaged('it does not begin as a database does')
    return {
      pageSize,
      free,
      main,
      lastPage,
      transaction: meta.readBigUInt64LE(128),
    }
  }

  /** Checks that everything the table says of itself is so. */
  #table(table: Table, order: Order, row: (key: Buffer, value: Buffer, kind: number) => void): void {
    const counted = { branches: 0n, leaves: 0n, overflows: 0n, rows: 0n }
    // What comes is not before this: the first row below a branch may be the very key that leads there.
    let least: Buffer | undefined
    let last: Buffer | undefined
    const visit = (page: bigint, depth: number): void => {
      if (depth > table.depth || depth > DEEPEST) throw damaged('a table is deeper than it says')
      const bytes = this.#page(page, 1)
      const flags = bytes.readUInt16LE(18)
      if (flags !== (depth === table.depth ? LEAF : BRANCH)) throw damaged(`page ${page} is of another kind`)
      const nodes = nodesOf(bytes)
      if (flags === BRANCH) {
        counted.branches++
        for (const [index, node] of nodes.entries()) {
          const [key] = this.#key(node)
          // The first key of a branch is never looked at.
          if (index > 0) {
            if (last && order(last, key) >= 0) throw damaged('a branch leads past its rows')
            least = key
          }
          visit(childOf(node), depth + 1)
        }
        return
      }
      counted.leaves++
      for (const node of nodes) {
        const kind = node.readUInt16LE(4)
        const [key, value, pages] = this.#row(node, kind)
        if ((last && order(last, key) >= 0) || (least && order(least, key) > 0))
          throw damaged('rows are out of order')
        last = key
        counted.overflows += pages
        counted.rows++
        row(key, value, kind)
      }
    }
    if (table.root !== NO_ROOT) visit(table.root, 1)
    for (const what of ['branches', 'leaves', 'overflows', 'rows'] as const)
      if (counted[what] !== table[what])
        throw damaged(`a table has ${counted[what]} ${what} and says ${table[what]}`)
  }

  #key(node: Buffer): [key: Buffer, end: number] {
    const end = NODE_HEADER + node.readUInt16LE(6)
    return [node.subarray(NODE_HEADER, end), end]
  }

  #row(node: Buffer, kind: number): [key: Buffer, value: Buffer, overflows: bigint] {
    const [key, start] = this.#key(node)
    const length = node.readUInt32LE(0)
    const stored = kind === ON_OVERFLOW ? OVERFLOW_REFERENCE : length
    if (kind > IS_TABLE || start + stored > node.length) throw damaged('a row does not end on its page')
    const value = node.subarray(start, start + stored)
    if (kind !== ON_OVERFLOW) return [key, value, 0n]
    const pages = value.readBigUInt64LE(16)
    const needed = BigInt(Math.ceil((PAGE_HEADER + length) / this.#commit.pageSize))
    if (pages !== needed) throw damaged('a long row has another length than its pages')
    const bytes = this.#page(value.readBigUInt64LE(0), Number(pages))
    if (bytes.readUInt16LE(18) !== OVERFLOW || bytes.readUInt32LE(20) !== Number(pages))
      throw damaged('a long row is not where it should be')
    return [key, bytes.subarray(PAGE_HEADER, PAGE_HEADER + length), pages]
  }

  /** So many pages as one, none of which has been read before. */
  #page(number: bigint, count: number): Buffer {
    const { pageSize } = this.#commit
    this.#use(number, BigInt(count))
    const bytes = this.#bytes(Number(number) * pageSize, count * pageSize)
    const { transaction } = this.#commit
    // One that was written later than the commit would be taken for one that may be written over.
    if (bytes.readBigUInt64LE(0) !== number || bytes.readBigUInt64LE(8) > transaction)
      throw damaged(`page ${number} is another one`)
    return bytes
  }

  #bytes(position: number, length: number): Buffer {
    if (position + length > this.#size) throw damaged(`it ends after ${this.#size} bytes`)
    const bytes = Buffer.alloc(length)
    for (let done = 0; done < length; ) {
      const count = readSync(this.#descriptor, bytes, done, length - done, position + done)
      if (count === 0) throw damaged(`it ends after ${position + done} bytes`)
      done += count
    }
    return bytes
  }
}

const tableOf = (bytes: Buffer): Table => {
  if (bytes.length < TABLE_BYTES) throw damaged('a table is cut off')
  return {
    pad: bytes.readUInt32LE(0),
    flags: bytes.readUInt16LE(4),
    depth: bytes.readUInt16LE(6),
    branches: bytes.readBigUInt64LE(8),
    leaves: bytes.readBigUInt64LE(16),
    overflows: bytes.readBigUInt64LE(24),
    rows: bytes.readBigUInt64LE(32),
    root: bytes.readBigUInt64LE(40),
  }
}

/** Each from its header to the end of the page. */
function nodesOf(page: Buffer): Buffer[] {
  const [lower, upper] = [page.readUInt16LE(20), page.readUInt16LE(22)]
  const room = page.length - PAGE_HEADER
  if (lower % 2 !== 0 || lower > upper || upper > room) throw damaged('a page has strange bounds')
  const starts = new Set<number>()
  const nodes: Buffer[] = []
  for (let at = 0; at < lower; at += 2) {
    const start = page.readUInt16LE(PAGE_HEADER + at)
    if (start < upper || start + NODE_HEADER > room || starts.has(start))
      throw damaged('a page points beside its rows')
    starts.add(start)
    const node = page.subarray(PAGE_HEADER + start)
    if (NODE_HEADER + node.readUInt16LE(6) > node.length) throw damaged('a key does not end on its page')
    nodes.push(node)
  }
  return nodes
}

/** 48 bits: the flags are a part of the number on these pages. */
const childOf = (node: Buffer): bigint => BigInt(node.readUInt32LE(0)) | (BigInt(node.readUInt16LE(4)) << 32n)

const damaged = (how: string): StoreError =>
  new StoreError(
    'corrupt',
    `the database file is damaged: ${how}`,
    'restore the data directory from a copy, or start a new one: a node of several fetches the chain anew',
  )
