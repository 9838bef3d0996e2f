// Addresses: what may be connected to, and how they lie on chain; events: cut anywhere, read the same.

import assert from 'node:assert/strict'
import { isIP } from 'node:net'
import { test } from 'node:test'
import { hash32, isNetError } from '@taonet/wire'
import fc from 'fast-check'
import { packAddress, unpackAxon } from '../src/chain/axon-address.ts'
import { EVERY_PRIVATE_NET, mayConnect, ownNets } from '../src/dispatch/address-policy.ts'
import { readEvents, writeEvent } from '../src/dispatch/event-stream.ts'
import { originOf, placeOf } from '../src/dispatch/origin.ts'

const PUBLIC = ['1.1.1.1', '8.8.8.8', '93.184.216.34', '2606:4700:4700::1111', '2a00:1450:4001:80b::200e']
const LOOPBACK = ['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1']
const NEVER = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '168.63.129.16',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::ffff:10.0.0.1',
  '64:ff9b::a00:1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'ff02::1',
  '2001:db8::1',
  '2002:a00:1::',
  'localhost',
  '',
]

import { validatorKey } from './fixtures.ts'

test('public addresses may be called, loopback where the chain allows it, the rest never', () => {
  for (const address of PUBLIC) assert.equal(mayConnect(address, false), true, address)
  for (const address of LOOPBACK) {
    assert.equal(mayConnect(address, false), false, address)
    assert.equal(mayConnect(address, true), true, address)
  }
  for (const address of NEVER) {
    assert.equal(mayConnect(address, false), false, address)
    assert.equal(mayConnect(address, true), false, address)
  }
})

test('private networks are called where their owner names them, and nothing else is opened by that', () => {
  const named = ownNets(['10.0.0.0/8', '192.168.4.0/22', 'fd12:3456::/32', '100.64.0.0/10'])
  const inside = ['10.255.0.1', '192.168.7.9', '::ffff:10.0.0.1', 'fd12:3456::1', '100.64.0.1']
  const outside = ['192.168.8.1', '172.16.0.1', 'fd12:3457::1', 'fd00:ec2::254', '100.100.100.200']
  for (const address of inside) {
    assert.equal(mayConnect(address, false, named), true, address)
    assert.equal(mayConnect(address, false), false, address)
    assert.equal(mayConnect(address, true, ownNets([])), false, address)
  }
  for (const address of outside) assert.equal(mayConnect(address, false, named), false, address)
  for (const address of NEVER.filter(one => !/10\.1|10\.0\.0\.1$|100\.64/.test(one)))
    assert.equal(mayConnect(address, true, named), false, address)
  for (const address of LOOPBACK) assert.equal(mayConnect(address, false, named), false, address)
  for (const address of PUBLIC) assert.equal(mayConnect(address, false, named), true, address)
  // Not even all of them together reach what a cloud tells its machines.
  for (const address of ['169.254.169.254', '168.63.129.16', 'fd00:ec2::254', '100.100.100.200'])
    assert.equal(mayConnect(address, true, EVERY_PRIVATE_NET), false, address)
})

test('a net that is not private is no net of an owner', () => {
  for (const text of [
    '0.0.0.0/0',
    '::/0',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '169.254.169.254/32',
    '8.0.0.0/8',
    '10.0.0.0/7',
    '10.0.0.0/33',
    '172.16.0.0/8',
    '192.168.0.0',
    '192.168.0/16',
    'fe80::/10',
    'fc00::/6',
    'fd00::/129',
    '::ffff:10.0.0.0/104',
    '',
  ])
    assert.throws(
      () => ownNets([text]),
      error => isNetError(error) && error.code === 'bad-net' && error.hint.includes('192.168'),
      text,
    )
})

test('addresses survive the chain', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.integer({ min: 1, max: 65_535 }), (host, port) => {
      const packed = packAddress(host)
      const axon = unpackAxon({ ...packed, port })
      if (packed.ip === 0n) return assert.equal(axon, undefined)
      assert.ok(axon)
      assert.equal(isIP(axon.host), packed.ip_type)
      assert.deepEqual(packAddress(axon.host), packed)
      assert.equal(axon.port, port)
    }),
  )
  assert.deepEqual(packAddress('127.0.0.1'), { ip: 2_130_706_433n, ip_type: 4 })
  assert.deepEqual(packAddress('::1'), { ip: 1n, ip_type: 6 })
  assert.throws(
    () => packAddress('localhost'),
    error => isNetError(error) && error.code === 'bad-address',
  )
  assert.equal(unpackAxon({ ip: 1n << 40n, ip_type: 4, port: 1 }), undefined)
  assert.equal(unpackAxon({ ip: 1n, ip_type: 4, port: 0 }), undefined)
})

test('events read the same however their bytes are cut', async () => {
  const payloads = fc.array(
    fc.string({ unit: 'grapheme' }).map(text => JSON.stringify({ text })),
    { maxLength: 8 },
  )
  const cuts = fc.array(fc.nat(400), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(payloads, cuts, async (sent, places) => {
      const bytes = Buffer.from([...sent, '[DONE]', '"after"'].map(writeEvent).join(''))
      const sorted = [...new Set(places.filter(at => at < bytes.length)), bytes.length].sort((a, b) => a - b)
      const chunks = sorted.map((end, i) => bytes.subarray(sorted[i - 1] ?? 0, end))
      const read: string[] = []
      for await (const { data } of readEvents(ReadableStream.from(chunks)))
        if (data !== undefined) read.push(data)
      assert.deepEqual(read, sent)
    }),
    { numRuns: 200 },
  )
})

test('a stream that is cut off or swollen is an error, not an end', async () => {
  const drain = async (text: string, coding: BufferEncoding = 'utf8'): Promise<void> => {
    for await (const _ of readEvents(ReadableStream.from([Buffer.from(text, coding)])));
  }
  const code =
    (expected: string) =>
    (error: unknown): boolean =>
      isNetError(error) && error.code === expected
  await assert.rejects(drain('data: {"half":'), code('cut-off'))
  await assert.rejects(drain('data: 1\n\n'), code('cut-off'))
  await assert.rejects(drain(''), code('cut-off'))
  await assert.rejects(drain(`data: ${'x'.repeat(2 << 20)}`), code('reply-too-long'))
  await assert.rejects(drain('data: \ufffd\n\n', 'latin1'), code('bad-reply'))
  await drain(': a comment\n\ndata: 1\n\ndata: [DONE]\n\n')
})

test('an origin holds the address and the pin, and gives both back', () => {
  const target = { netuid: 1, uid: 0, hotkey: validatorKey.account, port: 8091 }
  const pin = hash32(Uint8Array.from({ length: 32 }, (_, i) => i * 7))
  for (const host of ['127.0.0.1', '8.8.8.8', '::1', '2001:db8::1', '1:2:3:4:5:6:7:8', 'fe80::1:2']) {
    for (const one of [undefined, pin]) {
      const { protocol, hostname, port } = new URL(originOf({ ...target, host, pin: one }))
      assert.deepEqual(placeOf(hostname), { host, pin: one })
      assert.deepEqual([protocol, port], [one ? 'https:' : 'http:', '8091'])
    }
  }
})
