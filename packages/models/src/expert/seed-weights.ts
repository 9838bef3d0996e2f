/** Where a private expert starts from: weights of the repository, a file of the same family, or nothing. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { NetError } from '../net-error.ts'
import { randomFrom, seedFrom } from '../random.ts'
import {
  ggufParameters,
  ggufShape,
  initialParameters,
  type LlamaShape,
  type Parameters,
  VOCABULARY_SIZE,
} from '../train/index.ts'

export const SCRATCH = 'scratch'
const FOLDERS = ['../../weights/', '../../weights/specialists/']
const FRESH: LlamaShape = {
  vocabulary: VOCABULARY_SIZE,
  width: 96,
  layers: 3,
  heads: 8,
  hidden: 256,
  ropeBase: 1000,
}

export interface Start {
  readonly shape: LlamaShape
  readonly parameters: Parameters
}

/**
 * `from` is the name of one of our own models, the path of a GGUF file of theirs, or `scratch`. Throws NetError:
 * `not_found`, `bad_data` for a file of another family.
 */
export async function startingPoint(from: string, seed: string): Promise<Start> {
  if (from === SCRATCH)
    return { shape: FRESH, parameters: initialParameters(FRESH, randomFrom(seedFrom(seed)).fork('weights')) }
  const file = await readStart(from)
  try {
    const shape = ggufShape(file)
    return { shape, parameters: ggufParameters(shape, file) }
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new NetError('bad_data', `${from} cannot be trained on: ${cause.message}`, {
      cause,
      hint: 'start from taonet-allround, or from scratch',
    })
  }
}

async function readStart(from: string): Promise<Uint8Array> {
  const own = /^[\w-]+$/.test(from)
    ? FOLDERS.map(folder => fileURLToPath(new URL(`${folder}${from}.gguf`, import.meta.url)))
    : []
  for (const path of [...own, from]) {
    const file = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (file) return file
  }
  throw new NetError('not_found', `there are no weights ${from}`, {
    hint: 'the name of one of our own models, the path of a GGUF file, or scratch',
  })
}
