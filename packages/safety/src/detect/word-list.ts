/** English slurs and coarse words from the `obscenity` list, sorted by what they say about a text. */
import { englishDataset, englishRecommendedTransformers, type MatchPayload, RegExpMatcher } from 'obscenity'
import type { Category } from '../categories.ts'
import { unitsOf } from '../text/signs.ts'
import { anyOf } from './any-listed.ts'

const lists = englishDataset.build()
const matcher = new RegExpMatcher({ ...lists, ...englishRecommendedTransformers })
const wordOf = (match: MatchPayload): string =>
  englishDataset.getPayloadWithPhraseMetadata(match).phraseMetadata?.originalWord ?? ''

// A slur is hate wherever it stands, short of being quoted. A coarse word alone is no finding; aimed at somebody it is one.
const SLURS = new Set(
  'abbo abeed africoon arabush boonga chingchong chink dyke fag kike nigger retard spastic tranny'.split(' '),
)
const PORNOGRAPHIC = new Set(
  'blowjob buttplug cum deepthroat dildo doggystyle|double penetration|ejaculate|fellatio|finger bang|fisting|gangbang|handjob|hentai|jerk off|jizz|lubejob|masturbate|orgasm|orgy|porn|wank'.split(
    /[| ](?!penetration|bang|off)/,
  ),
)
const INSULTS = new Set(
  'arse ass bastard bitch cock cunt dick prick pussy slut turd twat whore wank'.split(' '),
)

const NOWHERE = { startIndex: 0, endIndex: 0, matchLength: 0 }
/** Most texts have none of the words above: the matcher is asked about the others. */
const hasAny = anyOf(
  lists.blacklistedTerms.filter(({ id }) => {
    const word = wordOf({ termId: id, ...NOWHERE })
    return SLURS.has(word) || PORNOGRAPHIC.has(word) || INSULTS.has(word)
  }),
)

const AIMED = /\b(?:you|your|you're|u|ur|she|he|they|her|him)\b/

export interface ListedWord {
  readonly category: Category
  readonly confidence: number
}

/** What the words of a folded text are listed as; the confidence says how often such a word makes such a text. */
export function listedWords(folded: string, units = unitsOf(folded)): readonly ListedWord[] {
  if (!hasAny(units)) return []
  const found: ListedWord[] = []
  for (const match of matcher.getAllMatches(folded)) {
    const word = wordOf(match)
    if (SLURS.has(word)) found.push({ category: 'hate', confidence: 0.8 })
    else if (PORNOGRAPHIC.has(word)) found.push({ category: 'sexual', confidence: 0.6 })
    else if (INSULTS.has(word))
      found.push({ category: 'harassment', confidence: AIMED.test(folded) ? 0.7 : 0.2 })
  }
  return found
}
