// Are replies that are better or worse, not right or wrong, better when several of our own models write them together? Fresh
// stories of the text subnet, foretold byte by byte by each of the four general models, by the best of them alone, and by the
// mixture (`node packages/gateway/bench/story-mixture.ts`). Three seeds; nothing is trained.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { randomFrom, seedFrom } from '@taonet/models/random'
import { ggufParameters, ggufShape } from '@taonet/models/train'
import { story } from '@taonet/subnets'
import { bootstrap } from './lib/bootstrap.ts'
import { readTalks } from './lib/byte-experts.ts'
import { bits, gateways, posterior, uniform } from './lib/byte-mixing.ts'
import { weightFiles } from './lib/mixture-pool.ts'

const SEEDS = [1, 2, 3]
const STORIES = 48

const own = weightFiles([]).filter(({ role }) => role === 'own')
const results = new Map<string, number[]>()
const note = (name: string, value: number): void => {
  results.set(name, [...(results.get(name) ?? []), value])
}
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

for (const seed of SEEDS) {
  const random = randomFrom(seedFrom(`stories to be foretold ${seed}`))
  const stories = Array.from({ length: STORIES }, () => story(random))
  const talks = stories.map(({ prompt, text }) => ({ prompt, answer: text }))
  const logs: number[][][] = []
  for (const { path } of own) {
    const file = readFileSync(path)
    const shape = ggufShape(file)
    logs.push(await readTalks(shape, ggufParameters(shape, file), talks))
  }
  for (const at of talks.keys()) {
    const here = logs.map(one => one[at] ?? [])
    // What was published of each: the other stories.
    const scores = logs.map(one => 1 - mean(one.filter((_, i) => i !== at).map(bits)) / 4)
    for (const [k, { path }] of own.entries()) note(basename(path, '.gguf'), bits(here[k] ?? []))
    note('best by published scores', bits(here[scores.indexOf(Math.max(...scores))] ?? []))
    note('uniform mixture', uniform(here))
    note('posterior mixture', posterior(here, false))
    note('as the gateway mixes', gateways(here, scores))
  }
}
console.table([...results].map(([model, values]) => ({ model, 'bits a byte': mean(values).toFixed(4) })))
const of = (name: string): readonly number[] => results.get(name) ?? []
for (const way of ['uniform mixture', 'posterior mixture', 'as the gateway mixes']) {
  const gain = bootstrap(
    of('best by published scores').map((value, i) => value - (of(way)[i] ?? 0)),
    way,
  )
  const word = gain.low > 0 ? 'WON' : gain.high < 0 ? 'LOST' : 'TIED'
  console.log(
    `${way} against the best alone: ${gain.mean.toFixed(4)} bits a byte (${gain.low.toFixed(4)}…${gain.high.toFixed(4)}) → ${word}`,
  )
}
