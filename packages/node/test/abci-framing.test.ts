// Messages on the engine's socket: any cut gives the same messages, and no length makes us allocate.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { frame, Unframer } from '../src/abci/framing.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)

test('messages survive being cut anywhere', () => {
  const size = fc.oneof({ weight: 9, arbitrary: fc.nat(300) }, { weight: 1, arbitrary: fc.nat(40_000) })
  fc.assert(
    fc.property(fc.array(size, { maxLength: 8 }), fc.array(fc.nat(500), { maxLength: 60 }), (sizes, cuts) => {
      const messages = sizes.map((length, index) => new Uint8Array(length).fill(index + 1))
      const stream = Buffer.concat(messages.map(frame))
      const unframer = new Unframer()
      const heard: Uint8Array[] = []
      let at = 0
      for (const cut of cuts) {
        heard.push(...unframer.push(stream.subarray(at, at + cut)))
        at += cut
      }
      heard.push(...unframer.push(stream.subarray(at)))
      assert.deepEqual(
        heard.map(message => Uint8Array.from(message)),
        messages,
      )
    }),
    { numRuns: 300 * EFFORT },
  )
})

test('the prefix is an unsigned varint', () => {
  assert.deepEqual([...frame(new Uint8Array(3))].slice(0, 1), [3])
  assert.deepEqual([...frame(new Uint8Array(300))].slice(0, 2), [0xac, 0x02])
})

test('an impossible length is refused before anything is kept for it', () => {
  for (const bytes of [
    [0xff, 0xff, 0xff, 0xff, 0x0f],
    [0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
    [0x81, 0x80, 0x80, 0x20],
  ])
    assert.throws(() => new Unframer().push(Uint8Array.from(bytes)), { code: 'abci-frame' })
})
