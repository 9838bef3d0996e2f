/** Models that live in a host process, as their users see them. */
import type {
  ChatMessage,
  EmbeddingModel,
  Finish,
  Generation,
  Likelihood,
  ModelCard,
  Piece,
  TextModel,
} from '../model.ts'
import { NetError } from '../net-error.ts'
import type { VisionModel } from '../vision/vision-model.ts'
import type { HostProcess } from './host-process.ts'

/** A text model whose weights are here, so that it can also judge what others wrote. */
export interface HostedText extends TextModel {
  /** What `text` costs as a reply to `messages`. Throws NetError like `generate`. */
  likelihood(messages: readonly ChatMessage[], text: string, signal?: AbortSignal): Promise<Likelihood>
}

export function hostedText(host: HostProcess, card: ModelCard): HostedText {
  return {
    card,
    async *generate(request: Generation, signal?: AbortSignal): AsyncGenerator<Piece, Finish> {
      for await (const message of host.ask({ type: 'generate', model: card.id, request }, signal)) {
        if (message.type === 'pieces') yield* message.pieces
        if (message.type === 'finish') return message.finish
      }
      throw new NetError('unavailable', `${card.name} stopped without a result`)
    },
    async likelihood(messages, text, signal) {
      const request = { messages, text }
      for await (const message of host.ask({ type: 'likelihood', model: card.id, request }, signal)) {
        if (message.type === 'likelihood') return message.likelihood
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

export function hostedVision(host: HostProcess, card: ModelCard): VisionModel {
  return {
    card,
    async look(look, signal) {
      for await (const message of host.ask({ type: 'look', model: card.id, look }, signal)) {
        if (message.type === 'seen') return message.seen
      }
      throw new NetError('unavailable', `${card.name} stopped without a result`)
    },
  }
}
