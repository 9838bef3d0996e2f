// Several short answers to one question: the same answer from several experts is likelier right, the more so the better they
// are at such questions. Each counts by the log-odds of its published accuracy, as if they erred independently.

export interface Ballot {
  readonly text: string
  /** Expected accuracy of whoever gave it, 0 … 1. */
  readonly chance: number
}

export interface Elected {
  /** Which ballot's answer stands: of several equal ones the best expert's. */
  readonly winner: number
  /** Ballots with that answer. */
  readonly agreed: readonly number[]
}

/** A longer text is nobody else's word for word. */
const LONGEST = 120
/** Wrong answers differ: so many of them are taken to be equally likely. */
const ALTERNATIVES = 10
/** Nobody is sure beyond this, whatever was published. */
const SUREST = 0.98

/** What two ways of writing one answer have in common: letter case, white space, quotes and a final stop make no other answer. */
export const normalised = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/["'`*]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[.!]+$/, '')

/** Log-odds of a right answer against one certain wrong one; 0 for who is no better than chance. */
export function weightOf(chance: number): number {
  const sure = Math.min(SUREST, Math.max(0, chance))
  return Math.max(0, Math.log((sure * (ALTERNATIVES - 1)) / Math.max(1e-9, 1 - sure)))
}

/** The best expert's ballot comes first: its answer stands where the others say nothing, or too much to be compared. */
export function vote(ballots: readonly Ballot[]): Elected {
  const sums = new Map<string, { weight: number; agreed: number[] }>()
  for (const [i, { text, chance }] of ballots.entries()) {
    const answer = normalised(text)
    if (answer === '' || answer.length > LONGEST) continue
    const sum = sums.get(answer) ?? { weight: 0, agreed: [] }
    sum.weight += weightOf(chance)
    sum.agreed.push(i)
    sums.set(answer, sum)
  }
  let best: { weight: number; agreed: number[] } | undefined
  for (const sum of sums.values()) if (!best || sum.weight > best.weight) best = sum
  const first = ballots[0] ? normalised(ballots[0].text) : ''
  if (!best || first.length > LONGEST) return { winner: 0, agreed: ballots.length > 0 ? [0] : [] }
  return { winner: best.agreed[0] ?? 0, agreed: best.agreed }
}
