// The recomputation against the published vectors: only what agrees with them may judge what the chain paid.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { earliestCommit } from './commit-mask.ts'
import { pay, payouts } from './distribution.ts'
import { blockEmission, OWNER_CUT, shares, terms } from './emission.ts'
import { type EpochInput, epoch } from './epoch.ts'
import { ONE, whole } from './fixed.ts'

type Rows = Readonly<Record<string, readonly (readonly [number, number])[]>>

interface Step {
  readonly input: {
    readonly n: number
    readonly block: number
    readonly stake: readonly (number | string)[]
    readonly last_update: readonly number[]
    readonly block_at_registration: readonly number[]
    readonly permits: readonly boolean[]
    readonly max_validators: number
    readonly weights: Rows
    readonly bonds: Rows
    readonly kappa: number
    readonly bonds_penalty: number
    readonly bonds_moving_average: number
    readonly liquid_alpha: boolean
    readonly alpha_low: number
    readonly alpha_high: number
    readonly steepness: number
    readonly yuma3: boolean
    readonly tempo: number
    readonly last_step: number
    readonly activity_cutoff: number
    readonly stake_threshold: number | string
    readonly owner_uid: number | null
  }
  readonly full_output_derived: {
    readonly active: readonly boolean[]
    readonly permits: readonly boolean[]
    readonly incentive: readonly number[]
    readonly dividends: readonly number[]
    readonly consensus: readonly number[]
    readonly validator_trust: readonly number[]
    readonly stake_weight: readonly number[]
    readonly emission: readonly (number | string)[]
    readonly server_emission: readonly (number | string)[]
    readonly validator_emission: readonly (number | string)[]
    readonly bonds: Rows
  }
}

interface EpochVectors {
  readonly sequences: readonly {
    readonly name: string
    readonly emission: number | string
    readonly steps: readonly Step[]
  }[]
}

interface EmissionVectors {
  readonly block_emission: readonly { readonly issuance: string; readonly expected: number }[]
  readonly shares: readonly {
    readonly prices: readonly number[]
    readonly burned: readonly number[]
    readonly enabled: readonly boolean[]
    readonly expected: readonly number[]
    readonly tol_absolute: number
  }[]
  readonly subnet_terms_derived: readonly {
    readonly tao_emission: number
    readonly price: number
    readonly alpha_in: number
    readonly alpha_out: number
    readonly root_tao: number
    readonly tao_weight: number
    readonly tol_relative: number
    readonly expected: Readonly<
      Record<
        | 'alpha_emission'
        | 'root_prop'
        | 'alpha_in'
        | 'tao_in'
        | 'excess_tao'
        | 'owner_cut'
        | 'server'
        | 'root_alpha'
        | 'validator'
        | 'root_prop_after',
        number
      >
    >
  }[]
}

interface DistributionVectors {
  readonly dividend_distribution: {
    readonly cases: readonly {
      readonly validator_alpha: number
      readonly root_alpha: number
      readonly tao_weight: number
      readonly stake_alpha_root: Readonly<Record<string, readonly [number, number]>>
      readonly epoch_dividends: Readonly<Record<string, number>>
      readonly expected: Readonly<Record<'alpha' | 'root', Readonly<Record<string, number>>>>
      readonly totals_tol: number
    }[]
  }
}

interface CommitVectors {
  readonly cases: readonly {
    readonly name: string
    readonly input: {
      readonly n: number
      readonly current_epoch: number
      readonly reveal_period: number
      readonly hash_commits: readonly {
        readonly uid: number | null
        readonly queue: readonly (readonly [number, number])[]
      }[]
      readonly timelocked_commits: readonly unknown[]
    }
    readonly expected: { readonly commit_blocks: readonly (number | null)[] }
  }[]
}

const read = (name: string): string =>
  readFileSync(new URL(`../../../../vectors/${name}.json`, import.meta.url), 'utf8')
const epochVectors: EpochVectors = JSON.parse(read('epoch'))
const emissionVectors: EmissionVectors = JSON.parse(read('emission'))
const commitVectors: CommitVectors = JSON.parse(read('commit_mask'))
const distributionVectors: DistributionVectors = JSON.parse(read('distribution'))

const fixed = (value: number): bigint => BigInt(Math.round(value * Number(ONE)))
const fraction = (value: bigint): number => Number(value) / Number(ONE)

