/** Moderation in the shape of OpenAI's `/v1/moderations`. */
import { byName } from './by-name.ts'
import type { Kind } from './categories.ts'
import { scoresOf } from './scores.ts'
import { thresholds } from './thresholds.ts'

export const moderationCategories = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/intent',
  'self-harm/instructions',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
] as const

export type ModerationCategory = (typeof moderationCategories)[number]

export interface Moderation {
  readonly flagged: boolean
  readonly categories: Readonly<Record<ModerationCategory, boolean>>
  readonly category_scores: Readonly<Record<ModerationCategory, number>>
}

/**
 * Our kinds under their names. What we do not tell apart gets the score of what holds it: `self-harm/intent` is `self-harm`;
 * `violence` is threats and weapons; `violence/graphic` is not judged and stays 0.
 */
function moderated(text: string): Moderation {
  const { byKind, byCategory } = scoresOf(text)
  const limits = thresholds()
  const kind = (...names: readonly Kind[]): number => Math.max(...names.map(name => byKind[name]))
  const selfHarm = byCategory['self-harm'].confidence
  // Score and the threshold it is held against.
  const scored: Readonly<Record<ModerationCategory, readonly [number, number]>> = {
    harassment: [byCategory.harassment.confidence, limits.harassment],
    'harassment/threatening': [kind('threat'), limits.harassment],
    hate: [byCategory.hate.confidence, limits.hate],
    'hate/threatening': [Math.min(kind('hate'), kind('threat')), limits.hate],
    illicit: [kind('weapons', 'drugs', 'malware'), limits['harmful-instructions']],
    'illicit/violent': [kind('weapons'), limits['harmful-instructions']],
    'self-harm': [selfHarm, limits['self-harm']],
    'self-harm/intent': [selfHarm, limits['self-harm']],
    'self-harm/instructions': [selfHarm, limits['self-harm']],
    sexual: [byCategory.sexual.confidence, limits.sexual],
    'sexual/minors': [kind('sexual-minors'), limits['sexual-minors']],
    violence: [kind('threat', 'weapons'), limits['harmful-instructions']],
    'violence/graphic': [0, 1],
  }
  const flags = byName(moderationCategories, name => scored[name][0] >= scored[name][1])
  return {
    flagged: moderationCategories.some(name => flags[name]),
    categories: flags,
    category_scores: byName(moderationCategories, name => scored[name][0]),
  }
}

/** One moderation a text, in order. */
export const moderate = async (texts: readonly string[]): Promise<readonly Moderation[]> =>
  texts.map(moderated)
