// A network by hand: real miners on loopback ports, real dispatchers, and a directory that says what a test wants it to.
import {
  chatRequest,
  chatResponse,
  createDispatcher,
  type Directory,
  defineSubnet,
  embeddingsRequest,
  embeddingsResponse,
  type Neuron,
  type RunningValidator,
  type Service,
  startMinerServer,
  type Target,
  type ValidatorMetrics,
} from '@taonet/neuron'
import { type AccountId, hash32, type KeyPair, keyPairFromSeed, MemoryReplayCache } from '@taonet/wire'
import type { Network } from '../src/index.ts'

export const BLOCK = 7

const keyOf = (name: string, index: number): KeyPair =>
  keyPairFromSeed(new Uint8Array(32).fill(index + 1).map((byte, i) => byte ^ (name.charCodeAt(i) || 0)))

export interface Seated {
  readonly netuid?: number
  readonly uid: number
  readonly model?: string
  /** Share of the last epoch's pay, 0 … 1. */
  readonly incentive?: number
  /** Undefined: on the chain, but without an axon. */
  readonly port: number | undefined
}

const hotkeyOf = (netuid: number, uid: number): KeyPair => keyPairFromSeed(seedOf(netuid, uid))
const seedOf = (netuid: number, uid: number): Uint8Array => new Uint8Array(32).fill(netuid).fill(uid + 1, 16)

export function neuron({ netuid = 1, uid, model, incentive = 0, port }: Seated): Neuron {
  const hotkey = hotkeyOf(netuid, uid).account
  const target: Target | undefined =
    port === undefined ? undefined : { netuid, uid, hotkey, host: '127.0.0.1', port }
  return {
    uid,
    hotkey,
    coldkey: hotkey,
    axon: target,
    target,
    validatorPermit: false,
    incentive,
    dividends: 0,
    emission: 0n,
    stake: 0n,
    rootStake: 0n,
    secrets: undefined,
    declaration:
      model === undefined
        ? undefined
        : { model, sha256: hash32(new Uint8Array(32)), engine: 'test', protocol: hash32(new Uint8Array(32)) },
  }
}

export function directoryOf(netuid: number, neurons: readonly Neuron[]): Directory {
  return {
    netuid,
    block: BLOCK,
    neurons,
    miners: () => neurons.filter(one => one.target !== undefined),
    validators: () => [],
    refresh: async () => {},
    onChange: () => () => {},
    close: () => {},
  }
}

const NO_COST = { verdicts: 0, seconds: 0, cpuSeconds: 0, tokens: 0, joules: undefined }

/** A validator with a dispatcher of its own. `scores` are `[netuid, uid, score]`. */
export function validator(
  index: number,
  scores: readonly (readonly [netuid: number, uid: number, score: number])[] = [],
): RunningValidator {
  const hotkey = keyOf('validator', index)
  const netuids = [...new Set(scores.map(([netuid]) => netuid))]
  return {
    hotkey: hotkey.account,
    dispatcher: createDispatcher({ hotkey, allowLoopback: true, connections: 64 }),
    serves: () => true,
    metrics: () =>
      netuids.map(
        (netuid): ValidatorMetrics => ({
          netuid,
          probes: 3,
          probeFailures: 1,
          commits: 2,
          reveals: 1,
          missedReveals: 0,
          alarm: undefined,
          epoch: 4,
          scores: scores
            .filter(([where]) => where === netuid)
            .map(([, uid, score]) => ({ uid, score, probes: 3, latency: 10, vetoed: false })),
          costs: { epochs: 0, kinds: {}, total: NO_COST, earned: 0, earnedPerVerdict: 0 },
          detection: [],
          incidents: [],
          incidentCount: 0,
        }),
      ),
  }
}

export interface Miner {
  readonly port: number
  readonly metrics: () => { readonly requests: number; readonly cancelled: number; readonly active: number }
  /** Bodies as they came. */
  readonly received: readonly unknown[]
  close(): Promise<void>
}

/** A real miner that serves whoever signs. */
export async function startMiner(netuid: number, uid: number, service: Service): Promise<Miner> {
  const received: unknown[] = []
  const server = await startMinerServer({
    hotkey: hotkeyOf(netuid, uid),
    netuid,
    service: noting(service, received),
    seen: new MemoryReplayCache(),
    welcome: (_: AccountId) => true,
    host: '127.0.0.1',
    port: 0,
    limits: { active: 64, waiting: 256 },
  })
  return { port: server.port, metrics: () => server.metrics(), received, close: () => server.close(0) }
}

function noting(service: Service, received: unknown[]): Service {
  const routes = Object.entries(service.routes).map(([path, route]) => [
    path,
    {
      handle: (body: unknown, context: Parameters<typeof route.handle>[1]) => {
        received.push(body)
        return route.handle(body, context)
      },
    },
  ])
  return { ...service, routes: Object.fromEntries(routes) }
}

const judged = { asks: { weight: 1, create: () => ({ steps: [], score: () => ({ score: 0, parts: {} }) }) } }
const common = { version: '1', kinds: judged, deadline: 5_000, metrics: {} }

const chats = defineSubnet({
  ...common,
  name: 'text',
  paths: ['/v1/chat/completions'],
  request: chatRequest,
  response: chatResponse,
})
const vectors = defineSubnet({
  ...common,
  name: 'embeddings',
  paths: ['/v1/embeddings'],
  request: embeddingsRequest,
  response: embeddingsResponse,
})

export interface Subnets {
  readonly text?: readonly Neuron[]
  readonly embeddings?: readonly Neuron[]
}

export function networkOf(
  { text, embeddings }: Subnets,
  validators: readonly RunningValidator[] = [validator(0)],
): Network {
  return {
    subnets: [
      ...(text ? [{ netuid: 1, subnet: chats, directory: directoryOf(1, text) }] : []),
      ...(embeddings ? [{ netuid: 2, subnet: vectors, directory: directoryOf(2, embeddings) }] : []),
    ],
    validators,
  }
}
