/** The vision host: a child process with one reader, the shared classifiers, and a digit network for each model. */
import { NetError } from '../net-error.ts'
import { messageFeatures } from '../vision/message-features.ts'
import { thumbnail } from '../vision/picture.ts'
import { readPng } from '../vision/png.ts'
import { openReader } from '../vision/reader.ts'
import { type Network, openNetwork } from '../vision/session.ts'
import type { Look, Seen } from '../vision/vision-model.ts'
import { messageFile, sightFile } from '../vision/weights.ts'
import { serve } from './serve.ts'

const LIMITS = { running: 1, waiting: 64, deadline: 30_000 }
/** Sides of the thumbnails that the networks were trained on. */
const DIGIT_SIDE = 28
const SIGHT_SIDE = 32

const openShared = () => Promise.all([openReader(), openNetwork(sightFile), openNetwork(messageFile)])
let shared: ReturnType<typeof openShared> | undefined
const digits = new Map<string, Network>()

async function chances(network: Network, input: Float32Array): Promise<Seen> {
  const { data } = await network.run({ data: input, dims: [1, input.length] })
  return { text: '', chances: data }
}

async function seen(model: string, look: Look): Promise<Seen> {
  const network = digits.get(model)
  if (shared === undefined || network === undefined)
    throw new NetError('not_found', `the vision host has not loaded ${model}`)
  const [reader, sights, messages] = await shared
  switch (look.task) {
    case 'read':
      return { text: await reader.read(readPng(look.png)), chances: new Float32Array(0) }
    case 'digits':
      return chances(network, thumbnail(readPng(look.png), DIGIT_SIDE))
    case 'sights':
      return chances(sights, thumbnail(readPng(look.png), SIGHT_SIDE))
    case 'messages':
      return chances(messages, messageFeatures(look.text))
  }
}

serve(
  {
    async load(model, path) {
      shared ??= openShared()
      digits.set(model, await openNetwork(path))
      await shared
      return {}
    },
    async run(work, emit) {
      if (work.type !== 'look') throw new NetError('bad_request', 'a vision model looks at pictures')
      emit({ type: 'seen', call: work.call, seen: await seen(work.model, work.look) })
    },
  },
  LIMITS,
)
