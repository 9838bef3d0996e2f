// Extrinsics of every call there is, mutated: the pool's questions and the block answer, whatever the bytes. Nothing is
// thrown, what is decoded is no larger than its bytes allow, and it encodes to the same bytes again.
// TAONET_SEED replays a run.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesToHex, DecodeError, decodeExtrinsic, encode, ready } from '@taonet/wire'
import fc from 'fast-check'
import { composeCall, decodeCall, pallets, RuntimeCall } from '../../src/tables.ts'
import { Draw } from '../draw.ts'
import { hostileBytes } from '../hostile/hostile-bytes.ts'
import { accountsOf, Branch, livelyNetwork, NAMES } from '../hostile/lively.ts'
import { mutated, pile } from './mutate.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
/** A million in the full tier. */
const CASES = EFFORT < 10 ? 10_000 * EFFORT : 100_000 * EFFORT
const SEED = Number(process.env.TAONET_SEED ?? (EFFORT === 1 ? 1 : Math.floor(Math.random() * 2 ** 31)))
const EXAMPLES_OF_A_CALL = 4
/** Decoding is judged by the best of so many attempts: only what is slow each time is slow. */
const ATTEMPTS = 5
const STALL_MS = 50

await ready()
const network = livelyNetwork()
const branch = new Branch(network)

/** Encoded calls of every kind, some within others. */
function examples(seed: number): Uint8Array[] {
  const inner = fc.constant(composeCall('System', 'remark', { remark: new Uint8Array(3) }))
  const targets = { accounts: accountsOf(network), netuids: [0, 1, 2], uids: 6, inner }
  return pallets.flatMap(({ pallet, calls }) =>
    [...calls].flatMap(([index, { fields }]) => {
      const args = Object.entries(fields).map(([name, { shape }]) => hostileBytes(shape, targets, name))
      return fc
        .sample(fc.tuple(...args), { numRuns: EXAMPLES_OF_A_CALL, seed })
        .map(parts => Uint8Array.from([pallet.index, index, ...parts.flatMap(part => [...part])]))
    }),
  )
}

interface Case {
  readonly bytes: Uint8Array
  readonly of: 'envelope' | 'call' | 'pile'
}

function drawn(draw: Draw, calls: readonly Uint8Array[]): Case {
  const [call, other] = [draw.pick(calls), draw.pick(calls)]
  const name = draw.pick(NAMES)
  const nonce = branch.nonce(name)
  if (draw.oneIn(200)) {
    // Utility.batch and force_batch of the same call over and over.
    const batch = Uint8Array.from([11, draw.pick([0, 4]), ...pile(draw, call, 20_000)])
    return { of: 'pile', bytes: branch.sign(name, batch, nonce) }
  }
  if (draw.oneIn(2)) return { of: 'call', bytes: branch.sign(name, mutated(draw, call, other), nonce) }
  return { of: 'envelope', bytes: mutated(draw, branch.sign(name, call, nonce), other) }
}

/** The call's bytes when the envelope holds, as the runtime takes it apart. */
function enveloped(bytes: Uint8Array): Uint8Array | undefined {
  try {
    const extrinsic = decodeExtrinsic(bytes)
    return extrinsic.type === 'signed' ? extrinsic.call : undefined
  } catch (thrown) {
    assert.ok(thrown instanceof DecodeError || thrown instanceof RangeError)
    return undefined
  }
}

function decoded(call: Uint8Array): ReturnType<typeof decodeCall> | undefined {
  try {
    return decodeCall(call)
  } catch (thrown) {
    assert.ok(thrown instanceof DecodeError || thrown instanceof RangeError)
    return undefined
  }
}

/** How many values a value holds. */
function weight(value: unknown): number {
  if (typeof value === 'string') return 1 + value.length / 8
  if (typeof value !== 'object' || value === null) return 1
  if (value instanceof Uint8Array) return 1 + value.length / 8
  return Object.values(value).reduce((sum: number, one) => sum + weight(one), 1)
}

const milliseconds = (bytes: Uint8Array): number => {
  // Another array of the same bytes: what was taken apart once is remembered.
  const fresh = bytes.slice()
  const start = performance.now()
  branch.runtime.validate(branch.state, fresh, branch.head)
  return performance.now() - start
}

test(`${CASES} mutated extrinsics are answered`, t => {
  t.diagnostic(`seed ${SEED}`)
  const draw = new Draw(SEED)
  const calls = examples(SEED)
  const met = { enveloped: 0, decoded: 0, valid: 0, applied: 0 }
  const slowest: { readonly bytes: Uint8Array; readonly took: number }[] = []
  for (let i = 0; i < CASES; i++) {
    const { bytes } = drawn(draw, calls)
    try {
      const call = enveloped(bytes)
      const value = call && decoded(call)
      if (call) met.enveloped++
      if (call && value) {
        met.decoded++
        assert.ok(weight(value) <= 64 + 16 * bytes.length, 'larger than its bytes allow')
        assert.deepEqual(encode(RuntimeCall, value), call, 'other bytes mean the same')
      }
      const took = milliseconds(bytes)
      if (took > (slowest[slowest.length - 1]?.took ?? 0) || slowest.length < 8) slowest.push({ bytes, took })
      slowest.sort((a, b) => b.took - a.took).splice(8)
      branch.runtime.signatureOf(branch.state, bytes, branch.head)
      const validity = branch.runtime.validate(branch.state, bytes, branch.head)
      assert.ok(!validity.ok || value !== undefined, 'valid without a call')
      if (!validity.ok) continue
      met.valid++
      if (met.valid % 8 === 0 && branch.open().apply(bytes).ok) met.applied++
    } catch (thrown) {
      throw new Error(`seed ${SEED}, case ${i}: ${bytesToHex(bytes)}`, { cause: thrown })
    }
  }
  t.diagnostic(JSON.stringify(met))
  assert.ok(met.enveloped >= 0.3 * CASES, `only ${met.enveloped} reached the call's decoder`)
  assert.ok(met.decoded >= 0.1 * CASES && met.applied > 0)
  if (EFFORT < 10) return
  const worst = Math.max(
    ...slowest.map(({ bytes }) => Math.min(...Array.from({ length: ATTEMPTS }, () => milliseconds(bytes)))),
  )
  t.diagnostic(`the slowest takes ${worst.toFixed(1)} ms`)
  assert.ok(worst < STALL_MS)
})
