// Receipts: whoever changes anything in one is found out, and what they are about can be computed from what was sent and got.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { canonicalJson } from '@taonet/neuron'
import { ed25519Verify, hash32, hexToBytes, isNetError, keyPairFromSeed, ss58Decode } from '@taonet/wire'
import fc from 'fast-check'
import type { Candidate } from '../src/network.ts'
import { isSigned, type ReceiptFacts, readReceipt, type SignedReceipt } from '../src/receipts/receipt.ts'
import { receiptFacts } from '../src/receipts/receipt-facts.ts'
import { passingReceiptKey, receiptKeyFrom, receiptKeyIn } from '../src/receipts/receipt-key.ts'
import { createReceipts, receiptEvent } from '../src/receipts/receipts.ts'
import { bodyHash, responseHashes, StreamHash } from '../src/receipts/response-hash.ts'
import { receiptProblems } from '../src/receipts/verify.ts'
import { BLOCK, networkOf, neuron } from './network.ts'

const cases = 100 * Number(process.env.TAONET_EFFORT ?? 1)
const folder = mkdtempSync(join(tmpdir(), 'taonet-receipts-'))
after(() => rmSync(folder, { recursive: true }))

const REQUEST = '{"model":"auto","messages":[{"role":"user","content":"Grüße"}]}'
const RESPONSE = '{"id":"chatcmpl-1","choices":[]}'
const hotkey = keyPairFromSeed(new Uint8Array(32).fill(3)).ss58

const facts: ReceiptFacts = {
  requestId: 'b0c4',
  requestHash: bodyHash(REQUEST),
  responseHash: bodyHash(RESPONSE),
  netuid: 1,
  uid: 4,
  hotkey,
  model: 'smollm2-135m-instruct',
  weightsSha256: hash32(new Uint8Array(32).fill(9)),
  others: [{ uid: 5, hotkey, model: 'other' }],
  cached: true,
  block: 77,
  blockHash: hash32(new Uint8Array(32).fill(8)),
  latencyMs: 12,
  price: { amount: '57', unit: 'tokens' },
  at: '2026-01-02T03:04:05.678Z',
}
const key = receiptKeyFrom(new Uint8Array(32).fill(7))
const made = createReceipts(key).make(facts, 'key_1')
const { receipt, compact } = made

test('a receipt holds in each of its forms, and says what it was given', () => {
  const event = receiptEvent(made).slice('data: '.length)
  for (const text of [JSON.stringify(receipt), JSON.stringify(receipt, null, 2), `${compact}\n`, event]) {
    const read = readReceipt(text)
    assert.deepEqual(read, receipt)
    assert.deepEqual(receiptProblems(read), [])
  }
  const { type, gateway, signature, ...said } = receipt
  assert.deepEqual(said, facts)
  assert.equal(gateway, key.address)
  assert.match(compact, /^[\w-]+$/)
})

test('what is signed is canonical, whatever there is to say', () => {
  const { weightsSha256, others, cached, blockHash, ...least } = facts
  const optional = { weightsSha256, others, cached, blockHash }
  const some = fc.subarray(Object.entries(optional)).map(fields => Object.fromEntries(fields))
  fc.assert(
    fc.property(some, fc.string({ unit: 'grapheme', maxLength: 80 }), (fields, model) => {
      const said = { ...least, ...fields, model }
      const { json } = createReceipts(key).make(said, 'key_1')
      const unsigned = canonicalJson({ type: 'taonet-receipt-1', gateway: key.address, ...said })
      assert.ok(json.startsWith(`${unsigned.slice(0, -1)},"signature":"`), json)
      assert.ok(isSigned(JSON.parse(json)))
    }),
    { numRuns: cases },
  )
})

test('the signature is that of the documented bytes, by another implementation', () => {
  const { signature, ...unsigned } = receipt
  const bytes = new TextEncoder().encode(`taonet-receipt-1\n${canonicalJson(unsigned)}`)
  const pair = keyPairFromSeed(new Uint8Array(32).fill(7), 'ed25519')
  assert.deepEqual(Buffer.from(pair.sign(bytes)), Buffer.from(hexToBytes(signature)))
  assert.ok(ed25519Verify(ss58Decode(receipt.gateway).publicKey, bytes, hexToBytes(signature)))
  assert.equal(receipt.requestHash, `0x${createHash('sha256').update(REQUEST, 'utf8').digest('hex')}`)
})

type Tree = string | number | boolean | readonly Tree[] | { readonly [name: string]: Tree }

/** Every value that differs from `tree` in one leaf, or in one field left out or added. */
function* altered(tree: Tree): Generator<Tree> {
  if (typeof tree === 'number') yield tree + 1
  else if (typeof tree === 'boolean') yield !tree
  else if (typeof tree === 'string') {
    yield `${tree}0`
    const last = tree.at(-1) === '1' ? '2' : '1'
    yield `${tree.slice(0, -1)}${last}`
  } else if (Array.isArray(tree)) {
    yield []
    yield [...tree, ...tree]
    for (const [at, one] of tree.entries())
      for (const other of altered(one)) yield tree.map((each, i) => (i === at ? other : each))
  } else {
    yield { ...tree, added: 1 }
    for (const [name, one] of Object.entries(tree)) {
      yield Object.fromEntries(Object.entries(tree).filter(([each]) => each !== name))
      for (const other of altered(one)) yield { ...tree, [name]: other }
    }
  }
}

