// The classic form: body hashes as Python prints the fields, one acceptance, and the tampered requests.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { before, test } from 'node:test'
import { pythonText, synapseBodyHash } from '../src/body-hash.ts'
import { axonHeaders, type DendriteCall, signDendrite, verifyDendrite } from '../src/dendrite.ts'
import { loadFastVerifier } from '../src/fast-sr25519.ts'
import { FormatError } from '../src/format-error.ts'
import { hexToBytes } from '../src/hex.ts'
import { keyPairFromUri } from '../src/keyring.ts'
import { MemoryReplayCache } from '../src/replay.ts'
import type { HttpRequest } from '../src/signed-request.ts'
import { verifySignature } from '../src/verify.ts'

const [alice, bob, charlie] = ['//Alice', '//Bob', '//Charlie'].map(uri => keyPairFromUri(uri))
assert.ok(alice && bob && charlie)
const NOW = 1_790_000_000_000

before(loadFastVerifier)

test('the body hash of no fields, and of fields as Python prints them', () => {
  assert.equal(synapseBodyHash([]), 'a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a')
  const sha3 = (text: string) => createHash('sha3-256').update(text).digest('hex')
  assert.equal(synapseBodyHash(['hé', 7]), sha3(sha3('hé') + sha3('7')))
  const printed: [unknown, string][] = [
    ["it's", "it's"],
    [-3, '-3'],
    [true, 'True'],
    [null, 'None'],
    [['a', 1, [false]], "['a', 1, [False]]"],
    [{ role: 'user', n: [null] }, "{'role': 'user', 'n': [None]}"],
  ]
  for (const [value, text] of printed) assert.equal(pythonText(value), text)
  // Printed by CPython 3.12.
  const quoted: [unknown, string][] = [
    [["it's"], `["it's"]`],
    [[`a"b'c`], `['a"b\\'c']`],
    [['a\n\t\\'], "['a\\n\\t\\\\']"],
    [['é'], "['é']"],
    [
      ['\x00\x7f\x85\xa0\u2028\u200b\u{1f600}\u{e0001}'],
      "['\\x00\\x7f\\x85\\xa0\\u2028\\u200b\u{1f600}\\U000e0001']",
    ],
    [{ a: [0.5, 1e-4, 123456789.25] }, "{'a': [0.5, 0.0001, 123456789.25]}"],
  ]
  for (const [value, text] of quoted) assert.equal(pythonText(value), text)
  for (const value of [2 ** 53, 1e-5, 1e300, ['\ud800'], ['\u0378'], undefined]) {
    assert.throws(
      () => pythonText(value),
      error => error instanceof FormatError && error.code === 'request',
    )
  }
})

const bodyHash = synapseBodyHash(['the prompt'])
const call: DendriteCall = {
  name: 'Generate',
  receiver: bob.account,
  axonIp: '127.0.0.1',
  axonPort: 8091,
  ip: '127.0.0.1',
  version: 10_002_000,
  nonce: BigInt(NOW) * 1_000_000n,
  uuid: '5ecbd69c-1cec-11ee-b0dc-e29ce36fec1a',
  timeout: 12,
  bodyHash,
}
const request = (change: Partial<DendriteCall> = {}): HttpRequest => ({
  method: 'POST',
  target: '/Generate',
  body: new Uint8Array(),
  headers: signDendrite(alice, { ...call, ...change }),
})
const verify = (received: HttpRequest, { now = NOW, seen = new MemoryReplayCache(), hash = bodyHash } = {}) =>
  verifyDendrite(received, { ownHotkey: bob.account, now, seen, bodyHash: () => hash })
const refused = (reason: string) => ({ ok: false, status: 401, reason })

test('accepted once, in any order of nonces', () => {
  const seen = new MemoryReplayCache()
  const [late, early] = [request(), request({ nonce: call.nonce - 1n })]
  assert.deepEqual(verify(late, { seen }), { ok: true, sender: alice.account })
  assert.deepEqual(verify(early, { seen }), { ok: true, sender: alice.account })
  assert.deepEqual(verify(late, { seen }), refused('replayed'))
})

