// Finds the last epoch of a neuron's subnet, runs it once more on the state before it, and holds the outcome against what the
// chain wrote (chain-epoch §2.2, chain-emission §1.7).
import type { Client, Reader } from '@taonet/client'
import { evidenceFolder, readEvidence } from '@taonet/neuron'
import {
  type EpochReplay,
  type Judgement,
  type NetUid,
  PROFILES,
  replayEpoch,
  StorageIndex,
} from '@taonet/runtime'
import { storage, swapApi } from '@taonet/runtime/tables'
import { type AccountId, NetError, ss58Encode } from '@taonet/wire'
import type { Check, Destination, Explanation, Parts, Verdict } from './explanation.ts'
import { fetchState } from './remote-state.ts'
import type { Asked } from './who.ts'

const { SubtensorModule: rows, Timestamp } = storage

const RAO = 1_000_000_000n
/** Epochs of evidence that are summed up. */
const EVIDENCE_EPOCHS = 8

/** @throws NetError `no-epoch`, `other-rules`, `not-then`. */
export async function explain(client: Client, asked: Asked, neuronData: string): Promise<Explanation> {
  ensureOurRules(client)
  const { netuid, uid, hotkey } = asked
  const block = Number(await client.get(rows.LastEpochBlock, netuid))
  const hash = await client.blockHash(block)
  const parentHash = await client.blockHash(block - 1)
  const index = Number(await client.get(rows.SubnetEpochIndex, netuid))
  if (index === 0 || hash === undefined || parentHash === undefined)
    throw new NetError(
      'no-epoch',
      `subnet ${netuid} has not had an epoch yet`,
      'ask again after the first one',
    )
  const at = client.at(hash)
  const [view, time] = await Promise.all([fetchState(client, parentHash), at.get(Timestamp.Now)])
  const replay = replayEpoch(view, { number: block, parentHash, time, author: undefined }, netuid)
  const seat = replay?.seats[uid]
  if (replay === undefined || seat?.hotkey !== hotkey)
    throw new NetError(
      'not-then',
      `uid ${uid} of subnet ${netuid} had no part in the epoch of block ${block}`,
      'it registered later: ask again after the next epoch',
    )

  const judgement = replay.mechanisms[0]?.judgement
  if (judgement === undefined) throw new NetError('no-epoch', 'the subnet has no mechanism', '')
  const revealPeriod = Number(await at.get(rows.RevealPeriodEpochs, netuid))
  const handedOut = replay.drained
  const destinations = destinationsOf(replay, asked)
  const total = destinations.reduce((sum, { alpha }) => sum + alpha, 0n)
  const price = await at.call(swapApi, 'current_alpha_price', { netuid })
  const checks = await checksOf(client, at, replay, asked)
  const sumOf = (pick: 'incentive' | 'dividend'): bigint =>
    replay.seats.reduce((sum, one) => sum + one[pick], 0n)
  return {
    netuid,
    uid,
    hotkey: ss58Encode(hotkey),
    coldkey: seat.coldkey && ss58Encode(seat.coldkey),
    epoch: {
      index,
      block,
      hash,
      waiting: replay.before,
      added: minus(handedOut, replay.before),
      handedOut,
      pool: handedOut.server + handedOut.validator + handedOut.root,
    },
    // What was revealed before the epoch had been committed a reveal period earlier.
    verdicts: verdictsOf(judgement, replay, asked, (validator, miner) =>
      readEvidence(
        evidenceFolder(neuronData, validator, netuid),
        miner,
        index - 1 - revealPeriod,
        EVIDENCE_EPOCHS,
      ),
    ),
    consensus: judgement.consensus[uid] ?? 0,
    rank: judgement.ranks[uid] ?? 0,
    rankOfAll: judgement.ranks.reduce((sum, one) => sum + one, 0),
    incentive: judgement.incentive[uid] ?? 0,
    pay: {
      incentive: seat.incentive,
      incentiveOfAll: sumOf('incentive'),
      dividend: seat.dividend,
      dividendOfAll: sumOf('dividend'),
      withheld: seat.withheld ? seat.incentive : 0n,
      total,
      tao: (total * price) / RAO,
      price,
    },
    destinations,
    checks,
    exact: checks.every(({ recomputed, chain }) => recomputed === chain),
  }
}

function ensureOurRules(client: Client): void {
  const { specVersion } = client.chain
  if (Object.values(PROFILES).some(profile => profile.specVersion === specVersion)) return
  throw new NetError(
    'other-rules',
    `the chain runs version ${specVersion} of the rules and this is another`,
    'use the taonet that its node was built from',
  )
}

const minus = (a: Parts, b: Parts): Parts => ({
  server: a.server - b.server,
  validator: a.validator - b.validator,
  root: a.root - b.root,
  ownerCut: a.ownerCut - b.ownerCut,
})

function verdictsOf(
  { weights, agreed, voting }: Judgement,
  { seats }: EpochReplay,
  { uid, hotkey }: Asked,
  evidence: (validator: string, miner: string) => Verdict['evidence'],
): readonly Verdict[] {
  /** Of a sparse row, the entry towards the uid. */
  const entry = ({ starts, uids, values }: Judgement['weights'], row: number): number | undefined => {
    for (let i = starts[row] ?? 0; i < (starts[row + 1] ?? 0); i++) if (uids[i] === uid) return values[i]
    return undefined
  }
  const miner = ss58Encode(hotkey)
  return [...voting.keys()].flatMap((row): Verdict[] => {
    const seat = seats[row]
    const weight = entry(weights, row)
    const stakeShare = voting[row] ?? 0
    if (seat === undefined || weight === undefined || stakeShare === 0) return []
    const counted = entry(agreed, row) ?? 0
    const validator = ss58Encode(seat.hotkey)
    const found = evidence(validator, miner)
    return [
      {
        uid: row,
        hotkey: validator,
        stakeShare,
        weight,
        counted,
        clipped: weight - counted,
        evidence: found && found.epochs.length > 0 ? found : undefined,
      },
    ]
  })
}

