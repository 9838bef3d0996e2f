// What an operator names becomes a service: a model server's address, a GGUF file, or a module with a function of his own.
import { basename, extname, resolve } from 'node:path'
import { openOne } from '@taonet/models'
import {
  type ChatFunction,
  forwardService,
  functionService,
  type Service,
  type ServicePath,
  type Subnet,
  textService,
} from '@taonet/neuron'
import { NetError } from '@taonet/wire'
import { importOwn, isModulePath } from './own-module.ts'

export interface WrappedService {
  readonly service: Service
  /** For people: what runs. */
  readonly what: string
  close(): Promise<void>
}

const CHAT: ServicePath = '/v1/chat/completions'

/**
 * `wanted` picks one of a server's models, or names a function's.
 * @throws NetError `not_found`, `unavailable`, `no-module`, `no-function`.
 */
export async function wrapService(
  target: string,
  wanted: string | undefined,
  { paths }: Pick<Subnet, 'paths'>,
): Promise<WrappedService> {
  if (/^https?:\/\//.test(target) && !paths.includes(CHAT)) {
    const service = await forwardService(target, paths, wanted)
    return { service, what: `${service.model} at ${target}`, close: async () => {} }
  }
  if (!isModulePath(target)) {
    const { model, close } = await openOne(target, wanted)
    const { name, source, why } = model.card
    return { service: textService(model), what: `${name} at ${source} (${why})`, close }
  }
  const path = resolve(target)
  const { default: exported, miner } = await importOwn(target)
  // A subnet's own file may hold a miner beside the subnet.
  const service = serviceOf(miner ?? exported, wanted ?? basename(path, extname(path)), path)
  return { service, what: `${service.model}, a function in ${path}`, close: async () => {} }
}

function serviceOf(exported: unknown, name: string, path: string): Service {
  if (isFunction(exported)) return functionService(name, exported)
  if (isService(exported)) return exported
  throw new NetError(
    'no-function',
    `${path} exports neither a function nor a service by default, nor a service \`miner\``,
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
