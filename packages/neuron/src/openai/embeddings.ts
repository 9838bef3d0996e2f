// OpenAI's embeddings as schemas. Vectors may travel as numbers or as base64 of little-endian 32-bit floats.

import { z } from 'zod'

const MAX_INPUTS = 256
const MAX_DIMENSIONS = 8_192

export const embeddingsRequest = z.object({
  model: z.string().max(256).optional(),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(MAX_INPUTS)]),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: z.int().min(1).max(MAX_DIMENSIONS).nullish(),
})
export type EmbeddingsRequest = z.infer<typeof embeddingsRequest>

const vector = z.union([
  z.array(z.number()).min(1).max(MAX_DIMENSIONS),
  z.base64().max(((MAX_DIMENSIONS * 4) / 3) * 2),
])

export const embeddingsResponse = z.object({
  object: z.literal('list'),
  model: z.string(),
  data: z
    .array(z.object({ object: z.literal('embedding'), index: z.int().min(0), embedding: vector }))
    .max(MAX_INPUTS),
  usage: z.object({ prompt_tokens: z.int().min(0), total_tokens: z.int().min(0) }).optional(),
})
export type EmbeddingsResponse = z.infer<typeof embeddingsResponse>

function fromBase64(text: string): Float32Array | undefined {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length === 0 || bytes.length % 4 !== 0) return undefined
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i))
}

export function toBase64(values: Float32Array): string {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, i) => {
    bytes.writeFloatLE(value, 4 * i)
  })
  return bytes.toString('base64')
}

/** The vectors in the order of the inputs; undefined unless there are exactly `count`, finite and of one length. */
export function vectorsOf(response: EmbeddingsResponse, count: number): readonly Float32Array[] | undefined {
  const found: (Float32Array | undefined)[] = Array.from({ length: count }, () => undefined)
  if (response.data.length !== count) return undefined
  for (const { index, embedding } of response.data) {
    found[index] = typeof embedding === 'string' ? fromBase64(embedding) : Float32Array.from(embedding)
  }
  const size = found[0]?.length
  const whole = found.filter(one => one !== undefined && one.length === size && one.every(Number.isFinite))
  return whole.length === count && found.length === count ? whole.filter(one => one !== undefined) : undefined
}
