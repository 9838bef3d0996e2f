// The network as of the newest block: issuance, subnets, the chosen subnet's neurons and their past epochs.
import { computed, signal } from '@preact/signals'
import type { NetUid } from '@taonet/runtime/tables'
import type { EpochPoint } from '../chain/read-history.ts'
import type { Metagraph } from '../chain/read-metagraph.ts'
import type { Subnet } from '../chain/read-subnets.ts'

/** rao; undefined until the first reading. */
export const issuance = signal<bigint | undefined>(undefined)
/** Undefined until the first reading; empty when there are none. */
export const subnets = signal<readonly Subnet[] | undefined>(undefined)
export const metagraph = signal<Metagraph | undefined>(undefined)
export const history = signal<readonly EpochPoint[]>([])

export const chosen = signal<NetUid | undefined>(undefined)
export const chosenSubnet = computed(
  () => subnets.value?.find(one => one.netuid === chosen.value) ?? subnets.value?.[0],
)

/** Neuron that the reader points at, in the table, the chart or an answer. */
export const pointedUid = signal<number | undefined>(undefined)

/** Subnets whose epoch ran in a block, as far as the page knows. */
export const epochsAt = signal<ReadonlyMap<number, readonly NetUid[]>>(new Map())

/** The map with what the subnets of one reading tell: each knows its last epoch. */
export function withEpochs(
  known: ReadonlyMap<number, readonly NetUid[]>,
  read: readonly Pick<Subnet, 'netuid' | 'lastEpoch'>[],
  most = 200,
): ReadonlyMap<number, readonly NetUid[]> {
  const next = new Map(known)
  for (const { netuid, lastEpoch } of read) {
    const there = next.get(lastEpoch) ?? []
    if (lastEpoch > 0 && !there.includes(netuid)) next.set(lastEpoch, [...there, netuid])
  }
  return new Map([...next].sort(([a], [b]) => a - b).slice(-most))
}

/** Before another subnet is shown. */
export function forgetSubnet(): void {
  metagraph.value = undefined
  history.value = []
  pointedUid.value = undefined
}

/** Before another chain is shown. */
export function forgetNetwork(): void {
  issuance.value = undefined
  subnets.value = undefined
  epochsAt.value = new Map()
  forgetSubnet()
}
