/** Models that live in a host process, as their users see them. */
import type { EmbeddingModel, Finish, Generation, ModelCard, Piece, TextModel } from '../model.ts'
import { NetError } from '../net-error.ts'
import type { HostProcess } from './host-process.ts'

export function hostedText(host: HostProcess, card: ModelCard): TextModel {
  return {
    card,
    async *generate(request: Generation, signal?: AbortSignal): AsyncGenerator<Piece, Finish> {
      for await (const message of host.ask({ type: 'generate', model: card.id, request }, signal)) {
        if (message.type === 'pieces') yield* message.pieces
        if (message.type === 'finish') return message.finish
      }
      throw new NetError('unavailable', `${card.name} stopped without a result`)
    },
  }
}

export function hostedEmbedding(host: HostProcess, card: ModelCard): EmbeddingModel {
  return {
    card,
    async embed(texts, signal) {
      for await (const message of host.ask({ type: 'embed', model: card.id, texts }, signal)) {
        if (message.type === 'vectors') return [...message.vectors]
      }
      throw new NetError('unavailable', `${card.name} stopped without a result`)
    },
  }
}
