// Epistula and btauth/1: the published vector, acceptance once, and the tampered requests both refuse.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { BtauthNonces, btauthPayload, signBtauth, verifyBtauth } from '../src/btauth.ts'
import { epistulaPayload, signEpistula, verifyEpistula } from '../src/epistula.ts'
import { loadFastVerifier } from '../src/fast-sr25519.ts'
import { FormatError } from '../src/format-error.ts'
import { bytesToDigits, bytesToHex, hexToBytes } from '../src/hex.ts'
import { keyPairFromUri } from '../src/keyring.ts'
import { MemoryReplayCache } from '../src/replay.ts'
import { bodyDigest, type HeaderMap, type HttpRequest, type Verdict } from '../src/signed-request.ts'
import { ss58Encode } from '../src/ss58.ts'
import { verifySignature } from '../src/verify.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const [alice, bob, charlie] = ['//Alice', '//Bob', '//Charlie'].map(uri => keyPairFromUri(uri))
assert.ok(alice && bob && charlie)
const aliceEd = keyPairFromUri('//Alice', 'ed25519')
const NOW = 1_752_076_800_000
const plain = { method: 'POST', target: '/generate?stream=false', body: utf8('{"prompt": "hello"}') }

const vector = JSON.parse(readFileSync(new URL('../../../vectors/btauth.json', import.meta.url), 'utf8')) as {
  method: string
  target: string
  body: string
  body_sha256: string
  nonce: string
  sr25519: { sender: string; receiver: string }
  ed25519: { sender: string; receiver: string; signature: string }
}

before(loadFastVerifier)

test('the btauth/1 vector: digest, payload, deterministic signature, verification', () => {
  const request = { method: vector.method, target: vector.target, body: utf8(vector.body) }
  assert.equal(bodyDigest(request.body), vector.body_sha256)
  assert.deepEqual([alice.ss58, bob.ss58], [vector.sr25519.sender, vector.sr25519.receiver])
  const { sender, receiver } = vector.ed25519
  assert.equal(
    new TextDecoder().decode(
      btauthPayload(request, { scheme: 'ed25519', nonce: vector.nonce, sender, receiver }),
    ),
    ['btauth/1', 'ed25519', 'POST', vector.target, vector.body_sha256, vector.nonce, sender, receiver].join(
      '\n',
    ),
  )
  const headers = signBtauth(request, aliceEd, { receiver: bob.account, nonce: BigInt(vector.nonce) })
  assert.equal(headers['x-bittensor-signature'], vector.ed25519.signature)
  const context = { ownHotkey: bob.account, now: Number(BigInt(vector.nonce) / 1_000_000n) }
  const trusted = { ...context, schemeOf: () => 'ed25519' as const, seen: new MemoryReplayCache() }
  assert.deepEqual(verifyBtauth({ ...request, headers }, trusted), { ok: true, sender: aliceEd.account })
  // The header cannot choose the scheme.
  const untrusted = { ...context, seen: new MemoryReplayCache() }
  assert.deepEqual(verifyBtauth({ ...request, headers }, untrusted), {
    ok: false,
    status: 401,
    reason: 'scheme',
  })
})

interface Form {
  name: string
  sign(change?: { receiver?: typeof bob; nowMs?: number; key?: typeof alice }): HttpRequest
  verify(
    request: HttpRequest,
    options?: { nowMs?: number; seen?: MemoryReplayCache; welcome?: () => boolean },
  ): Verdict
  prefix: string
  signatureHeader: string
  senderHeader: string
  receiverHeader: string
  timeHeader: string
  maxAge: number
  maxAhead: number
}

const nonces = new BtauthNonces()
const forms: Form[] = [
  {
    name: 'btauth/1',
    sign({ receiver = bob, nowMs = NOW, key = alice } = {}) {
      const nonce = nowMs === NOW ? nonces.next(NOW) : BigInt(nowMs) * 1_000_000n
      return { ...plain, headers: signBtauth(plain, key, { receiver: receiver.account, nonce }) }
    },
    verify: (request, { nowMs = NOW, seen = new MemoryReplayCache(), welcome } = {}) =>
      verifyBtauth(request, { ownHotkey: bob.account, now: nowMs, seen, ...(welcome && { welcome }) }),
    prefix: 'x-bittensor-',
    signatureHeader: 'x-bittensor-signature',
    senderHeader: 'x-bittensor-hotkey',
    receiverHeader: 'x-bittensor-receiver',
    timeHeader: 'x-bittensor-nonce',
    maxAge: 10_000,
    maxAhead: 2_000,
  },
  {
    name: 'Epistula v2',
    sign: ({ receiver = bob, nowMs = NOW, key = alice } = {}) => ({
      ...plain,
      headers: signEpistula(plain, key, { receiver: receiver.account, now: nowMs }),
    }),
    verify: (request, { nowMs = NOW, seen = new MemoryReplayCache(), welcome } = {}) =>
      verifyEpistula(request, { ownHotkey: bob.account, now: nowMs, seen, ...(welcome && { welcome }) }),
    prefix: 'epistula-',
    signatureHeader: 'epistula-request-signature',
    senderHeader: 'epistula-signed-by',
    receiverHeader: 'epistula-signed-for',
    timeHeader: 'epistula-timestamp',
    maxAge: 8_000,
    maxAhead: 8_000,
  },
]

