// A neuron's own certificate: made once, kept as it is, and nobody else's to read.
import assert from 'node:assert/strict'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pinOfPem } from '@taonet/neuron'
import { isNetError } from '@taonet/wire'
import { lenderName, lenderNamed } from '../src/commands/lender.ts'
import { ownTlsFile, ownTlsIdentity } from '../src/join/own-tls.ts'

const data = mkdtempSync(join(tmpdir(), 'taonet-tls-'))
after(() => rmSync(data, { recursive: true, force: true }))
const file = (hotkey: string) => ownTlsFile(data, 'miner', hotkey)

test('it is made once, with a key that is its own and a signature that holds', () => {
  const first = ownTlsIdentity(file('one'))
  const certificate = new X509Certificate(first.certificate)
  assert.ok(certificate.checkPrivateKey(createPrivateKey(first.key)))
  assert.ok(certificate.verify(certificate.publicKey))
  assert.deepEqual(ownTlsIdentity(file('one')), first)
  assert.notEqual(pinOfPem(ownTlsIdentity(file('two')).certificate), pinOfPem(first.certificate))
})

test('only its user reads it', () => {
  ownTlsIdentity(file('one'))
  assert.equal(statSync(file('one')).mode & 0o777, 0o600)
  assert.equal(statSync(join(data, 'tls')).mode & 0o777, 0o700)
})

test('where it cannot be kept it is refused with a hint, not made anew at every start', () => {
  writeFileSync(join(data, 'a-file'), '')
  assert.throws(
    () => ownTlsIdentity(join(data, 'a-file', 'tls', 'x.pem')),
    error => isNetError(error) && error.code === 'bad-certificate' && error.hint !== '',
  )
})

test("a lender's name tells its pin, and reads back", () => {
  const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
  const pin = pinOfPem(readFileSync(file('one'), 'utf8'))
  const plain = lenderNamed(`${ALICE}@10.0.0.1:9001`)
  assert.equal(plain.pin, undefined)
  const pinned = { ...plain, pin }
  assert.equal(lenderName(pinned), `${ALICE}@10.0.0.1:9001#${pin.slice(2)}`)
  assert.deepEqual(lenderNamed(lenderName(pinned)), pinned)
  assert.deepEqual(lenderNamed(lenderName(plain)), plain)
  assert.throws(() => lenderNamed(`${ALICE}@10.0.0.1:9001#${pin.slice(4)}`), isNetError)
})
