// The mechanisms of one subnet: shares of its alpha, their epochs one after another, the sum of their verdicts
// (chain-epoch §2.11).
import { I64F64, saturateU64 } from '@taonet/wire'
import { type EpochOutput, type MechanismEpoch, runEpoch, type SubnetEpoch } from './epoch.ts'

const U16_WHOLE = 65_535n

/**
 * Parts of an amount for `count` mechanisms: floor(amount * split / 65535) each, 0 beyond the list, or even parts when
 * `split` is null; what rounding leaves goes to mechanism 0.
 */
export function mechanismShares(amount: bigint, count: number, split: readonly number[] | null): bigint[] {
  const part = (index: number): bigint =>
    split === null ? amount / BigInt(count) : (amount * BigInt(split[index] ?? 0)) / U16_WHOLE
  const parts = Array.from({ length: count }, (_, index) => part(index))
  const rest = amount - parts.reduce((total, one) => total + one, 0n)
  return parts.map((one, index) => (index === 0 ? one + rest : one))
}

/** Per uid, over all mechanisms; proportions are u16, amounts alpha-rao, stake rao. */
export interface SubnetOutput {
  /** Plain sums: what distribution pays from. */
  readonly serverEmission: bigint[]
  readonly validatorEmission: bigint[]
  /** Weighted although the amounts are shares already: what `Emission` stores. */
  readonly emission: bigint[]
  readonly dividends: number[]
  readonly stakeWeight: number[]
  readonly consensus: number[]
  readonly validatorTrust: number[]
  readonly active: boolean[]
  readonly permits: boolean[]
  /** floor of the raw total, once for every mechanism: what voting power averages. */
  readonly stake: bigint[]
  readonly mechanisms: readonly EpochOutput[]
}

/** Runs every mechanism on its share, all with the permits of the previous epoch, and adds up their outputs. */
export function runSubnetEpoch(
  subnet: SubnetEpoch,
  mechanisms: readonly MechanismEpoch[],
  raoEmission: bigint,
  split: readonly number[] | null,
): SubnetOutput {
  const shares = mechanismShares(raoEmission, mechanisms.length, split)
  const outputs = mechanisms.map((mechanism, index) => runEpoch(subnet, mechanism, shares[index] ?? 0n))
  const weights = shares.map((share, index) => mechanismWeight(share, raoEmission, index))
  const weighted = (values: (output: EpochOutput) => readonly (number | bigint)[]): bigint[] =>
    summed(outputs, (output, index) => values(output).map(value => (BigInt(value) * weights[index]!) >> 64n))
  const proportions = (values: (output: EpochOutput) => readonly number[]): number[] =>
    weighted(values).map(Number)
  const any = (flags: (output: EpochOutput) => readonly boolean[]): boolean[] =>
    subnet.stake.map((_, uid) => outputs.some(output => flags(output)[uid] === true))
  return {
    serverEmission: summed(outputs, output => output.serverEmission),
    validatorEmission: summed(outputs, output => output.validatorEmission),
    emission: weighted(output => output.emission),
    dividends: proportions(output => output.dividends),
    stakeWeight: proportions(output => output.stakeWeight),
    consensus: proportions(output => output.consensus),
    validatorTrust: proportions(output => output.validatorTrust),
    active: any(output => output.active),
    permits: any(output => output.permits),
    stake: summed(outputs, () => subnet.stake.map(I64F64.toU64)),
    mechanisms: outputs,
  }
}

/** share / total at 2^-64; mechanism 0 counts wholly when nothing is shared. At most 1, so floored sums stay in range. */
function mechanismWeight(share: bigint, total: bigint, index: number): bigint {
  if (total === 0n) return index === 0 ? 1n << 64n : 0n
  return (share << 64n) / total
}

function summed(
  outputs: readonly EpochOutput[],
  values: (output: EpochOutput, index: number) => readonly bigint[],
): bigint[] {
  const lists = outputs.map(values)
  return (lists[0] ?? []).map((_, uid) => saturateU64(lists.reduce((total, list) => total + list[uid]!, 0n)))
}