function destinationsOf(replay: EpochReplay, { netuid, uid, hotkey }: Asked): readonly Destination[] {
  const { seats, payouts, drained, after } = replay
  const seat = seats[uid]
  if (seat === undefined) return []
  const owner = seat.coldkey === undefined ? 'nobody' : ss58Encode(seat.coldkey)
  const self = ss58Encode(hotkey)
  const payout = payouts.find(one => one.hotkey === hotkey)
  const staked = ss58Encode(seat.destination)
  const ownsSubnet = rows.SubnetOwnerHotkey.get({ state: after }, netuid) === hotkey
  const all: readonly Destination[] = [
    {
      to:
        staked === self
          ? 'incentive, staked on its own hotkey'
          : `incentive, staked on ${staked} as its coldkey chose`,
      account: owner,
      alpha: seat.withheld ? 0n : seat.incentive,
    },
    { to: "the subnet owner's cut", account: owner, alpha: ownsSubnet ? drained.ownerCut : 0n },
    { to: "its owner's take of alpha dividends", account: owner, alpha: payout?.alpha.take ?? 0n },
    {
      to: 'alpha dividends to everybody who staked on it, by their shares',
      account: self,
      alpha: payout?.alpha.rest ?? 0n,
    },
    { to: "its owner's take of root dividends", account: owner, alpha: payout?.root.take ?? 0n },
    {
      to: 'root dividends, to be claimed by its root stakers',
      account: self,
      alpha: payout?.root.rest ?? 0n,
    },
  ]
  return all.filter(({ alpha }) => alpha > 0n)
}

/** What the chain wrote in the epoch's block, each beside the replay's. */
async function checksOf(
  client: Client,
  at: Reader,
  replay: EpochReplay,
  { netuid, uid, hotkey }: Asked,
): Promise<readonly Check[]> {
  const seat = replay.seats[uid]
  const payout = replay.payouts.find(one => one.hotkey === hotkey)
  const judgement = replay.mechanisms[0]?.judgement
  const [emitted, incentive, consensus, alpha, root] = await Promise.all([
    emittedTo(client, at, netuid, uid),
    at.get(rows.Incentive, StorageIndex(netuid)),
    at.get(rows.Consensus, netuid),
    at.get(rows.AlphaDividendsPerSubnet, netuid, hotkey),
    at.get(rows.RootAlphaDividendsPerSubnet, netuid, hotkey),
  ])
  const u16 = (share: number | undefined): bigint => BigInt(Math.floor(((share ?? 0) * 65_535) / 2 ** 32))
  const staked = seat?.destination ?? hotkey
  const stakes = await stakeChecks(at, replay, staked === hotkey ? [hotkey] : [hotkey, staked], netuid)
  return [
    { what: 'incentive emitted', recomputed: seat?.incentive ?? 0n, chain: emitted },
    {
      what: 'incentive of 65535',
      recomputed: u16(judgement?.incentive[uid]),
      chain: BigInt(incentive[uid] ?? 0),
    },
    // Several mechanisms' consensus stands on chain as one weighted sum.
    ...(replay.mechanisms.length === 1
      ? [
          {
            what: 'consensus of 65535',
            recomputed: u16(judgement?.consensus[uid]),
            chain: BigInt(consensus[uid] ?? 0),
          },
        ]
      : []),
    { what: 'alpha dividends', recomputed: payout?.alpha.rest ?? 0n, chain: alpha },
    { what: 'root dividends', recomputed: payout?.root.rest ?? 0n, chain: root },
    ...stakes,
  ]
}

/** The pools after the epoch; calls in the same block that moved stake would show as a difference. */
const stakeChecks = (
  at: Reader,
  { after }: EpochReplay,
  hotkeys: readonly AccountId[],
  netuid: NetUid,
): Promise<Check[]> =>
  Promise.all(
    hotkeys.map(async hotkey => ({
      what: `stake on ${ss58Encode(hotkey)} after the epoch`,
      recomputed: rows.TotalHotkeyAlpha.get({ state: after }, hotkey, netuid),
      chain: await at.get(rows.TotalHotkeyAlpha, hotkey, netuid),
    })),
  )

const isAmounts = (value: unknown): value is readonly bigint[] =>
  Array.isArray(value) && value.every(one => typeof one === 'bigint')

/** The event lists every uid's incentive, mechanism by mechanism. */
async function emittedTo(client: Client, at: Reader, netuid: NetUid, uid: number): Promise<bigint> {
  if (at.hash === undefined) return 0n
  const records = await client.events(at.hash)
  return records
    .filter(
      ({ event }) =>
        event.name === 'IncentiveAlphaEmittedToMiners' && Number(event.fields.netuid) % 4096 === netuid,
    )
    .reduce(
      (sum, { event: { fields } }) =>
        sum + (isAmounts(fields.emissions) ? (fields.emissions[uid] ?? 0n) : 0n),
      0n,
    )
}
