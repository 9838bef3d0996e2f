/** Opens the one model an operator names: a GGUF file, or a model of a running OpenAI-compatible server. */
import { weightFile } from './cache.ts'
import { modelsAt } from './find-servers.ts'
import type { TextModel } from './model.ts'
import { NetError } from './net-error.ts'
import { loadText, startHost } from './open.ts'

export interface OpenedModel {
  readonly model: TextModel
  /** Ends the model's host, where it has one. */
  close(): Promise<void>
}

/** A server that wakes up, or stands elsewhere, takes its time. */
const SERVER_PATIENCE = 10_000
const WHY = 'you named it'

/**
 * `name` is a path or an address with or without `/v1`; `wanted` picks one of a server's models, else its first chat model.
 * Throws NetError: `not_found` for a path that is no file, `unavailable` for a server that lists no such model.
 */
export const openOne = (name: string, wanted?: string): Promise<OpenedModel> =>
  /^https?:\/\//.test(name) ? openServer(name, wanted) : openFile(name)

async function openServer(url: string, wanted: string | undefined): Promise<OpenedModel> {
  const root = url.replace(/\/+$/, '')
  const base = root.endsWith('/v1') ? root : `${root}/v1`
  const models = await modelsAt(base, WHY, { most: Number.POSITIVE_INFINITY, patience: SERVER_PATIENCE })
  if (models.length === 0)
    throw new NetError('unavailable', `no model server answers at ${base}`, {
      hint: 'it must list chat models at /v1/models and must not be a taonet gateway',
    })
  const model = wanted === undefined ? models[0] : models.find(({ card }) => card.id === wanted)
  if (model === undefined)
    throw new NetError('unavailable', `${base} has no model "${wanted}"`, {
      hint: `it has ${models.map(({ card }) => card.id).join(', ')}`,
    })
  return { model, close: async () => {} }
}

async function openFile(path: string): Promise<OpenedModel> {
  const file = await weightFile(path, WHY)
  const host = startHost('text-host')
  try {
    return { model: await loadText(host, file), close: () => host.close() }
  } catch (error) {
    await host.close()
    throw error
  }
}
