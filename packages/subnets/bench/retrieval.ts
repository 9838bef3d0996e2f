// nDCG@10 of the packaged encoder, of counted words and of chance, on corpora and on the probes' own notices. WordNet comes
// with the test peers (`npm ci` in `peers/`).

import { readFileSync } from 'node:fs'
import { referenceEncoder } from '@taonet/models'
import { randomFrom, seedFrom } from '@taonet/models/random'
import { retrieval } from '../src/embeddings/notices.ts'
import { chanceNdcg, ndcg, ranked } from '../src/embeddings/ranking.ts'
import { type Corpus, corpora } from './corpora.ts'

type Embed = (texts: readonly string[]) => Promise<readonly Float32Array[]>

const WIDTH = 4096

/** Words by their hash; a word that stands in many of the texts counts less. */
const wordCounts: Embed = async texts => {
  const bags = texts.map(text =>
    (text.toLowerCase().match(/[a-z]+/g) ?? []).map(word => randomFrom(seedFrom(word)).below(WIDTH)),
  )
  const holders = new Float64Array(WIDTH)
  for (const bag of bags) for (const word of new Set(bag)) holders[word] = (holders[word] ?? 0) + 1
  return bags.map(bag => {
    const vector = new Float32Array(WIDTH)
    for (const word of bag)
      vector[word] = (vector[word] ?? 0) + Math.log(1 + texts.length / (holders[word] ?? 1))
    return vector
  })
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

async function measured({ queries, documents, grade }: Corpus, embed: Embed): Promise<number> {
  const vectors = await embed([...queries, ...documents])
  const found = vectors.slice(queries.length)
  return mean(
    queries.map((_, q) => {
      const graded = found.map((vector, d) => ({ vector, grade: grade(q, d) }))
      return ndcg(ranked(vectors[q] ?? new Float32Array(), graded))
    }),
  )
}

const chance = ({ queries, documents, grade }: Corpus): number =>
  mean(queries.map((_, q) => chanceNdcg(documents.map((_, d) => grade(q, d)))))

/** The probes' questions, each among its own notices. */
function notices(): readonly Corpus[] {
  const random = randomFrom(seedFrom('bench notices'))
  return Array.from({ length: 20 }, () => {
    const { query, candidates } = retrieval(random)
    return {
      name: 'probes: a question and its notices',
      queries: [query],
      documents: candidates.map(({ text }) => text),
      grade: (_: number, document: number) => candidates[document]?.grade ?? 0,
    }
  })
}

const encoder = await referenceEncoder()
const groups = [...corpora(randomFrom(seedFrom('bench corpora'))).map(corpus => [corpus]), notices()]
const rows: Record<string, Record<string, number>> = {}
for (const group of groups) {
  const each = async (measure: (corpus: Corpus) => Promise<number> | number) => {
    const values: number[] = []
    for (const corpus of group) values.push(await measure(corpus))
    return Number(mean(values).toFixed(3))
  }
  rows[group[0]?.name ?? ''] = {
    encoder: await each(corpus => measured(corpus, encoder.embed)),
    'counted words': await each(corpus => measured(corpus, wordCounts)),
    chance: await each(chance),
  }
}
await encoder.close()
console.table(rows)
console.log('expected:', readFileSync(new URL('expected-retrieval.json', import.meta.url), 'utf8').trim())
