// Issuance, shares, terms and schedule (vectors/README.md, emission.json); dividends, child keys and root claims
// (distribution.json).
import assert from 'node:assert/strict'
import { I96F32, U64F64, U96F32 } from '@taonet/wire'
import { blockEmission } from '../../src/chapters/emission/block-emission.ts'
import { childDividends } from '../../src/chapters/emission/child-dividends.ts'
import { distributeDividends } from '../../src/chapters/emission/dividends.ts'
import { nextMovingPrice } from '../../src/chapters/emission/moving-price.ts'
import { rootClaimIndices } from '../../src/chapters/emission/root-claim.ts'
import { blocksUntilNextEpoch } from '../../src/chapters/emission/schedule.ts'
import { emissionShares } from '../../src/chapters/emission/shares.ts'
import { rootProportion, splitAlphaOut, subnetTerms } from '../../src/chapters/emission/subnet-terms.ts'
import { mechanismShares } from '../../src/chapters/epoch/mechanisms.ts'
import { cases, near, vectorTest } from './vector-file.ts'

const OWNER_CUT = 11_796

vectorTest('emission.json', {
  block_emission: cases<{ issuance: string; expected: number }>(['issuance', 'expected'], one => {
    assert.equal(blockEmission(BigInt(one.issuance)), BigInt(one.expected))
  }),
  moving_price: cases<{
    moving_alpha: number
    block: number
    first_emission: number
    halving: number
    spot: number
    start: number
    iterations: number
    expected: number
    reference: string
    tol_absolute: number
    tol_relative: number
  }>(
    [
      'moving_alpha',
      'block',
      'first_emission',
      'halving',
      'spot',
      'start',
      'iterations',
      'expected',
      'reference',
      'tol_absolute',
      'tol_relative',
    ],
    one => {
      let price = I96F32.nearest(one.start)
      for (let i = 0; i < one.iterations; i++)
        price = nextMovingPrice(price, {
          movingAlpha: I96F32.nearest(one.moving_alpha),
          block: BigInt(one.block),
          firstEmissionBlock: BigInt(one.first_emission),
          halvingBlocks: BigInt(one.halving),
          spotPrice: U64F64.nearest(one.spot),
        })
      const allowed = Math.max(one.tol_absolute, one.tol_relative * one.expected)
      near(I96F32.toNumber(price), one.expected, { absolute: allowed })
    },
  ),
  shares: cases<{
    prices: number[]
    burned: number[]
    enabled: boolean[]
    expected: number[]
    tol_absolute: number
    note?: string
  }>(['prices', 'burned', 'enabled', 'expected', 'tol_absolute', 'note'], one => {
    const shares = emissionShares(
      one.prices.map((price, i) => ({
        movingPrice: I96F32.nearest(price),
        minerBurned: U96F32.nearest(one.burned[i] ?? Number.NaN),
        emissionEnabled: one.enabled[i] ?? assert.fail(),
      })),
    )
    assert.equal(shares.length, one.expected.length)
    shares.forEach((share, i) => {
      near(U64F64.toNumber(share), one.expected[i] ?? Number.NaN, { absolute: one.tol_absolute })
    })
  }),
  subnet_terms_derived: cases<{
    tao_emission: number
    price: number
    alpha_in: number
    alpha_out: number
    root_tao: number
    tao_weight: number
    expected: {
      alpha_emission: number
      root_prop: number
      alpha_in: number
      tao_in: number
      excess_tao: number
      owner_cut: number
      server: number
      root_alpha: number
      validator: number
      root_prop_after: number
    }
    tol_relative: number
  }>(
    ['tao_emission', 'price', 'alpha_in', 'alpha_out', 'root_tao', 'tao_weight', 'expected', 'tol_relative'],
    one => {
      const taoWeight = U96F32.nearest(one.tao_weight)
      const issuance = BigInt(one.alpha_in) + BigInt(one.alpha_out)
      const terms = subnetTerms({
        taoEmission: U96F32.fromInteger(BigInt(one.tao_emission)),
        price: U64F64.nearest(one.price),
        alphaIssuance: issuance,
        rootTao: BigInt(one.root_tao),
        taoWeight,
      })
      const after = rootProportion(taoWeight, BigInt(one.root_tao), issuance + terms.alphaIn + terms.alphaOut)
      const split = splitAlphaOut(terms.alphaOut, OWNER_CUT, after)
      const actual = {
        alpha_emission: terms.alphaOut,
        alpha_in: terms.alphaIn,
        tao_in: terms.taoIn,
        excess_tao: terms.excessTao,
        owner_cut: split.ownerCut,
        server: split.server,
        root_alpha: split.root,
        validator: split.validator,
      }
      const { root_prop, root_prop_after, ...amounts } = one.expected
      assert.deepEqual(Object.keys(actual).sort(), Object.keys(amounts).sort())
      const relative = one.tol_relative
      near(U96F32.toNumber(terms.rootProportion), root_prop, { relative })
      near(U96F32.toNumber(after), root_prop_after, { relative })
      for (const [name, value] of Object.entries(actual)) {
        const expected: number = amounts[name as keyof typeof amounts]
        // Amounts are applied floored; the vector keeps the fraction.
        near(Number(value), expected, { relative, absolute: 1 }, name)
      }
    },
  ),
  mechanism_split: {
    cases: cases<{ count: number; split: number[] | null; amount: number; expected: number[] }>(
      ['count', 'split', 'amount', 'expected'],
      one =>
        assert.deepEqual(mechanismShares(BigInt(one.amount), one.count, one.split).map(Number), one.expected),
    ),
  },
  blocks_until_next_epoch: {
    cases: cases<{ tempo: number; last: number; block: number; expected: number | string }>(
      ['tempo', 'last', 'block', 'expected'],
      one =>
        assert.equal(
          blocksUntilNextEpoch(one.tempo, BigInt(one.last), BigInt(one.block)),
          BigInt(one.expected),
        ),
    ),
  },
})

