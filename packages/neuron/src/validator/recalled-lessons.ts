// Lessons of before a restart: the evidence says what was scored, and its seeds make the questions again.

import { readFileSync } from 'node:fs'
import { accountFromSs58, hexToBytes } from '@taonet/wire'
import type { Subnet } from '../subnet.ts'
import { evidenceEpochs, evidenceFile } from './evidence.ts'
import { linesOf, type ReadProbe, readLine } from './evidence-lines.ts'
import type { Scoring } from './lessons.ts'

/** Probes that are read again; a tenth of a millisecond each. */
const MOST_RECALLED = 1_500
/** Files that are looked into. */
const MOST_FILES = 16

function scoringOf(subnet: Subnet, probe: ReadProbe): Scoring[] {
  const { kind, uid, block, score, parts, steps, seed, envelopes } = probe
  if (!subnet.kinds.some(one => one.name === kind && one.teaches)) return []
  const declaration = probe.declaration ?? undefined
  const context = { uid, declaration, ...(envelopes ? { envelopes } : {}) }
  const challenge = subnet.challenge(kind, hexToBytes(seed), context)
  const hotkey = accountFromSs58(probe.miner)
  return [{ kind, uid, hotkey, declaration, block, score, parts, steps, challenge }]
}

function probesIn(path: string, subnet: Subnet): readonly ReadProbe[] {
  const [head, ...lines] = linesOf(readFileSync(path, 'utf8'))
  const first = readLine(head ?? '')
  // Seeds of another protocol make other questions.
  if (first?.type !== 'epoch' || first.protocol !== subnet.protocol) return []
  return lines.flatMap(line => {
    const read = readLine(line)
    return read?.type === 'probe' ? [read] : []
  })
}

/** Of the validator's own evidence, oldest first. @throws the file system's error. */
export function recalledScorings(folder: string, subnet: Subnet): readonly Scoring[] {
  let probes: readonly ReadProbe[] = []
  for (const epoch of evidenceEpochs(folder).slice(-MOST_FILES).reverse()) {
    probes = [...probesIn(evidenceFile(folder, epoch), subnet), ...probes]
    if (probes.length >= MOST_RECALLED) break
  }
  return probes.slice(-MOST_RECALLED).flatMap(probe => scoringOf(subnet, probe))
}
