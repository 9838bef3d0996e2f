// A neuron's chain through a client: rows read at one block, extrinsics of a hotkey one after the other.

import { ChainError, type Client } from '@taonet/client'
import { composeCall, NetUid, StorageIndex, storage } from '@taonet/runtime/tables'
import { type AccountId, type KeyPair, publishedFields, readPublished } from '@taonet/wire'
import { NO_CERTIFICATE, pinnedCertificate, readPin } from '../tls-pin.ts'
import { packAddress, unpackAxon } from './axon-address.ts'
import type { NeuronChain, OpenCommit, Schedule, Seat } from './neuron-chain.ts'

const { SubtensorModule: rows, Commitments } = storage
const ROOT = NetUid(0)

/** Axons carry a version that clients show; ours says nothing yet. */
const AXON_VERSION = 1
/** The axon's `protocol` field: 4 is what others write for HTTP over TCP. */
const AXON_PROTOCOL = 4
/** Shares are u16 numbers of 65535. */
const WHOLE_SHARE = 65_535
/** Blocks an extrinsic of ours stays valid: what is late is made anew with a fresh nonce. */
const PERIOD = 16

async function readSeats(client: Client, netuid: number): Promise<readonly Seat[]> {
  const { hash } = await client.head()
  const at = client.at(hash)
  const net = NetUid(netuid)
  const [keys, axons, permits, incentives, dividends, emissions, published, certificates, needTls] =
    await Promise.all([
      at.entries(rows.Keys, net),
      at.entries(rows.Axons, net),
      at.get(rows.ValidatorPermit, net),
      at.get(rows.Incentive, StorageIndex(netuid)),
      at.get(rows.Dividends, net),
      at.get(rows.Emission, net),
      at.entries(Commitments.CommitmentOf, net),
      at.entries(rows.NeuronCertificates, net),
      at.get(rows.AxonsNeedTls),
    ])
  const pinOf = new Map(certificates.map(([[, hotkey], row]) => [hotkey, readPin(row)]))
  const hotkeys = keys.map(([, hotkey]) => hotkey)
  const stakeOn = (subnet: NetUid) =>
    at.many(
      rows.TotalHotkeyAlpha,
      hotkeys.map((hotkey): [AccountId, NetUid] => [hotkey, subnet]),
    )
  const [owners, stakes, rootStakes] = await Promise.all([
    at.many(
      rows.Owner,
      hotkeys.map((hotkey): [AccountId] => [hotkey]),
    ),
    stakeOn(net),
    stakeOn(ROOT),
  ])
  const axonOf = new Map(axons.map(([[, hotkey], info]) => [hotkey, info]))
  const saidBy = new Map(published.map(([[, hotkey], { info }]) => [hotkey, readPublished(info.fields)]))
  return keys.map(([[, uid], hotkey], i) => {
    const axon = axonOf.get(hotkey)
    const address = axon && unpackAxon(axon)
    const pin = pinOf.get(hotkey)
    const said = saidBy.get(hotkey)
    return {
      uid,
      hotkey,
      coldkey: owners[i] ?? hotkey,
      // A key that is no pin of ours cannot be insisted on: where TLS is demanded such a neuron is not called at all.
      axon: address && (pin || !needTls) ? { ...address, pin } : undefined,
      validatorPermit: permits[uid] ?? false,
      incentive: (incentives[uid] ?? 0) / WHOLE_SHARE,
      dividends: (dividends[uid] ?? 0) / WHOLE_SHARE,
      emission: emissions[uid] ?? 0n,
      stake: stakes[i] ?? 0n,
      rootStake: rootStakes[i] ?? 0n,
      declaration: said?.type === 'Miner' ? said.value : undefined,
      secrets: said?.type === 'Validator' ? said.value : undefined,
    }
  })
}

async function readSchedule(client: Client, netuid: number): Promise<Schedule> {
  const { hash, number } = await client.head()
  const at = client.at(hash)
  const net = NetUid(netuid)
  const [epoch, tempo, lastEpochBlock, commitReveal, revealPeriod, versionKey] = await Promise.all([
    at.get(rows.SubnetEpochIndex, net),
    at.get(rows.Tempo, net),
    at.get(rows.LastEpochBlock, net),
    at.get(rows.CommitRevealWeightsEnabled, net),
    at.get(rows.RevealPeriodEpochs, net),
    at.get(rows.WeightsVersionKey, net),
  ])
  const last = Number(lastEpochBlock)
  return { block: number, epoch, tempo, lastEpochBlock: last, commitReveal, revealPeriod, versionKey }
}

export function clientChain(client: Client): NeuronChain {
  // The client lets one hotkey's extrinsics take turns until the pool has them: one block can hold several.
  const submit = async (signer: KeyPair, call: Uint8Array): Promise<void> => {
    const { success, error } = await client.submit(signer, call, { period: PERIOD, timeout: 60_000 })
    if (!success) throw new ChainError(error?.name ?? 'Unknown', error?.docs ?? '')
  }

  return {
    head: () => client.head(),
    onBlock: listener => client.onBlock(listener),
    seats: netuid => readSeats(client, netuid),
    schedule: netuid => readSchedule(client, netuid),
    async openCommits(netuid, hotkey): Promise<readonly OpenCommit[]> {
      const commits = await client.get(rows.WeightCommits, StorageIndex(netuid), hotkey)
      return (commits ?? []).map(([hash, epoch]) => ({ hash, epoch }))
    },
    allowsLoopback: () => client.get(rows.AllowLoopbackAxons),
    async serveAxon(signer, netuid, { host, port, pin }) {
      const net = NetUid(netuid)
      const claim = {
        netuid: net,
        version: AXON_VERSION,
        ...packAddress(host),
        port,
        protocol: AXON_PROTOCOL,
        placeholder1: 0,
        placeholder2: 0,
      }
      const row = await client.get(rows.NeuronCertificates, net, signer.account)
      const shown = row && readPin(row)
      // `serve_axon` leaves an old certificate standing, and callers would insist on it.
      const certificate = pin ? pinnedCertificate(pin) : NO_CERTIFICATE
      const call =
        shown === pin
          ? composeCall('SubtensorModule', 'serve_axon', claim)
          : composeCall('SubtensorModule', 'serve_axon_tls', { ...claim, certificate })
      await submit(signer, call)
    },
    publish: (signer, netuid, published) =>
      submit(
        signer,
        composeCall('Commitments', 'set_commitment', {
          netuid: NetUid(netuid),
          info: { fields: publishedFields(published) },
        }),
      ),
    setWeights: (signer, netuid, { uids, values, versionKey }) =>
      submit(
        signer,
        composeCall('SubtensorModule', 'set_weights', {
          netuid: NetUid(netuid),
          dests: [...uids],
          weights: [...values],
          version_key: versionKey,
        }),
      ),
    commitWeights: (signer, netuid, hash) =>
      submit(
        signer,
        composeCall('SubtensorModule', 'commit_weights', { netuid: NetUid(netuid), commit_hash: hash }),
      ),
    revealWeights: (signer, netuid, { uids, values, salt, versionKey }) =>
      submit(
        signer,
        composeCall('SubtensorModule', 'reveal_weights', {
          netuid: NetUid(netuid),
          uids: [...uids],
          values: [...values],
          salt: [...salt],
          version_key: versionKey,
        }),
      ),
  }
}
