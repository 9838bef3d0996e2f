/**
 * Trains the small text models that the repository carries: `node packages/subnets/train/text.ts [name …]`.
 * Each becomes a GGUF file with a log beside it; one seed makes one file. Without names: the general ones, in an order in
 * which every base is there before its branches.
 */
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bake } from './bake.ts'
import { generalist } from './generalist.ts'
import { recipes } from './recipes.ts'
import { specialists } from './specialists.ts'

const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true })
const weights = values.out ?? fileURLToPath(new URL('../../models/weights', import.meta.url))
const folders = [
  { folder: weights, list: recipes },
  { folder: `${weights}/specialists`, list: [...specialists, generalist] },
]
for (const { folder, list } of folders) {
  await mkdir(folder, { recursive: true })
  for (const recipe of list) {
    if (positionals.length === 0 || positionals.includes(recipe.name)) await bake(recipe, folder, weights)
  }
}
