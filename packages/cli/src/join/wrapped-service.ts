// What an operator names becomes a service: a model server's address, a GGUF file, or a module with a function of his own.
import { existsSync } from 'node:fs'
import { basename, extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openOne } from '@taonet/models'
import { type ChatFunction, functionService, type Service, textService } from '@taonet/neuron'
import { NetError } from '@taonet/wire'

export interface WrappedService {
  readonly service: Service
  /** For people: what runs. */
  readonly what: string
  close(): Promise<void>
}

const MODULES = ['.ts', '.js', '.mts', '.mjs']

/**
 * `wanted` picks one of a server's models, or names a function's.
 * @throws NetError `not_found`, `unavailable`, `no-function`.
 */
export async function wrapService(target: string, wanted: string | undefined): Promise<WrappedService> {
  if (!MODULES.includes(extname(target))) {
    const { model, close } = await openOne(target, wanted)
    const { name, source, why } = model.card
    return { service: textService(model), what: `${name} at ${source} (${why})`, close }
  }
  const path = resolve(target)
  if (!existsSync(path))
    throw new NetError('not_found', `there is no file ${path}`, 'give the path of a module, or an address')
  const service = serviceOf(await load(path), wanted ?? basename(path, extname(path)), path)
  return { service, what: `${service.model}, a function in ${path}`, close: async () => {} }
}

/** The operator's own code from his own disk, run because he named it; nothing fetched ever comes here (DESIGN §10). */
async function load(path: string): Promise<unknown> {
  try {
    const module: { readonly default?: unknown } = await import(pathToFileURL(path).href)
    return module.default
  } catch (cause) {
    throw new NetError(
      'no-function',
      `${path} cannot be loaded: ${String(cause)}`,
      'does it run by itself?',
      cause,
    )
  }
}

function serviceOf(exported: unknown, name: string, path: string): Service {
  if (isFunction(exported)) return functionService(name, exported)
  if (isService(exported)) return exported
  throw new NetError(
    'no-function',
    `${path} exports neither a function nor a service by default`,
    'export default async function* (messages, options) { yield "text" }',
  )
}

/** Its parameters cannot be seen; what it gives is checked with each answer. */
const isFunction = (value: unknown): value is ChatFunction => typeof value === 'function'

const isService = (value: unknown): value is Service =>
  typeof value === 'object' &&
  value !== null &&
  'model' in value &&
  typeof value.model === 'string' &&
  'sha256' in value &&
  typeof value.sha256 === 'string' &&
  'engine' in value &&
  typeof value.engine === 'string' &&
  'routes' in value &&
  typeof value.routes === 'object'
