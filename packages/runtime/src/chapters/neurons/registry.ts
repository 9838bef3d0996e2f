// Who sits at which uid: two maps that are each other's inverse, and how a hotkey comes by a seat (chain-registry §3.6).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { type NetUid, Uid } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { appendNeuronVectors, clearNeuronVectors } from '../epoch/vectors.ts'
import { SubnetOwnerHotkey } from '../subnets/table.ts'
import { appendWeightRow, clearWeightRow } from '../weights/rows.ts'
import { uidToPrune } from './pruning.ts'
import {
  Axons,
  BlockAtRegistration,
  IsNetworkMember,
  Keys,
  MaxAllowedUids,
  NeuronCertificates,
  neurons,
  Prometheus,
  SubnetworkN,
  Uids,
} from './table.ts'

export const neuronCount = (world: Reads, netuid: NetUid): number => SubnetworkN.get(world, netuid)

export const uidOf = (world: Reads, netuid: NetUid, hotkey: AccountId): Uid | undefined =>
  Uids.get(world, netuid, hotkey)

export const hotkeyOf = (world: Reads, netuid: NetUid, uid: Uid): AccountId | undefined =>
  uid < neuronCount(world, netuid) ? Keys.get(world, netuid, uid) : undefined

/** Hotkeys in the order of their uids. */
export const hotkeys = (world: Reads, netuid: NetUid): AccountId[] =>
  Array.from({ length: neuronCount(world, netuid) }, (_, uid) => Keys.get(world, netuid, Uid(uid)))

/** Whether no hotkey stands at two uids; an epoch over an inconsistent map is skipped (chain-emission §1.7). */
export function keyMapConsistent(world: Reads, netuid: NetUid): boolean {
  const all = hotkeys(world, netuid)
  return new Set(all).size === all.length
}

const full = (world: Reads, netuid: NetUid): boolean =>
  neuronCount(world, netuid) >= MaxAllowedUids.get(world, netuid)

/** Refuses with NoNeuronIdAvailable when nobody could be seated now. */
export function ensureSeat(world: World, netuid: NetUid): void {
  ensure(MaxAllowedUids.get(world, netuid) !== 0, neurons.error.NoNeuronIdAvailable)
  ensure(!full(world, netuid) || uidToPrune(world, netuid) !== undefined, neurons.error.NoNeuronIdAvailable)
}

/** Seats a hotkey that has no uid yet, in place of the weakest when the subnet is full. */
export function registerNeuron(world: World, netuid: NetUid, hotkey: AccountId): Uid {
  const uid = full(world, netuid) ? uidToPrune(world, netuid) : undefined
  if (uid !== undefined) {
    replaceNeuron(world, netuid, uid, hotkey)
    return uid
  }
  ensure(!full(world, netuid), neurons.error.NoNeuronIdAvailable)
  return appendNeuron(world, netuid, hotkey)
}

/** A seat at the end. */
export function appendNeuron(world: World, netuid: NetUid, hotkey: AccountId): Uid {
  const uid = Uid(neuronCount(world, netuid))
  SubnetworkN.put(world, netuid, uid + 1)
  appendNeuronVectors(world, netuid, uid)
  appendWeightRow(world, netuid, uid)
  seat(world, netuid, uid, hotkey)
  return uid
}

/** The seat of somebody else, unless he is the owner's hotkey: then nothing happens. */
export function replaceNeuron(world: World, netuid: NetUid, uid: Uid, hotkey: AccountId): void {
  const former = Keys.get(world, netuid, uid)
  if (former === SubnetOwnerHotkey.get(world, netuid)) return
  unseat(world, netuid, former)
  clearNeuronVectors(world, netuid, uid)
  clearWeightRow(world, netuid, uid)
  seat(world, netuid, uid, hotkey)
}

function seat(world: World, netuid: NetUid, uid: Uid, hotkey: AccountId): void {
  Keys.put(world, netuid, uid, hotkey)
  Uids.put(world, netuid, hotkey, uid)
  IsNetworkMember.put(world, hotkey, netuid, true)
  BlockAtRegistration.put(world, netuid, uid, BigInt(world.block))
  world.emit(neurons.event.NeuronRegistered({ netuid, uid, hotkey }))
}

/** Forgets everything a hotkey had by its seat; its stake stays. */
export function unseat(world: World, netuid: NetUid, hotkey: AccountId): void {
  Uids.remove(world, netuid, hotkey)
  IsNetworkMember.remove(world, hotkey, netuid)
  Axons.remove(world, netuid, hotkey)
  NeuronCertificates.remove(world, netuid, hotkey)
  Prometheus.remove(world, netuid, hotkey)
}

/** `to`, which has none, takes the seat of `from` with all that is known of it (chain-governance §6.5). */
export function passSeat(world: World, netuid: NetUid, from: AccountId, to: AccountId): void {
  const uid = uidOf(world, netuid, from)
  if (uid === undefined) return
  const axon = Axons.get(world, netuid, from)
  const certificate = NeuronCertificates.get(world, netuid, from)
  const prometheus = Prometheus.get(world, netuid, from)
  unseat(world, netuid, from)
  Keys.put(world, netuid, uid, to)
  Uids.put(world, netuid, to, uid)
  IsNetworkMember.put(world, to, netuid, true)
  if (axon !== undefined) Axons.put(world, netuid, to, axon)
  if (certificate !== undefined) NeuronCertificates.put(world, netuid, to, certificate)
  if (prometheus !== undefined) Prometheus.put(world, netuid, to, prometheus)
}

/** Whether a hotkey has a uid on any subnet. */
export function registeredSomewhere(world: Reads, hotkey: AccountId): boolean {
  for (const [, member] of IsNetworkMember.entries(world, hotkey)) if (member) return true
  return false
}
