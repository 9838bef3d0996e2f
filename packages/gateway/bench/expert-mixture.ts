// Four byte models that each learnt one kind of text, mixed byte by byte, beside one model that learnt all four: with the training
// of one of them, and with that of all together (`node packages/gateway/bench/expert-mixture.ts`). Three training seeds, whose
// readings are kept beside the benchmark's other leavings; a run takes some five minutes a seed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bootstrap } from './lib/bootstrap.ts'
import { averageOf, readWindows, trainAll } from './lib/byte-experts.ts'
import { bits, gateways, OPENING, once, posterior, uniform } from './lib/byte-mixing.ts'
import { domains } from './lib/domains.ts'

const SEEDS = [1, 2, 3]
const STEPS = { seed: 100, expert: 200, generalist: 800 }
/** ln p by window and byte. */
type Reading = readonly (readonly number[])[]
interface Readings {
  readonly experts: readonly Reading[]
  readonly equalEach: Reading
  readonly equalTotal: Reading
  readonly averaged: Reading
}

const KEPT = join(tmpdir(), 'taonet-bench-mixture')
const all = domains()
const windows = all.flatMap(one => one.heldOut)
const domainOf = (window: number): number => Math.floor(window / (windows.length / all.length))

async function readingsOf(seed: number): Promise<Readings> {
  const file = join(KEPT, `experts-${seed}.json`)
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  const { experts, equalEach, equalTotal } = await trainAll(seed, all, STEPS)
  const read: Readings = {
    experts: await Promise.all(experts.map(one => readWindows(one, windows))),
    equalEach: await readWindows(equalEach, windows),
    equalTotal: await readWindows(equalTotal, windows),
    averaged: await readWindows(averageOf(experts), windows),
  }
  mkdirSync(KEPT, { recursive: true })
  writeFileSync(file, JSON.stringify(read))
  return read
}

const results = new Map<string, number[]>()
const note = (name: string, value: number): void => {
  results.set(name, [...(results.get(name) ?? []), value])
}
for (const seed of SEEDS) {
  const { experts, equalEach, equalTotal, averaged } = await readingsOf(seed)
  // What a validator's likelihood probes of each kind of text would have published, from the other half of the windows.
  const published = (domain: number, half: number): readonly number[] =>
    experts.map(reading => {
      const own = reading.filter((_, w) => domainOf(w) === domain && w % 2 !== half)
      return Math.max(0, 1 - own.reduce((sum, log) => sum + bits(log), 0) / own.length / 4)
    })
  for (const w of windows.keys()) {
    const logs = experts.map(reading => reading[w] ?? [])
    for (const [k, one] of all.entries()) note(`expert of ${one.name}`, bits(logs[k] ?? []))
    note('generalist, equal training each', bits(equalEach[w] ?? []))
    note('generalist, equal total training', bits(equalTotal[w] ?? []))
    note('average of the weights', bits(averaged[w] ?? []))
    note('uniform mixture', uniform(logs))
    note('posterior mixture', posterior(logs, false))
    note('one at a time, by posterior', posterior(logs, true))
    note(`one, by its first ${OPENING} bytes (rest only)`, once(logs))
    note('as the gateway mixes', gateways(logs, published(domainOf(w), w % 2)))
  }
}

const of = (name: string): readonly number[] => results.get(name) ?? []
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
const perSeed = windows.length
const table = [...results].map(([name, values]) => ({
  model: name,
  ...Object.fromEntries(
    all.map(({ name: domain }, d) => [
      domain,
      mean(values.filter((_, i) => domainOf(i % perSeed) === d)).toFixed(3),
    ]),
  ),
  mean: mean(values).toFixed(3),
  'by seed': SEEDS.map((_, s) => mean(values.slice(s * perSeed, (s + 1) * perSeed)).toFixed(3)).join(' '),
}))
console.table(table)
const experts = all.map(({ name }) => `expert of ${name}`)
const best = experts.toSorted((a, b) => mean(of(a)) - mean(of(b)))[0] ?? ''
for (const ours of ['posterior mixture', 'as the gateway mixes'])
  for (const other of [best, 'generalist, equal training each', 'generalist, equal total training']) {
    const gain = bootstrap(
      of(other).map((value, i) => value - (of(ours)[i] ?? 0)),
      `${ours} ${other}`,
    )
    const word = gain.low > 0 ? 'WON' : gain.high < 0 ? 'LOST' : 'TIED'
    const { low, high } = gain
    console.log(
      `${ours} against ${other}: ${gain.mean.toFixed(3)} bits a character (${low.toFixed(3)}…${high.toFixed(3)}) → ${word}`,
    )
  }
