// The epoch once more, as slow and as plain as the specification reads: bigints scaled by 2^32, a map a row, every step
// of chain-epoch §2.2 in its order. Written without the runtime's own arithmetic; the tests hold the fast one against it.
import { expFloor } from '@taonet/wire'
import type { EpochOutput, MechanismEpoch, SubnetEpoch } from '../../src/chapters/epoch/epoch.ts'
import type { Row } from '../../src/chapters/epoch/sparse.ts'

type Cells = Map<number, bigint>[]

const ONE = 1n << 32n
const mul = (a: bigint, b: bigint): bigint => (a * b) >> 32n
const div = (a: bigint, b: bigint): bigint => (b === 0n ? 0n : (a << 32n) / b)
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const clamp = (x: bigint, low: bigint, high: bigint): bigint => max(low, min(high, x))
const sum = (values: Iterable<bigint>): bigint => [...values].reduce((a, b) => a + b, 0n)
const normal = (values: bigint[]): bigint[] =>
  sum(values) === 0n ? values : values.map(x => div(x, sum(values)))
const u16 = (x: bigint): number => Number(min(65535n, mul(x, 65535n << 32n) >> 32n))

const mapCells = (cells: Cells, f: (x: bigint, i: number, j: number) => bigint | undefined): Cells =>
  cells.map((row, i) => {
    const out = new Map<number, bigint>()
    for (const [j, x] of row) {
      const y = f(x, i, j)
      if (y !== undefined) out.set(j, y)
    }
    return out
  })
const column = (cells: Cells, j: number): bigint[] => cells.map(row => row.get(j) ?? 0n)
const sortRows = (cells: Cells): Cells => cells.map(row => new Map([...row].sort((a, b) => a[0] - b[0])))
const columnNormal = (cells: Cells, n: number): Cells => {
  const totals = Array.from({ length: n }, (_, j) => sum(column(cells, j)))
  return mapCells(cells, (x, _, j) => (totals[j] === 0n ? x : div(x, totals[j] ?? 0n)))
}

/** §2.3 by its partition procedure. */
export function median(stakes: bigint[], scores: bigint[], minority: bigint, lo: bigint, hi: bigint): bigint {
  if (stakes.length === 0) return 0n
  if (stakes.length === 1) return scores[0]!
  const pivot = scores[Math.floor(scores.length / 2)]!
  const pick = (keep: (score: bigint) => boolean): [bigint[], bigint[]] => [
    stakes.filter((_, i) => keep(scores[i]!)),
    scores.filter(keep),
  ]
  const [lower, upper] = [pick(x => x < pivot), pick(x => x > pivot)]
  const [below, above] = [lo + sum(lower[0]), hi - sum(upper[0])]
  if (minority < below && lower[0].length > 0) return median(...lower, minority, lo, below)
  if (above <= minority && upper[0].length > 0) return median(...upper, minority, above, hi)
  return pivot
}

function sigmoid(d: bigint, steepness: number): bigint {
  const slope = (BigInt(steepness) << 32n) / 100n
  const exponent = clamp(mul(-slope, d - ONE / 2n), -20n * ONE, 20n * ONE)
  return div(ONE, ONE + expFloor({ numerator: exponent, denominator: ONE }, 32))
}

/** §2.4(3): one forward pass over the columns, a cursor a row that only moves to higher uids. */
function seenInOrder(row: Map<number, bigint>, n: number): bigint[] {
  const entries = [...row]
  let cursor = 0
  return Array.from({ length: n }, (_, j) => {
    while (cursor < entries.length && entries[cursor]![0] < j) cursor++
    return cursor < entries.length && entries[cursor]![0] === j ? entries[cursor]![1] : 0n
  })
}