function inputOf({ input }: Step): EpochInput {
  const rows = (map: Rows) => Array.from({ length: input.n }, (_, uid) => map[uid] ?? [])
  return {
    n: input.n,
    block: input.block,
    total: input.stake.map(one => BigInt(one) << 64n),
    lastUpdate: input.last_update,
    registered: input.block_at_registration,
    permits: input.permits,
    maxValidators: input.max_validators,
    weights: rows(input.weights),
    bonds: rows(input.bonds),
    kappa: input.kappa,
    bondsPenalty: input.bonds_penalty,
    bondsMovingAverage: input.bonds_moving_average,
    liquidAlpha: input.liquid_alpha,
    alphaLow: input.alpha_low,
    alphaHigh: input.alpha_high,
    steepness: input.steepness,
    yuma3: input.yuma3,
    tempo: input.tempo,
    lastStep: input.last_step,
    activityCutoff: input.activity_cutoff,
    stakeThreshold: BigInt(input.stake_threshold),
    ownerUid: input.owner_uid ?? undefined,
  }
}

const nearU16 = (found: readonly number[], expected: readonly number[], what: string): void => {
  assert.equal(found.length, expected.length, what)
  for (const [i, one] of found.entries())
    assert.ok(Math.abs(one - (expected[i] ?? Number.NaN)) <= 1, `${what} of ${i}: ${one}, not ${expected[i]}`)
}

const nearRao = (found: readonly bigint[], expected: readonly (number | string)[], what: string): void => {
  assert.equal(found.length, expected.length, what)
  for (const [i, one] of found.entries()) {
    const wanted = Number(expected[i])
    const distance = Math.abs(Number(one) - wanted)
    assert.ok(distance <= Math.max(1, wanted * 1e-6), `${what} of ${i}: ${one}, not ${wanted}`)
  }
}

function checkStep(step: Step, emission: bigint): void {
  const found = epoch(inputOf(step), emission)
  const expected = step.full_output_derived
  assert.deepEqual(found.active, expected.active, 'active')
  assert.deepEqual(found.permits, expected.permits, 'permits')
  nearU16(found.incentive, expected.incentive, 'incentive')
  nearU16(found.dividends, expected.dividends, 'dividends')
  nearU16(found.consensus, expected.consensus, 'consensus')
  nearU16(found.validatorTrust, expected.validator_trust, 'validator trust')
  nearU16(found.stakeWeight, expected.stake_weight, 'stake weight')
  nearRao(found.emission, expected.emission, 'emission')
  nearRao(found.serverEmission, expected.server_emission, 'server emission')
  nearRao(found.validatorEmission, expected.validator_emission, 'validator emission')
  for (const [uid, row] of found.bonds.entries()) {
    const wanted = expected.bonds[uid] ?? []
    const ascending = [...row].sort(([a], [b]) => a - b)
    assert.deepEqual(
      ascending.map(([to]) => to),
      wanted.map(([to]) => to),
      `bonds of ${uid}`,
    )
    nearU16(
      ascending.map(([, value]) => value),
      wanted.map(([, value]) => value),
      `bonds of ${uid}`,
    )
  }
}

describe('epoch.json', () => {
  for (const { name, emission, steps } of epochVectors.sequences)
    test(name, () => {
      for (const step of steps) checkStep(step, BigInt(emission))
    })
})

describe('emission.json', () => {
  for (const { issuance, expected } of emissionVectors.block_emission)
    test(`block emission at an issuance of ${issuance}`, () => {
      assert.equal(blockEmission(BigInt(issuance)), BigInt(expected))
    })

  for (const { prices, burned, enabled, expected, tol_absolute } of emissionVectors.shares)
    test(`shares of prices ${prices.join(', ')}, burned ${burned.join(', ')}`, () => {
      const found = shares(
        prices.map((price, i) => ({
          price: fixed(price),
          burned: fixed(burned[i] ?? 0),
          enabled: enabled[i] === true,
        })),
      )
      assert.equal(found.length, expected.length)
      for (const [i, one] of found.entries())
        assert.ok(Math.abs(fraction(one) - (expected[i] ?? Number.NaN)) <= tol_absolute)
    })

  for (const one of emissionVectors.subnet_terms_derived)
    test(`terms of a pool with ${one.alpha_in} alpha at a price of ${one.price}`, () => {
      const found = terms({
        alphaIn: BigInt(one.alpha_in),
        alphaOut: BigInt(one.alpha_out),
        price: fixed(one.price),
        tao: whole(BigInt(one.tao_emission)),
        rootTao: BigInt(one.root_tao),
        taoWeight: fixed(one.tao_weight),
        ownerCut: OWNER_CUT,
      })
      const { expected } = one
      const pairs = [
        [found.minted, expected.alpha_emission],
        [found.rootProp, expected.root_prop],
        [found.alphaIn, expected.alpha_in],
        [found.taoIn, expected.tao_in],
        [found.excess, expected.excess_tao],
        [found.cut, expected.owner_cut],
        [found.server, expected.server],
        [found.rootAlpha, expected.root_alpha],
        [found.validator, expected.validator],
        [found.rootPropAfter, expected.root_prop_after],
      ] as const
      for (const [got, wanted] of pairs)
        assert.ok(Math.abs(fraction(got) - wanted) <= Math.abs(wanted) * one.tol_relative, `${got} ${wanted}`)
    })
})

