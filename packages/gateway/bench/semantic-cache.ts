// The semantic cache: how often the same question in other words is found, and how often another one is taken for it, with the
// packaged sentence encoder, by threshold, with and without the comparison of their gist.
import { readFileSync } from 'node:fs'
import { referenceEncoder } from '@taonet/models'
import { gistOf, mayMeanTheSame } from '../src/cache/gist.ts'
import { cosine, THRESHOLD } from '../src/cache/near-questions.ts'
import { type Pair, pairs } from './lib/question-pairs.ts'

const encoder = await referenceEncoder()

async function nearness(some: readonly Pair[]): Promise<readonly number[]> {
  const [ones, others] = [
    await encoder.embed(some.map(pair => pair.one)),
    await encoder.embed(some.map(pair => pair.other)),
  ]
  return some.map((_, i) => cosine(ones[i] ?? new Float32Array(), others[i] ?? new Float32Array()))
}

const rows: Record<string, string | number>[] = []
for (const which of ['looked at', 'fresh'] as const) {
  const some = pairs(which)
  const near = await nearness(some)
  for (const threshold of [...new Set([0.6, 0.7, 0.75, 0.8, 0.85, 0.9, THRESHOLD])].sort()) {
    const count = (same: boolean, gist: boolean): string => {
      const wanted = some.flatMap((pair, i) => (pair.same === same ? [{ pair, near: near[i] ?? 0 }] : []))
      const taken = wanted.filter(
        one =>
          one.near >= threshold && (!gist || mayMeanTheSame(gistOf(one.pair.one), gistOf(one.pair.other))),
      )
      return `${taken.length}/${wanted.length}`
    }
    rows.push({
      pairs: which,
      threshold,
      found: count(true, true),
      mistaken: count(false, true),
      'found by vector alone': count(true, false),
      'mistaken by vector alone': count(false, false),
    })
  }
}
console.table(rows)
console.log(
  'expected:',
  readFileSync(new URL('expected-semantic-cache.json', import.meta.url), 'utf8').trim(),
)
await encoder.close()