export function naiveEpoch(subnet: SubnetEpoch, mechanism: MechanismEpoch, raoEmission: bigint): EpochOutput {
  const n = subnet.stake.length
  const uids = Array.from({ length: n }, (_, uid) => uid)
  const { ownerUid } = subnet
  const block = BigInt(subnet.block)
  const updated = mechanism.lastUpdate.map(BigInt)
  const born = subnet.registeredAt.map(BigInt)
  const rowsOf = (rows: readonly Row[], f: (x: bigint) => bigint): Cells =>
    uids.map(i => new Map((rows[i] ?? []).filter(([j]) => j < n).map(([j, x]) => [j, f(BigInt(x))])))

  // (2)-(8)
  const active = updated.map(at => !(at + BigInt(subnet.activityCutoff) < block))
  const total = subnet.stake.map((x, i) =>
    x >> 64n < subnet.stakeThreshold && i !== ownerUid ? 0n : BigInt(x),
  )
  const whole = sum(total)
  const stake = total.map(x => (whole === 0n ? 0n : ((x << 64n) / whole) >> 32n))
  const allowed = subnet.permits.map((permit, i) => permit || i === ownerUid)
  const ranked = [...uids].sort((a, b) => Number(stake[a]! - stake[b]!) || a - b)
  const cleared = new Set(n < subnet.maxValidators ? [] : ranked.slice(0, n - subnet.maxValidators))
  const permits = uids.map(i => i === ownerUid || (stake[i]! > 0n && !cleared.has(i)))
  const voting = normal(stake.map((x, i) => (active[i] && allowed[i] ? x : 0n)))

  // (9)
  const raw = mapCells(
    rowsOf(mechanism.weights, x => x << 32n),
    (x, i, j) => {
      if (!allowed[i] || (i === j && i !== ownerUid) || updated[i]! <= born[j]!) return undefined
      const commit = mechanism.commitBlocks?.[i]
      return commit !== null && commit !== undefined && BigInt(commit) < born[j]! ? undefined : x
    },
  )
  const weights = mapCells(raw, (x, i) => (sum(raw[i]!.values()) > 0n ? div(x, sum(raw[i]!.values())) : x))

  // (10)-(14)
  const kappa = div(BigInt(subnet.kappa), 65535n)
  const votes = normal(voting.filter(x => x > 0n))
  const consensus = uids.map(j => {
    const scores = column(weights, j).filter((_, i) => voting[i]! > 0n)
    return median(votes, scores, sum(votes) - kappa, 0n, sum(votes))
  })
  const agreed = mapCells(weights, (x, _, j) =>
    x <= consensus[j]! ? x : consensus[j]! > 0n ? consensus[j]! : undefined,
  )
  const trust = agreed.map(row => sum(row.values()))
  const incentive = normal(uids.map(j => sum(column(agreed, j).map((x, i) => mul(x, voting[i]!)))))

  // (15)
  const beta = div(BigInt(subnet.bondsPenalty), 65535n)
  const between = mapCells(sortRows(weights), (x, i, j) => {
    const y = x + mul(beta, (agreed[i]!.get(j) ?? 0n) - x)
    return y > 0n ? y : undefined
  })
  const followed = beta === 0n ? weights : beta === ONE ? agreed : between

  // (16), §2.4, §2.5
  const since = subnet.lastStep === 0 ? max(0n, block - BigInt(subnet.tempo)) : BigInt(subnet.lastStep) + 1n
  const old = mapCells(
    rowsOf(mechanism.bonds, x => (subnet.yuma3 ? div(x, 65535n) : x << 32n)),
    (x, _, j) => (since <= born[j]! ? undefined : x),
  )
  const step = ONE - div(BigInt(subnet.bondsMovingAverage), 1_000_000n)
  const average = (next: Cells, last: Cells): Cells =>
    uids.map(i => {
      const cell = (j: number): bigint =>
        mul(step, next[i]!.get(j) ?? 0n) + mul(ONE - step, last[i]!.get(j) ?? 0n)
      return new Map(uids.map((j): [number, bigint] => [j, cell(j)]).filter(([, x]) => x > 0n))
    })
  const liquid = (parameters: NonNullable<SubnetEpoch['liquidAlpha']>): Cells => {
    const [low, high] = [div(BigInt(parameters.low), 65535n), div(BigInt(parameters.high), 65535n)]
    return followed.map((row, i) => {
      const [seenWeights, seenBonds] = [seenInOrder(row, n), seenInOrder(old[i]!, n)]
      const out = new Map<number, bigint>()
      for (const [j, x] of row) {
        const [w, b] = [seenWeights[j]!, seenBonds[j]!]
        const d = w >= b ? clamp(w - consensus[j]!, 0n, ONE) : clamp(b - w, 0n, ONE)
        const alpha = clamp(low + mul(sigmoid(d, parameters.steepness), high - low), low, high)
        const bond = min(ONE, mul(ONE - alpha, old[i]!.get(j) ?? 0n) + max(0n, mul(alpha, x)))
        if (bond !== 0n) out.set(j, bond)
      }
      return out
    })
  }
  const earned = (bonds: Cells): bigint[] =>
    bonds.map(row => sum([...row].map(([j, x]) => mul(x, incentive[j]!))))
  let bonds: Cells
  let dividends: bigint[]
  if (subnet.yuma3) {
    bonds =
      subnet.liquidAlpha && consensus.some(x => x !== 0n)
        ? liquid(subnet.liquidAlpha)
        : average(followed, old)
    dividends = normal(earned(columnNormal(bonds, n)).map((x, i) => mul(x, voting[i]!)))
  } else {
    const bought = mapCells(followed, (x, i) => mul(x, voting[i]!))
    const shares = columnNormal(average(columnNormal(bought, n), columnNormal(old, n)), n)
    dividends = normal(earned(shares))
    const top = uids.map(j => column(shares, j).reduce(max, 0n))
    bonds = mapCells(shares, (x, _, j) => div(x, top[j]!))
  }

  // §2.7
  const combined = uids.map(i => incentive[i]! + dividends[i]!)
  const S = sum(combined)
  const fallback = sum(voting) === 0n ? stake : voting
  const amount = (fraction: bigint): bigint => mul(fraction, raoEmission << 32n) >> 32n
  const quantised = (values: bigint[]): number[] => values.map(u16)
  return {
    active,
    permits,
    consensus: quantised(consensus),
    incentive: quantised(incentive),
    dividends: quantised(dividends),
    validatorTrust: quantised(trust),
    stakeWeight: quantised(stake),
    bonds: bonds.map((row, i) => (permits[i] ? [...row].map(([j, x]): [number, number] => [j, u16(x)]) : [])),
    serverEmission: incentive.map(x => amount(S === 0n ? 0n : div(x, S))),
    validatorEmission: dividends.map((x, i) => amount(S === 0n ? fallback[i]! : div(x, S))),
    emission: combined.map((x, i) => amount(S === 0n ? fallback[i]! : div(x, sum(combined)))),
  }
}
