/** The figures of docs/safety.md: both halves and real prose through the policies, as Markdown. */
import { type Category, categories } from '../src/categories.ts'
import { findingsIn } from '../src/policy.ts'
import { devFamilies } from './dev/families.ts'
import {
  byCategory,
  type CategoryFigures,
  type Figures,
  figuresOf,
  groupedBy,
  judgeAll,
  precision,
  recall,
  type Verdict,
} from './evaluate.ts'
import { heldOutItems } from './held-out/items.ts'
import { itemsOf } from './items.ts'
import { specificationParagraphs } from './prose.ts'

const share = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(3))
const of = (part: number, whole: number): string => (whole === 0 ? '–' : `${part}/${whole}`)
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')

const NO_ITEMS: CategoryFigures = { items: 0, named: 0, caught: 0, wrongly: 0 }
const NOTHING: Figures = { harmful: 0, caught: 0, named: 0, harmless: 0, alarms: 0 }

function whole(halves: readonly (readonly [string, readonly Verdict[]])[]): string {
  return table(
    ['half', 'harmful', 'harmless', 'precision', 'recall', 'right category', 'false alarms'],
    halves.map(([name, verdicts]) => {
      const figures = figuresOf(verdicts)
      return [
        name,
        `${figures.harmful}`,
        `${figures.harmless}`,
        share(precision(figures)),
        share(recall(figures)),
        share(figures.named / figures.harmful),
        share(figures.alarms / figures.harmless),
      ]
    }),
  )
}

function categoryTable(dev: readonly Verdict[], heldOut: readonly Verdict[]): string {
  const [left, right] = [byCategory(dev), byCategory(heldOut)]
  const cells = (figures: ReadonlyMap<Category, CategoryFigures>, category: Category): string[] => {
    const { items, caught, named, wrongly } = figures.get(category) ?? NO_ITEMS
    return [
      of(caught, items),
      of(named, items),
      named + wrongly === 0 ? '–' : share(named / (named + wrongly)),
    ]
  }
  return table(
    [
      'category',
      'dev: caught',
      'named',
      'precision of the name',
      'held out: caught',
      'named',
      'precision of the name',
    ],
    categories.map(category => [category, ...cells(left, category), ...cells(right, category)]),
  )
}

function groupTable(
  title: string,
  nameOf: (verdict: Verdict['item']) => string,
  dev: readonly Verdict[],
  heldOut: readonly Verdict[],
): string {
  const [left, right] = [groupedBy(dev, nameOf), groupedBy(heldOut, nameOf)]
  const names = [...new Set([...left.keys(), ...right.keys()])]
  const cells = (figures: Figures): string[] => [
    share(precision(figures)),
    share(recall(figures)),
    of(figures.caught, figures.harmful),
    of(figures.alarms, figures.harmless),
  ]
  return table(
    [
      title,
      'dev: precision',
      'recall',
      'caught',
      'alarms',
      'held out: precision',
      'recall',
      'caught',
      'alarms',
    ],
    names.map(name => [name, ...cells(left.get(name) ?? NOTHING), ...cells(right.get(name) ?? NOTHING)]),
  )
}

/** Families with their misses or false alarms, worst first. */
function missesOf(verdicts: readonly Verdict[]): string {
  const rows = [...groupedBy(verdicts, item => item.family)]
    .map(([family, f]) => ({
      family,
      wrong: f.harmful - f.caught + f.alarms,
      of: f.harmful + f.harmless,
      alarms: f.alarms,
    }))
    .filter(({ wrong }) => wrong > 0)
    .sort((a, b) => b.wrong / b.of - a.wrong / a.of || (a.family < b.family ? -1 : 1))
  return table(
    ['family', 'missed', 'false alarms'],
    rows.map(({ family, wrong, of: count, alarms }) =>
      alarms > 0 ? [family, '', `${wrong}/${count}`] : [family, `${wrong}/${count}`, ''],
    ),
  )
}

/** Everything measured anew. Deterministic: the same sources give the same text. */
export async function figures(): Promise<string> {
  const dev = await judgeAll(itemsOf(devFamilies))
  const heldOut = await judgeAll(heldOutItems())
  const prose = specificationParagraphs()
  const alarms = prose.filter(text => findingsIn(text).length > 0).length
  return [
    whole([
      ['development', dev],
      ['held out', heldOut],
    ]),
    `Real prose (paragraphs of docs/spec, never learned from): ${of(alarms, prose.length)} raise something.`,
    '### By category',
    'Caught: any finding. Named: the right category among the findings. An explicit story about a child is both sexual and sexual-minors, so one of the two names always counts as wrong here.',
    categoryTable(dev, heldOut),
    '### By language',
    groupTable('language', item => item.language, dev, heldOut),
    '### By encoding',
    groupTable('encoding', item => item.encoding, dev, heldOut),
    '### Misses and false alarms by family, development half',
    missesOf(dev),
    '### Misses and false alarms by family, held-out half',
    missesOf(heldOut),
  ].join('\n\n')
}
