// One judgement: a text as it stands, and its sentences each for itself, since harm amid much else weighs too little. Runs in both
// threads.
import { type Category, categories, classifiedIn, type Finding, findingsIn } from '@taonet/safety'
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

const BORDERS = /(?<=[.!?;:]["”»)]?)\s+|\n+/
/** Shorter ones say nothing. */
const LEAST = 12

/** "Spell kol in radio code words." is no weapon: a few words that sound so are more often something else. */
const BRIEF = { characters: 60, words: 6 }
const isBrief = (text: string): boolean =>
  text.length <= BRIEF.characters && (text.match(/\S+/g)?.length ?? 0) <= BRIEF.words

function sentencesOf(text: string, tail: number): readonly string[] {
  const sentences = text.split(BORDERS)
  if (sentences.length < 2) return []
  const late: string[] = []
  for (let at = sentences.length - 1, left = tail; at >= 0 && left > 0; at--) {
    const sentence = sentences[at] ?? ''
    left -= sentence.length
    if (sentence.length >= LEAST) late.push(sentence)
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
  const whole = findingsIn(text, { ...wanted, thresholds: isBrief(text) ? brief : thresholds })
  const sentences = classifiedIn(sentencesOf(text, tail), { ...wanted, thresholds: apart })
  return [...whole, ...sentences].sort((a, b) => b.confidence - a.confidence)
}