describe('distribution.json', () => {
  for (const [i, one] of distributionVectors.dividend_distribution.cases.entries())
    test(`dividends between alpha and root, case ${i}`, () => {
      const hotkeys = Object.keys(one.stake_alpha_root)
      const paid = payouts(
        hotkeys.map(hotkey => {
          const [alpha = 0, root = 0] = one.stake_alpha_root[hotkey] ?? []
          return {
            alpha: BigInt(alpha),
            root: BigInt(root),
            dividend: BigInt(one.epoch_dividends[hotkey] ?? 0),
          }
        }),
        fixed(one.tao_weight),
        BigInt(one.validator_alpha),
        BigInt(one.root_alpha),
      )
      for (const [at, hotkey] of hotkeys.entries())
        for (const kind of ['alpha', 'root'] as const) {
          const distance = fraction(paid[at]?.[kind] ?? -ONE) - (one.expected[kind][hotkey] ?? 0)
          assert.ok(Math.abs(distance) <= one.totals_tol, `${kind} of ${hotkey} is off by ${distance}`)
        }
    })
})

describe('commit_mask.json', () => {
  // Timelocked commits are none of ours: a subnet that has any is refused by the recomputation.
  for (const { name, input, expected } of commitVectors.cases.filter(
    one => one.input.timelocked_commits.length === 0,
  ))
    test(name, () => {
      const found = Array.from({ length: input.n }, (_, uid) => {
        const queue = input.hash_commits.find(one => one.uid === uid)?.queue ?? []
        const commits = queue.map(([epoch, block]) => ({ epoch, block }))
        return earliestCommit(commits, input.current_epoch, input.reveal_period) ?? null
      })
      assert.deepEqual(found, expected.commit_blocks)
    })
})

describe('pay', () => {
  // Worked by hand: a take of 13107/65535 is a fifth, truncated; two validators share 2:1; the owner's own miner gets nothing.
  const neuron = (hotkey: string, coldkey: string, alpha: bigint) => ({
    hotkey,
    coldkey,
    alpha,
    root: 0n,
    take: 13_107,
  })
  const distribution = {
    drained: { server: 3_000n, validator: 900n, root: 0n, owner: 77n },
    neurons: [
      neuron('boss', 'owner', 50n),
      neuron('judge', 'one', 1_000n),
      neuron('other-judge', 'two', 1_000n),
      neuron('miner', 'three', 0n),
      neuron('owners-miner', 'owner', 0n),
    ],
    serverEmission: [0n, 0n, 0n, 2_000n, 1_000n],
    validatorEmission: [0n, 600n, 300n, 0n, 0n],
    taoWeight: 0n,
    owner: { hotkey: 'boss', coldkey: 'owner' },
    autoStake: new Map([['three', 'judge']]),
  }

  test('goes to owner, chosen hotkeys and validators, and to nobody else', () => {
    // 900 × 2⁄3 and 900 × 1⁄3 fall short by the truncation of the thirds; each payout is floored in two parts.
    assert.deepEqual(
      new Map(pay(distribution)),
      new Map([
        ['boss/owner', 77n],
        ['judge/three', 2_000n],
        ['judge/one', 119n + 479n],
        ['other-judge/two', 59n + 239n],
      ]),
    )
  })

  test('gives the miners’ part to validators when no miner earned', () => {
    const found = pay({ ...distribution, serverEmission: [0n, 0n, 0n, 0n, 0n] })
    assert.equal(found.get('judge/one'), 519n + 2_079n)
    assert.equal(found.get('judge/three'), undefined)
  })
})
