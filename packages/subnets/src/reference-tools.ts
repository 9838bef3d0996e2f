/**
 * What a validator computes itself: vectors, the same chat on the same weights, and how likely a text is. Nothing is loaded
 * before the first question; text models live in one host process of low priority, which ends when nobody asks.
 */
import {
  type ReferenceEncoder,
  type ReferenceModelsOptions,
  referenceEncoder,
  referenceModels,
  referenceWeights,
} from '@taonet/models'
import { chatRequest, completeChat, type ReferenceTools } from '@taonet/neuron'

/** A validator's tools and their end. */
export interface OwnTools extends ReferenceTools {
  close(): Promise<void>
}

/** Longest wait for one comparison, in milliseconds: past it this validator has no opinion. */
const PATIENCE = 60_000
/** What the likelihood of a text is read under: the reference model tells stories. */
const ASKED = [{ role: 'user', content: 'Tell me a story.' }] as const
/** Characters of a text that count; more would tell nothing new. */
const LONGEST_TEXT = 600

const HEX = /^0x[0-9a-f]{64}$/

/** `dataDir` is the folder whose `models` cache may hold weights that miners declare. */
export function referenceTools(options: ReferenceModelsOptions = {}): OwnTools {
  const models = referenceModels(options)
  let encoder: Promise<ReferenceEncoder> | undefined
  const own = (): Promise<ReferenceEncoder> => (encoder ??= referenceEncoder())
  return {
    async embed(sha256, texts) {
      const { sha256: known, embed } = await own()
      return `0x${known}` === sha256 ? embed(texts) : undefined
    },
    encode: async texts => (await own()).embed(texts),
    async chat(sha256, request) {
      if (!HEX.test(sha256)) return undefined
      const asked = chatRequest.parse(request)
      return models.run(sha256.slice(2), model => completeChat(model, asked, AbortSignal.timeout(PATIENCE)))
    },
    rounded: async sha256 => (HEX.test(sha256) ? models.rounded(sha256.slice(2)) : undefined),
    async bits(text) {
      const sha256 = await referenceWeights()
      const read = text.slice(0, LONGEST_TEXT)
      const signal = AbortSignal.timeout(PATIENCE)
      const found = await models.run(sha256, model => model.likelihood(ASKED, read, signal))
      return found && found.bytes > 0 ? found.bits / found.bytes : undefined
    },
    async close() {
      await Promise.all([models.close(), encoder?.then(one => one.close())])
    },
  }
}
