// An app over a network by hand, asked as a caller asks it; everything started is ended after the tests of a file.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { Neuron, RunningValidator, Service } from '@taonet/neuron'
import { ready } from '@taonet/wire'
import { createKey, Limits, type NewKey, ORDINARY_SCOPES, openSql } from '../src/accounts/index.ts'
import { type AppConfig, createApp, type GatewayConfig, openState, startGateway } from '../src/index.ts'
import { type Miner, networkOf, neuron, type Seated, type Subnets, startMiner, validator } from './network.ts'
import { overWeb } from './over-web.ts'

await ready()

const ending: (() => Promise<void>)[] = []
// What was started last ends first.
after(async () => {
  for (const end of ending.reverse()) await end()
})

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

/** For accounts and logs, until the tests of a file have ended. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'taonet-gateway-'))
  ended(async () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A key of the accounts in `folder`. @returns Its secret. */
export async function keyIn(folder: string, given: Partial<NewKey> = {}): Promise<string> {
  const sql = await openSql({ folder })
  const key: NewKey = {
    name: 'test',
    scopes: ORDINARY_SCOPES,
    policy: 'standard',
    shareCache: false,
    keepWords: false,
    limits: Limits.parse({}),
    expires: undefined,
    ...given,
  }
  const { secret } = await createKey(sql, key, Date.now())
  await sql.close()
  return secret
}

type Config = GatewayConfig & Pick<AppConfig, 'draining' | 'ending'>

export type Options = Partial<Omit<Config, 'network'>> & {
  readonly validators?: readonly RunningValidator[]
}

const configOf = (subnets: Subnets, { validators: some = validators([]), ...rest }: Options): Config => ({
  network: networkOf(subnets, some),
  folder: rest.folder ?? ownFolder(),
  host: '127.0.0.1',
  port: 0,
  rpcUrl: 'ws://127.0.0.1:9944',
  ...rest,
})

/** The routes alone, without a port. */
export async function appOf(config: Config): Promise<ReturnType<typeof overWeb>> {
  const state = await openState(config)
  ended(() => state.close())
  const app = createApp({ ...config, state })
  ended(() => app.close())
  return overWeb(app.answer)
}

export const HOST = '127.0.0.1:8080'

export interface Caller {
  get(path: string, headers?: Record<string, string>): Promise<Response>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
  send(path: string, init: RequestInit): Promise<Response>
}

export function callerOf(subnets: Subnets, options: Options = {}): Caller {
  const app = appOf(configOf(subnets, options))
  const send = async (path: string, init: RequestInit): Promise<Response> =>
    (await app)(`http://${HOST}${path}`, init)
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
  const gateway = await startGateway(configOf(subnets, options))
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
export async function eventually(holds: () => boolean, patience = 60_000): Promise<void> {
  const end = performance.now() + patience
  while (!holds()) {
    if (performance.now() > end) throw new Error('it did not happen')
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