const refused = (reason: string, status = 401) => ({ ok: false, status, reason })
const withHeader = (request: HttpRequest, name: string, value: HeaderMap[string]): HttpRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value },
})
const flipDigit = (text: string, at: number): string =>
  text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1)

for (const form of forms) {
  const headerOf = (request: HttpRequest, name: string) => String(request.headers[name])

  test(`${form.name}: accepted once, then replayed`, () => {
    const seen = new MemoryReplayCache()
    const request = form.sign()
    assert.deepEqual(form.verify(request, { seen }), { ok: true, sender: alice.account })
    assert.deepEqual(form.verify(request, { seen }), refused('replayed'))
    assert.deepEqual(form.verify(form.sign(), { seen }), { ok: true, sender: alice.account })
  })

  test(`${form.name}: tampered requests are refused`, () => {
    const honest = form.sign()
    const signature = headerOf(honest, form.signatureHeader)
    const tampered: [string, HttpRequest, string][] = [
      ['body changed', { ...honest, body: utf8('{"prompt": "hellO"}') }, 'signature'],
      ['body emptied', { ...honest, body: new Uint8Array() }, 'signature'],
      ['body extended', { ...honest, body: new Uint8Array([...honest.body, 10]) }, 'signature'],
      ['signature bit', withHeader(honest, form.signatureHeader, flipDigit(signature, 20)), 'signature'],
      ['signature all ff', withHeader(honest, form.signatureHeader, `0x${'ff'.repeat(64)}`), 'signature'],
      [
        'marker bit cleared',
        withHeader(honest, form.signatureHeader, `${signature.slice(0, -2)}00`),
        'signature',
      ],
      ['signature short', withHeader(honest, form.signatureHeader, signature.slice(0, -2)), 'malformed'],
      [
        'signature upper case',
        withHeader(honest, form.signatureHeader, signature.toUpperCase()),
        'malformed',
      ],
      ['signature absent', withHeader(honest, form.signatureHeader, undefined), 'missing'],
      ['signature twice', withHeader(honest, form.signatureHeader, [signature, signature]), 'missing'],
      ['other sender', withHeader(honest, form.senderHeader, charlie.ss58), 'signature'],
      [
        'sender of another network',
        withHeader(honest, form.senderHeader, ss58Encode(alice.account, 0)),
        'malformed',
      ],
      ['sender garbage', withHeader(honest, form.senderHeader, 'not an address'), 'malformed'],
      ['other receiver named', withHeader(honest, form.receiverHeader, charlie.ss58), 'receiver'],
      ['receiver absent', withHeader(honest, form.receiverHeader, undefined), 'missing'],
      ['receiver unbound', withHeader(honest, form.receiverHeader, '-'), 'receiver'],
      ['misdirected', form.sign({ receiver: charlie }), 'receiver'],
      [
        'misdirected, receiver rewritten',
        withHeader(form.sign({ receiver: charlie }), form.receiverHeader, bob.ss58),
        'signature',
      ],
      [
        'time rewritten',
        withHeader(honest, form.timeHeader, flipDigit(headerOf(honest, form.timeHeader), 12)),
        'signature',
      ],
      ['time not a number', withHeader(honest, form.timeHeader, 'soon'), 'malformed'],
      ['time negative', withHeader(honest, form.timeHeader, '-1'), 'malformed'],
      [
        'time with a zero in front',
        withHeader(honest, form.timeHeader, `0${headerOf(honest, form.timeHeader)}`),
        'malformed',
      ],
      ['time endless', withHeader(honest, form.timeHeader, '9'.repeat(400)), 'malformed'],
      ['version', withHeader(honest, `${form.prefix}version`, '3'), 'version'],
      ['version absent', withHeader(honest, `${form.prefix}version`, undefined), 'missing'],
      ['no headers', { ...honest, headers: {} }, 'missing'],
    ]
    const seen = new MemoryReplayCache()
    for (const [name, request, reason] of tampered) {
      assert.deepEqual(form.verify(request, { seen }), refused(reason), name)
    }
    assert.equal(seen.size, 0, 'a refused request leaves no trace')
    assert.equal(form.verify(honest, { seen }).ok, true)
  })

  test(`${form.name}: the time limits hold to the millisecond`, () => {
    const at = (nowMs: number) => form.verify(form.sign({ nowMs }))
    assert.equal(at(NOW - form.maxAge).ok, true)
    assert.deepEqual(at(NOW - form.maxAge - 1), refused('stale'))
    assert.equal(at(NOW + form.maxAhead).ok, true)
    assert.deepEqual(at(NOW + form.maxAhead + 1), refused('future'))
  })

  test(`${form.name}: no moment at which a request is forgotten but still fresh`, () => {
    for (const signedAt of [NOW - 3, NOW, NOW + form.maxAhead]) {
      const seen = new MemoryReplayCache()
      const request = form.sign({ nowMs: signedAt })
      assert.equal(form.verify(request, { seen }).ok, true)
      for (const later of [1, 500, form.maxAge - 1, form.maxAge, form.maxAge + 1]) {
        const verdict = form.verify(request, { seen, nowMs: Math.max(NOW, signedAt + later) })
        assert.equal(verdict.ok, false, `${signedAt - NOW} ${later}`)
      }
    }
  })

  test(`${form.name}: verified but unwelcome is 403 and takes no memory; a full memory refuses`, () => {
    const seen = new MemoryReplayCache(1)
    assert.deepEqual(form.verify(form.sign(), { seen, welcome: () => false }), refused('unwelcome', 403))
    assert.equal(seen.size, 0)
    assert.equal(form.verify(form.sign(), { seen }).ok, true)
    assert.deepEqual(form.verify(form.sign(), { seen }), refused('replay-cache-full'))
    const afterExpiry = NOW + form.maxAge + 3
    assert.equal(form.verify(form.sign({ nowMs: afterExpiry }), { seen, nowMs: afterExpiry }).ok, true)
  })

  test(`${form.name}: random header bytes never throw and never pass`, () => {
    const honest = form.sign()
    const names = Object.keys(honest.headers)
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string({ maxLength: 200, unit: 'binary' }), (name, value) => {
        fc.pre(honest.headers[name] !== value)
        assert.equal(form.verify(withHeader(honest, name, value)).ok, false)
      }),
      { numRuns: 500 },
    )
  })
}

