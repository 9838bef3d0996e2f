// The small functions of the epoch and of weight rows (vectors/README.md, math.json).
import assert from 'node:assert/strict'
import { I32F32 } from '@taonet/wire'
import { liquidAverage } from '../../src/chapters/epoch/bonds-yuma3.ts'
import { sigmoid } from '../../src/chapters/epoch/exp.ts'
import { columnMedians, weightedMedian } from '../../src/chapters/epoch/median.ts'
import { ONE, sum } from '../../src/chapters/epoch/q32.ts'
import { type Sparse, SparseBuilder } from '../../src/chapters/epoch/sparse.ts'
import { topK } from '../../src/chapters/epoch/stake.ts'
import {
  isMaxLimited,
  maxUpscale,
  maxUpscaleU16,
  normalisedFixed,
} from '../../src/chapters/weights/max-upscale.ts'
import { cases, near, vectorTest } from './vector-file.ts'

/** A decimal of the vectors as Q32, by nearest double. */
const q32 = (value: number): number => Number(I32F32.nearest(value))
const vector = (values: readonly number[]): Float64Array => Float64Array.from(values, q32)

vectorTest('math.json', {
  weighted_median: cases<{
    stake: number[]
    score: number[]
    majority: number
    minority: string
    expected: number
  }>(
    ['stake', 'score', 'majority', 'minority', 'expected'],
    ({ stake, score, majority, minority, expected }) => {
      assert.match(minority, /^1 - majority/)
      const median = weightedMedian(vector(stake), vector(score), stake.length, ONE - q32(majority))
      assert.equal(median, q32(expected))
    },
  ),
  weighted_median_columns: cases<{
    stake: number[]
    weights: number[][]
    majority: number
    median: number[]
  }>(['stake', 'weights', 'majority', 'median'], ({ stake, weights, majority, median }) => {
    const builder = new SparseBuilder(weights.length, weights.length * median.length)
    for (const row of weights) {
      for (const [uid, value] of row.entries()) builder.push(uid, q32(value))
      builder.endRow()
    }
    const votes = vector(stake)
    // The vectors' minority is 1 - majority and these stakes sum to exactly 1.
    assert.equal(sum(votes), ONE)
    assert.deepEqual(columnMedians(builder.build(), median.length, votes, q32(majority)), vector(median))
  }),
  max_upscale_u16: cases<{ input: number[]; expected: number[] }>(
    ['input', 'expected'],
    ({ input, expected }) => {
      assert.deepEqual(maxUpscaleU16(input), expected)
    },
  ),
  max_upscale_fixed: cases<{ input: number[]; expected: number[] }>(
    ['input', 'expected'],
    ({ input, expected }) => {
      assert.deepEqual(maxUpscale(input.map(I32F32.nearest)), expected)
    },
  ),
  max_limited: cases<{ weights: number[]; limit: number; ok: boolean }>(
    ['weights', 'limit', 'ok'],
    ({ weights, limit, ok }) => assert.equal(isMaxLimited(weights, limit), ok),
  ),
  is_topk: cases<{ vector: number[]; k: number; expected: boolean[] }>(['vector', 'k', 'expected'], one => {
    assert.deepEqual(topK(one.vector, one.k), one.expected)
  }),
  sigmoid: cases<{ rho: number; kappa: number; inputs: number[]; outputs: number[]; tol: number }>(
    ['rho', 'kappa', 'inputs', 'outputs', 'tol'],
    ({ rho, kappa, inputs, outputs, tol }) => {
      assert.equal(inputs.length, outputs.length)
      inputs.forEach((x, i) => {
        near(
          sigmoid(q32(x), q32(rho), q32(kappa)) / ONE,
          outputs[i] ?? Number.NaN,
          { absolute: tol },
          `sigmoid(${x})`,
        )
      })
    },
  ),
  bond_ema_capped_at_1: cases<{
    alpha: number
    old: number[]
    new: number[]
    out: number[]
    tol: number
    sparse?: boolean
    note?: string
  }>(['alpha', 'old', 'new', 'out', 'tol', 'sparse', 'note'], one => {
    const alpha = q32(one.alpha)
    const size = one.out.length
    assert.equal(one.old.length, size)
    // In the sparse form a 0 is no entry at all.
    const row = (values: readonly number[]): Sparse => {
      const builder = new SparseBuilder(1, size)
      values.forEach((value, uid) => {
        if (value !== 0 || one.sparse !== true) builder.push(uid, q32(value))
      })
      builder.endRow()
      return builder.build()
    }
    const flat = { low: alpha, high: alpha, range: 0, slope: 0 }
    const average = liquidAverage(row(one.new), row(one.old), new Float64Array(size), flat)
    const out = new Float64Array(size)
    average.uids.forEach((uid, at) => {
      out[uid] = average.values[at] ?? Number.NaN
    })
    out.forEach((bond, i) => {
      near(bond / ONE, one.out[i] ?? Number.NaN, { absolute: one.tol }, `bond ${i}`)
    })
    if (one.sparse) assert.equal(average.uids.length, one.new.filter(value => value !== 0).length)
  }),
  normalize: cases<{ input: number[]; expected: number[]; tol: number }>(
    ['input', 'expected', 'tol'],
    one => {
      const values = normalisedFixed(one.input.map(value => I32F32.fromInteger(BigInt(value))))
      assert.equal(values.length, one.expected.length)
      values.forEach((value, i) => {
        near(I32F32.toNumber(value), one.expected[i] ?? Number.NaN, { absolute: one.tol })
      })
    },
  ),
})
