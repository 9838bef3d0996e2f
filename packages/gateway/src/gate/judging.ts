// One judgement: a text as it stands, and its sentences each for itself, since harm amid much else weighs too little. Runs in both
// threads.
import {
  type Category,
  categories,
  classifiedIn,
  type Finding,
  findingsIn,
  lookAt,
  type Span,
} from '@taonet/safety'
import { type JudgingPolicy, lookingFor } from './policies.ts'

/** Who runs the model, who asks it, and what it answers. */
export type Side = 'operator' | 'caller' | 'answer'

export interface Judged {
  readonly policy: JudgingPolicy
  readonly side: Side
  readonly text: string
  /** Only sentences of so many last characters: those before were judged with an earlier piece of the same text. */
  readonly tail: number
}

const BORDERS = /(?<=[.!?;:]["”»)]?)\s+|\n+/g
/** Shorter ones say nothing. */
const LEAST = 12

/** "Spell kol in radio code words." is no weapon: a few words that sound so are more often something else. */
const BRIEF = { characters: 60, words: 6 }
const isBrief = (text: string): boolean =>
  text.length <= BRIEF.characters && (text.match(/\S+/g)?.length ?? 0) <= BRIEF.words

/** The last sentences first. */
function sentencesOf(text: string, tail: number): readonly Span[] {
  const sentences: Span[] = []
  let from = 0
  for (const { index, 0: border } of text.matchAll(BORDERS)) {
    sentences.push([from, index])
    from = index + border.length
  }
  if (sentences.length === 0) return []
  sentences.push([from, text.length])
  const late: Span[] = []
  for (let at = sentences.length - 1, left = tail; at >= 0 && left > 0; at--) {
    const [from, to] = sentences[at] as Span
    left -= to - from
    if (to - from >= LEAST) late.push([from, to])
  }
  return late
}

/** Who runs the model may tell it what to ignore; what a model says breaks out of nothing. */
const LOOKED_FOR: Readonly<Record<Side, readonly Category[]>> = {
  caller: categories,
  operator: categories.filter(one => one !== 'prompt-injection' && one !== 'jailbreak'),
  answer: categories.filter(one => one !== 'jailbreak'),
}

/** What was found at or above the thresholds, surest first. */
export function judge({ policy, side, text, tail }: Judged): readonly Finding[] {
  const { thresholds, brief, apart } = lookingFor(policy)
  const wanted = { categories: LOOKED_FOR[side] }
  const looked = lookAt(text)
  const whole = findingsIn(looked, { ...wanted, thresholds: isBrief(text) ? brief : thresholds })
  const sentences = classifiedIn(looked, sentencesOf(text, tail), { ...wanted, thresholds: apart })
  return [...whole, ...sentences].sort((a, b) => b.confidence - a.confidence)
}
