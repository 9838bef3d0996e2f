// One running network of honest miners and cheats: each behind a port of its own, on a chain in memory, probed by validators
// that know nothing of who is who, while a stranger floods one of the honest.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openModels } from '@taonet/models'
import {
  createDispatcher,
  type Miners,
  SimulatedChain,
  startMiners,
  startValidators,
  type Target,
  type ValidatorMetrics,
  type Validators,
} from '@taonet/neuron'
import { type KeyPair, keyPairFromUri } from '@taonet/wire'
import { z } from 'zod'
import { crowd } from '../../bench/adversary-miners.ts'
import { referenceTools } from '../../src/reference-tools.ts'
import { text } from '../../src/text/subnet.ts'
import { type Flood, flood } from './flood.ts'
import { FLOODED, ORIGIN, type Part, parts } from './parts.ts'

const NETUID = 1
const TEMPO = 20
const VALIDATORS = ['//First', '//Second'].map(uri => keyPairFromUri(uri))
/** Has stake, so that miners answer it; what it asks is what its own miner was asked. */
const RELAYING = keyPairFromUri('//Relaying')
const STAKED = [...VALIDATORS, RELAYING]
/** Answers of each kind without which nothing is said yet; `verification` must bring the positions that judge weights. */
const ENOUGH: Readonly<Record<string, number>> = { skills: 6, likelihood: 3, verification: 3, open: 1 }
/** Epochs whose pay is counted, and probes of all validators in each after the first. */
const EPOCHS = 3
const MORE = 120
const LOOK_MS = 500

/** Of one miner: means over all validators and epochs. */
export interface Standing extends Omit<Part, 'service'> {
  /** 0 … 1 */
  readonly score: number
  /** Share of the weights on chain. */
  readonly weight: number
  /** Milliseconds of an answer. */
  readonly latency: number
  /** Requests that reached its service, from whomever. */
  readonly served: number
}

export interface Played {
  readonly standings: readonly Standing[]
  readonly flood: Flood
  readonly probes: number
  readonly seconds: number
}

const minerKey = ({ name }: Part): KeyPair => keyPairFromUri(`//${name}`)
const uidOf = (place: number): number => STAKED.length + place
const sleep = (ms: number): Promise<void> => new Promise(done => setTimeout(done, ms))
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length

const scoreFile = z.object({
  pages: z.record(z.string(), z.object({ kinds: z.record(z.string(), z.object({ count: z.int() })) })),
})

/** Whether a validator has asked every miner enough, by its score book on disk. */
function knows(dataDir: string, validator: KeyPair, miners: readonly KeyPair[]): boolean {
  let file: string
  try {
    file = readFileSync(join(dataDir, validator.ss58, String(NETUID), 'scores.json'), 'utf8')
  } catch {
    return false
  }
  const { pages } = scoreFile.parse(JSON.parse(file))
  return miners.every(({ account }) =>
    Object.entries(ENOUGH).every(([kind, count]) => (pages[account]?.kinds[kind]?.count ?? 0) >= count),
  )
}

interface Judged {
  /** Of each validator at the end of each epoch. */
  readonly metrics: readonly ValidatorMetrics[]
  /** Of each validator in each epoch, as revealed on chain. */
  readonly weights: readonly ReadonlyMap<number, number>[]
  readonly probes: number
}

