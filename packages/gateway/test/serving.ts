// An app over a network by hand, asked as a caller asks it; everything started is ended after the tests of a file.
import { after } from 'node:test'
import type { Neuron, RunningValidator, Service } from '@taonet/neuron'
import { ready } from '@taonet/wire'
import { type AppConfig, createApp, startGateway } from '../src/index.ts'
import { type Miner, networkOf, neuron, type Seated, type Subnets, startMiner, validator } from './network.ts'

await ready()

const ending: (() => Promise<void>)[] = []
after(() => Promise.all(ending.map(end => end())))

export function ended(end: () => Promise<void>): void {
  ending.push(end)
}

export interface Seat extends Neuron {
  readonly miner: Miner
}

/** A real miner and its place in the directory. */
export async function seat(service: Service, place: Omit<Seated, 'port'>): Promise<Seat> {
  const miner = await startMiner(place.netuid ?? 1, place.uid, service)
  ended(() => miner.close())
  return { ...neuron({ model: service.model, ...place, port: miner.port }), miner }
}

/** A port on which nobody listens. */
export async function deadPort(): Promise<number> {
  const miner = await startMiner(1, 999, { model: '', sha256: '', engine: '', routes: {} })
  await miner.close()
  return miner.port
}

export function validators(...some: Parameters<typeof validator>[1][]): RunningValidator[] {
  const made = some.map((scores, i) => validator(i, scores))
  ended(async () => {
    await Promise.all(made.map(one => one.dispatcher.close(0)))
  })
  return made
}

export type Options = Partial<Omit<AppConfig, 'network'>> & {
  readonly validators?: readonly RunningValidator[]
}

const configOf = (subnets: Subnets, { validators: some = validators([]), ...rest }: Options): AppConfig => ({
  network: networkOf(subnets, some),
  host: '127.0.0.1',
  rpcUrl: 'ws://127.0.0.1:9944',
  ...rest,
})

export const HOST = '127.0.0.1:8080'

export interface Caller {
  get(path: string, headers?: Record<string, string>): Promise<Response>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
  send(path: string, init: RequestInit): Promise<Response>
}

/** Without a port: the routes alone. */
export function callerOf(subnets: Subnets, options: Options = {}): Caller {
  const app = createApp(configOf(subnets, options))
  const send = async (path: string, init: RequestInit): Promise<Response> =>
    app.request(`http://${HOST}${path}`, init)
  return {
    send,
    get: (path, headers = {}) => send(path, { headers: { host: HOST, ...headers } }),
    post: (path, body, headers = {}) =>
      send(path, {
        method: 'POST',
        headers: { host: HOST, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  }
}

/** On a real port. @returns Its address. */
export async function listening(subnets: Subnets, options: Options = {}): Promise<string> {
  const gateway = await startGateway({ ...configOf(subnets, options), port: 0 })
  ended(() => gateway.close(0))
  return `http://127.0.0.1:${gateway.port}`
}

export const CHAT = '/v1/chat/completions'
export const say = (content: string, rest: object = {}): object => ({
  model: 'auto',
  messages: [{ role: 'user', content }],
  ...rest,
})

/** A body as data to look into; tests say what they expect of it. */
export async function json(response: Response): Promise<Record<string, unknown>> {
  const body: unknown = await response.json()
  return isRecord(body) ? body : {}
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** OpenAI's error: status, then the four fields. */
export async function errorOf(response: Response): Promise<Record<string, unknown>> {
  const { error } = await json(response)
  return { status: response.status, ...(isRecord(error) ? error : {}) }
}

/** The text of a whole answer. */
export async function textOf(response: Response): Promise<string | undefined> {
  const { choices } = await json(response)
  const [choice]: unknown[] = Array.isArray(choices) ? choices : []
  const message = isRecord(choice) && isRecord(choice.message) ? choice.message : {}
  return typeof message.content === 'string' ? message.content : undefined
}

/** The `data:` payloads of a streamed answer. */
export async function payloadsOf(response: Response): Promise<string[]> {
  const text = await response.text()
  return text
    .split('\n\n')
    .filter(Boolean)
    .map(event => event.replace(/^data: /, ''))
}

/** Waits for something that happens elsewhere. */
export async function eventually(holds: () => boolean, patience = 5_000): Promise<void> {
  const end = performance.now() + patience
  while (!holds()) {
    if (performance.now() > end) throw new Error('it did not happen')
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
