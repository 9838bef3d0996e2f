// NeuronInfoRuntimeApi at work.
import type { AccountId } from '@taonet/wire'
import { implementApi } from '../../api.ts'
import { Bonds, ValidatorTrust } from '../../chapters/epoch/table.ts'
import type { PrometheusInfo } from '../../chapters/neurons/codecs.ts'
import { Axons, Prometheus } from '../../chapters/neurons/table.ts'
import { hotkeyStake } from '../../chapters/staking/stake.ts'
import { Weights } from '../../chapters/weights/table.ts'
import { Alpha, Uid } from '../../nouns.ts'
import { neuronInfoApi } from '../neuron-info.ts'
import type { NeuronInfo, NeuronInfoLite } from '../types/neuron-info.ts'
import { columns, NO_AXON } from './columns.ts'
import { ofSubnet, type SubnetAt } from './subnet-at.ts'

const NO_PROMETHEUS: PrometheusInfo = { block: 0n, version: 0, ip: 0n, port: 0, ip_type: 0 }

/** Answers for the uids of a subnet; its vectors are read once. */
function lite(subnet: SubnetAt): (hotkey: AccountId, uid: number) => NeuronInfoLite {
  const { world, netuid } = subnet
  const active = columns.active(subnet)
  const emission = columns.emission(subnet)
  const incentive = columns.incentives(subnet)
  const consensus = columns.consensus(subnet)
  const trust = ValidatorTrust.get(world, netuid)
  const dividends = columns.dividends(subnet)
  const updates = columns.last_update(subnet)
  const permits = columns.validator_permit(subnet)
  return (hotkey, uid) => {
    const coldkey = subnet.coldkeyOf(hotkey)
    return {
      hotkey,
      coldkey,
      uid: Uid(uid),
      netuid,
      active: active[uid] ?? false,
      axon_info: Axons.get(world, netuid, hotkey) ?? NO_AXON,
      prometheus_info: Prometheus.get(world, netuid, hotkey) ?? NO_PROMETHEUS,
      // Everybody's stake under the owner's name: clients add up what they find here.
      stake: [[coldkey, hotkeyStake(world, hotkey, netuid)]],
      rank: 0,
      emission: emission[uid] ?? Alpha(0n),
      incentive: incentive[uid] ?? 0,
      consensus: consensus[uid] ?? 0,
      trust: 0,
      validator_trust: trust[uid] ?? 0,
      dividends: dividends[uid] ?? 0,
      last_update: updates[uid] ?? 0n,
      validator_permit: permits[uid] ?? false,
      pruning_score: 0,
    }
  }
}

function full(subnet: SubnetAt): (hotkey: AccountId, uid: number) => NeuronInfo {
  const { world, index } = subnet
  const rest = lite(subnet)
  return (hotkey, uid) => ({
    ...rest(hotkey, uid),
    weights: Weights.get(world, index, Uid(uid)),
    bonds: Bonds.get(world, index, Uid(uid)),
  })
}

type Answer<T> = (subnet: SubnetAt) => (hotkey: AccountId, uid: number) => T

function everyUid<T>(answer: Answer<T>) {
  return function* (subnet: SubnetAt): Generator<T> {
    const answerOf = answer(subnet)
    for (const [uid, hotkey] of subnet.hotkeys.entries()) yield answerOf(hotkey, uid)
  }
}

const oneUid =
  <T>(answer: Answer<T>, uid: Uid) =>
  (subnet: SubnetAt): T | undefined => {
    const hotkey = subnet.hotkeys[uid]
    return hotkey === undefined ? undefined : answer(subnet)(hotkey, uid)
  }

export const neuronInfoAnswers = implementApi(neuronInfoApi, {
  get_neurons: (world, { netuid }) => ofSubnet(world, netuid, everyUid(full)) ?? [],
  get_neuron: (world, { netuid, uid }) => ofSubnet(world, netuid, oneUid(full, uid)),
  get_neurons_lite: (world, { netuid }) => ofSubnet(world, netuid, everyUid(lite)) ?? [],
  get_neuron_lite: (world, { netuid, uid }) => ofSubnet(world, netuid, oneUid(lite, uid)),
})