/** Validators judge until all of them know all miners, and for some epochs from there. */
async function judged(
  chain: SimulatedChain,
  dataDir: string,
  miners: readonly KeyPair[],
  tell: (what: string) => void,
): Promise<Judged> {
  await using stack = new AsyncDisposableStack()
  const running: Validators[] = []
  for (const hotkey of VALIDATORS) {
    const tools = stack.adopt(referenceTools(), one => one.close())
    const config = { hotkeys: [hotkey], subnets: [{ netuid: NETUID, subnet: text }], dataDir, tools }
    const one = await startValidators(chain, { ...config, pace: { gap: 0, rest: 0 } })
    running.push(stack.adopt(one, started => started.close(0)))
  }
  await chain.advance(2)
  const now = () => running.flatMap(one => one.validators.flatMap(validator => validator.metrics()))
  const probes = (): number => now().reduce((sum, one) => sum + one.probes, 0)
  const found: ValidatorMetrics[] = []
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    const before = probes()
    const enough = (): boolean =>
      epoch === 1 ? VALIDATORS.every(one => knows(dataDir, one, miners)) : probes() >= before + MORE
    while (!enough()) await sleep(LOOK_MS)
    found.push(...now())
    tell(`epoch ${epoch}: ${probes()} probes so far`)
    // Its weights are committed, and revealed when the next one begins.
    await chain.advance(TEMPO)
  }
  const weights = VALIDATORS.flatMap(({ account }) => chain.revealed.get(account) ?? []).map(
    one => one.weights,
  )
  return { metrics: found, weights, probes: probes() }
}

/** A uid's part of a list of weights. */
function shareOf(weights: ReadonlyMap<number, number>, uid: number): number {
  const whole = [...weights.values()].reduce((sum, one) => sum + one, 0)
  return whole > 0 ? (weights.get(uid) ?? 0) / whole : 0
}

const standings = (
  all: readonly Part[],
  { metrics, weights }: Judged,
  { miners }: Miners,
): readonly Standing[] =>
  all.map(({ name, honest, does }, place) => {
    const uid = uidOf(place)
    const lines = metrics.map(one => one.scores.find(line => line.uid === uid))
    return {
      name,
      honest,
      does,
      score: mean(lines.map(line => line?.score ?? 0)),
      weight: mean(weights.map(one => shareOf(one, uid))),
      latency: mean(lines.map(line => line?.latency ?? 0)),
      served: miners[place]?.metrics().requests ?? 0,
    }
  })

/** Plays it out in a folder. `tell` hears how far it is. */
export async function play(folder: string, tell: (what: string) => void): Promise<Played> {
  const started = performance.now()
  await using stack = new AsyncDisposableStack()
  const models = stack.adopt(await openModels({ dataDir: folder, offline: true }), one => one.close())
  const cheats = stack.adopt(await crowd(folder), one => one.close())
  const relay = stack.adopt(createDispatcher({ hotkey: RELAYING, allowLoopback: true }), one => one.close(0))
  const addresses = new Map<string, Target>()
  const addressOf = (name: string): Target => {
    const found = addresses.get(name)
    if (!found) throw new RangeError(`${name} has no port`)
    return found
  }
  const all = parts({ models, all: cheats, relay, origin: () => addressOf(ORIGIN) })
  const keys = all.map(minerKey)
  const chain = new SimulatedChain([
    ...STAKED.map(({ account }) => ({ hotkey: account, validator: true })),
    ...keys.map(({ account }) => ({ hotkey: account })),
  ])
  const at = { netuid: NETUID, subnet: text, host: '127.0.0.1', port: 0 }
  const miners = stack.adopt(
    await startMiners(chain, {
      dataDir: join(folder, 'miners'),
      miners: all.map(one => ({ ...at, hotkey: minerKey(one), service: one.service })),
    }),
    one => one.close(0),
  )
  for (const [place, { name }] of all.entries()) {
    const miner = miners.miners[place]
    if (miner) addresses.set(name, { ...miner, uid: uidOf(place) })
  }
  // What the cache answers from was asked before today.
  await cheats.adversaries.cache?.({ messages: [{ role: 'user', content: 'Hello' }] })

  const calm = new AbortController()
  const flooding = flood(addressOf(FLOODED), calm.signal)
  const found = await judged(chain, join(folder, 'validators'), keys, tell).finally(() => calm.abort())
  return {
    standings: standings(all, found, miners),
    flood: await flooding,
    probes: found.probes,
    seconds: (performance.now() - started) / 1_000,
  }
}
