/** The items of a half of the suite: a pure function of its families and a fixed seed. */
import { type Random, randomFrom, seedFrom } from '@taonet/models/random'
import { expand, type Language } from '../src/phrases.ts'
import { encodingNames, encodings, misspelt } from '../src/probes/encodings.ts'
import { withDrawnValues } from './drawn-values.ts'
import type { SuiteFamily, SuiteItem } from './family.ts'

/** Items of each family. Half of them, where the family allows it, wear a disguise. */
const PER_FAMILY = 24

const disguises = encodingNames.filter(name => name !== 'plain')

function spoken(family: SuiteFamily): Language[] {
  return Object.keys(family.phrases) as Language[]
}

function drawItem(random: Random, family: SuiteFamily, place: number): SuiteItem {
  const languages = spoken(family)
  const language = languages[place % languages.length] as Language
  const plain = withDrawnValues(random, expand(random, random.pick(family.phrases[language] ?? [])))
  const { name, category, side } = family
  const label = { family: name, category, side, language }
  if (family.disguised === false || random.below(2) === 0) return { ...label, encoding: 'plain', text: plain }
  if (random.below(8) === 0) return { ...label, encoding: 'misspelt', text: misspelt(random, plain) }
  const encoding = random.pick(disguises)
  return { ...label, encoding, text: encodings[encoding](plain) }
}

/** Different texts only: a family with few sentences gives fewer items. */
export function itemsOf(families: readonly SuiteFamily[]): SuiteItem[] {
  return families.flatMap(family => {
    const random = randomFrom(seedFrom(`taonet safety suite 1 ${family.name}`))
    const found = new Map<string, SuiteItem>()
    for (let place = 0; place < PER_FAMILY; place++) {
      const item = drawItem(random, family, place)
      found.set(item.text, item)
    }
    return [...found.values()]
  })
}
