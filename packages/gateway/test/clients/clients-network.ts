// The network that stock clients meet: an instant miner that says prompts backwards, one that wraps a server with tools, one
// with the repository's own weights, and one of vectors.
import { fileURLToPath } from 'node:url'
import { openOne } from '@taonet/models'
import { textService } from '@taonet/neuron'
import { measurer, streaming, talker } from '../services.ts'
import { ended, listening, type Seat, seat } from '../serving.ts'
import { toolServer } from './tool-server.ts'

const WEIGHTS = fileURLToPath(new URL('../../../models/weights/taonet-small.gguf', import.meta.url))

const declaring = (one: Seat, engine: string): Seat =>
  one.declaration ? { ...one, declaration: { ...one.declaration, engine } } : one

/** A miner that breaks off in the middle of its answer, by its id. */
export const BROKEN = 'text/3'
/** The repository's own weights. */
export const OWN = 'text/2'

/** @returns Its address, as clients are told it. */
export async function clientsNetwork(): Promise<string> {
  const wrapped = await openOne(await toolServer())
  const own = await openOne(WEIGHTS)
  ended(() => own.close())
  const text = [
    await seat(talker(), { uid: 0, incentive: 1 }),
    declaring(await seat(textService(wrapped.model), { uid: 1 }), 'openai'),
    declaring(await seat(textService(own.model), { uid: 2 }), 'llama.cpp'),
    await seat(streaming('break'), { uid: 3 }),
  ]
  const embeddings = [await seat(measurer, { netuid: 2, uid: 0 })]
  return `${await listening({ text, embeddings })}/v1`
}

/** What the own weights are held to: they know nothing of JSON. */
export const PLACE = {
  type: 'object',
  properties: { kind: { type: 'string', enum: ['town', 'village'] }, near: { type: 'boolean' } },
  required: ['kind', 'near'],
  additionalProperties: false,
} as const

export const isPlace = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  'near' in value &&
  (value.kind === 'town' || value.kind === 'village') &&
  typeof value.near === 'boolean'
