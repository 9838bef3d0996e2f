// Key pairs: vectors, what the Bittensor wallet derives and stores, wasm as a second opinion, refusals.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { inspect } from 'node:util'
import * as wasm from '@polkadot/wasm-crypto'
import fc from 'fast-check'
import { FormatError } from '../src/format-error.ts'
import { bytesToHex, digitsToBytes, hexToBytes } from '../src/hex.ts'
import { keyPairFromMnemonic, keyPairFromSecret, keyPairFromSeed, keyPairFromUri } from '../src/keyring.ts'
import { generateMnemonic, miniSecretFromMnemonic } from '../src/mnemonic.ts'
import { DEV_PHRASE, parseSecretUri } from '../src/secret-uri.ts'
import { sr25519DerivePublic } from '../src/sr25519.ts'
import { verifySignature } from '../src/verify.ts'

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../vectors/${name}`, import.meta.url), 'utf8'))
const wire = read('wire-vectors.json') as {
  accounts: Record<string, { ss58: string; pub: string }>
  mnemonic: { mnemonic: string; miniSecret: string; pub: string; ss58: string }
}

const refuses = (code: string) => (error: unknown) => error instanceof FormatError && error.code === code
const message = new TextEncoder().encode('a message')

before(() => wasm.waitReady())

test('the development accounts and the mnemonic have the published keys', () => {
  for (const [name, { ss58, pub }] of Object.entries(wire.accounts)) {
    const pair = keyPairFromUri(`//${name[0]!.toUpperCase()}${name.slice(1)}`)
    assert.deepEqual([pair.ss58, pair.account, bytesToHex(pair.publicKey)], [ss58, pub, pub])
  }
  const pair = keyPairFromMnemonic(wire.mnemonic.mnemonic)
  assert.equal(bytesToHex(pair.seed!), wire.mnemonic.miniSecret)
  assert.deepEqual([pair.account, pair.ss58], [wire.mnemonic.pub, wire.mnemonic.ss58])
  assert.equal(keyPairFromUri(`  ${wire.mnemonic.mnemonic.replaceAll(' ', '   ')} `).ss58, pair.ss58)
})

// Printed by bittensor-wallet 4.0.1 for the same URIs.
test('derived keys are those of the Bittensor wallet', () => {
  const derived = {
    '//Alice//stash': '5GNJqTPyNqANBkUVMN1LPPrxXnFouWXoe2wNSmmEoLctxiZY',
    '//Alice/soft': '5C8PhJPLE54x23RjmqBcEEnALryCDWdTJM5xLaoL9W8XEpnt',
    '//1//2/3': '5GsE1wxr6kuU7LVf7Zqd64iHgW9CPHouXehg8GLBfU7up5Ky',
    [`${DEV_PHRASE}//foo///secret`]: '5HKBoKFoib3aNj6CV6qPzKVZHMEtUzkKm6TW9AbkwnPaZ7AT',
  }
  for (const [uri, ss58] of Object.entries(derived)) assert.equal(keyPairFromUri(uri).ss58, ss58, uri)
})

// The `privateKey` fields of files written by bittensor-wallet 4.0.1.
test('the secret is what a wallet file stores, and restores the pair', () => {
  const alice =
    '0x33a6f3093f158a7109f679410bef1a0c54168145e0cecb4df006c1c2fffb1f09925a225d97aa00682d6a59b95b18780c10d7032336e88f3442b42361f4a66011'
  const words =
    '0x2ec306fc1c5bc2f0e3a2c7a6ec6014ca4a0823a7d7d42ad5e9d7f376a1c36c0d14a2ddb1ef1df4adba49f3a4d8c0f6205117907265f09a53ccf07a4e8616dfd8'
  const soft =
    '0x7ace501b8448e9202f1d817ca91c74028f455a141d83cdaf079e6f6a5906a101dfd4fd524f1b192b45f95cc7348b62bf929ac568834602d42fcef8c18c20f150'
  assert.equal(bytesToHex(keyPairFromUri('//Alice').secret), alice)
  assert.equal(bytesToHex(keyPairFromMnemonic(wire.mnemonic.mnemonic).secret), words)
  // A soft child's nonce half is random by design, so only its scalar is compared.
  assert.equal(bytesToHex(keyPairFromUri('//Alice/soft').secret).slice(0, 66), soft.slice(0, 66))
  for (const [secret, uri] of [
    [alice, '//Alice'],
    [soft, '//Alice/soft'],
  ] as const) {
    const restored = keyPairFromSecret(hexToBytes(secret))
    assert.equal(restored.account, keyPairFromUri(uri).account)
    const { publicKey } = restored
    assert.ok(verifySignature({ scheme: 'sr25519', publicKey, message, signature: restored.sign(message) }))
  }
})

test('ed25519 keys are the published ones', () => {
  const { ed25519 } = read('btauth.json') as { ed25519: { sender: string } }
  const alice = keyPairFromUri('//Alice', 'ed25519')
  assert.equal(alice.ss58, ed25519.sender)
  assert.deepEqual(alice.secret.subarray(32), alice.publicKey)
  assert.throws(() => keyPairFromUri('//Alice/soft', 'ed25519'), refuses('derivation'))
})

