// taonet sessions: the handshake, both keys equal, one MAC per request, the counter window, refusals.

import assert from 'node:assert/strict'
import { createHmac, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { COUNTER_WINDOW, CounterWindow } from '../src/counter-window.ts'
import { loadFastVerifier } from '../src/fast-sr25519.ts'
import { FormatError } from '../src/format-error.ts'
import { bytesToHex, hexToBytes } from '../src/hex.ts'
import { keyPairFromUri } from '../src/keyring.ts'
import { Session, type SessionContext, SessionTable, verifySession } from '../src/session.ts'
import { acceptSession, completeSession, offerSession } from '../src/session-handshake.ts'
import { deriveSessionKey, equalInConstantTime, x25519Share } from '../src/session-key.ts'
import { bodyDigest, type HttpRequest } from '../src/signed-request.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const [alice, bob, charlie] = ['//Alice', '//Bob', '//Charlie'].map(uri => keyPairFromUri(uri))
assert.ok(alice && bob && charlie)
const NOW = 1_790_000_000_000
const plain = { method: 'POST', target: '/v1/chat?x=1', body: utf8('{"n":1}') }
const parties = { caller: alice.account, receiver: bob.account, netuid: 1 }
const refused = (reason: string, status = 401) => ({ ok: false, status, reason })
const rewrite = (body: Uint8Array, change: Record<string, unknown>): Uint8Array =>
  utf8(JSON.stringify({ ...(JSON.parse(new TextDecoder().decode(body)) as object), ...change }))

before(loadFastVerifier)

function handshake(now = NOW) {
  const pending = offerSession(parties)
  const granted = acceptSession(pending.body, { sender: alice!.account, own: bob!, now })
  assert.ok(granted.ok)
  return { pending, granted, session: completeSession(pending, granted.body, { now }) }
}

function receiver(granted: Session, change: Partial<SessionContext> = {}): SessionContext {
  const sessions = new SessionTable()
  sessions.grant(granted, NOW)
  return { ownHotkey: bob!.account, now: NOW, sessions, ...change }
}

test('both sides hold the same session and a sealed request passes once', () => {
  const { granted, session } = handshake()
  assert.deepEqual(
    [session.id, session.caller, session.receiver, session.netuid, session.expiresAt],
    [granted.session.id, alice.account, bob.account, 1, NOW + 600_000],
  )
  assert.match(session.id, /^[A-Za-z0-9_-]{22}$/)
  const context = receiver(granted.session)
  const request = { ...plain, headers: session.seal(plain, 0) }
  const verdict = verifySession(request, context)
  assert.ok(verdict.ok)
  assert.equal(verdict.sender, alice.account)
  assert.equal(verdict.session, granted.session)
  assert.deepEqual(verifySession(request, context), refused('replayed'))
  assert.ok(verifySession({ ...plain, headers: session.seal(plain, 1) }, context).ok)
})

test('key and MAC are those of node:crypto', () => {
  const { secret, share } = x25519Share()
  const peer = x25519Share()
  const privateKey = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), secret]),
    format: 'der',
    type: 'pkcs8',
  })
  const x = Buffer.from(peer.share).toString('base64url')
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' })
  const salt = Buffer.concat([alice.publicKey, bob.publicKey])
  const expected = new Uint8Array(
    hkdfSync('sha256', diffieHellman({ privateKey, publicKey }), salt, 'taonet-session/1', 32),
  )
  const key = deriveSessionKey(secret, peer.share, alice.account, bob.account)
  assert.deepEqual(key, expected)
  assert.deepEqual(deriveSessionKey(peer.secret, share, alice.account, bob.account), expected)
  assert.notDeepEqual(deriveSessionKey(secret, peer.share, bob.account, alice.account), expected)

  const session = new Session({ ...parties, id: 'A'.repeat(22), expiresAt: NOW }, key)
  const lines = ['taonet-session/1', 'POST', plain.target, '41', bob.ss58, bodyDigest(plain.body)]
  const mac = createHmac('sha256', key).update(lines.join('\n')).digest()
  assert.equal(session.seal(plain, 41)['x-taonet-mac'], bytesToHex(mac))
})

