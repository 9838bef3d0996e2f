/** From which confidence on a category counts as found. Frozen: chosen on the development half of the suite alone. */
import { readFileSync } from 'node:fs'
import { byName } from './by-name.ts'
import { type Category, categories } from './categories.ts'

export type Thresholds = Readonly<Record<Category, number>>

function read(): Thresholds {
  const parsed: unknown = JSON.parse(
    readFileSync(new URL('../weights/thresholds.json', import.meta.url), 'utf8'),
  )
  const given = new Map(Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {}))
  return byName(categories, category => {
    const value = given.get(category)
    if (typeof value !== 'number' || value <= 0 || value > 1)
      throw new RangeError(`weights/thresholds.json has no threshold for ${category}`)
    return value
  })
}

let loaded: Thresholds | undefined
export const thresholds = (): Thresholds => (loaded ??= read())