test('whatever field is altered, left out or added, the receipt is refused', () => {
  let tried = 0
  const tree: Tree = JSON.parse(JSON.stringify(receipt))
  for (const other of altered(tree)) {
    tried++
    let read: SignedReceipt
    try {
      read = readReceipt(JSON.stringify(other))
    } catch (thrown) {
      assert.ok(isNetError(thrown) && thrown.code === 'no-receipt', String(thrown))
      continue
    }
    assert.equal(isSigned(read), false, JSON.stringify(other))
    assert.notDeepEqual(receiptProblems(read), [])
  }
  assert.ok(tried > 60)
})

test('another key’s receipt is one of its own: the address tells them apart', () => {
  const other = createReceipts(passingReceiptKey()).make(facts, 'key_1').receipt
  assert.deepEqual(receiptProblems(other), [])
  assert.equal(receiptProblems(other, { gateway: key.address }).length, 1)
  assert.equal(isSigned({ ...other, gateway: key.address }), false)
  assert.equal(isSigned({ ...receipt, signature: other.signature }), false)
})

test('what was sent and got is compared byte for byte, streams by their payloads', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
  assert.deepEqual(receiptProblems(receipt, { request: bytes(REQUEST), response: bytes(RESPONSE) }), [])
  assert.equal(
    receiptProblems(receipt, { request: bytes(`${REQUEST} `), response: bytes(`${RESPONSE}\n`) }).length,
    2,
  )
  const events = ['data: {"a":1}\n\n', 'event: named\ndata: {"b":2}\n\n']
  const hash = new StreamHash()
  for (const one of events) hash.take(one)
  const responseHash = hash.digest()
  assert.equal(responseHash, bodyHash('{"a":1}{"b":2}'))
  const streamed = createReceipts(key).make({ ...facts, responseHash }, 'key_1')
  const got = [...events, receiptEvent(streamed), 'data: [DONE]\n\n'].join('')
  assert.deepEqual(receiptProblems(streamed.receipt, { response: bytes(got) }), [])
  assert.deepEqual(receiptProblems(streamed.receipt, { response: bytes(got.replaceAll('\n', '\r\n')) }), [])
  assert.equal(
    receiptProblems(streamed.receipt, { response: bytes(got.replace('"a":1', '"a":2')) }).length,
    1,
  )
  assert.equal(
    receiptProblems(streamed.receipt, { response: bytes(got.replace(events[1] ?? '', '')) }).length,
    1,
  )
  assert.ok(responseHashes(bytes(RESPONSE)).includes(bodyHash(RESPONSE)))
})

test('no text makes the reader throw anything but its own refusal', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.json(), fc.base64String(), fc.constant('x'.repeat(70_000))),
      text => {
        try {
          readReceipt(text)
          return false
        } catch (thrown) {
          return isNetError(thrown) && thrown.code === 'no-receipt'
        }
      },
    ),
    { numRuns: cases },
  )
})

test('the key is made once, is its owner’s alone, and is refused when others can read it', () => {
  const place = join(folder, 'key')
  const first = receiptKeyIn(place)
  assert.equal(receiptKeyIn(place).address, first.address)
  assert.notEqual(receiptKeyIn(join(folder, 'other')).address, first.address)
  const path = join(place, 'receipt-key')
  assert.equal(statSync(path).mode & 0o777, 0o600)
  const refused = (thrown: unknown): boolean => isNetError(thrown) && thrown.code === 'receipt-key'
  chmodSync(path, 0o644)
  assert.throws(() => receiptKeyIn(place), refused)
  chmodSync(path, 0o600)
  const text = readFileSync(path, 'utf8')
  for (const broken of ['', 'secret', text.slice(1)]) {
    writeFileSync(path, broken)
    assert.throws(() => receiptKeyIn(place), refused)
  }
})

test('receipts are found by their owner for a while, and the oldest are forgotten', () => {
  const receipts = createReceipts(key)
  const sign = (requestId: string): void => void receipts.make({ ...facts, requestId }, 'key_1')
  sign('first')
  assert.equal(receipts.find('first', 'key_1')?.receipt.requestId, 'first')
  assert.equal(receipts.find('first', 'key_2'), undefined)
  assert.equal(receipts.find('never', 'key_1'), undefined)
  for (let i = 0; i < 8_192; i++) sign(`later ${i}`)
  assert.equal(receipts.find('first', 'key_1'), undefined)
  assert.ok(receipts.find('later 0', 'key_1'))
})

test('what it says of an answer is what the gateway knows', () => {
  const [text] = networkOf({
    text: [neuron({ uid: 3, model: 'm', port: 1 }), neuron({ uid: 4, port: 2 })],
  }).subnets
  assert.ok(text)
  const miners = text.directory.neurons.flatMap(({ target, ...rest }): Candidate[] =>
    target ? [{ ...rest, target, model: rest.declaration?.model ?? 'none' }] : [],
  )
  const given = {
    requestId: 'r',
    request: REQUEST,
    responseHash: bodyHash(RESPONSE),
    account: { served: text, model: 'm', miners, tried: [9] },
    started: performance.now() - 5,
    price: { amount: '1', unit: 'tokens' },
  }
  const known = receiptFacts(given)
  assert.ok(known)
  const said = createReceipts(key).make(known, 'key_1').receipt
  assert.deepEqual(receiptProblems(said, { request: new TextEncoder().encode(REQUEST) }), [])
  assert.deepEqual([said.netuid, said.uid, said.model, said.block], [1, 3, 'm', BLOCK])
  assert.deepEqual(
    said.others?.map(one => one.uid),
    [4],
  )
  assert.equal(said.weightsSha256, undefined)
  assert.deepEqual(ss58Decode(said.hotkey).publicKey, hexToBytes(miners[0]?.hotkey ?? '0x'))
  assert.ok(said.latencyMs >= 5)
  assert.equal(receiptFacts({ ...given, account: { ...given.account, miners: [] } }), undefined)
})
