/**
 * Each specialist on its own skills beside larger open models:
 * `node packages/subnets/bench/specialists.ts [FILE.gguf …]`. Files named here are asked in three forms, of which the best
 * on trial tasks counts; the specialists only plainly, as they were taught. One thread; the figures follow from the files.
 */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openOne } from '@taonet/models'
import { skills } from '../src/text/skills/index.ts'
import { ask } from './asked.ts'

const TASKS = 200
const SPECIALISTS: Readonly<Record<string, readonly string[]>> = {
  'taonet-sums': ['sums'],
  'taonet-codes': ['roman'],
  'taonet-dates': ['dates'],
  'taonet-lists': ['lists'],
}

const folder = fileURLToPath(new URL('../../models/weights/specialists/', import.meta.url))
const larger = process.argv.slice(2)
const runs = [
  ...larger.map(path => ({
    path,
    taught: Object.values(SPECIALISTS).flat(),
    forms: ['plain', 'instructed', 'three examples'] as const,
  })),
  ...Object.entries(SPECIALISTS).map(([name, taught]) => ({
    path: `${folder}${name}.gguf`,
    taught,
    forms: ['plain'] as const,
  })),
]
const rows: Record<string, unknown>[] = []
for (const { path, taught, forms } of runs) {
  const { model, close } = await openOne(path)
  for (const name of taught) {
    const skill = skills.find(one => one.name === name)
    if (!skill) continue
    const row = { skill: name, model: basename(path, '.gguf'), ...(await ask(model, skill, TASKS, forms)) }
    rows.push(row)
    console.log(JSON.stringify(row))
  }
  await close()
}
console.table(rows)
console.log('expected:', readFileSync(new URL('expected-specialists.json', import.meta.url), 'utf8').trim())
