// Replays an epoch's evidence: are the lines bound to each other, are the requests those of the seeds, do the scores follow?

import { bytesToHex, type Hash, hash32, hexToBytes } from '@taonet/wire'
import { z } from 'zod'
import { canonicalJson } from '../canonical-json.ts'
import type { Outcome } from '../challenge.ts'
import type { Subnet } from '../subnet.ts'
import { secretHash } from './epoch-secrets.ts'
import { textHash, valueHash } from './evidence.ts'
import { challengeSeed } from './seed.ts'

const hash = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .transform((text): Hash => hash32(text))

const declaration = z.object({ model: z.string(), sha256: hash, engine: z.string(), protocol: hash })

const line = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('epoch'),
    prev: hash,
    epoch: z.string(),
    protocol: hash,
    version: z.string(),
    secretHash: hash,
  }),
  z.object({
    type: z.literal('probe'),
    prev: hash,
    counter: z.int(),
    blockHash: hash,
    uid: z.int(),
    seed: hash,
    kind: z.string(),
    declaration: declaration.nullable(),
    requests: z.array(hash),
    outcomes: z.array(
      z.object({
        failure: z.string().optional(),
        hash,
        response: z.unknown().optional(),
        firstByteMs: z.number(),
        totalMs: z.number(),
      }),
    ),
    measured: hash.optional(),
    score: z.number(),
    parts: z.record(z.string(), z.number()),
  }),
  z.object({ type: z.literal('secret'), prev: hash, secret: hash }),
])
type Line = z.infer<typeof line>
type Probe = Extract<Line, { type: 'probe' }>

export interface EvidenceReport {
  /** Empty when everything holds; each says which line and what is wrong. */
  readonly problems: readonly string[]
  readonly probes: number
  /** Probes whose score was computed again; the rest keeps no whole response or was compared with the validator's own models. */
  readonly rescored: number
}

function readLine(text: string): Line | undefined {
  try {
    const parsed = line.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/** The outcomes as the scorer had them; undefined when a response was too long to keep. */
function outcomesOf({ outcomes }: Probe): readonly Outcome[] | undefined {
  const whole = outcomes.every(({ failure, response }) => failure !== undefined || response !== undefined)
  if (!whole) return undefined
  return outcomes.map(({ failure, response, firstByteMs, totalMs }) => ({
    response,
    failure,
    firstByteMs,
    totalMs,
  }))
}

function* probeProblems(probe: Probe, secret: Uint8Array, subnet: Subnet): Generator<string, boolean> {
  const { blockHash, uid, counter } = probe
  const seed = challengeSeed({ secret, blockHash, uid, counter })
  if (bytesToHex(seed) !== probe.seed) {
    yield 'the seed does not follow from the secret'
    return false
  }
  const challenge = subnet.challenge(probe.kind, seed, { uid, declaration: probe.declaration ?? undefined })
  const asked = challenge.steps.map(step => valueHash(step))
  if (canonicalJson(asked) !== canonicalJson(probe.requests)) yield 'the requests are not those of the seed'
  for (const { response, hash: kept } of probe.outcomes) {
    if (response !== undefined && valueHash(response) !== kept)
      yield 'a response is not the one that was hashed'
  }
  const outcomes = outcomesOf(probe)
  if (!outcomes || probe.measured !== undefined) return false
  const { score, parts } = challenge.score(outcomes)
  if (score !== probe.score || canonicalJson(parts) !== canonicalJson(probe.parts))
    yield 'the score does not follow'
  return true
}

/** Checks one epoch's file. A file whose secret is not out yet, or of another protocol, is a problem of its own. */
export function verifyEvidence(text: string, subnet: Subnet): EvidenceReport {
  const problems: string[] = []
  const raw = text.split('\n').filter(one => one !== '')
  const lines = raw.map(readLine)
  lines.forEach((one, i) => {
    if (!one) problems.push(`line ${i + 1}: not evidence`)
    else if (i > 0 && one.prev !== textHash(raw[i - 1] ?? ''))
      problems.push(`line ${i + 1}: not bound to the line before`)
  })
  const head = lines[0]
  const end = lines.at(-1)
  const probes = lines.filter(one => one?.type === 'probe')
  const report = (rescored: number): EvidenceReport => ({ problems, probes: probes.length, rescored })
  if (head?.type !== 'epoch' || end?.type !== 'secret') {
    problems.push('the file does not go from an epoch’s head to its secret')
    return report(0)
  }
  const secret = hexToBytes(end.secret)
  if (secretHash(secret) !== head.secretHash) problems.push('the secret is not the one that was committed')
  if (head.protocol !== subnet.protocol) {
    problems.push('the evidence is of another protocol')
    return report(0)
  }
  let rescored = 0
  let last = -1
  for (const probe of probes) {
    if (probe.counter <= last) problems.push(`probe ${probe.counter}: a counter is used twice`)
    last = probe.counter
    const check = probeProblems(probe, secret, subnet)
    for (let next = check.next(); ; next = check.next()) {
      if (next.done) {
        if (next.value) rescored++
        break
      }
      problems.push(`probe ${probe.counter}: ${next.value}`)
    }
  }
  return report(rescored)
}
