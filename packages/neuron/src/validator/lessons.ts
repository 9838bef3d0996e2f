// What published scores teach: for each probe whose kind says so, the words that were asked, who answered and how well. A
// gateway learns from these and from nothing else which miner is good at what.

import type { AccountId, Declaration, Hash } from '@taonet/wire'
import type { Challenge, Scored } from '../challenge.ts'
import type { Subnet } from '../subnet.ts'

export interface Lesson {
  /** Rises by one with every lesson of this validator on this subnet. */
  readonly number: number
  /** Of the challenge. */
  readonly kind: string
  /** Whether an answer is right or wrong there, or better and worse. */
  readonly marks: 'exact' | 'degree'
  /** What was asked, at most `MOST_WORDS` characters of it. */
  readonly words: string
  readonly uid: number
  readonly hotkey: AccountId
  /** Of the weights that the miner declared then; others are another expert. */
  readonly sha256?: Hash | undefined
  /** 0 … 1 */
  readonly score: number
  readonly block: number
}

/** A probe as it stands in the evidence, with its challenge made again from the seed. */
export interface Scoring extends Scored {
  readonly kind: string
  readonly uid: number
  readonly hotkey: AccountId
  readonly declaration: Declaration | undefined
  readonly block: number
  readonly challenge: Pick<Challenge, 'steps'>
}

/** Longest question that is told whole; of a longer one the beginning says what it is about. */
export const MOST_WORDS = 600
/** Lessons of one validator on one subnet that are kept; what is older says little about today's miners. */
export const KEPT_LESSONS = 4_096

/** One lesson for each thing asked; none where the kind's score says nothing of the answer to such a question. */
export function lessonsOf(subnet: Subnet, scoring: Scoring): readonly Omit<Lesson, 'number'>[] {
  const { kind, uid, hotkey, declaration, block, challenge, score, steps } = scoring
  const teaches = subnet.kinds.find(({ name }) => name === kind)?.teaches
  if (!teaches) return []
  const asked = new Map<string, number>()
  for (const [i, step] of challenge.steps.entries()) {
    const words = teaches.words(step.body)?.slice(0, MOST_WORDS)
    // A text that is asked to be gone on with step by step is one question.
    if (words !== undefined && words !== '' && !asked.has(words)) asked.set(words, steps?.[i] ?? score)
  }
  const common = { kind, marks: teaches.marks, uid, hotkey, sha256: declaration?.sha256, block }
  return [...asked].map(([words, mark]) => ({ ...common, words, score: mark }))
}

/** The newest lessons of one validator on one subnet. */
export class LessonBook {
  readonly #subnet: Subnet
  readonly #kept: Lesson[] = []
  #next = 1

  constructor(subnet: Subnet) {
    this.#subnet = subnet
  }

  note(scoring: Scoring): void {
    for (const lesson of lessonsOf(this.#subnet, scoring))
      this.#kept.push({ number: this.#next++, ...lesson })
    // Cut seldom, so that a note costs the same whether the book is full or not.
    if (this.#kept.length >= 2 * KEPT_LESSONS) this.#kept.splice(0, this.#kept.length - KEPT_LESSONS)
  }

  /** Lessons with a number above `after`, oldest first, at most the newest `KEPT_LESSONS`. */
  since(after: number): readonly Lesson[] {
    const first = this.#kept[0]?.number ?? this.#next
    return this.#kept.slice(Math.max(0, after + 1 - first)).slice(-KEPT_LESSONS)
  }
}
