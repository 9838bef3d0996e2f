// Replays an epoch's evidence: are the lines bound to each other, are the requests those of the seeds, do the scores follow?

import { bytesToHex, type Hash, hexToBytes } from '@taonet/wire'
import { canonicalJson } from '../canonical-json.ts'
import type { Challenge, Scored } from '../challenge.ts'
import type { Subnet } from '../subnet.ts'
import { secretHash } from './epoch-secrets.ts'
import {
  linesOf,
  outcomesOf,
  type ReadLine,
  type ReadProbe,
  readLine,
  textHash,
  valueHash,
} from './evidence-lines.ts'
import { challengeSeed } from './seed.ts'
import { vetoed } from './veto.ts'

export interface Problem {
  /** Counted from 0; undefined where it is about the whole file. */
  readonly line: number | undefined
  /** Of the challenge, where it is about a probe. */
  readonly kind: string | undefined
  readonly what: string
}

/** A probe together with the line it stands in. */
export interface FoundProbe {
  readonly line: number
  readonly probe: ReadProbe
}

/** A closed epoch that hangs together; its probes are not looked into yet. */
export interface ReadEpoch {
  readonly epoch: bigint
  readonly netuid: number
  readonly validator: string
  readonly protocol: Hash
  readonly secretHash: Hash
  readonly secret: Uint8Array
  readonly lines: readonly string[]
  readonly probes: readonly FoundProbe[]
}

export interface EvidenceReport {
  /** Empty when everything holds. */
  readonly problems: readonly Problem[]
  readonly probes: number
  /** Probes whose score was computed again; the rest keeps no whole response or was compared with the validator's own models. */
  readonly rescored: number
}

const ofFile = (what: string): Problem => ({ line: undefined, kind: undefined, what })

function* lineProblems(raw: readonly string[], lines: readonly (ReadLine | undefined)[]): Generator<Problem> {
  const counters = new Set<number>()
  for (const [line, one] of lines.entries()) {
    const at = { line, kind: one?.type === 'probe' ? one.kind : undefined }
    if (!one) {
      yield { ...at, what: 'not evidence' }
      continue
    }
    if (line > 0 && one.prev !== textHash(raw[line - 1] ?? ''))
      yield { ...at, what: 'not bound to the line before' }
    if (line > 0 && one.type === 'epoch') yield { ...at, what: 'an epoch begins twice' }
    if (line < lines.length - 1 && one.type === 'secret') yield { ...at, what: 'lines follow the secret' }
    if (one.type !== 'probe') continue
    if (counters.has(one.counter)) yield { ...at, what: 'a counter is used twice' }
    counters.add(one.counter)
  }
}

/** Reads a file whole. Without an epoch it goes not from a head to a secret; the problems then say so. */
export function readEpoch(text: string): {
  readonly epoch: ReadEpoch | undefined
  readonly problems: readonly Problem[]
} {
  const raw = linesOf(text)
  const lines = raw.map(readLine)
  const problems = [...lineProblems(raw, lines)]
  const head = lines[0]
  const end = lines.at(-1)
  if (head?.type !== 'epoch' || end?.type !== 'secret')
    return {
      epoch: undefined,
      problems: [...problems, ofFile('the file does not go from an epoch’s head to its secret')],
    }
  const { epoch, netuid, validator, protocol, secretHash: committed } = head
  const secret = hexToBytes(end.secret)
  if (secretHash(secret) !== committed) problems.push(ofFile('the secret is not the one that was committed'))
  const probes = lines.flatMap((probe, line) => (probe?.type === 'probe' ? [{ line, probe }] : []))
  return {
    epoch: {
      epoch: BigInt(epoch),
      netuid,
      validator,
      protocol,
      secretHash: committed,
      secret,
      lines: raw,
      probes,
    },
    problems,
  }
}

/** Steps' own scores need not be told, but what is told must follow: gateways learn from it. */
const sameScore = (again: Scored, told: Scored): boolean =>
  again.score === told.score &&
  canonicalJson(again.parts) === canonicalJson(told.parts) &&
  (told.steps === undefined || canonicalJson(again.steps ?? null) === canonicalJson(told.steps))

/** The score that follows from a pure one and what the policy found. */
export const scoreOf = (pure: Scored, probe: ReadProbe): Scored =>
  (probe.findings?.length ?? 0) > 0 ? vetoed(pure) : pure

/** The probe's challenge once more. A string says why it is not the one that the file tells of. */
export function challengeAgain(probe: ReadProbe, secret: Uint8Array, subnet: Subnet): Challenge | string {
  const { blockHash, uid, counter, kind } = probe
  const seed = challengeSeed({ secret, blockHash, uid, counter })
  if (bytesToHex(seed) !== probe.seed) return 'the seed does not follow from the secret'
  if (!subnet.kinds.some(({ name }) => name === kind)) return 'there is no such kind of challenge'
  const { declaration, envelopes } = probe
  return subnet.challenge(kind, seed, {
    uid,
    declaration: declaration ?? undefined,
    ...(envelopes ? { envelopes } : {}),
  })
}

/** What does not follow in one probe, and whether its score was computed again. */
export function replayProbe(
  probe: ReadProbe,
  challenge: Challenge,
): { readonly problems: readonly string[]; readonly rescored: boolean } {
  const problems: string[] = []
  const asked = challenge.steps.map(step => valueHash(step))
  if (canonicalJson(asked) !== canonicalJson(probe.requests))
    problems.push('the requests are not those of the seed')
  if (probe.outcomes.some(({ response, hash }) => response !== undefined && valueHash(response) !== hash))
    problems.push('a response is not the one that was hashed')
  const outcomes = outcomesOf(probe)
  if (!outcomes || probe.measured !== undefined) return { problems, rescored: false }
  if (!sameScore(scoreOf(challenge.score(outcomes), probe), probe)) problems.push('the score does not follow')
  return { problems, rescored: true }
}

/** Checks one epoch's file by itself. A file whose secret is not out yet, or of another protocol, is a problem of its own. */
export function verifyEvidence(text: string, subnet: Subnet): EvidenceReport {
  const { epoch, problems } = readEpoch(text)
  if (!epoch) return { problems, probes: 0, rescored: 0 }
  if (epoch.protocol !== subnet.protocol)
    return {
      problems: [...problems, ofFile('the evidence is of another protocol')],
      probes: epoch.probes.length,
      rescored: 0,
    }
  const replays = epoch.probes.map(({ line, probe }) => {
    const challenge = challengeAgain(probe, epoch.secret, subnet)
    const replay =
      typeof challenge === 'string'
        ? { problems: [challenge], rescored: false }
        : replayProbe(probe, challenge)
    return {
      problems: replay.problems.map((what): Problem => ({ line, kind: probe.kind, what })),
      rescored: replay.rescored,
    }
  })
  return {
    problems: [...problems, ...replays.flatMap(one => one.problems)],
    probes: epoch.probes.length,
    rescored: replays.filter(one => one.rescored).length,
  }
}
