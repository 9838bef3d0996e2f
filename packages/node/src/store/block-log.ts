// The block log: one frame a block, on disk before the block is announced. The database follows in larger steps, after
// which the log begins anew.
//
//   file  = 'tnlg' ‖ mark (8 bytes) ‖ crc32 of the mark (u32) ‖ frames
//   frame = mark ‖ length (u32) ‖ crc32 of the payload (u32) ‖ payload, integers little-endian
//
// The mark is random, so that nobody can put bytes that look like a frame into an extrinsic.

import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs'
import { crc32 } from 'node:zlib'
import { guarded, StoreError } from './store-error.ts'

const NAME = Buffer.from('tnlg')
const MARK_BYTES = 8
const SUM_AT = NAME.length + MARK_BYTES
const FILE_HEADER = SUM_AT + 4
const FRAME_HEADER = MARK_BYTES + 8

/** The calls that can fail for want of space; tests put failing ones in their place. */
export interface LogFile {
  write(descriptor: number, bytes: Uint8Array, offset: number, length: number, position: number): number
  sync(descriptor: number): void
  truncate(descriptor: number, length: number): void
}

const SYSTEM: LogFile = { write: writeSync, sync: fdatasyncSync, truncate: ftruncateSync }

export class BlockLog {
  readonly #file: LogFile
  readonly #descriptor: number
  readonly #mark: Uint8Array
  /** Bytes up to the end of the last durable frame. */
  #length: number
  /** Bytes of a failed append may lie behind `#length`. */
  #untidy: boolean

  /**
   * Opens or creates the log and hands out what is in it. What breaks off at the end was never announced and is cut.
   * @throws StoreError `corrupt` when a broken frame is followed by a whole one, which no crash leaves behind.
   */
  static open(path: string, file: LogFile = SYSTEM): { log: BlockLog; payloads: Uint8Array[] } {
    return guarded('opening the block log', () => {
      const descriptor = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600)
      try {
        const bytes = readFileSync(descriptor)
        const mark = markOf(bytes) ?? createMark(descriptor, file)
        const { payloads, end } = framesOf(bytes, mark)
        const log = new BlockLog(file, descriptor, mark, end, bytes.length > end)
        log.#tidy()
        return { log, payloads }
      } catch (error) {
        closeSync(descriptor)
        throw error
      }
    })
  }

  private constructor(file: LogFile, descriptor: number, mark: Uint8Array, length: number, untidy: boolean) {
    this.#file = file
    this.#descriptor = descriptor
    this.#mark = mark
    this.#length = length
    this.#untidy = untidy
  }

  /** Bytes of frames. */
  get length(): number {
    return this.#length - FILE_HEADER
  }

  /** Durable on return; after a failure the log is as it was before. */
  append(payload: Uint8Array): void {
    this.#tidy()
    const frame = Buffer.alloc(FRAME_HEADER + payload.length)
    frame.set(this.#mark)
    frame.writeUInt32LE(payload.length, MARK_BYTES)
    frame.writeUInt32LE(crc32(payload), MARK_BYTES + 4)
    frame.set(payload, FRAME_HEADER)
    this.#untidy = true
    guarded('writing the block log', () => {
      writeAll(this.#file, this.#descriptor, frame, this.#length)
      this.#file.sync(this.#descriptor)
    })
    this.#untidy = false
    this.#length += frame.length
  }

  /** Begins anew, once everything in it is durable elsewhere. */
  clear(): void {
    if (this.#length === FILE_HEADER) return
    this.#length = FILE_HEADER
    this.#untidy = true
    this.#tidy()
  }

  close(): void {
    closeSync(this.#descriptor)
  }

  #tidy(): void {
    if (!this.#untidy) return
    guarded('cutting the block log', () => {
      this.#file.truncate(this.#descriptor, this.#length)
      this.#file.sync(this.#descriptor)
    })
    this.#untidy = false
  }
}

function writeAll(file: LogFile, descriptor: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += file.write(descriptor, bytes, done, bytes.length - done, position + done)
  }
}

/** Undefined when the log was never written, or only begun: without frames nothing can be lost. */
function markOf(bytes: Buffer): Uint8Array | undefined {
  if (bytes.length < FILE_HEADER) return undefined
  const mark = bytes.subarray(NAME.length, SUM_AT)
  if (bytes.subarray(0, NAME.length).equals(NAME) && bytes.readUInt32LE(SUM_AT) === crc32(mark)) return mark
  if (bytes.length === FILE_HEADER) return undefined
  throw damaged(0)
}

function createMark(descriptor: number, file: LogFile): Uint8Array {
  const mark = randomBytes(MARK_BYTES)
  const sum = Buffer.alloc(4)
  sum.writeUInt32LE(crc32(mark))
  file.truncate(descriptor, 0)
  writeAll(file, descriptor, Buffer.concat([NAME, mark, sum]), 0)
  file.sync(descriptor)
  return mark
}

function framesOf(bytes: Buffer, mark: Uint8Array): { payloads: Uint8Array[]; end: number } {
  const payloads: Uint8Array[] = []
  let end = FILE_HEADER
  for (let payload = frameAt(bytes, mark, end); payload !== undefined; payload = frameAt(bytes, mark, end)) {
    payloads.push(payload)
    end += FRAME_HEADER + payload.length
  }
  for (let at = bytes.indexOf(mark, end + 1); at >= 0; at = bytes.indexOf(mark, at + 1)) {
    if (frameAt(bytes, mark, at) !== undefined) throw damaged(end)
  }
  return { payloads, end }
}

function frameAt(bytes: Buffer, mark: Uint8Array, at: number): Uint8Array | undefined {
  const start = at + FRAME_HEADER
  if (start > bytes.length || !bytes.subarray(at, at + MARK_BYTES).equals(mark)) return undefined
  const end = start + bytes.readUInt32LE(at + MARK_BYTES)
  if (end > bytes.length) return undefined
  const payload = new Uint8Array(bytes.buffer, bytes.byteOffset + start, end - start)
  return crc32(payload) === bytes.readUInt32LE(at + MARK_BYTES + 4) ? payload : undefined
}

function damaged(at: number): StoreError {
  return new StoreError(
    'corrupt',
    `the block log is damaged at byte ${at}`,
    'restore the data directory from a copy, or start a new one',
  )
}