test('tampered, misdirected and late requests are refused', () => {
  const { session, granted } = handshake()
  const headers = session.seal(plain, 7)
  const honest: HttpRequest = { ...plain, headers }
  const mac = headers['x-taonet-mac']!
  const set = (name: string, value: string | undefined | string[]): HttpRequest => ({
    ...honest,
    headers: { ...headers, [name]: value },
  })
  const other = handshake().session
  const context = receiver(granted.session)
  const tampered: [string, HttpRequest, string][] = [
    ['method', { ...honest, method: 'PUT' }, 'signature'],
    ['target', { ...honest, target: '/v1/chat?x=2' }, 'signature'],
    ['body', { ...honest, body: utf8('{"n":2}') }, 'signature'],
    ['counter', set('x-taonet-counter', '8'), 'signature'],
    ['mac bit', set('x-taonet-mac', mac.slice(0, -1) + (mac.endsWith('0') ? '1' : '0')), 'signature'],
    ['mac all ff', set('x-taonet-mac', `0x${'ff'.repeat(32)}`), 'signature'],
    ['mac short', set('x-taonet-mac', mac.slice(0, -2)), 'malformed'],
    ['mac absent', set('x-taonet-mac', undefined), 'missing'],
    ['mac twice', set('x-taonet-mac', [mac, mac]), 'missing'],
    ['counter in another spelling', set('x-taonet-counter', '07'), 'malformed'],
    ['counter negative', set('x-taonet-counter', '-7'), 'malformed'],
    ['counter not a number', set('x-taonet-counter', '0x7'), 'malformed'],
    ['counter absent', set('x-taonet-counter', undefined), 'missing'],
    ['session unknown', set('x-taonet-session', 'B'.repeat(22)), 'unknown-session'],
    ['session of the prototype', set('x-taonet-session', '__proto__'), 'unknown-session'],
    [
      'key of another session',
      { ...plain, headers: { ...other.seal(plain, 7), 'x-taonet-session': session.id } },
      'signature',
    ],
  ]
  for (const [name, request, reason] of tampered)
    assert.deepEqual(verifySession(request, context), refused(reason), name)
  assert.deepEqual(verifySession(honest, { ...context, ownHotkey: charlie.account }), refused('receiver'))
  assert.deepEqual(verifySession(honest, { ...context, now: NOW + 600_001 }), refused('expired'))
  assert.deepEqual(verifySession(honest, { ...context, welcome: () => false }), refused('unwelcome', 403))
  // None of these took the counter.
  assert.ok(verifySession(honest, { ...context, now: NOW + 600_000 }).ok)
})

test('a counter beyond 2^53 is refused even under a right MAC', () => {
  const { session, granted } = handshake()
  const counter = '9007199254740993'
  const headers = {
    'x-taonet-session': session.id,
    'x-taonet-counter': counter,
    'x-taonet-mac': bytesToHex(session.mac(plain, counter)),
  }
  assert.deepEqual(verifySession({ ...plain, headers }, receiver(granted.session)), refused('replayed'))
})

test('the window accepts each counter once, in any order within 1,024', () => {
  const inWindow = fc.array(fc.nat(3 * COUNTER_WINDOW), { maxLength: 400 })
  fc.assert(
    fc.property(inWindow, counters => {
      const window = new CounterWindow()
      const taken = new Set<number>()
      let highest = -1
      for (const counter of counters) {
        const expected = !taken.has(counter) && counter > highest - COUNTER_WINDOW
        assert.equal(window.accept(counter), expected, `${counter} after ${highest}`)
        if (expected) taken.add(counter)
        highest = Math.max(highest, counter)
      }
    }),
    { numRuns: 300 },
  )
  const window = new CounterWindow()
  assert.ok(window.accept(5000))
  assert.deepEqual(
    [window.accept(5000 - 1024), window.accept(5000 - 1023), window.accept(5000 - 1023)],
    [false, true, false],
  )
  for (const counter of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
    assert.equal(window.accept(counter), false, String(counter))
  }
})

