// What the packaged vision models are worth on fresh pictures: pages by typeface, digits alone and joined, labels by kind.
// `node packages/subnets/bench/vision.ts [pages] [digits] [labels]`

import { readFileSync } from 'node:fs'
import { randomFrom, seedFrom } from '@taonet/models/random'
import { openVision } from '@taonet/models/vision'
import { characterErrors } from '../src/vision/character-errors.ts'
import { combineVision } from '../src/vision/combine.ts'
import { digitPicture } from '../src/vision/digit.ts'
import { TYPEFACES } from '../src/vision/drawing/typefaces.ts'
import { drawnLabel, labelledPicture } from '../src/vision/kinds/labels.ts'
import { LABELS, type Label } from '../src/vision/labels.ts'
import { pageOf } from '../src/vision/page.ts'
import { QUESTIONS } from '../src/vision/questions.ts'
import { asked } from '../src/vision/request.ts'
import { writing } from '../src/vision/writings.ts'
import { type Ask, askingModel, contentOf } from '../test/vision-miner.ts'

const [pages = 60, digits = 1500, labels = 150] = process.argv.slice(2).map(Number)
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
const rounded = (value: number): number => Number(value.toFixed(3))

async function read(ask: Ask): Promise<void> {
  const random = randomFrom(seedFrom('bench pages'))
  const rates: number[] = []
  const byFace = new Map<string, number[]>()
  let milliseconds = 0
  for (let i = 0; i < pages; i++) {
    const lines = writing(random)
    const drawing = random.fork(`page ${i}`)
    // The first thing a page draws is its typeface.
    const face = random.fork(`page ${i}`).pick(TYPEFACES)
    const body = asked(random.pick(QUESTIONS.reading), pageOf(lines, drawing))
    const started = performance.now()
    const rate = characterErrors(contentOf(await ask(body)), lines.join('\n'))
    milliseconds += performance.now() - started
    rates.push(rate)
    byFace.set(face, [...(byFace.get(face) ?? []), rate])
  }
  console.log(`pages: 1 − CER ${rounded(1 - mean(rates))}, ${Math.round(milliseconds / pages)} ms each`)
  console.table(
    Object.fromEntries(
      [...byFace].map(([face, own]) => [face, { pages: own.length, '1 − CER': rounded(1 - mean(own)) }]),
    ),
  )
}

/** Share of right digits of each model and of all joined, and of the digits that exactly one side has right. */
async function count(asks: ReadonlyMap<string, Ask>): Promise<void> {
  const random = randomFrom(seedFrom('bench digits'))
  const right = new Map<string, number>([...asks.keys(), 'joined'].map(name => [name, 0]))
  const rows: Record<string, boolean>[] = []
  for (let i = 0; i < digits; i++) {
    const digit = random.below(10)
    const body = asked(QUESTIONS.digits[0], digitPicture(digit, random), true)
    const answers = await Promise.all(
      [...asks].map(async ([name, ask]) => ({ name, response: await ask(body), worth: 1 })),
    )
    const told = [...answers, { name: 'joined', response: combineVision(answers) }]
    const row = Object.fromEntries(
      told.map(({ name, response }) => [name, contentOf(response) === String(digit)]),
    )
    for (const [name, good] of Object.entries(row)) right.set(name, (right.get(name) ?? 0) + (good ? 1 : 0))
    rows.push(row)
  }
  const best = [...asks.keys()].reduce((a, b) => ((right.get(b) ?? 0) > (right.get(a) ?? 0) ? b : a))
  const gains = rows.map(row => Number(row.joined) - Number(row[best]))
  const gain = mean(gains)
  const error = Math.sqrt(mean(gains.map(one => (one - gain) ** 2)) / gains.length)
  console.table(Object.fromEntries([...right].map(([name, sum]) => [name, { right: rounded(sum / digits) }])))
  console.log(
    `joined against ${best}: ${rounded(gain)} ± ${rounded(1.96 * error)} (95 %) over ${digits} digits`,
  )
}

async function label(ask: Ask): Promise<void> {
  const random = randomFrom(seedFrom('bench labels'))
  const table = new Map<Label, Map<string, number>>(LABELS.map(one => [one, new Map()]))
  let right = 0
  for (let i = 0; i < labels; i++) {
    const truth = drawnLabel(random)
    const said = contentOf(await ask(asked(random.pick(QUESTIONS.labels), labelledPicture(truth, random))))
    const row = table.get(truth)
    row?.set(said, (row.get(said) ?? 0) + 1)
    right += said === truth ? 1 : 0
  }
  console.log(`labels: ${rounded(right / labels)} right`)
  console.table(Object.fromEntries([...table].map(([truth, row]) => [truth, Object.fromEntries(row)])))
}

const opened = await openVision()
const asks = new Map(opened.models.map(model => [model.card.id, askingModel(model)]))
const [first] = asks.values()
if (first) {
  await read(first)
  await count(asks)
  await label(first)
}
await opened.close()
console.log('expected:', readFileSync(new URL('expected-vision.json', import.meta.url), 'utf8').trim())
