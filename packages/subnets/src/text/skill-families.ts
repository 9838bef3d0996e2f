// Which skill family a prompt reads like, so that probes ask of the families what people ask of them. Learnt from the families
// themselves: whatever a family asks, this recognises.

import { randomFrom, seedFrom } from '@taonet/models/random'
import { skills } from './skills/index.ts'

const LEARNT = 160
const HELD_OUT = 160
/** Share of a family's own prompts that may be taken for none of its own. */
const MISSED = 0.02
const BUCKETS = 8_192
/** A task is short; of a longer text only its beginning is read. */
const LONGEST = 600
const SMOOTHING = 0.1

/** Hashed letter triples; any digit reads like any other, as any made-up word should. */
function triplesOf(prompt: string): number[] {
  const text = ` ${prompt.slice(0, LONGEST).toLowerCase().replace(/\d/g, '0')} `
  const found: number[] = []
  for (let at = 0; at + 3 <= text.length; at++) {
    const code = text.charCodeAt(at) * 31 * 31 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)
    found.push((Math.imul(code, 2_654_435_761) >>> 0) % BUCKETS)
  }
  return found
}

interface Family {
  readonly name: string
  /** Log-probability of each triple. */
  readonly logs: Float64Array
  /** Mean log-probability below which a prompt is none of this family's. */
  readonly least: number
}

const meanLog = (logs: Float64Array, triples: readonly number[]): number =>
  triples.reduce((sum, triple) => sum + (logs[triple] ?? 0), 0) / Math.max(1, triples.length)

function learn(skill: (typeof skills)[number]): Family {
  const random = randomFrom(seedFrom(`family ${skill.name}`))
  const prompts = Array.from({ length: LEARNT + HELD_OUT }, () => triplesOf(skill.make(random).prompt))
  const counts = new Float64Array(BUCKETS).fill(SMOOTHING)
  for (const triple of prompts.slice(0, LEARNT).flat()) counts[triple] = (counts[triple] ?? 0) + 1
  const total = counts.reduce((sum, count) => sum + count, 0)
  const logs = counts.map(count => Math.log(count / total))
  const own = prompts
    .slice(LEARNT)
    .map(triples => meanLog(logs, triples))
    .sort((a, b) => a - b)
  return { name: skill.name, logs, least: own[Math.floor(MISSED * own.length)] ?? 0 }
}

const families: Family[] = []

/**
 * The name of the family, or undefined for what is no task of any. One family is learnt with each call until all are: all at
 * once would hold up whoever asks first.
 */
export function familyOf(prompt: string): string | undefined {
  const next = skills[families.length]
  if (next) {
    families.push(learn(next))
    return undefined
  }
  const triples = triplesOf(prompt)
  let best: { name: string; log: number } | undefined
  for (const { name, logs, least } of families) {
    const log = meanLog(logs, triples)
    if (log >= least && (best === undefined || log > best.log)) best = { name, log }
  }
  return best?.name
}
