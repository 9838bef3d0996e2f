// The safety gate: what of the labelled suite escapes with it and without, and what judging costs. `--write` renews the table
// of docs/safety.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { createGate } from '../src/gate/gate.ts'
import { documentPath, withGateFigures } from '../test/gate-document.ts'
import { gateRows, gateTable } from '../test/gate-figures.ts'

const TIMES = 300
const PROSE =
  'The town hall keeps a list of all bridges, with the year in which each was built, the name of the mason, and the weight that it bears. '

/** Milliseconds until a verdict, for questions that were never judged before. */
async function cost(characters: number): Promise<Record<string, number>> {
  const gate = createGate()
  const caller = { id: 'bench', policy: 'standard', keepWords: false } as const
  const ask = async (content: string): Promise<number> => {
    const start = performance.now()
    await gate.question([{ role: 'user', content }], caller, '')
    return performance.now() - start
  }
  const texts = Array.from({ length: TIMES + 20 }, (_, i) =>
    `${i} ${PROSE.repeat(Math.ceil(characters / PROSE.length))}`.slice(0, characters),
  )
  for (const text of texts.slice(TIMES)) await ask(text)
  const times: number[] = []
  for (const text of texts.slice(0, TIMES)) times.push(await ask(text))
  const again = await ask(texts[0] ?? '')
  await gate.close()
  times.sort((a, b) => a - b)
  const at = (share: number): number => Number((times[Math.floor(share * times.length)] ?? 0).toFixed(3))
  return { characters, 'p50 ms': at(0.5), 'p95 ms': at(0.95), 'again ms': Number(again.toFixed(3)) }
}

const table = gateTable(await gateRows())
console.log(table)
if (process.argv.includes('--write'))
  writeFileSync(documentPath, withGateFigures(readFileSync(documentPath, 'utf8'), table))
const costs: Record<string, number>[] = []
for (const characters of [40, 120, 300, 600, 2_000, 8_000]) costs.push(await cost(characters))
console.table(costs)
console.log('expected:', readFileSync(new URL('expected-safety-gate.json', import.meta.url), 'utf8').trim())
