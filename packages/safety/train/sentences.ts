/** The training material: every template of the corpus written out, harmless ones as often as it takes to outnumber the rest. */
import type { Random } from '@taonet/models/random'
import type { Kind } from '../src/categories.ts'
import { expand } from '../src/phrases.ts'
import { withDrawnValues } from '../suite/drawn-values.ts'
import { adviceFamilies } from './corpus/advice.ts'
import { everydayFamilies } from './corpus/everyday.ts'
import type { TrainingFamily } from './corpus/family.ts'
import { harmFamilies } from './corpus/harms.ts'
import { instructionFamilies } from './corpus/instructions.ts'
import { lookAlikeFamilies } from './corpus/look-alikes.ts'
import { moreHarmlessFamilies } from './corpus/more-harmless.ts'
import { moreHarmFamilies } from './corpus/more-harms.ts'
import { topicFamilies } from './corpus/topics.ts'
import { widerFamilies } from './corpus/wider.ts'
import { yetMoreFamilies } from './corpus/yet-more.ts'
import { openedFamilies } from './opened/families.ts'

export interface Sentence {
  readonly text: string
  readonly kinds: readonly Kind[]
}

const families: readonly TrainingFamily[] = [
  ...instructionFamilies,
  ...harmFamilies,
  ...moreHarmFamilies,
  ...everydayFamilies,
  ...lookAlikeFamilies,
  ...moreHarmlessFamilies,
  ...yetMoreFamilies,
  ...widerFamilies,
  ...openedFamilies,
  ...topicFamilies,
  ...adviceFamilies,
]

// What leads up to a request says nothing about it; it stands before harmful and harmless ones alike.
const LEADS = [
  '',
  '',
  '',
  'Hi! ',
  'Please help. ',
  'Question: ',
  'Just curious: ',
  'For school: ',
  'I need this quickly. ',
]

/** Up to `perTemplate` different sentences of each template. */
export function sentences(random: Random, perTemplate: number): Sentence[] {
  const found: Sentence[] = []
  for (const { kinds, phrases } of families)
    for (const [language, templates] of Object.entries(phrases))
      for (const template of templates) {
        const texts = new Set<string>()
        // A template with more sentences in it than others gets more room.
        for (let i = 0; i < perTemplate * Math.ceil(template.length / 1000); i++)
          texts.add(
            (language === 'en' ? random.pick(LEADS) : '') + withDrawnValues(random, expand(random, template)),
          )
        for (const text of texts) found.push({ text, kinds })
      }
  return found
}