test('btauth/1 also signs method and target, and sr25519 may be named', () => {
  const [form] = forms
  const honest = form!.sign()
  assert.deepEqual(form!.verify({ ...honest, method: 'PUT' }), refused('signature'))
  assert.deepEqual(form!.verify({ ...honest, target: '/generate?stream=true' }), refused('signature'))
  assert.deepEqual(form!.verify({ ...honest, target: '/generate' }), refused('signature'))
  for (const scheme of ['ed25519', 'mldsa', 'hashed', '']) {
    assert.deepEqual(
      form!.verify(withHeader(honest, 'x-bittensor-crypto', scheme)),
      refused('scheme'),
      scheme,
    )
  }
  assert.equal(
    form!.verify(withHeader({ ...honest, method: 'post' }, 'x-bittensor-crypto', 'sr25519')).ok,
    true,
  )
})

test('btauth/1 nonces grow within a millisecond and when the clock steps back', () => {
  const source = new BtauthNonces()
  const drawn = [NOW, NOW, NOW, NOW - 5000, NOW + 1].map(now => source.next(now))
  assert.deepEqual(
    drawn.map(nonce => nonce - BigInt(NOW) * 1_000_000n),
    [0n, 1n, 2n, 3n, 1_000_000n],
  )
})

test('Epistula: the signed text, GET, and the proofs that hold without a body', () => {
  const uuid = '0b5ba8a2-3f6b-4f2e-9a44-7c0a4b9a0001'
  assert.equal(
    new TextDecoder().decode(epistulaPayload(new Uint8Array(), uuid, '17', bob.ss58)),
    `e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855.${uuid}.17.${bob.ss58}`,
  )
  const now = 1_752_076_800_001
  const headers = signEpistula({ body: new Uint8Array() }, alice, {
    receiver: bob.account,
    now,
    uuid,
    secretSignatures: true,
  })
  const get = { method: 'GET', target: '/', body: new Uint8Array(), headers }
  const context = { ownHotkey: bob.account, now, seen: new MemoryReplayCache() }
  assert.equal(verifyEpistula(get, context).ok, true)
  for (const [k, interval] of [175_207_680, 175_207_681, 175_207_682].entries()) {
    const signature = hexToBytes(String(headers[`epistula-secret-signature-${k}`]))
    const message = utf8(`${interval}.${bob.ss58}`)
    assert.ok(
      verifySignature({ scheme: 'sr25519', publicKey: alice.publicKey, message, signature }),
      String(k),
    )
  }
  for (const bad of ['', 'x', `${uuid}.1`, uuid.slice(1)]) {
    const text = epistulaPayload(get.body, bad, String(now), bob.ss58)
    const forged: HeaderMap = {
      ...headers,
      'epistula-uuid': bad,
      'epistula-request-signature': bytesToHex(alice.sign(text)),
    }
    assert.equal(verifyEpistula({ ...get, headers: forged }, context).ok, false, bad)
  }
  assert.throws(() => signEpistula(get, aliceEd, { receiver: bob.account, now }), FormatError)
})

test('the memory stays within its bound and drops what has expired', () => {
  const cache = new MemoryReplayCache(100)
  for (let i = 0; i < 1000; i++) cache.remember(bytesToDigits(Uint8Array.of(i >> 8, i & 255)), i + 50, i)
  assert.ok(cache.size <= 100)
  assert.equal(cache.remember('x', 10_000, 5000), 'fresh')
  assert.equal(cache.size, 1)
  assert.equal(cache.remember('x', 10_000, 10_000), 'seen')
  assert.equal(cache.remember('x', 20_000, 10_001), 'fresh')
})