test('tampered, stale and unsigned requests are refused', () => {
  const honest = request()
  const set = (name: string, value: string | undefined): HttpRequest => ({
    ...honest,
    headers: { ...honest.headers, [name]: value },
  })
  const other = synapseBodyHash(['another prompt'])
  const cases: [string, HttpRequest, string][] = [
    ['no signature', set('bt_header_dendrite_signature', undefined), 'missing'],
    ['empty signature', set('bt_header_dendrite_signature', ''), 'missing'],
    ['ff signature', set('bt_header_dendrite_signature', `0x${'ff'.repeat(64)}`), 'signature'],
    ['short signature', set('bt_header_dendrite_signature', '0x00'), 'malformed'],
    ['other caller', set('bt_header_dendrite_hotkey', charlie.ss58), 'signature'],
    ['other axon', set('bt_header_axon_hotkey', charlie.ss58), 'receiver'],
    [
      'misdirected, rewritten',
      {
        ...request({ receiver: charlie.account }),
        headers: { ...request({ receiver: charlie.account }).headers, bt_header_axon_hotkey: bob.ss58 },
      },
      'signature',
    ],
    ['other nonce', set('bt_header_dendrite_nonce', String(call.nonce + 1n)), 'signature'],
    ['nonce text', set('bt_header_dendrite_nonce', '1e18'), 'malformed'],
    ['other uuid', set('bt_header_dendrite_uuid', '5ecbd69c-1cec-11ee-b0dc-e29ce36fec1b'), 'signature'],
    ['uuid with a dot', set('bt_header_dendrite_uuid', 'a.b'), 'malformed'],
    ['other body hash', set('computed_body_hash', other), 'signature'],
    ['stale', request({ nonce: call.nonce - 16_000_000_001n }), 'stale'],
    ['stale behind a long timeout', request({ nonce: call.nonce - 16_000_000_001n, timeout: 1e9 }), 'stale'],
    ['future', request({ nonce: call.nonce + 4_000_000_001n }), 'future'],
  ]
  for (const [name, received, reason] of cases) assert.deepEqual(verify(received), refused(reason), name)
  assert.deepEqual(verify(set('computed_body_hash', other), { hash: other }), refused('signature'))
  assert.deepEqual(verify(honest, { hash: other }), refused('body'))
  assert.throws(() => signDendrite(keyPairFromUri('//Alice', 'ed25519'), call), FormatError)
})

test("a stranger's body is not parsed", () => {
  const verdict = verifyDendrite(request(), {
    ownHotkey: bob.account,
    now: NOW,
    seen: new MemoryReplayCache(),
    welcome: () => false,
    bodyHash: () => assert.fail('parsed'),
  })
  assert.deepEqual(verdict, { ok: false, status: 403, reason: 'unwelcome' })
})

test("the axon's answer is signed for its caller, in one line of text a header", () => {
  const answer = {
    ...{ status: 200, message: 'Success', processTime: 0.25, ip: '127.0.0.1', port: 8091 },
    ...{ version: 10_002_000, nonce: call.nonce, uuid: call.uuid },
  }
  const headers = axonHeaders(bob, answer, alice.account)
  assert.equal(headers.bt_header_axon_status_code, '200')
  const signed = new TextEncoder().encode(`${call.nonce}.${alice.ss58}.${bob.ss58}.${call.uuid}`)
  const signature = hexToBytes(headers.bt_header_axon_signature ?? '')
  const publicKey = hexToBytes(bob.account)
  assert.ok(verifySignature({ scheme: 'sr25519', publicKey, message: signed, signature }))
  const refusal = axonHeaders(bob, { ...answer, message: 'no\r\nx: y\u00e9' }, undefined)
  assert.equal(refusal.bt_header_axon_signature, undefined)
  assert.equal(refusal.bt_header_axon_status_message, 'no x: y ')
})
