// The rules around the epoch: commit mask, mechanisms, voting power, inheritance (vectors/README.md).
import assert from 'node:assert/strict'
import { I64F64 } from '@taonet/wire'
import { earliestCommits } from '../../src/chapters/epoch/commit-mask.ts'
import { inheritedStake, taoWeightFraction, totalStake } from '../../src/chapters/epoch/inheritance.ts'
import { mechanismShares, runSubnetEpoch } from '../../src/chapters/epoch/mechanisms.ts'
import { updateVotingPower } from '../../src/chapters/epoch/voting-power.ts'
import { maskedWeights } from '../../src/chapters/epoch/weights-matrix.ts'
import {
  type MechanismInput,
  mechanismOf,
  type Rows,
  rowsOf,
  type SubnetInput,
  subnetOf,
} from './epoch-input.ts'
import { cases, vectorTest } from './vector-file.ts'

interface Case<Input, Expected> {
  readonly name: string
  readonly input: Input
  readonly expected: Expected
}
const CASE = ['name', 'input', 'expected'] as const

const numbers = (values: readonly bigint[]): number[] => values.map(Number)

vectorTest('commit_mask.json', {
  cases: cases<
    Case<
      {
        n: number
        current_epoch: number
        reveal_period: number
        commit_reveal_enabled: boolean
        hash_commits: { uid: number | null; queue: [number, number][] }[]
        timelocked_commits: [number, [number | null, number][]][]
        block_at_registration: number[]
        weights: Rows
      },
      { commit_blocks: (number | null)[]; weights: Rows }
    >
  >(CASE, ({ input, expected }) => {
    const commits = earliestCommits({
      uids: input.n,
      currentEpoch: input.current_epoch,
      revealPeriod: input.reveal_period,
      hashed: input.hash_commits,
      timelocked: input.timelocked_commits.map(([epoch, queue]) => ({ epoch, commits: queue })),
    })
    assert.deepEqual(commits, expected.commit_blocks)
    const late = Float64Array.from({ length: input.n }, () => Number.POSITIVE_INFINITY)
    const matrix = maskedWeights(rowsOf(input.weights, input.n), {
      permits: new Array(input.n).fill(true),
      ownerUid: null,
      lastUpdate: late,
      registeredAt: Float64Array.from(input.block_at_registration),
      commitBlocks: input.commit_reveal_enabled
        ? Float64Array.from(commits, one => one ?? Number.POSITIVE_INFINITY)
        : null,
    })
    const left = Array.from({ length: input.n }, (_, row) => [
      ...matrix.uids.subarray(matrix.starts[row], matrix.starts[row + 1]),
    ])
    assert.deepEqual(
      left,
      rowsOf(expected.weights, input.n).map(row => row.map(([uid]) => uid)),
    )
  }),
})

vectorTest('mechanisms.json', {
  cases: cases<
    Case<
      {
        emission: number
        count: number
        split: number[] | null
        subnet: SubnetInput
        mechanisms: MechanismInput[]
      },
      {
        shares: number[]
        aggregated: Record<string, readonly (number | boolean)[]>
        per_mechanism: { incentive: number[]; bonds: Rows }[]
      }
    >
  >(CASE, ({ input, expected }) => {
    assert.equal(input.mechanisms.length, input.count)
    const emission = BigInt(input.emission)
    assert.deepEqual(numbers(mechanismShares(emission, input.count, input.split)), expected.shares)
    const { n } = input.subnet
    const output = runSubnetEpoch(
      subnetOf(input.subnet),
      input.mechanisms.map(mechanism => mechanismOf(mechanism, n)),
      emission,
      input.split,
    )
    assert.deepEqual(
      {
        server_emission: numbers(output.serverEmission),
        validator_emission: numbers(output.validatorEmission),
        dividends: output.dividends,
        stake_weight: output.stakeWeight,
        consensus: output.consensus,
        validator_trust: output.validatorTrust,
        emission: numbers(output.emission),
        active: output.active,
        permits: output.permits,
        stake: numbers(output.stake),
      },
      expected.aggregated,
    )
    assert.deepEqual(
      output.mechanisms.map(({ incentive, bonds }) => ({ incentive, bonds })),
      expected.per_mechanism.map(({ incentive, bonds }) => ({ incentive, bonds: rowsOf(bonds, n) })),
    )
  }),
})

const amounts = (record: Record<string, string>): Map<string, bigint> =>
  new Map(Object.entries(record).map(([id, rao]) => [id, BigInt(rao)]))

vectorTest('voting_power.json', {
  cases: cases<
    Case<
      {
        tracking_enabled: boolean
        disable_at: number
        block: number
        ema_alpha: string
        stake_threshold: string
        voting_power: Record<string, string>
        hotkeys: { id: string; permit: boolean; stake: string }[]
      },
      { tracking_enabled: boolean; disable_at: number; voting_power: Record<string, string> }
    >
  >(CASE, ({ input, expected }) => {
    const after = updateVotingPower(
      {
        trackingEnabled: input.tracking_enabled,
        disableAt: input.disable_at,
        power: amounts(input.voting_power),
      },
      {
        block: input.block,
        emaAlpha: BigInt(input.ema_alpha),
        stakeThreshold: BigInt(input.stake_threshold),
        hotkeys: input.hotkeys.map(({ id, permit, stake }) => ({ hotkey: id, permit, stake: BigInt(stake) })),
      },
    )
    assert.deepEqual(after, {
      trackingEnabled: expected.tracking_enabled,
      disableAt: expected.disable_at,
      power: amounts(expected.voting_power),
    })
  }),
})

vectorTest('inheritance.json', {
  cases: cases<
    Case<
      {
        netuid: number
        tao_weight: string
        hotkeys: Record<string, { uid: number | null; alpha: string; tao: string }>
        children: Record<string, [string, string][]>
      },
      Record<string, { alpha_inherited: string; tao_inherited: string; total_floor: string }>
    >
  >(CASE, ({ input, expected }) => {
    assert.deepEqual(Object.keys(expected), Object.keys(input.hotkeys))
    for (const [id, own] of Object.entries(input.hotkeys)) {
      const given = (input.children[id] ?? []).map(([proportion]) => BigInt(proportion))
      const parents = Object.entries(input.children).flatMap(([parent, links]) =>
        links
          .filter(([, child]) => child === id)
          .map(([proportion]) => ({ parent, proportion: BigInt(proportion) })),
      )
      const inherited = (kind: 'alpha' | 'tao'): bigint =>
        inheritedStake(
          BigInt(own[kind]),
          given,
          parents.map(({ parent, proportion }) => ({
            stake: BigInt(input.hotkeys[parent]?.[kind] ?? assert.fail(parent)),
            proportion,
          })),
        )
      const alpha = inherited('alpha')
      const tao = inherited('tao')
      const total = totalStake(alpha, tao, taoWeightFraction(BigInt(input.tao_weight)))
      assert.deepEqual(
        { alpha_inherited: `${alpha}`, tao_inherited: `${tao}`, total_floor: `${I64F64.toU64(total)}` },
        expected[id],
      )
    }
  }),
})
