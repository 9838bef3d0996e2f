/** The text host: a child process in which llama.cpp serves every GGUF file of this machine on one thread. */
import { getLlama, LlamaLogLevel } from 'node-llama-cpp'
import { NetError } from '../net-error.ts'
import { generate } from './generation.ts'
import { likelihood } from './likelihood.ts'
import { type LoadedModel, loadModel } from './llama-model.ts'
import { serve } from './serve.ts'
import { takeTurns } from './turns.ts'

/** Requests that share the thread token by token; more wait, so that the first ones stay fluent. */
const RUNNING = 4
const LIMITS = { running: RUNNING, waiting: 64, deadline: 120_000 }

const llama = await getLlama({
  build: 'never',
  gpu: false,
  maxThreads: 1,
  logLevel: LlamaLogLevel.error,
  progressLogs: false,
})
const models = new Map<string, LoadedModel>()
const turns = takeTurns()

serve(
  {
    async load(name, path) {
      const model = await turns(() => loadModel(llama, path, RUNNING))
      models.set(name, model)
      return { contextLength: model.contextLength }
    },
    async run(work, emit, signal) {
      const model = models.get(work.model)
      if (model === undefined) throw new NetError('not_found', `the text host has no model ${work.model}`)
      if (work.type === 'likelihood') {
        const { call, request } = work
        emit({ type: 'likelihood', call, likelihood: await likelihood(model, request, turns, signal) })
        return
      }
      if (work.type !== 'generate') throw new NetError('bad_request', 'a text model makes no embeddings')
      const { call, request } = work
      const finish = await generate(
        model,
        request,
        turns,
        pieces => emit({ type: 'pieces', call, pieces }),
        signal,
      )
      emit({ type: 'finish', call, finish })
    },
  },
  LIMITS,
)