test('the development seed is the stretched development phrase', () => {
  assert.deepEqual(keyPairFromUri('').seed, miniSecretFromMnemonic(DEV_PHRASE))
  assert.notDeepEqual(keyPairFromUri('///x').account, keyPairFromUri('').account)
  assert.deepEqual(keyPairFromUri('///x').seed, miniSecretFromMnemonic(DEV_PHRASE, 'x'))
})

test('wasm agrees on words, seeds and junctions', () => {
  for (const words of [12, 15, 18, 21, 24] as const) {
    const phrase = generateMnemonic(words)
    assert.equal(phrase.split(' ').length, words)
    assert.deepEqual(miniSecretFromMnemonic(phrase, 'pass'), wasm.bip39ToMiniSecret(phrase, 'pass'))
  }
  const code = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .filter(text => !text.includes('/'))
  const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(seeds, code, fc.boolean(), (seed, text, hard) => {
      const { chainCode } = parseSecretUri(`//${text}`).path[0]!
      const parent = wasm.sr25519KeypairFromSeed(seed)
      const child = hard
        ? wasm.sr25519DeriveKeypairHard(parent, chainCode)
        : wasm.sr25519DeriveKeypairSoft(parent, chainCode)
      const ours = keyPairFromUri(`${bytesToHex(seed)}${hard ? '//' : '/'}${text}`)
      assert.deepEqual(ours.publicKey, child.slice(64))
      assert.deepEqual(keyPairFromSeed(seed).publicKey, parent.slice(64))
      if (!hard) assert.deepEqual(sr25519DerivePublic(parent.slice(64), chainCode), ours.publicKey)
      assert.deepEqual(
        keyPairFromSeed(seed, 'ed25519').publicKey,
        wasm.ed25519KeypairFromSeed(seed).slice(32),
      )
    }),
    { numRuns: 60 },
  )
})

test('junctions: numbers are u64, texts are SCALE, long ones are hashed', () => {
  const codeOf = (text: string) => bytesToHex(parseSecretUri(`/${text}`).path[0]!.chainCode).slice(2)
  assert.equal(codeOf('1'), '01'.padEnd(64, '0'))
  assert.equal(codeOf('18446744073709551615'), 'f'.repeat(16).padEnd(64, '0'))
  assert.equal(codeOf('18446744073709551616').slice(0, 2), '50')
  assert.equal(codeOf('Alice'), '14416c696365'.padEnd(64, '0'))
  assert.notEqual(codeOf('a'.repeat(32)).slice(0, 4), '8061')
  assert.equal(codeOf('a'.repeat(31)).slice(0, 4), '7c61')
  const uri = parseSecretUri('some words//a/b///pass//word/')
  assert.deepEqual(
    [uri.phrase, uri.path.map(junction => junction.hard), uri.password],
    ['some words', [true, false], 'pass//word/'],
  )
})

test('malformed URIs, words and secrets are refused without repeating them', () => {
  const cases: [() => unknown, string][] = [
    [() => keyPairFromUri('//'), 'uri'],
    [() => keyPairFromUri('/'), 'uri'],
    [() => keyPairFromUri('//Alice/'), 'uri'],
    [() => keyPairFromUri('abandon!'), 'uri'],
    [() => keyPairFromUri('a'.repeat(5000)), 'uri'],
    [() => keyPairFromUri('abandon abandon'), 'mnemonic'],
    [() => keyPairFromMnemonic(`${'abandon '.repeat(11)}abandon`), 'mnemonic'],
    [() => keyPairFromUri('0x12'), 'key'],
    [() => keyPairFromUri('0xzz'), 'hex'],
    [() => keyPairFromSeed(new Uint8Array(31)), 'key'],
    [() => keyPairFromSeed(new Uint8Array(33), 'ed25519'), 'key'],
    [() => keyPairFromSecret(new Uint8Array(63)), 'key'],
    [() => keyPairFromSecret(new Uint8Array(64)), 'key'],
    [() => keyPairFromSecret(new Uint8Array(64).fill(255)), 'key'],
  ]
  for (const [act, code] of cases) {
    assert.throws(act, error => refuses(code)(error) && !/abandon|zz|aaa/.test(String(error)), String(act))
  }
})

test('a printed or serialised pair shows no secret', () => {
  const pair = keyPairFromSeed(digitsToBytes('5a'.repeat(32)))
  const shown = `${JSON.stringify(pair)}${inspect(pair, { depth: 9, showHidden: true })}`
  assert.ok(shown.includes(pair.ss58))
  // The seed repeats one byte, so two neighbours of it (in digits, as numbers, or as JSON entries) are a leak.
  assert.doesNotMatch(shown, /5a5a|90,\s*(?:"\d+":\s*)?90/)
  assert.ok(!shown.includes([...pair.secret.subarray(0, 4)].join(', ')))
})
