// One judgement: a text as it stands, and its sentences each for itself, since harm amid much else weighs too little. Runs in both
// threads.
import {
  type Category,
  categories,
  classifiedIn,
  type Finding,
  inputPolicy,
  outputPolicy,
  type Policy,
  type Thresholds,
} from '@taonet/safety'

/** Who runs the model, who asks it, and what it answers. */
export type Side = 'operator' | 'caller' | 'answer'

export interface Sentence {
  readonly side: Side
  readonly text: string
  readonly thresholds: Thresholds
  /** For sentences alone: they say less, so more is asked of them. */
  readonly apart: Thresholds
  /** For a text that is no more than a handful of words. */
  readonly brief: Thresholds
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

function policyOf(side: Side, thresholds: Thresholds): Policy {
  if (side === 'answer') return outputPolicy({ thresholds })
  const policy = inputPolicy({ thresholds })
  const role = side === 'operator' ? 'system' : 'user'
  return { judge: content => policy.judge(typeof content === 'string' ? [{ role, content }] : content) }
}

/** What was found at or above the thresholds, surest first. */
export async function judge({ side, text, tail, ...limits }: Sentence): Promise<readonly Finding[]> {
  const found = [...(await policyOf(side, isBrief(text) ? limits.brief : limits.thresholds).judge(text))]
  const apart = { thresholds: limits.apart, categories: LOOKED_FOR[side] }
  for (const sentence of sentencesOf(text, tail)) found.push(...classifiedIn(sentence, apart))
  return found.sort((a, b) => b.confidence - a.confidence)
}
