// The validators of a scale run in a process of their own, so that what it uses is theirs: real sessions, signatures, score
// books, evidence and weight lists over the network to the miners of the parent.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startValidators } from '@taonet/neuron'
import { ready } from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'
import { z } from 'zod'
import { pooledText } from './pool.ts'
import { minerKeys, NETUID, seated, validatorKeys } from './seats.ts'

const order = z.object({
  size: z.object({ miners: z.int(), validators: z.int() }),
  ports: z.array(z.int()),
  epochs: z.int(),
})
export type Order = z.infer<typeof order>

/** What one epoch took the process that all validators share. */
export interface EpochCost {
  readonly epoch: number
  readonly probes: number
  readonly requests: number
  readonly sessions: number
  readonly evidenceBytes: number
  readonly cpuSeconds: number
  readonly seconds: number
  /** After a collection of garbage. */
  readonly heapMegabytes: number
  readonly residentMegabytes: number
}

export interface Outcome {
  readonly epochs: readonly EpochCost[]
  /** Of each validator, by uid: the weights of its last reveal. */
  readonly weights: readonly (readonly (readonly [uid: number, weight: number])[])[]
}

const TEMPO = 20
/** Milliseconds a miner between looks: metrics of many miners are no small work, and would be measured too. */
const LOOK_MS = 20
/** Of the evidence of all validators. */
const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.jsonl'))
    .reduce((sum, path) => sum + statSync(join(folder, path)).size, 0)

const sleep = (ms: number): Promise<void> => new Promise(done => setTimeout(done, ms))

async function run({ size, ports, epochs }: Order): Promise<Outcome> {
  await Promise.all([ready(), loadFastVerifier()])
  const folder = mkdtempSync(join(tmpdir(), 'taonet-scale-'))
  const chain = seated(size)
  const miners = minerKeys(size)
  for (const [i, hotkey] of miners.entries())
    await chain.serveAxon(hotkey, NETUID, { host: '127.0.0.1', port: ports[i] ?? 0 })
  const validators = await startValidators(chain, {
    hotkeys: validatorKeys(size),
    subnets: [{ netuid: NETUID, subnet: pooledText }],
    dataDir: folder,
    pace: { gap: 0, rest: 0 },
  })
  const sum = (one: (at: (typeof validators.validators)[number]) => number): number =>
    validators.validators.reduce((total, validator) => total + one(validator), 0)
  const counted = () => ({
    probes: sum(one => one.metrics()[0]?.probes ?? 0),
    requests: sum(({ dispatcher }) => dispatcher.metrics().requests),
    sessions: sum(({ dispatcher }) => dispatcher.metrics().sessionsOpened),
    evidenceBytes: bytesIn(folder),
  })
  const costs: EpochCost[] = []
  await chain.advance(2)
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const before = counted()
    const [cpu, started] = [process.cpuUsage(), performance.now()]
    const probesOf = (one: (typeof validators.validators)[number]): number => one.metrics()[0]?.probes ?? 0
    const begun = validators.validators.map(probesOf)
    const behind = (): boolean =>
      validators.validators.some((one, i) => probesOf(one) < (begun[i] ?? 0) + size.miners)
    while (behind()) await sleep(LOOK_MS * size.miners)
    await chain.advance(TEMPO)
    const { user, system } = process.cpuUsage(cpu)
    const after = counted()
    const seconds = (performance.now() - started) / 1_000
    globalThis.gc?.()
    const { heapUsed, rss } = process.memoryUsage()
    costs.push({
      epoch,
      probes: after.probes - before.probes,
      requests: after.requests - before.requests,
      sessions: after.sessions - before.sessions,
      evidenceBytes: after.evidenceBytes - before.evidenceBytes,
      cpuSeconds: (user + system) / 1e6,
      seconds,
      heapMegabytes: heapUsed / 2 ** 20,
      residentMegabytes: rss / 2 ** 20,
    })
  }
  await chain.advance(TEMPO)
  await validators.close(0)
  rmSync(folder, { recursive: true, force: true })
  const weights = validatorKeys(size).map(({ account }) => [
    ...(chain.revealed.get(account)?.at(-1)?.weights ?? []),
  ])
  return { epochs: costs, weights }
}

process.once('message', message => {
  run(order.parse(message)).then(
    outcome => process.send?.({ outcome }, () => process.exit(0)),
    (error: unknown) => process.send?.({ error: String(error) }, () => process.exit(1)),
  )
})
process.once('disconnect', () => process.exit(1))
