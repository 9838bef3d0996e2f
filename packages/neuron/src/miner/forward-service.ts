// A model server that already speaks a subnet's paths, such as /v1/embeddings: requests go to it as they are.

import { NetError } from '@taonet/wire'
import { z } from 'zod'
import type { ServicePath } from '../challenge.ts'
import { type Route, route, type Service } from './service.ts'

/** Milliseconds that a server may take for its list of models, and for an answer: a cold one loads first. */
const LIST_PATIENCE = 10_000
const PATIENCE = 60_000
const MAX_ANSWER_BYTES = 16 << 20

const fields = z.record(z.string(), z.unknown())
const modelList = z.object({ data: z.array(z.object({ id: z.string(), owned_by: z.string().optional() })) })

const unavailable = (what: string, cause?: unknown): NetError =>
  new NetError('unavailable', what, 'is it running, and does it speak what this subnet asks?', cause)

async function readAnswer(response: Response, url: string): Promise<unknown> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > MAX_ANSWER_BYTES) throw unavailable(`${url} answers more than ${MAX_ANSWER_BYTES} bytes`)
    parts.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch (cause) {
    throw unavailable(`${url} does not answer in JSON`, cause)
  }
}

function forward(url: string, model: string): Route {
  return route(fields, async (asked, { signal }) => {
    const both = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)])
    const body = JSON.stringify({ ...asked, model })
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      signal: both,
      redirect: 'error',
    }).catch((cause: unknown) => {
      throw unavailable(`${url} does not answer`, cause)
    })
    if (response.ok) return { type: 'json', body: await readAnswer(response, url) }
    await response.body?.cancel()
    if (response.status === 429 || response.status === 503)
      throw new NetError('busy', `${url} is busy`, 'ask another, or again in a second')
    throw new NetError(
      response.status < 500 ? 'bad_request' : 'unavailable',
      `the model server answers ${response.status}`,
      'does it speak what this subnet asks?',
    )
  })
}

/**
 * The service of the server at `url`, with or without `/v1`; without a wanted model its first.
 * @throws NetError `unavailable` when it lists no such model, or is itself a gateway or miner of ours.
 */
export async function forwardService(
  url: string,
  paths: readonly ServicePath[],
  wanted: string | undefined,
): Promise<Service> {
  const base = url.replace(/\/+$/, '').replace(/\/v1$/, '')
  const options = { signal: AbortSignal.timeout(LIST_PATIENCE), redirect: 'error' } as const
  const response = await fetch(`${base}/v1/models`, options).catch((cause: unknown) => {
    throw unavailable(`no model server answers at ${base}`, cause)
  })
  const listed = modelList.safeParse(response.ok ? await response.json().catch(() => undefined) : undefined)
  const models = listed.data?.data ?? []
  if (response.headers.has('x-taonet-model') || models.some(one => one.owned_by === 'taonet'))
    throw new NetError('unavailable', `${base} is a taonet gateway or miner`, 'wrap the model server itself')
  const model = wanted === undefined ? models[0] : models.find(({ id }) => id === wanted)
  if (!model)
    throw unavailable(`${base} lists no model${wanted === undefined ? '' : ` "${wanted}"`} at /v1/models`)
  return {
    model: model.id,
    sha256: '',
    engine: 'openai',
    routes: Object.fromEntries(paths.map(path => [path, forward(`${base}${path}`, model.id)])),
  }
}
