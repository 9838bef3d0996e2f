// An explanation in words: from what validators saw to where the last rao went.
import type { EvidenceRecord } from '@taonet/neuron'
import { amount, bold, dim, paint, table } from '../terminal.ts'
import type { Explanation, Parts, Verdict } from './explanation.ts'

const WHOLE = 2 ** 32
/** rao, every digit of it. */
const alpha = (rao: bigint): string => `${amount(rao, 9)} α`
const share = (part: number, of = WHOLE): string => (of === 0 ? 0 : part / of).toFixed(9)

export function written(one: Explanation): string {
  const { epoch, pay } = one
  return [
    `${bold(`uid ${one.uid} of subnet ${one.netuid}`)}, hotkey ${one.hotkey}\n${dim(`epoch ${epoch.index}, block ${epoch.block} ${epoch.hash}`)}`,
    section('what validators saw', seen(one.verdicts)),
    section('what they said', said(one)),
    section('what the epoch had', had(one)),
    section('what it paid', paid(one)),
    section('where it went', went(one)),
    checked(one),
    bold(`${alpha(pay.total)} = ${amount(pay.tao, 9)} τ at ${amount(pay.price, 9)} τ an alpha`),
  ].join('\n\n')
}

const section = (title: string, body: string): string => `${bold(title)}\n${body}`

function seen(verdicts: readonly Verdict[]): string {
  const rows = verdicts.flatMap(({ uid, evidence }) => (evidence ? evidenceRows(uid, evidence) : []))
  if (rows.length === 0)
    return dim('no evidence in this data directory: name the one of its validators with --data')
  return table(['validator', 'epochs', 'challenge', 'probes', 'score', 'of which'], rows)
}

const evidenceRows = (uid: number, { epochs, kinds }: EvidenceRecord): string[][] =>
  kinds.map(({ kind, probes, score, parts }) => [
    String(uid),
    `${epochs[0]}–${epochs.at(-1)}`,
    kind,
    String(probes),
    score.toFixed(4),
    Object.entries(parts)
      .map(([name, value]) => `${name} ${value.toFixed(3)}`)
      .join(', '),
  ])

function said({ verdicts, consensus, rank, rankOfAll, incentive }: Explanation): string {
  if (verdicts.length === 0) return 'no validator whose word counts gave it any weight'
  const rows = verdicts.map(({ uid, stakeShare, weight, counted, clipped }) => [
    String(uid),
    share(stakeShare),
    share(weight),
    share(clipped),
    share(counted),
  ])
  return [
    table(['validator', 'stake', 'weight', 'clipped', 'counted'], rows),
    `consensus (what most stake agrees on) ${share(consensus)}`,
    `rank, the sum of stake × counted: ${share(rank)} of ${share(rankOfAll)} for all`,
    `incentive, its share of that: ${share(incentive)}`,
  ].join('\n')
}

const PARTS: readonly (readonly [keyof Parts, string])[] = [
  ['server', "miners' half"],
  ['validator', "validators' part"],
  ['root', "root's part"],
  ['ownerCut', "owner's cut"],
]

function had({ epoch: { waiting, added, handedOut, pool } }: Explanation): string {
  const rows = PARTS.map(([part, name]) => [
    name,
    alpha(waiting[part]),
    alpha(added[part]),
    alpha(handedOut[part]),
  ])
  return `${table(['', 'waiting before', 'added by the block', 'handed out'], rows)}\nawards are shares of the first three: ${alpha(pool)}`
}

function paid({ pay, epoch: { pool } }: Explanation): string {
  const dust = pool - pay.incentiveOfAll - pay.dividendOfAll
  const rows = [
    ['incentive', alpha(pay.incentive), alpha(pay.incentiveOfAll)],
    ['dividend', alpha(pay.dividend), alpha(pay.dividendOfAll)],
  ]
  const withheld =
    pay.withheld === 0n ? [] : [`withheld, since the subnet's owner may not mine: ${alpha(pay.withheld)}`]
  // Awards of validators are rounded down one by one; what is paid is each one's share of the validators' part.
  const weighed =
    pay.dividend === 0n
      ? []
      : ["dividends weigh: the validators' and root's parts are shared out by them, whole"]
  return [
    table(['', 'awarded', 'to all'], rows),
    `lost to rounding: ${dust} rao`,
    ...weighed,
    ...withheld,
  ].join('\n')
}

const went = ({ destinations }: Explanation): string =>
  destinations.length === 0
    ? 'nothing was paid'
    : table(
        ['alpha', 'as', 'account'],
        destinations.map(one => [alpha(one.alpha), one.to, one.account]),
      )

function checked({ checks, exact }: Explanation): string {
  if (exact)
    return `${paint('green', '✔')} equals what the chain paid ${dim(`(${checks.length} rows compared)`)}`
  const rows = checks
    .filter(one => one.recomputed !== one.chain)
    .map(one => [one.what, String(one.recomputed), String(one.chain), String(one.chain - one.recomputed)])
  return `${paint('red', '✘')} differs from the chain\n${table(['what', 'recomputed', 'on chain', 'difference'], rows)}`
}
