// Pictures from outside: every form a PNG may have, and what only claims to be one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { encode } from 'fast-png'
import { NetError } from '../src/net-error.ts'
import { MAX_PNG_BYTES, pngHeader, readPng, writePng } from '../src/vision/index.ts'

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])

function chunk(type: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length)
  head.write(type, 4, 'latin1')
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), data])))
  return Buffer.concat([head, data, sum])
}

function header(width: number, height: number, { depth = 8, colour = 0, interlace = 0 } = {}): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width)
  data.writeUInt32BE(height, 4)
  data.set([depth, colour, 0, 0, interlace], 8)
  return chunk('IHDR', data)
}

const end = chunk('IEND', Buffer.alloc(0))
const file = (...chunks: readonly Buffer[]): Buffer => Buffer.concat([SIGNATURE, ...chunks, end])
const refused = (bytes: Uint8Array, why: RegExp) =>
  assert.throws(
    () => readPng(bytes),
    (error: unknown) => error instanceof NetError && error.code === 'bad_request' && why.test(error.message),
  )

const pictures = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
    channels: fc.constantFrom(1 as const, 3 as const),
    byte: fc.nat(255),
  })
  .map(({ width, height, channels, byte }) => ({
    width,
    height,
    channels,
    data: Uint8Array.from({ length: width * height * channels }, (_, i) => (i * byte) & 255),
  }))

test('what is written is read again', () => {
  fc.assert(fc.property(pictures, picture => assert.deepEqual(readPng(writePng(picture)), picture)))
})

test('all forms of the format show the same grey', () => {
  const [width, height] = [3, 2]
  const grey = [0, 51, 102, 153, 204, 255]
  const wanted = { width, height, channels: 1, data: Uint8Array.from(grey) }
  const forms = {
    sixteen: encode({ width, height, depth: 16, channels: 1, data: Uint16Array.from(grey, v => v * 257) }),
    interlaced: encode(
      { width, height, depth: 8, channels: 1, data: Uint8Array.from(grey) },
      { interlace: 'Adam7' },
    ),
    alpha: encode({
      width,
      height,
      depth: 8,
      channels: 2,
      data: Uint8Array.from(grey.flatMap(v => [v, 255])),
    }),
    four: file(
      header(width, height, { depth: 4 }),
      chunk('IDAT', deflateSync(Uint8Array.of(0, 0x03, 0x60, 0, 0x9c, 0xf0))),
    ),
  }
  for (const [name, bytes] of Object.entries(forms)) assert.deepEqual(readPng(bytes), wanted, name)
  const colours = readPng(
    encode({
      width,
      height,
      depth: 8,
      channels: 4,
      data: Uint8Array.from(grey.flatMap(v => [v, v, v, 255])),
    }),
  )
  assert.deepEqual(colours.data, Uint8Array.from(grey.flatMap(v => [v, v, v])))
  const palette = file(
    header(2, 1, { colour: 3 }),
    chunk('PLTE', Uint8Array.of(255, 0, 0, 0, 0, 255)),
    chunk('tRNS', Uint8Array.of(255, 0)),
    chunk('IDAT', deflateSync(Uint8Array.of(0, 0, 1))),
  )
  assert.deepEqual([...readPng(palette).data], [255, 0, 0, 255, 255, 255])
})

test('a picture is refused by what it claims, before anything is unpacked', () => {
  const bomb = deflateSync(Buffer.alloc(64 << 20))
  refused(file(header(100_000, 100_000), chunk('IDAT', bomb)), /claims/)
  refused(file(header(1025, 4), chunk('IDAT', bomb)), /claims/)
  refused(file(header(0, 4), chunk('IDAT', bomb)), /claims/)
  refused(file(header(4, 4, { depth: 3 })), /colours/)
  refused(file(header(4, 4, { colour: 5 })), /colours/)
  refused(Buffer.concat([file(header(4, 4)), Buffer.alloc(MAX_PNG_BYTES)]), /bytes/)
  assert.throws(() => pngHeader(Buffer.from('GIF89a and what follows it, at length')), NetError)
})

test('a picture that unpacks to more, or to less, than it claims is refused', () => {
  const bomb = deflateSync(Buffer.alloc(64 << 20))
  refused(file(header(8, 8), chunk('IDAT', bomb)), /unpack/)
  refused(file(header(8, 8, { interlace: 1 }), chunk('IDAT', bomb)), /unpack/)
  refused(file(header(8, 8), chunk('IDAT', deflateSync(Buffer.alloc(72)).subarray(0, 8))), /unpack/)
  refused(file(header(8, 8), chunk('IDAT', Buffer.from('not packed at all'))), /unpack/)
  refused(file(header(8, 8)), /unpack/)
  refused(file(header(8, 8), header(9, 9), chunk('IDAT', deflateSync(Buffer.alloc(72)))), /header/)
})

test('packed profiles and texts are not looked at', () => {
  const profile = chunk('iCCP', Buffer.concat([Buffer.from('p\0\0'), deflateSync(Buffer.alloc(64 << 20))]))
  const read = readPng(file(header(8, 8), profile, chunk('IDAT', deflateSync(Buffer.alloc(72)))))
  assert.deepEqual([read.width, read.data.length], [8, 64])
})

test('cut and changed files are refused or read, never more than that', () => {
  const whole = writePng({
    width: 20,
    height: 20,
    channels: 1,
    data: Uint8Array.from({ length: 400 }, (_, i) => i & 255),
  })
  for (let length = 0; length < whole.length; length++)
    assert.throws(() => readPng(whole.subarray(0, length)), NetError)
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const other = Uint8Array.from(whole)
      other[at] = (other[at] ?? 0) ^ change
      // Every byte stands under a checksum but the lengths, which then do not fit.
      assert.throws(() => readPng(other), NetError)
    }),
  )
})
