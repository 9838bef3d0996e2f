// What `/v1/embeddings` takes, and the encodings of its answer.
import { z } from 'zod'
import { never, parameters } from './parameters.ts'

const Text = z.string().min(1)

export const EmbeddingsRequest = z.object({
  model: z.string().min(1).max(128),
  input: z.union(
    [Text, z.array(Text).min(1).max(256)],
    'must be text, or 1 to 256 texts, none of them empty',
  ),
  encoding_format: z.enum(['float', 'base64']).nullish(),
})
export type EmbeddingsRequest = z.infer<typeof EmbeddingsRequest>

/** @throws Refused 400 with the first offending parameter. */
export const parseEmbeddings = (raw: unknown): EmbeddingsRequest =>
  parameters(EmbeddingsRequest, { dimensions: never }, raw)

/** Little-endian 32-bit floats in base64, as OpenAI's clients ask for by default. */
export function base64Floats(vector: Float32Array): string {
  const bytes = new DataView(new ArrayBuffer(vector.length * 4))
  for (const [i, value] of vector.entries()) bytes.setFloat32(4 * i, value, true)
  return Buffer.from(bytes.buffer).toString('base64')
}
