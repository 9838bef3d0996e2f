// Evidence on disk: one root for all lines, proofs of single ones, epochs closed also after a crash, live requests as hashes.

import assert from 'node:assert/strict'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { hash32 } from '@taonet/wire'
import fc from 'fast-check'
import { secretHash } from '../src/validator/epoch-secrets.ts'
import { EvidenceLog, evidenceEpochs, evidenceFile } from '../src/validator/evidence.ts'
import { anchorOf, linesOf, type ProbeRecord, valueHash } from '../src/validator/evidence-lines.ts'
import { evidenceRoot, proveLine, provesLine } from '../src/validator/evidence-tree.ts'
import { readEpoch } from '../src/validator/verify-evidence.ts'
import { inFolder, minerKey, validatorKey } from './fixtures.ts'

const RUNS = 100 * Number(process.env.TAONET_EFFORT ?? 1)
const zero = hash32(new Uint8Array(32))
const secretOf = (epoch: bigint): Uint8Array => new Uint8Array(32).fill(Number(epoch) + 1)
const head = { netuid: 1, validator: validatorKey.ss58, subnet: 's', version: '1', protocol: zero }
const record = (counter: number): ProbeRecord => ({
  counter,
  block: 5,
  blockHash: zero,
  uid: 1,
  miner: minerKey.ss58,
  seed: zero,
  kind: 'k',
  declaration: null,
  requests: [zero],
  outcomes: [{ failure: undefined, hash: valueHash('x'), response: 'x', firstByteMs: 1, totalMs: 2 }],
  measured: undefined,
  score: 1,
  parts: {},
})

test('every line is proven under the root, and no other text, place or root is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string(), { minLength: 1, maxLength: 40 }),
      fc.nat(),
      fc.string(),
      (lines, n, other) => {
        const at = n % lines.length
        const line = lines[at] ?? ''
        const root = evidenceRoot(lines)
        const proof = proveLine(lines, at)
        assert.ok(provesLine(root, line, proof))
        assert.ok(proof.length <= Math.ceil(Math.log2(lines.length)))
        if (other !== line) {
          assert.ok(!provesLine(root, other, proof))
          assert.notEqual(evidenceRoot(lines.with(at, other)), root)
        }
        assert.notEqual(evidenceRoot([...lines, other]), root)
        assert.ok(!provesLine(zero, line, proof))
      },
    ),
    { numRuns: RUNS },
  )
  assert.throws(() => evidenceRoot([]), RangeError)
  assert.throws(() => proveLine(['a'], 1), RangeError)
})

test('turning closes the epoch before, and its anchor is that of the file', () =>
  inFolder(async folder => {
    const log = new EvidenceLog(folder, head)
    assert.throws(() => log.probe(record(0)), RangeError)
    for (let epoch = 3n; epoch < 6n; epoch++) {
      log.turn(epoch, secretHash(secretOf(epoch)), secretOf)
      for (let i = 0; i < 3; i++) log.probe(record(log.nextCounter()))
    }
    for (const epoch of [3n, 4n]) {
      const text = readFileSync(evidenceFile(folder, epoch), 'utf8')
      const { epoch: read, problems } = readEpoch(text)
      assert.deepEqual(problems, [])
      assert.equal(read?.epoch, epoch)
      assert.deepEqual(
        read?.probes.map(({ probe }) => probe.counter),
        [0, 1, 2],
      )
    }
    assert.deepEqual(log.anchor, anchorOf(4n, linesOf(readFileSync(evidenceFile(folder, 4n), 'utf8'))))
    assert.equal(log.anchor?.lines, 5)
    assert.deepEqual(evidenceEpochs(folder), [3n, 4n, 5n])
  }))

test('cut off anywhere, the file goes on whole, is closed in a later epoch, and no counter that was written comes again', () => {
  const cut = fc.integer({ min: 0, max: 200 }).map(n => n / 200)
  return fc.assert(
    fc.asyncProperty(cut, fc.boolean(), (at, sameEpoch) =>
      inFolder(async folder => {
        const log = new EvidenceLog(folder, head)
        log.turn(7n, secretHash(secretOf(7n)), secretOf)
        for (let i = 0; i < 4; i++) log.probe(record(log.nextCounter()))
        const path = evidenceFile(folder, 7n)
        const text = readFileSync(path, 'utf8')
        writeFileSync(path, text.slice(0, Math.floor(at * text.length)))
        const left = linesOf(readFileSync(path, 'utf8')).length

        const again = new EvidenceLog(folder, head)
        if (sameEpoch) {
          again.turn(7n, secretHash(secretOf(7n)), secretOf)
          assert.equal(again.nextCounter(), Math.max(0, left - 1))
          again.probe(record(Math.max(0, left - 1)))
        }
        again.turn(9n, secretHash(secretOf(9n)), secretOf)
        const { epoch, problems } = readEpoch(readFileSync(path, 'utf8'))
        if (left === 0 && !sameEpoch) return assert.equal(again.anchor, undefined)
        assert.deepEqual(problems, [])
        assert.equal(epoch?.probes.length, Math.max(0, left - 1) + (sameEpoch ? 1 : 0))
        assert.equal(again.anchor?.epoch, 7n)
      }),
    ),
    { numRuns: Math.ceil(RUNS / 2) },
  )
})

test('an epoch whose secret is lost is never closed with another', () =>
  inFolder(async folder => {
    const log = new EvidenceLog(folder, head)
    log.turn(1n, secretHash(secretOf(1n)), secretOf)
    log.probe(record(0))
    const again = new EvidenceLog(folder, head)
    again.turn(2n, secretHash(secretOf(2n)), () => undefined)
    assert.equal(again.anchor, undefined)
    assert.ok(!readFileSync(evidenceFile(folder, 1n), 'utf8').includes('"secret"'))
  }))

test('live requests stand in the same chain, and a flood of them does not fill the disk', () =>
  inFolder(async folder => {
    const log = new EvidenceLog(folder, head)
    log.turn(1n, secretHash(secretOf(1n)), secretOf)
    const live = {
      block: 5,
      uid: 1,
      miner: minerKey.ss58,
      path: '/v1/x',
      request: zero,
      status: 200,
      totalMs: 3,
    }
    for (let i = 0; i < 5_000; i++) log.live({ ...live, response: i % 2 === 0 ? zero : undefined })
    log.probe(record(log.nextCounter()))
    log.turn(2n, secretHash(secretOf(2n)), secretOf)
    const { epoch, problems } = readEpoch(readFileSync(evidenceFile(folder, 1n), 'utf8'))
    assert.deepEqual(problems, [])
    assert.equal(epoch?.lines.length, 4_096 + 3)
    assert.equal(epoch?.probes[0]?.probe.counter, 0)
  }))

test('what was appended behind the secret shows', () =>
  inFolder(async folder => {
    const log = new EvidenceLog(folder, head)
    log.turn(1n, secretHash(secretOf(1n)), secretOf)
    log.turn(2n, secretHash(secretOf(2n)), secretOf)
    const path = evidenceFile(folder, 1n)
    const [, secret = ''] = linesOf(readFileSync(path, 'utf8'))
    appendFileSync(path, `${secret}\n`)
    assert.ok(readEpoch(readFileSync(path, 'utf8')).problems.length > 0)
  }))
