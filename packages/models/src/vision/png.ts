/**
 * PNG files in and out. Whatever comes from outside is measured before it is unpacked: its size, the dimensions it claims,
 * and the bytes its data unpacks to.
 */
import { inflateSync } from 'node:zlib'
import { decode, encode, type ImageData } from 'fast-png'
import { NetError } from '../net-error.ts'
import type { Picture } from './picture.ts'

export const MAX_PNG_BYTES = 512 * 1024
export const MAX_SIDE = 1024

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10)
/** Length, type and checksum around the data of a chunk. */
const CHUNK_FRAME = 12
const HEADER_BYTES = 13
/** Chunks that hold the picture itself; colour profiles and texts, which may be packed too, are never looked at. */
const KEPT: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])
/** Samples a pixel by colour type (PNG specification, 11.2.2). */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

const refuse = (why: string): NetError =>
  new NetError('bad_request', `the picture is refused: ${why}`, {
    hint: `send one PNG of at most ${MAX_PNG_BYTES / 1024} KiB and ${MAX_SIDE} × ${MAX_SIDE} pixels`,
  })

interface Chunk {
  readonly type: string
  readonly data: Uint8Array
  /** Length, type, data and checksum as they stand in the file. */
  readonly whole: Uint8Array
}

function chunksOf(bytes: Uint8Array): readonly Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: Chunk[] = []
  for (let at = SIGNATURE.length; chunks.at(-1)?.type !== 'IEND'; ) {
    if (at + CHUNK_FRAME > bytes.length) throw refuse('it ends too early')
    const length = view.getUint32(at)
    if (length > bytes.length - at - CHUNK_FRAME) throw refuse('it ends too early')
    const whole = bytes.subarray(at, at + CHUNK_FRAME + length)
    const type = String.fromCharCode(...whole.subarray(4, 8))
    chunks.push({ type, data: whole.subarray(8, 8 + length), whole })
    at += whole.length
  }
  return chunks
}

export interface PngHeader {
  readonly width: number
  readonly height: number
  /** Bytes of the unpacked rows, filter bytes and the passes of an interlaced picture included, at most. */
  readonly unpacked: number
}

/** What a file claims to be, read from its first 33 bytes without unpacking anything. Throws NetError `bad_request`. */
export function pngHeader(bytes: Uint8Array): PngHeader {
  if (bytes.length > MAX_PNG_BYTES) throw refuse(`it has ${bytes.length} bytes`)
  if (!SIGNATURE.every((byte, i) => bytes[i] === byte)) throw refuse('it is no PNG')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const at = SIGNATURE.length + 8
  if (bytes.length < at + HEADER_BYTES || view.getUint32(8) !== HEADER_BYTES) throw refuse('it has no header')
  if (String.fromCharCode(...bytes.subarray(12, 16)) !== 'IHDR') throw refuse('it has no header')
  const width = view.getUint32(at)
  const height = view.getUint32(at + 4)
  if (!(width >= 1 && height >= 1 && width <= MAX_SIDE && height <= MAX_SIDE))
    throw refuse(`it claims ${width} × ${height} pixels`)
  const samples = SAMPLES[view.getUint8(at + 9)]
  const depth = view.getUint8(at + 8)
  if (samples === undefined || ![1, 2, 4, 8, 16].includes(depth))
    throw refuse('its colours are of no known kind')
  // Seven passes round each row up to a byte and put a filter byte before it.
  const passes = view.getUint8(at + 12) === 0 ? 1 : 7
  return { width, height, unpacked: height * (Math.ceil((width * samples * depth) / 8) + passes * 2) + 64 }
}

/** Throws NetError `bad_request` for what is no PNG, is too large, is damaged, or unpacks to more than it claims. */
export function readPng(bytes: Uint8Array): Picture {
  const { unpacked } = pngHeader(bytes)
  const chunks = chunksOf(bytes).filter(({ type }) => KEPT.has(type))
  if (chunks.filter(({ type }) => type === 'IHDR').length !== 1) throw refuse('it has more than one header')
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))
  try {
    inflateSync(packed, { maxOutputLength: unpacked })
  } catch {
    throw refuse('its data do not unpack to what it claims')
  }
  let image: ReturnType<typeof decode>
  try {
    image = decode(Buffer.concat([SIGNATURE, ...chunks.map(({ whole }) => whole)]), { checkCrc: true })
  } catch (cause) {
    throw refuse(cause instanceof Error ? cause.message : 'it is damaged')
  }
  return onPaper(image)
}

/** Eight bits a sample, one or three samples, transparency over white. */
function onPaper({
  width,
  height,
  data,
  depth,
  channels,
  palette,
  transparency,
}: ReturnType<typeof decode>): Picture {
  const pixels = width * height
  const grey = !palette && channels <= 2
  const out = new Uint8Array(pixels * (grey ? 1 : 3))
  const most = 2 ** depth - 1
  const packedIn = depth < 8 ? Math.ceil((width * depth) / 8) : 0
  const sample = (pixel: number, channel: number): number => {
    if (packedIn === 0) return data[pixel * channels + channel] ?? 0
    const x = pixel % width
    const byte = data[Math.floor(pixel / width) * packedIn + ((x * depth) >> 3)] ?? 0
    return (byte >> (8 - depth - ((x * depth) & 7))) & most
  }
  for (let pixel = 0; pixel < pixels; pixel++) {
    const colour = palette?.[sample(pixel, 0)]
    const alpha = palette
      ? (colour?.[3] ?? 255) / 255
      : channels === 2 || channels === 4
        ? sample(pixel, channels - 1) / most
        : isKey(transparency, channels, c => sample(pixel, c))
    const colours = grey ? 1 : 3
    for (let c = 0; c < colours; c++) {
      const value = palette ? (colour?.[c] ?? 0) : (sample(pixel, c) * 255) / most
      out[pixel * colours + c] = Math.round(255 + (value - 255) * alpha)
    }
  }
  return { width, height, channels: grey ? 1 : 3, data: out }
}

/** A picture without an alpha channel may name one colour that is transparent. */
const isKey = (key: Uint16Array | undefined, channels: number, sample: (channel: number) => number): 0 | 1 =>
  key !== undefined &&
  key.length >= channels &&
  Array.from({ length: channels }, (_, c) => sample(c) === key[c]).every(Boolean)
    ? 0
    : 1

/** The same picture gives the same bytes on every machine: the packer is written in JavaScript. */
export function writePng({ width, height, channels, data }: Picture): Uint8Array {
  const image: ImageData = { width, height, channels, depth: 8, data }
  return encode(image)
}
