/** The folder in which weights wait for the next start. */
import { mkdir, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Catalogued, catalogue } from './catalogue.ts'
import { sha256OfFiles } from './digest.ts'
import type { ModelCard } from './model.ts'
import { NetError } from './net-error.ts'

/** A weight file on this disk with the card it will run under. */
export interface WeightFile {
  readonly path: string
  readonly card: ModelCard
}

/** `TAONET_MODELS` shares one cache between data directories. */
export const cacheDirectory = (dataDir: string): string =>
  process.env.TAONET_MODELS ?? join(dataDir, 'models')

export const cachePath = (directory: string, entry: Catalogued): string => join(directory, `${entry.id}.gguf`)

/** Every usable GGUF file of the cache. A catalogued name with the wrong digest is left out. */
export async function cachedWeights(directory: string): Promise<WeightFile[]> {
  await mkdir(directory, { recursive: true })
  const names = (await readdir(directory)).filter(name => name.endsWith('.gguf')).sort()
  const files = await Promise.all(names.map(name => cachedFile(join(directory, name))))
  return files.filter(file => file !== undefined)
}

async function cachedFile(path: string): Promise<WeightFile | undefined> {
  const entry = catalogue.find(({ id }) => `${id}.gguf` === basename(path))
  if (entry === undefined) return weightFile(path, 'your file in the model cache')
  return (await sha256OfFiles([path])) === entry.sha256
    ? cataloguedFile(entry, path, 'in the model cache')
    : undefined
}

export const cataloguedFile = (entry: Catalogued, path: string, why: string): WeightFile => ({
  path,
  card: {
    id: entry.id,
    name: entry.name,
    kind: 'text',
    engine: 'llama.cpp',
    sha256: entry.sha256,
    bytes: entry.bytes,
    license: entry.license,
    source: path,
    why,
    ability: entry.ability,
  },
})

/** A GGUF file nobody catalogued. Throws NetError `not_found`. */
export async function weightFile(path: string, why: string): Promise<WeightFile> {
  const bytes = await stat(path).then(
    ({ size }) => size,
    (cause: unknown) => {
      throw new NetError('not_found', `there is no model file ${path}`, {
        cause,
        hint: 'give the path of a GGUF file',
      })
    },
  )
  const name = basename(path, '.gguf')
  return {
    path,
    card: {
      id: name,
      name,
      kind: 'text',
      engine: 'llama.cpp',
      sha256: await sha256OfFiles([path]),
      bytes,
      license: 'as its owner says',
      source: path,
      why,
      ability: 'Answers as its weights were trained to.',
    },
  }
}