const hex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], byte => Number.parseInt(byte, 16))

vectorTest('distribution.json', {
  dividend_distribution: {
    cases: cases<{
      validator_alpha: number
      root_alpha: number
      tao_weight: number
      stake_alpha_root: Record<string, [alpha: number, root: number]>
      epoch_dividends: Record<string, number>
      expected: { alpha: Record<string, number>; root: Record<string, number> }
      totals_tol: number
    }>(
      [
        'validator_alpha',
        'root_alpha',
        'tao_weight',
        'stake_alpha_root',
        'epoch_dividends',
        'expected',
        'totals_tol',
      ],
      one => {
        const ids = Object.keys(one.stake_alpha_root)
        const stakes = Object.values(one.stake_alpha_root)
        const payouts = distributeDividends(
          stakes.map(([alpha, root], i) => ({
            dividend: BigInt(one.epoch_dividends[ids[i] ?? ''] ?? assert.fail()),
            alpha: BigInt(alpha),
            root: BigInt(root),
          })),
          BigInt(one.validator_alpha),
          BigInt(one.root_alpha),
          U96F32.nearest(one.tao_weight),
        )
        const tolerance = { absolute: one.totals_tol }
        for (const kind of ['alpha', 'root'] as const) {
          const paid = payouts.map(payout => U96F32.toNumber(payout[kind]))
          paid.forEach((value, i) => {
            near(value, one.expected[kind][ids[i] ?? ''] ?? Number.NaN, tolerance, `${kind} of ${ids[i]}`)
          })
          const total = paid.reduce((sum, value) => sum + value, 0)
          near(total, kind === 'alpha' ? one.validator_alpha : one.root_alpha, tolerance, `total ${kind}`)
        }
      },
    ),
  },
  parent_child: {
    cases: cases<{
      dividend: number
      self_contribution: number
      parents: { contribution: number; same_owner: boolean }[]
      childkey_take: number
      ck_burn: number
      expected: { parents: number[]; child: number }
      tol: number
    }>(['dividend', 'self_contribution', 'parents', 'childkey_take', 'ck_burn', 'expected', 'tol'], one => {
      const split = childDividends({
        dividend: BigInt(one.dividend),
        selfContribution: BigInt(one.self_contribution),
        parents: one.parents.map(parent => ({
          contribution: U96F32.fromInteger(BigInt(parent.contribution)),
          sameOwner: parent.same_owner,
        })),
        childkeyTake: U96F32.nearest(one.childkey_take),
        ckBurn: U96F32.nearest(one.ck_burn),
      })
      assert.equal(split.parents.length, one.expected.parents.length)
      split.parents.forEach((value, i) => {
        near(Number(value), one.expected.parents[i] ?? Number.NaN, { absolute: one.tol }, `parent ${i}`)
      })
      near(Number(split.child), one.expected.child, { absolute: one.tol }, 'child')
    }),
  },
  root_claim_indices: {
    cases: cases<{ preimage: string; hash_keccak256: string; k: number; n: number; expected: number[] }>(
      ['preimage', 'hash_keccak256', 'k', 'n', 'expected'],
      one =>
        assert.deepEqual(
          rootClaimIndices(hex(one.hash_keccak256), one.k, BigInt(one.n)).map(Number),
          one.expected,
        ),
    ),
  },
})
