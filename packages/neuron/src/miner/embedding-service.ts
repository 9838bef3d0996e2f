// An embedding model behind OpenAI's embeddings.

import type { EmbeddingModel } from '@taonet/models'
import { NetError } from '@taonet/wire'
import {
  type EmbeddingsRequest,
  type EmbeddingsResponse,
  embeddingsRequest,
  toBase64,
} from '../openai/embeddings.ts'
import { route, type Service } from './service.ts'

/** OpenAI counts tokens; a byte pair encoding has about one for four bytes, and nobody pays by this figure. */
const countTokens = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + Math.ceil(Buffer.byteLength(text) / 4), 0)

async function answer(
  model: EmbeddingModel,
  request: EmbeddingsRequest,
  signal: AbortSignal,
): Promise<EmbeddingsResponse> {
  const { dimensions } = model.card
  if (request.dimensions != null && request.dimensions !== dimensions) {
    throw new NetError(
      'too_long',
      `this model's vectors have ${dimensions} dimensions`,
      'leave `dimensions` out',
    )
  }
  const texts = typeof request.input === 'string' ? [request.input] : request.input
  const vectors = await model.embed(texts, signal)
  const tokens = countTokens(texts)
  return {
    object: 'list',
    model: model.card.id,
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: request.encoding_format === 'base64' ? toBase64(vector) : [...vector],
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  }
}

export const embeddingService = (model: EmbeddingModel): Service => ({
  model: model.card.id,
  sha256: model.card.sha256,
  engine: model.card.engine,
  routes: {
    '/v1/embeddings': route(embeddingsRequest, async (request, { signal }) => ({
      type: 'json',
      body: await answer(model, request, signal),
    })),
  },
  synapses: { Embeddings: { path: '/v1/embeddings', required: ['input'] } },
})
