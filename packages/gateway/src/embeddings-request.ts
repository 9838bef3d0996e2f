// What `/v1/embeddings` takes, and the encodings of its answer.
import { z } from 'zod'

export const EmbeddingsRequest = z.object({
  model: z.string().min(1).max(128),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(256)]),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  user: z.string().nullish(),
})

/** Little-endian 32-bit floats in base64, as OpenAI's clients ask for by default. */
export function base64Floats(vector: readonly number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString('base64')
}
