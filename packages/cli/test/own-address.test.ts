// What a miner may announce.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownNets } from '@taonet/neuron'
import { announcedBy, ensureAnnounceable, portRange, relayNamed } from '../src/join/own-address.ts'

test('addresses with and without ports', () => {
  assert.deepEqual(announcedBy('203.0.113.7', 8091), { host: '203.0.113.7', port: 8091 })
  assert.deepEqual(announcedBy('203.0.113.7:9000', 8091), { host: '203.0.113.7', port: 9000 })
  assert.deepEqual(announcedBy('2001:db8::1', 8091), { host: '2001:db8::1', port: 8091 })
  assert.deepEqual(announcedBy('[2001:db8::1]:9000', 8091), { host: '2001:db8::1', port: 9000 })
})

test('what is no address, or has no port, is refused with a hint', () => {
  for (const text of ['localhost', 'a.example:80', '1.2.3:80', '1.2.3.4:0', '1.2.3.4:70000', '', '1.2.3.4:'])
    assert.throws(() => announcedBy(text, 8091), { code: 'bad-address', hint: /--announce/ }, text)
  assert.throws(() => announcedBy('203.0.113.7', 0), { code: 'bad-address' })
})

test('private addresses are announced only where the chain allows loopback, and then only loopback', () => {
  ensureAnnounceable('8.8.8.8', false)
  ensureAnnounceable('127.0.0.1', true)
  for (const host of ['127.0.0.1', '10.0.0.1', '192.168.1.1', '169.254.169.254', '0.0.0.0', '::1'])
    assert.throws(() => ensureAnnounceable(host, false), { code: 'bad-address' }, host)
  assert.throws(() => ensureAnnounceable('192.168.1.1', true), { code: 'bad-address', hint: /--allow-net/ })
  ensureAnnounceable('192.168.1.1', false, ownNets(['192.168.0.0/16']))
  assert.throws(() => ensureAnnounceable('10.0.0.1', false, ownNets(['192.168.0.0/16'])))
})

test('a relay is a name or an address with a port, and its ports a range', () => {
  assert.deepEqual(relayNamed('relay.example:8200'), { host: 'relay.example', port: 8200 })
  assert.deepEqual(relayNamed('203.0.113.7:8200'), { host: '203.0.113.7', port: 8200 })
  assert.deepEqual(relayNamed('[2001:db8::1]:8200'), { host: '2001:db8::1', port: 8200 })
  for (const text of ['relay.example', '2001:db8::1:8200', 'a:0', 'a:65536', ':80', 'a b:80', ''])
    assert.throws(() => relayNamed(text), { code: 'bad-address', hint: /--tunnel/ }, text)
  assert.deepEqual(portRange('9100-9199'), { first: 9100, last: 9199 })
  assert.deepEqual(portRange('9100-9100'), { first: 9100, last: 9100 })
  for (const text of ['9100', '9199-9100', '0-5', '1-65536', '-', 'a-b'])
    assert.throws(() => portRange(text), { code: 'bad-ports', hint: /--relay-ports/ }, text)
})
