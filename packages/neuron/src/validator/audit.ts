// An audit of a closed epoch by somebody else: the file against the chain, and a random sample of its probes done again.

import { accountFromSs58, type EvidenceAnchor } from '@taonet/wire'
import type { Archive } from '../chain/archive.ts'
import type { Challenge, ReferenceTools } from '../challenge.ts'
import type { Subnet } from '../subnet.ts'
import { anchorOf, outcomesOf, type ReadProbe, valueHash } from './evidence-lines.ts'
import { type EvidenceProof, proveLine } from './evidence-tree.ts'
import {
  challengeAgain,
  type FoundProbe,
  type Problem,
  type ReadEpoch,
  readEpoch,
  replayProbe,
  scoreOf,
} from './verify-evidence.ts'

/** Scores of measurements on another machine may differ by so much: kernels round differently. */
export const MEASURED_TOLERANCE = 0.05
/** Blocks by which a validator's list of neurons may be behind its probes. */
const DIRECTORY_LAG = 8
/** A root that is not on chain within so many epochs after its own was never committed. */
const ANCHOR_EPOCHS = 8n

export interface AuditOptions {
  readonly archive: Archive
  readonly subnet: Subnet
  readonly netuid: number
  /** Probes to do again, drawn at random; all where there are fewer. */
  readonly sample: number
  /** What the auditor can measure himself. */
  readonly tools: ReferenceTools
  /** 0 … 1, from a source the validator cannot foresee. */
  readonly random: () => number
}

export interface Disagreement extends Problem {
  /** That the line is the one under the root on chain, for whoever has not the file. */
  readonly proof: EvidenceProof | undefined
}

export interface AuditReport {
  readonly epoch: bigint | undefined
  readonly probes: number
  readonly sampled: number
  /** The root is not on chain, and until the running epoch ends it need not be. */
  readonly awaited: boolean
  /** Scores computed again, from the outcomes alone and after measuring anew. */
  readonly rescored: number
  readonly remeasured: number
  /** Sampled probes of which only hashes are kept, or whose measurement is beyond the auditor. */
  readonly hashesOnly: number
  readonly disagreements: readonly Disagreement[]
}

/** The first block whose state counts at least so many epochs; undefined when there is none yet. */
async function firstBlockOf(archive: Archive, netuid: number, epoch: bigint): Promise<number | undefined> {
  const { number } = await archive.head()
  if ((await archive.epoch(netuid, number)) < epoch) return undefined
  let low = 0
  let high = number
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((await archive.epoch(netuid, middle)) >= epoch) high = middle
    else low = middle + 1
  }
  return low
}

/** What the validator published of an epoch's evidence, as it stood at the end of the first epoch that knew it. */
async function anchorOnChain(
  archive: Archive,
  netuid: number,
  validator: string,
  epoch: bigint,
): Promise<EvidenceAnchor | undefined> {
  const hotkey = accountFromSs58(validator)
  for (let after = epoch + 1n; after <= epoch + ANCHOR_EPOCHS; after++) {
    const end = await firstBlockOf(archive, netuid, after + 1n)
    const at = end === undefined ? (await archive.head()).number : end - 1
    const said = await archive.published(netuid, hotkey, at)
    if (said?.type === 'Validator' && said.value.evidence?.epoch === epoch) return said.value.evidence
    if (end === undefined) return undefined
  }
  return undefined
}

interface Standing {
  readonly problems: readonly string[]
  readonly awaited: boolean
}

async function standingOf(read: ReadEpoch, { archive, netuid, subnet }: AuditOptions): Promise<Standing> {
  const { epoch, validator, secretHash, lines, probes } = read
  const problems: string[] = []
  if (read.netuid !== netuid) problems.push(`the evidence is of subnet ${read.netuid}`)
  if (read.protocol !== subnet.protocol) problems.push('the evidence is of another protocol')
  const own = anchorOf(epoch, lines)
  const anchor = await anchorOnChain(archive, netuid, validator, epoch)
  const { number } = await archive.head()
  const awaited = anchor === undefined && (await archive.epoch(netuid, number)) <= epoch + 1n
  if (!anchor && !awaited) problems.push('its root is not on chain')
  if (anchor && (anchor.root !== own.root || anchor.last !== own.last || anchor.lines !== own.lines))
    problems.push('its root is not the one on chain')
  const first = probes[0]?.probe
  if (first === undefined) return { problems, awaited }
  const said = await archive.published(netuid, accountFromSs58(validator), first.block)
  const secrets = said?.type === 'Validator' ? said.value : undefined
  const promised =
    secrets?.epoch === epoch ? secrets.current : secrets?.epoch === epoch - 1n ? secrets.next : undefined
  if (promised !== secretHash) problems.push('the secret was not on chain before the first probe')
  return { problems, awaited }
}

