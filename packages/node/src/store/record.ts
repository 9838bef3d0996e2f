// A block record as bytes, for the log, and the parts of it that the database keeps.

import {
  bytesToDigits,
  digitsToBytes,
  hash32,
  hexToBytes,
  Reader,
  type StorageKey,
  storageKey,
  Writer,
} from '@taonet/wire'
import type { BlockRecord } from './store.ts'

function writeBytes(writer: Writer, bytes: Uint8Array): void {
  writer.u32(bytes.length)
  writer.raw(bytes)
}

function readBytes(reader: Reader): Uint8Array {
  return reader.raw(reader.u32())
}

function writeList(writer: Writer, list: readonly Uint8Array[]): void {
  writer.u32(list.length)
  for (const bytes of list) writeBytes(writer, bytes)
}

function readList(reader: Reader): Uint8Array[] {
  const count = reader.u32()
  const list: Uint8Array[] = []
  while (list.length < count) list.push(readBytes(reader))
  return list
}

export function encodeList(list: readonly Uint8Array[]): Uint8Array {
  const writer = new Writer()
  writeList(writer, list)
  return writer.done()
}

/** @throws DecodeError */
export function decodeList(bytes: Uint8Array): Uint8Array[] {
  const reader = new Reader(bytes)
  const list = readList(reader)
  reader.end()
  return list
}

const REMOVED = 0
const SET = 1

export function encodeRecord(block: BlockRecord): Uint8Array {
  const writer = new Writer()
  writer.u32(block.number)
  writer.raw(hexToBytes(block.hash))
  writeBytes(writer, block.header)
  writeList(writer, block.body)
  writer.u32(block.changes.size)
  for (const [key, value] of block.changes) {
    writeBytes(writer, digitsToBytes(key))
    writer.u8(value === undefined ? REMOVED : SET)
    if (value !== undefined) writeBytes(writer, value)
  }
  return writer.done()
}

/** @throws DecodeError */
export function decodeRecord(bytes: Uint8Array): BlockRecord {
  const reader = new Reader(bytes)
  const number = reader.u32()
  const hash = hash32(reader.raw(32))
  const header = readBytes(reader)
  const body = readList(reader)
  const changes = new Map<StorageKey, Uint8Array | undefined>()
  for (let left = reader.u32(); left > 0; left--) {
    const key = storageKey(bytesToDigits(readBytes(reader)))
    changes.set(key, reader.u8() === SET ? readBytes(reader) : undefined)
  }
  reader.end()
  return { number, hash, header, body, changes }
}
