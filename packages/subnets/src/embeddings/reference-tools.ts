// What a validator computes itself: vectors of the packaged encoder, for miners that declare its weights.

import { type ReferenceEncoder, referenceEncoder } from '@taonet/models'
import type { ReferenceTools } from '@taonet/neuron'

/** Loads nothing until the first miner declares the packaged weights. */
export function referenceTools(): ReferenceTools {
  let encoder: Promise<ReferenceEncoder> | undefined
  return {
    async embed(sha256, texts) {
      encoder ??= referenceEncoder()
      const own = await encoder
      return `0x${own.sha256}` === sha256 ? own.embed(texts) : undefined
    },
  }
}
