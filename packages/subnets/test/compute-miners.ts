// Miners of the compute subnet on real ports, and what a validator makes of them over the real way.

import { seedFrom } from '@taonet/models/random'
import {
  createDispatcher,
  type Dispatcher,
  type KindAverages,
  type MinerServer,
  type ReferenceTools,
  type Reply,
  route,
  runChallenge,
  type Service,
  startMinerServer,
  type Target,
} from '@taonet/neuron'
import { compute, computeService } from '@taonet/subnets'
import { type Declaration, hash32, keyPairFromUri, MemoryReplayCache } from '@taonet/wire'
import {
  type ComputeResponse,
  computeRequest,
  computeResponse,
  jobOf,
  responseOf,
  sha256,
  toBase64,
} from '../src/compute/job.ts'
import type { Sandbox } from '../src/compute/sandbox.ts'

const validatorKey = keyPairFromUri('//Validator')
const minerKey = keyPairFromUri('//Miner')
const NETUID = 4
const UNSEEN = hash32(new Uint8Array(32))

const NO_TOOLS: ReferenceTools = {
  embed: async () => undefined,
  encode: async () => undefined,
  chat: async () => undefined,
  bits: async () => undefined,
}

export interface RunningMiner {
  readonly target: Target
  readonly declaration: Declaration
  readonly dispatcher: Dispatcher
  readonly server: MinerServer
  post(body: unknown): Promise<Reply>
  close(): Promise<void>
}

export async function startMiner(service: Service): Promise<RunningMiner> {
  const server = await startMinerServer({
    hotkey: minerKey,
    netuid: NETUID,
    service,
    seen: new MemoryReplayCache(),
    welcome: sender => sender === validatorKey.account,
    host: '127.0.0.1',
    port: 0,
  })
  const dispatcher = createDispatcher({ hotkey: validatorKey, allowLoopback: true })
  const { host, port } = server
  const target = { netuid: NETUID, uid: 0, hotkey: minerKey.account, host, port }
  return {
    target,
    server,
    dispatcher,
    declaration: { model: service.model, sha256: UNSEEN, engine: service.engine, protocol: compute.protocol },
    post: body => dispatcher.send(target, '/v1/compute', body, { deadline: 30_000 }),
    async close() {
      await dispatcher.close(0)
      await server.close(0)
    },
  }
}

/** Plain means over so many challenges of each kind, sent and measured as a validator does it. */
export async function averagesOf(service: Service, seed: string, probes: number): Promise<KindAverages> {
  const miner = await startMiner(service)
  const averages: Record<string, { score: number; parts: Record<string, number>; count: number }> = {}
  try {
    for (const { name } of compute.kinds) {
      const sums = { score: 0, parts: {} as Record<string, number>, count: probes }
      for (let i = 0; i < probes; i++) {
        const context = { uid: 0, declaration: miner.declaration }
        const challenge = compute.challenge(name, seedFrom(`${seed} ${name} ${i}`), context)
        const { signal } = new AbortController()
        const outcomes = await runChallenge(miner.dispatcher, miner.target, challenge, compute, signal)
        const comparison = await challenge.compare?.(NO_TOOLS, outcomes)
        const { score, parts } = (comparison ?? challenge).score(outcomes)
        sums.score += score / probes
        for (const [part, value] of Object.entries(parts))
          sums.parts[part] = (sums.parts[part] ?? 0) + value / probes
      }
      averages[name] = sums
    }
  } finally {
    await miner.close()
  }
  return averages
}

export const worthOf = async (service: Service, seed: string, probes = 4): Promise<number> =>
  compute.worth(await averagesOf(service, seed, probes))

type Twist = (honest: () => Promise<ComputeResponse>, calls: number) => Promise<ComputeResponse>

const invented = (fill: number, price: number): ComputeResponse => {
  const output = new Uint8Array(32).fill(fill)
  return { output: toBase64(output), sha256: sha256(output), elapsedMs: 5, memoryPages: 2, price }
}
const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** A miner that could do the work and does something else with each request. */
function twisted(sandbox: Sandbox, twist: Twist): Service {
  const { model, engine, sha256: weights, maxBodyBytes } = computeService()
  let calls = 0
  return {
    model,
    engine,
    sha256: weights,
    ...(maxBodyBytes === undefined ? {} : { maxBodyBytes }),
    routes: {
      '/v1/compute': route(computeRequest, async request => {
        const honest = async (): Promise<ComputeResponse> =>
          responseOf(await sandbox.run(jobOf(request)), 100)
        return { type: 'json', body: computeResponse.parse(await twist(honest, calls++)) }
      }),
    },
  }
}

/** Each really does it; the sandbox is for those that do some of the work. */
export function cheats(sandbox: Sandbox): Readonly<Record<string, Service>> {
  let first: ComputeResponse | undefined
  const own = (twist: Twist): Service => twisted(sandbox, twist)
  return {
    'answers every job from memory': own(async honest => (first ??= await honest())),
    'makes results up': own(async (_, calls) => invented(calls, 100)),
    'works only every other time': own(async (honest, calls) =>
      calls % 2 === 0 ? honest() : invented(calls, 100),
    ),
    'says another hash than its output has': own(async honest => ({
      ...(await honest()),
      sha256: sha256(new Uint8Array(1)),
    })),
    'says that it took no time': own(async honest => ({ ...(await honest()), elapsedMs: 0 })),
    'says that it took longer than it did': own(async honest => ({ ...(await honest()), elapsedMs: 60_000 })),
    'is slow and says that it was quick': own(async honest => {
      const response = await honest()
      await wait(20 * response.elapsedMs)
      return response
    }),
    'asks a higher price than it declared': own(async honest => ({ ...(await honest()), price: 300 })),
  }
}
