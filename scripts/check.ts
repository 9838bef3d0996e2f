// `npm run check`: format and lint, the layer rule, the purity rule, the one-writer rule, the size of what is installed, types.
import { execFileSync } from 'node:child_process'
import { drawing, read } from './house.ts'
import { layerProblems } from './layers.ts'
import { purityProblems } from './purity.ts'
import { bin, run } from './run.ts'
import { writerProblems } from './writers.ts'

const MAX_INSTALLED_MB = 900

function installedProblems(): string[] {
  const megabytes = Number(execFileSync('du', ['-sm', 'node_modules'], { encoding: 'utf8' }).split('\t')[0])
  return megabytes > MAX_INSTALLED_MB
    ? [`node_modules takes ${megabytes} MB, more than ${MAX_INSTALLED_MB}`]
    : []
}

function documentProblems(): string[] {
  return read('ARCHITECTURE.md').includes(drawing)
    ? []
    : ['ARCHITECTURE.md does not show the drawing of scripts/house.ts']
}

const checks: readonly (readonly [string, () => Promise<readonly string[]> | readonly string[]])[] = [
  ['layers', layerProblems],
  ['purity', purityProblems],
  ['one writer a row', writerProblems],
  ['installed size', installedProblems],
  ['documents', documentProblems],
]

let failed = (await run(bin('biome'), ['check', '--error-on-warnings', '.'])) === 0 ? 0 : 1
for (const [name, problems] of checks) {
  const found = await problems()
  console.log(`${found.length === 0 ? '✔' : '✘'} ${name}`)
  for (const one of found) console.log(`    ${one}`)
  failed += found.length
}
failed += (await run(bin('tsc'), ['-b'])) === 0 ? 0 : 1
console.log(failed === 0 ? '✔ types' : `✘ ${failed} problem(s)`)
process.exitCode = failed === 0 ? 0 : 1
