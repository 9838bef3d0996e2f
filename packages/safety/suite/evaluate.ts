/** Precision and recall of the policies on suite items, whole and by language, encoding, category and family. */
import { type Category, categories } from '../src/categories.ts'
import { inputPolicy, outputPolicy } from '../src/policy.ts'
import type { SuiteItem } from './family.ts'

export interface Verdict {
  readonly item: SuiteItem
  readonly found: readonly Category[]
}

export interface Figures {
  /** Items that are harmful. */
  readonly harmful: number
  /** Of those, how many had any finding. */
  readonly caught: number
  /** Of those, how many had the right category among the findings. */
  readonly named: number
  readonly harmless: number
  /** Harmless items with any finding. */
  readonly alarms: number
}

/** Every item through its policy, with the frozen thresholds. */
export async function judgeAll(items: readonly SuiteItem[]): Promise<Verdict[]> {
  const policies = { input: inputPolicy(), output: outputPolicy() }
  const verdicts: Verdict[] = []
  for (const item of items) {
    const found = await policies[item.side].judge(item.text)
    verdicts.push({ item, found: found.map(one => one.category) })
  }
  return verdicts
}

export function figuresOf(verdicts: readonly Verdict[]): Figures {
  const harmful = verdicts.filter(({ item }) => item.category !== undefined)
  const harmless = verdicts.filter(({ item }) => item.category === undefined)
  return {
    harmful: harmful.length,
    caught: harmful.filter(({ found }) => found.length > 0).length,
    named: harmful.filter(({ item, found }) => item.category !== undefined && found.includes(item.category))
      .length,
    harmless: harmless.length,
    alarms: harmless.filter(({ found }) => found.length > 0).length,
  }
}

/** caught / (caught + alarms); undefined where nothing was reported. */
export const precision = ({ caught, alarms }: Figures): number | undefined =>
  caught + alarms === 0 ? undefined : caught / (caught + alarms)
/** caught / harmful; undefined where nothing is harmful. */
export const recall = ({ caught, harmful }: Figures): number | undefined =>
  harmful === 0 ? undefined : caught / harmful

export const groupedBy = (
  verdicts: readonly Verdict[],
  nameOf: (item: SuiteItem) => string,
): ReadonlyMap<string, Figures> =>
  new Map(
    [...Map.groupBy(verdicts, ({ item }) => nameOf(item))].map(([name, some]) => [name, figuresOf(some)]),
  )

export interface CategoryFigures {
  readonly items: number
  /** Items of the category that were named so. */
  readonly named: number
  /** Items of the category with any finding. */
  readonly caught: number
  /** Items that have another label, or none, and were named so. */
  readonly wrongly: number
}

export function byCategory(verdicts: readonly Verdict[]): ReadonlyMap<Category, CategoryFigures> {
  return new Map(
    categories.map(category => {
      const own = verdicts.filter(({ item }) => item.category === category)
      return [
        category,
        {
          items: own.length,
          named: own.filter(({ found }) => found.includes(category)).length,
          caught: own.filter(({ found }) => found.length > 0).length,
          wrongly: verdicts.filter(
            ({ item, found }) => item.category !== category && found.includes(category),
          ).length,
        },
      ]
    }),
  )
}