test('offers that are not what they claim are refused', () => {
  const { body } = offerSession(parties)
  const accept = (offer: Uint8Array, sender = alice.account) =>
    acceptSession(offer, { sender, own: bob, now: NOW })
  assert.deepEqual(accept(body, charlie.account), refused('sender'))
  assert.deepEqual(accept(rewrite(body, { receiver: charlie.ss58 })), refused('receiver'))
  const malformed: Uint8Array[] = [
    utf8(''),
    utf8('[]'),
    utf8('null'),
    utf8('{'),
    Uint8Array.of(0xff, 0xfe),
    rewrite(body, { protocol: 'taonet-session/2' }),
    rewrite(body, { share: '0x00' }),
    rewrite(body, { share: 5 }),
    // points of small order: everybody knows the agreed secret
    rewrite(body, { share: bytesToHex(new Uint8Array(32)) }),
    rewrite(body, { share: bytesToHex(Uint8Array.from({ length: 32 }, (_, i) => Number(i === 0))) }),
    rewrite(body, { share: '0xe0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800' }),
    rewrite(body, { netuid: -1 }),
    rewrite(body, { netuid: 70_000 }),
    rewrite(body, { lifetime: 601 }),
    rewrite(body, { lifetime: '60' }),
    rewrite(body, { caller: 7 }),
    rewrite(body, { padding: 'x'.repeat(2000) }),
  ]
  for (const offer of malformed) {
    assert.deepEqual(accept(offer), refused('malformed'), new TextDecoder().decode(offer).slice(0, 200))
  }
  const short = accept(rewrite(body, { lifetime: 30 }))
  assert.ok(short.ok)
  assert.equal(short.session.expiresAt, NOW + 30_000)
})

test('an answer counts only as the receiver signed it, for this offer', () => {
  const { pending, granted } = handshake()
  const changed: Record<string, unknown>[] = [
    { share: bytesToHex(x25519Share().share) },
    { share: 'x' },
    { session: 'A'.repeat(22) },
    { session: 'short' },
    { expiry: NOW + 600_001 },
    { expiry: NOW - 1 },
    { expiry: 1.5 },
    { signature: `0x${'ff'.repeat(64)}` },
    { signature: '0x' },
    { signature: undefined },
    { protocol: 'x' },
  ]
  // Well formed, but not what the receiver signed.
  const unsigned = new Set([changed[0], changed[2], changed[4], changed[7], changed[8]])
  for (const change of changed) {
    assert.throws(
      () => completeSession(pending, rewrite(granted.body, change), { now: NOW }),
      error => error instanceof FormatError && error.code === (unsigned.has(change) ? 'identity' : 'session'),
      JSON.stringify(change),
    )
  }
  assert.throws(() => completeSession(offerSession(parties), granted.body, { now: NOW }), FormatError)
  const foreign = acceptSession(rewrite(pending.body, { receiver: charlie.ss58 }), {
    sender: alice.account,
    own: charlie,
    now: NOW,
  })
  assert.ok(foreign.ok)
  assert.throws(() => completeSession(pending, foreign.body, { now: NOW }), FormatError)
})

test('the table is bounded in total and per caller, and forgets what has expired', () => {
  const table = new SessionTable({ capacity: 4, perCaller: 2 })
  const key = new Uint8Array(32)
  const session = (name: string, caller = alice.account, expiresAt = NOW + 1000) =>
    new Session({ ...parties, caller, id: name, expiresAt }, key)
  for (const name of ['a1', 'a2', 'a3']) assert.ok(table.grant(session(name), NOW))
  assert.deepEqual([table.find('a1'), table.find('a3')?.session.id, table.size], [undefined, 'a3', 2])
  for (const name of ['b1', 'b2']) assert.ok(table.grant(session(name, bob.account), NOW))
  assert.equal(table.grant(session('c1', charlie.account), NOW), false)
  assert.equal(table.grant(session('c1', charlie.account, NOW + 9000), NOW + 1001), true)
  assert.equal(table.size, 1)
})

test('constant-time comparison is equality', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), (a, b) => {
      assert.equal(equalInConstantTime(a, b), Buffer.compare(a, b) === 0)
      assert.ok(equalInConstantTime(a, hexToBytes(bytesToHex(a))))
    }),
  )
})

test('an answer is proven under the session, for its request, its kind and its digest', () => {
  const { granted, session } = handshake()
  const digest = bodyDigest(new TextEncoder().encode('the answer'))
  const mac = session.answerMac('whole', '7', digest)
  assert.equal(granted.session.answerMac('whole', '7', digest), mac)
  const others = [
    session.answerMac('stream', '7', digest),
    session.answerMac('whole', '8', digest),
    session.answerMac('whole', '7', bodyDigest(new Uint8Array())),
    handshake().session.answerMac('whole', '7', digest),
  ]
  for (const other of others) assert.notEqual(other, mac)
})
