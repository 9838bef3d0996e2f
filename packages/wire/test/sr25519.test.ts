// sr25519: pure and wasm accept and refuse the same, and neither throws on anything a stranger can send.

import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { ristretto255 } from '@noble/curves/ed25519.js'
import * as wasm from '@polkadot/wasm-crypto'
import * as scure from '@scure/sr25519'
import fc from 'fast-check'
import { loadFastVerifier } from '../src/fast-sr25519.ts'
import { digitsToBytes } from '../src/hex.ts'
import { keyPairFromUri } from '../src/keyring.ts'
import { sr25519FromSeed, sr25519Sign, sr25519Verify } from '../src/sr25519.ts'
import { Sr25519Batch } from '../src/sr25519-batch/batch.ts'
import { isSr25519Shape } from '../src/sr25519-engine.ts'
import { messageBytes, verifyMessage } from '../src/verify.ts'

const L = 2n ** 252n + 27742317777372353535851937790883648493n
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 })

interface Sample {
  name: string
  publicKey: Uint8Array
  message: Uint8Array
  signature: Uint8Array
}

const pair = sr25519FromSeed(new Uint8Array(32).fill(9))
const message = new TextEncoder().encode('pay the miner')
const good = sr25519Sign(pair, message)

const changed = (bytes: Uint8Array, change: (copy: Uint8Array) => void): Uint8Array => {
  const copy = bytes.slice()
  change(copy)
  return copy
}

function plusL(signature: Uint8Array): Uint8Array {
  const scalar = signature.slice(32)
  scalar[31]! &= 127
  let value = BigInt(`0x${Buffer.from(scalar.reverse()).toString('hex')}`) + L
  return changed(signature, copy => {
    for (let i = 32; i < 64; i++, value >>= 8n) copy[i] = Number(value & 255n)
    copy[63]! |= 128
  })
}

// Under the identity as public key the equation holds for R = [s]B whatever the message is.
const identityForgery = changed(new Uint8Array(64), copy => {
  copy.set(ristretto255.Point.BASE.multiply(5n).toBytes())
  copy[32] = 5
  copy[63] = 128
})

const hostile: Sample[] = [
  ...[0, 1, 31, 32, 33, 63, 65, 128].map(length => ({
    name: `signature of ${length}`,
    publicKey: pair.publicKey,
    message,
    signature: new Uint8Array(length).fill(1),
  })),
  ...[0, 31, 33, 64].map(length => ({
    name: `key of ${length}`,
    publicKey: new Uint8Array(length).fill(1),
    message,
    signature: good,
  })),
  { name: 'all ff signature', publicKey: pair.publicKey, message, signature: new Uint8Array(64).fill(255) },
  { name: 'all 00 signature', publicKey: pair.publicKey, message, signature: new Uint8Array(64) },
  { name: 'all ff key', publicKey: new Uint8Array(32).fill(255), message, signature: good },
  { name: 'identity key', publicKey: new Uint8Array(32), message, signature: identityForgery },
  {
    name: 'no marker',
    publicKey: pair.publicKey,
    message,
    signature: changed(good, copy => (copy[63]! &= 127)),
  },
  { name: 'S + L', publicKey: pair.publicKey, message, signature: plusL(good) },
  { name: 'odd key', publicKey: changed(pair.publicKey, copy => (copy[0]! |= 1)), message, signature: good },
  { name: 'other message', publicKey: pair.publicKey, message: message.slice(1), signature: good },
  { name: 'other key', publicKey: keyPairFromUri('//Bob').publicKey, message, signature: good },
]

const pureVerdicts = hostile.map(({ publicKey, message, signature }) =>
  sr25519Verify(publicKey, message, signature),
)
const pureAccepts = sr25519Verify(pair.publicKey, message, good)
const pureFlips = [...Array(512).keys()]
  .filter(bit => bit % 16 === 3)
  .map(bit =>
    sr25519Verify(
      pair.publicKey,
      message,
      changed(good, copy => (copy[bit >> 3]! ^= 1 << (bit & 7))),
    ),
  )

before(async () => {
  await Promise.all([loadFastVerifier(), wasm.waitReady()])
})

test('the pure engine accepts the good and refuses each hostile sample', () => {
  assert.equal(pureAccepts, true)
  for (const [i, { name }] of hostile.entries()) assert.equal(pureVerdicts[i], false, name)
  assert.ok(pureFlips.every(verdict => verdict === false))
})

test('the wasm engine gives the same verdicts', () => {
  assert.equal(sr25519Verify(pair.publicKey, message, good), true)
  for (const { name, publicKey, message, signature } of hostile) {
    assert.equal(sr25519Verify(publicKey, message, signature), false, name)
  }
})

test('a batch takes none of them, alone or among good ones', async () => {
  const batch = await Sr25519Batch.load()
  const honest = { publicKey: pair.publicKey, message, signature: good }
  assert.ok(batch.areGood([honest]) && batch.areGood([honest, honest]))
  const flipped = Array.from({ length: 512 }, (_, bit) => ({
    name: `bit ${bit}`,
    publicKey: pair.publicKey,
    message,
    signature: changed(good, copy => (copy[bit >> 3]! ^= 1 << (bit & 7))),
  }))
  for (const { name, ...sample } of [...hostile, ...flipped]) {
    if (!isSr25519Shape(sample.publicKey, sample.signature)) continue
    assert.equal(batch.areGood([sample]), false, name)
    assert.equal(batch.areGood([honest, sample, honest]), false, name)
  }
})

test('the identity forgery would pass the bare wasm check, so the guard matters', () => {
  assert.equal(wasm.sr25519Verify(identityForgery, message, new Uint8Array(32)), true)
})

test('signatures of each library verify in the other', () => {
  fc.assert(
    fc.property(seeds, fc.uint8Array({ maxLength: 300 }), (seed, text) => {
      const { publicKey, secret } = sr25519FromSeed(seed)
      assert.deepEqual(publicKey, wasm.sr25519KeypairFromSeed(seed).slice(64))
      const ours = sr25519Sign({ publicKey, secret }, text)
      assert.ok(scure.verify(text, ours, publicKey))
      assert.ok(sr25519Verify(publicKey, text, scure.sign(secret, text)))
      assert.notDeepEqual(sr25519Sign({ publicKey, secret }, text), ours)
    }),
    { numRuns: 40 },
  )
})

test('a signature of a Bittensor wallet, and a message wrapped by a browser wallet', () => {
  const alice = keyPairFromUri('//Alice')
  const text = 'I own this key'
  const plain = alice.sign(messageBytes(text))
  const wrapped = alice.sign(messageBytes(`<Bytes>${text}</Bytes>`))
  const check = (message: string, signature: Uint8Array) =>
    verifyMessage({ scheme: 'sr25519', publicKey: alice.publicKey, message, signature })
  assert.deepEqual(
    [check(text, plain), check(text, wrapped), check('I own that key', plain)],
    [true, true, false],
  )
  assert.ok(check('0x0102', alice.sign(Uint8Array.of(1, 2))))
  assert.ok(check(WALLET.message, digitsToBytes(WALLET.signature)))
})

// Keypair.create_from_uri('//Alice').sign('taonet') of bittensor-wallet 4.0.1.
const WALLET = {
  message: 'taonet',
  signature:
    'a6c3bbc64a4c315924843893e2288827e857c97775f823f8015093175e494722315cb86e84bcf6a39d06c0ef43ceaf82005301fecab228a7d97414652e2c3d8e',
}