/** Whether the block, the miner and the time are the chain's. */
async function chainProblems(
  probe: ReadProbe,
  begin: number,
  { archive, netuid }: AuditOptions,
): Promise<readonly string[]> {
  const { block, blockHash, uid, miner } = probe
  const problems: string[] = []
  if ((await archive.blockHash(block)) !== blockHash) problems.push('the block is not the chain’s')
  if (block < begin) problems.push('the block was known before the epoch')
  const hotkey = accountFromSs58(miner)
  const seats = [block, Math.max(0, block - DIRECTORY_LAG)].map(at => archive.hotkey(netuid, uid, at))
  if (!(await Promise.all(seats)).includes(hotkey)) problems.push('the miner did not have that uid')
  return problems
}

/** Measures anew. Undefined where the auditor cannot. */
async function remeasured(
  probe: ReadProbe,
  challenge: Challenge,
  tools: ReferenceTools,
): Promise<readonly string[] | undefined> {
  const outcomes = outcomesOf(probe)
  const comparison = outcomes && (await challenge.compare?.(tools, outcomes))
  if (!outcomes || !comparison) return undefined
  const { score, parts } = scoreOf(comparison.score(outcomes), probe)
  const same = valueHash(comparison.measured) === probe.measured
  const tolerance = same ? 0 : MEASURED_TOLERANCE
  if (Math.abs(score - probe.score) > tolerance) return ['the score does not follow from measuring anew']
  const changed = Object.keys({ ...parts, ...probe.parts }).some(name => parts[name] !== probe.parts[name])
  return same && changed ? ['the parts of the score do not follow from measuring anew'] : []
}

/** What the subnet's policy finds now, held against what was recorded: a veto may be neither invented nor withheld. */
async function policyProblems(
  probe: ReadProbe,
  challenge: Challenge,
  subnet: Subnet,
): Promise<readonly string[]> {
  const outcomes = outcomesOf(probe)
  if (!outcomes) return []
  const found = await Promise.all(
    outcomes.map(({ response }, i) =>
      response === undefined ? [] : subnet.findings(challenge.steps[i]?.body, response),
    ),
  )
  const unsafe = found.some(one => one.length > 0)
  if (unsafe === (probe.findings?.length ?? 0) > 0) return []
  return [unsafe ? 'an unsafe answer went without a veto' : 'a veto that the policy does not give']
}

function draw(probes: readonly FoundProbe[], sample: number, random: () => number): readonly FoundProbe[] {
  const left = [...probes]
  const drawn: FoundProbe[] = []
  while (drawn.length < sample && left.length > 0)
    drawn.push(...left.splice(Math.floor(random() * left.length), 1))
  return drawn.sort((a, b) => a.line - b.line)
}

/** Audits one epoch's file. @throws NetError when the chain does not answer or no longer has the blocks' states. */
export async function auditEvidence(text: string, options: AuditOptions): Promise<AuditReport> {
  const { archive, subnet, netuid, tools } = options
  const { epoch: read, problems } = readEpoch(text)
  const counts = { rescored: 0, remeasured: 0, hashesOnly: 0 }
  const disagreements: Disagreement[] = problems.map(one => ({ ...one, proof: undefined }))
  if (!read) return { epoch: undefined, probes: 0, sampled: 0, awaited: false, ...counts, disagreements }
  const { problems: ofFile, awaited } = await standingOf(read, options)
  for (const what of ofFile) disagreements.push({ line: undefined, kind: undefined, what, proof: undefined })
  const begin = (await firstBlockOf(archive, netuid, read.epoch)) ?? 0
  const sampled = read.protocol === subnet.protocol ? draw(read.probes, options.sample, options.random) : []
  for (const { line, probe } of sampled) {
    const found = [...(await chainProblems(probe, begin, options))]
    const challenge = challengeAgain(probe, read.secret, subnet)
    if (typeof challenge === 'string') found.push(challenge)
    else {
      const replay = replayProbe(probe, challenge)
      const anew = probe.measured === undefined ? undefined : await remeasured(probe, challenge, tools)
      found.push(...replay.problems, ...(anew ?? []), ...(await policyProblems(probe, challenge, subnet)))
      if (replay.rescored) counts.rescored++
      else if (anew) counts.remeasured++
      else counts.hashesOnly++
    }
    for (const what of found)
      disagreements.push({ line, kind: probe.kind, what, proof: proveLine(read.lines, line) })
  }
  return {
    epoch: read.epoch,
    probes: read.probes.length,
    sampled: sampled.length,
    awaited,
    ...counts,
    disagreements,
  }
}
