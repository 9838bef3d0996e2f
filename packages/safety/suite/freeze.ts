// Chooses the thresholds on the development half and freezes them: node packages/safety/suite/freeze.ts. The rule, for each
// category: the lowest threshold of the grid at which at most one in 200 harmless development items and one in 100 paragraphs of
// harmless prose raise it. The held-out half is not read.

import { hash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { byName } from '../src/by-name.ts'
import { categories } from '../src/categories.ts'
import { scoresOf } from '../src/scores.ts'
import { devFamilies } from './dev/families.ts'
import { itemsOf } from './items.ts'
import { specificationParagraphs } from './prose.ts'

const GRID = [0.7, 0.75, 0.8, 0.85, 0.9, 0.95]
const ITEMS_ALLOWED = 1 / 200
const PROSE_ALLOWED = 1 / 100

const items = itemsOf(devFamilies)
  .filter(item => item.category === undefined)
  .map(item => scoresOf(item.text).byCategory)
const prose = specificationParagraphs().map(text => scoresOf(text).byCategory)

const chosen = byName(categories, category => {
  const alarms = (scored: typeof items, threshold: number): number =>
    scored.filter(scores => scores[category].confidence >= threshold).length / scored.length
  return (
    GRID.find(
      threshold => alarms(items, threshold) <= ITEMS_ALLOWED && alarms(prose, threshold) <= PROSE_ALLOWED,
    ) ?? Math.max(...GRID)
  )
})

const weights = (name: string): URL => new URL(`../weights/${name}`, import.meta.url)
writeFileSync(weights('thresholds.json'), `${JSON.stringify(chosen, null, 2)}\n`)

const sha256 = (name: string): string => hash('sha256', readFileSync(weights(name)))
const frozen = { 'thresholds.json': sha256('thresholds.json'), 'kinds.bin': sha256('kinds.bin') }
writeFileSync(new URL('frozen.json', import.meta.url), `${JSON.stringify(frozen, null, 2)}\n`)
console.log(chosen, frozen)
