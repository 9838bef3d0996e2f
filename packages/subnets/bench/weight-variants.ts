// Other weights than declared, made from our own: rounded to few bits, block by block, as quantisers do.

import { readFileSync } from 'node:fs'
import { ggufFile, ggufParameters, type LlamaShape, type Parameters } from '@taonet/models/train'
import { recipes } from '../train/recipes.ts'

/** Weights that share one scale, as in llama.cpp's blocks. */
const BLOCK = 32

const weightsUrl = (name: string): URL => new URL(`../../models/weights/${name}.gguf`, import.meta.url)

export const weightsPath = (name: string): string => weightsUrl(name).pathname

export function shapeOf(name: string): LlamaShape {
  const recipe = recipes.find(one => one.name === name)
  if (!recipe) throw new RangeError(`there is no recipe of ${name}`)
  return recipe.shape
}

/** Symmetric rounding to `bits` bits with one scale a block; the result is stored in half precision again. */
function rounded(values: Float32Array, bits: number): Float32Array<ArrayBuffer> {
  const most = 2 ** (bits - 1) - 1
  const out = new Float32Array(values.length)
  for (let from = 0; from < values.length; from += BLOCK) {
    const block = values.subarray(from, from + BLOCK)
    const scale = block.reduce((max, value) => Math.max(max, Math.abs(value)), 0) / most
    block.forEach((value, i) => {
      out[from + i] = scale > 0 ? Math.round(value / scale) * scale : 0
    })
  }
  return out
}

export const parametersOf = (name: string): Parameters =>
  ggufParameters(shapeOf(name), readFileSync(weightsUrl(name)))

/** The GGUF file of our own weights, its matrices rounded to `bits` bits. */
export function quantised(name: string, bits: number): Uint8Array {
  const parameters = new Map(
    [...parametersOf(name)].map(([key, values]): [string, Float32Array<ArrayBuffer>] => [
      key,
      /norm/i.test(key) ? Float32Array.from(values) : rounded(Float32Array.from(values), bits),
    ]),
  )
  const header = { name, license: 'apache-2.0', description: `${bits} bits`, contextLength: 256 }
  return ggufFile(shapeOf(name), parameters, header)
}
