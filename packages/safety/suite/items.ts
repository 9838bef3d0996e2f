/** The items of a half of the suite: a pure function of its families and a fixed seed. */
import { type Random, randomFrom, seedFrom } from '@taonet/models/random'
import { expand, type Language, languages } from '../src/phrases.ts'
import { type Encoding, encodingNames, encodings, misspelt } from '../src/probes/encodings.ts'
import { withDrawnValues } from './drawn-values.ts'
import type { SuiteFamily, SuiteItem } from './family.ts'
import type { StrangeEncoding } from './held-out/strange-encodings.ts'

/** Items of each family. Half of them, where the family allows it, wear a disguise. */
const PER_FAMILY = 24

type Disguise = readonly [Encoding | StrangeEncoding, (text: string) => string]

const known: readonly Disguise[] = encodingNames
  .filter(name => name !== 'plain')
  .map(name => [name, encodings[name]])

function drawItem(
  random: Random,
  family: SuiteFamily,
  place: number,
  disguises: readonly Disguise[],
): SuiteItem {
  const spoken = languages.filter(language => language in family.phrases)
  const language = spoken[place % spoken.length] as Language
  const plain = withDrawnValues(random, expand(random, random.pick(family.phrases[language] ?? [])))
  const { name, category, side } = family
  const label = { family: name, category, side, language }
  if (family.disguised === false || random.below(2) === 0) return { ...label, encoding: 'plain', text: plain }
  if (random.below(8) === 0) return { ...label, encoding: 'misspelt', text: misspelt(random, plain) }
  const [encoding, disguise] = random.pick(disguises)
  return { ...label, encoding, text: disguise(plain) }
}

/** Different texts only: a family with few sentences gives fewer items. `strange` disguises are drawn beside the known ones. */
export function itemsOf(families: readonly SuiteFamily[], strange: readonly Disguise[] = []): SuiteItem[] {
  const disguises = [...known, ...strange]
  return families.flatMap(family => {
    const random = randomFrom(seedFrom(`taonet safety suite 1 ${family.name}`))
    const found = new Map<string, SuiteItem>()
    for (let place = 0; place < PER_FAMILY; place++) {
      const item = drawItem(random, family, place, disguises)
      found.set(item.text, item)
    }
    return [...found.values()]
  })
}
