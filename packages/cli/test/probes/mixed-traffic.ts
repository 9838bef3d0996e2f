// Live requests and probes on their way to the same miners: real validators, miners and gateway in one process, on a chain in
// memory, and everything that the miners could see, each request with what it was.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openState, startGateway } from '@taonet/gateway'
import { createKey, Limits, ORDINARY_SCOPES } from '@taonet/gateway/accounts'
import { randomFrom, seedFrom } from '@taonet/models/random'
import {
  type RunningValidator,
  type Service,
  SimulatedChain,
  type Subnet,
  startMiners,
  startValidators,
} from '@taonet/neuron'
import { cheatService, skills, story } from '@taonet/subnets'
import { type KeyPair, keyPairFromUri, ready } from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'
import type { Labelled } from './features.ts'
import { liveUsers } from './live-users.ts'
import { MinerView } from './miner-view.ts'
import { openQuestion, refusedQuestion } from './open-questions.ts'

const NETUID = 1
const MINERS = 6
const VALIDATORS = 3
const PEOPLE = 60

/** Answers from a list, after as long as a small model would take to begin. */
function delayed(service: Service, seed: string): Service {
  const random = randomFrom(seedFrom(seed))
  const routes = Object.entries(service.routes).map(([path, route]) => [
    path,
    {
      async handle(body: unknown, context: Parameters<typeof route.handle>[1]) {
        await new Promise(done => setTimeout(done, 1 + 4 * random.unit()))
        return route.handle(body, context)
      },
    },
  ])
  return { ...service, routes: Object.fromEntries(routes) }
}

/** Under the policy that a key has unless its owner chooses another. */
async function keysIn(folder: string): Promise<readonly string[]> {
  const state = await openState({ folder })
  const issued = Array.from({ length: PEOPLE }, (_, i) =>
    createKey(
      state.accounts.sql,
      {
        name: `person ${i}`,
        scopes: ORDINARY_SCOPES,
        policy: 'standard',
        shareCache: true,
        keepWords: false,
        limits: Limits.parse({}),
        expires: undefined,
      },
      Date.now(),
    ),
  )
  const secrets = (await Promise.all(issued)).map(({ secret }) => secret)
  await state.close()
  return secrets
}

/** A validator whose live requests are noted before they leave. */
const noting = (one: RunningValidator, note: (port: number, body: string) => void): RunningValidator => ({
  ...one,
  dispatcher: {
    hotkey: one.dispatcher.hotkey,
    metrics: () => one.dispatcher.metrics(),
    close: grace => one.dispatcher.close(grace),
    send(target, path, body, options) {
      note(target.port, JSON.stringify(body))
      return one.dispatcher.send(target, path, body, options)
    },
  },
})

export interface MixedOptions {
  readonly subnet: Subnet
  /** Requests to see. */
  readonly requests: number
  /**
   * Live requests before them: until enough have come, probes come by the draw (docs/probes.md, "The first seconds"), and so many
   * a second that a fast machine is through with any number of requests before.
   */
  readonly warmUp: number
  readonly seed: string
}

/** The requests that the miners saw, in the order of their end, after the warm-up. */
export async function mixedTraffic({
  subnet,
  requests,
  warmUp,
  seed,
}: MixedOptions): Promise<readonly Labelled[]> {
  await Promise.all([ready(), loadFastVerifier()])
  const folder = mkdtempSync(join(tmpdir(), 'taonet-probes-'))
  const hotkeys = (name: string, count: number): KeyPair[] =>
    Array.from({ length: count }, (_, i) => keyPairFromUri(`//${name}${i}`))
  const [validatorKeys, minerKeys] = [hotkeys('Validator', VALIDATORS), hotkeys('Miner', MINERS)]
  const chain = new SimulatedChain([
    ...validatorKeys.map(({ account }) => ({ hotkey: account, validator: true })),
    ...minerKeys.map(({ account }) => ({ hotkey: account })),
  ])
  const miners = await startMiners(chain, {
    dataDir: `${folder}/miners`,
    miners: minerKeys.map((hotkey, i) => ({
      hotkey,
      netuid: NETUID,
      subnet,
      service: delayed(cheatService(), `${seed} miner ${i}`),
      host: '127.0.0.1',
      port: 0,
    })),
  })
  const ports = new Set(miners.miners.map(({ port }) => port))
  const view = new MinerView(port => ports.has(port))
  const validators = await startValidators(chain, {
    hotkeys: validatorKeys,
    subnets: [{ netuid: NETUID, subnet }],
    dataDir: `${folder}/validators`,
    pace: { gap: 1, rest: 0 },
  })
  const live = new Map<string, number>()
  let liveCount = 0
  const note = (port: number, body: string): void => {
    liveCount++
    const name = `${port} ${body}`
    live.set(name, (live.get(name) ?? 0) + 1)
  }
  await chain.advance()
  await validators.directory(NETUID).refresh()
  const keys = await keysIn(`${folder}/gateway`)
  const gateway = await startGateway({
    network: {
      subnets: [{ netuid: NETUID, subnet, directory: validators.directory(NETUID) }],
      validators: validators.validators.map(one => noting(one, note)),
    },
    folder: `${folder}/gateway`,
    host: '127.0.0.1',
    port: 0,
    rpcUrl: 'ws://127.0.0.1:1',
  })
  const stop = new AbortController()
  const users = liveUsers({
    baseUrl: `http://127.0.0.1:${gateway.port}/v1`,
    random: randomFrom(seedFrom(seed)),
    models: miners.miners.map((_, i) => `text/${VALIDATORS + i}`),
    tasks: skills.map(skill => random => skill.make(random).prompt),
    open: openQuestion,
    refused: refusedQuestion,
    story,
    think: 1_500,
    keys,
    signal: stop.signal,
  })
  let warm: number | undefined
  while (warm === undefined || view.seen.length < warm + requests) {
    await new Promise(done => setTimeout(done, 500))
    await chain.advance()
    if (liveCount >= warmUp) warm ??= view.seen.length
  }
  stop.abort()
  view.close()
  await users
  await gateway.close(0)
  await validators.close(0)
  await miners.close(0)
  rmSync(folder, { recursive: true, force: true })
  const labelled = view.seen.map((sight): Labelled => {
    const name = `${sight.port} ${sight.body}`
    const left = live.get(name) ?? 0
    live.set(name, left - 1)
    return { ...sight, probe: left <= 0 }
  })
  return labelled.slice(warm, warm + requests)
}
