// The slow end, over real ports: twenty miners that take 80 ms in the middle, then the same with four of them stalling for five
// seconds and one that dies on the way; answers whole and streamed, and once more without hedges.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Reply, route, type Service } from '@taonet/neuron'
import { ready } from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'
import { z } from 'zod'
import type { Candidate } from '../src/network.ts'
import { routingOf } from '../src/router.ts'
import { type Miner, neuron, startMiner, validator } from '../test/network.ts'

const PATH = '/v1/chat/completions'
const MINERS = 20
const STALLING = new Set([3, 7, 11, 16])
const DYING = 5
const STALL_MS = 5_000
const MEDIAN_MS = 80
const SPREAD = 0.5
const A_SECOND = 60
const SECONDS = Number(process.argv[3] ?? 40)

const sleep = (milliseconds: number): Promise<void> => new Promise(done => setTimeout(done, milliseconds))

/** Log-normal: some take several times the middle, as models do. */
const usual = (): number =>
  MEDIAN_MS *
  Math.exp(SPREAD * Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random()))

async function* words(pause: number): AsyncGenerator<unknown> {
  await sleep(pause)
  for (const word of ['one', 'two', 'three']) yield { word }
}

const service = (uid: number, isHurt: () => boolean): Service => ({
  model: 'm',
  sha256: '',
  engine: 'bench',
  routes: {
    [PATH]: route(z.object({ stream: z.boolean() }), async ({ stream }) => {
      const pause = isHurt() && STALLING.has(uid) ? STALL_MS : usual()
      if (stream) return { type: 'events', events: words(pause) }
      await sleep(pause)
      return { type: 'json', body: { uid } }
    }),
  },
})

/** The miners' process: `hurt` makes some stall, `die` ends one of them, `heal` undoes the first. */
async function mine(): Promise<void> {
  let isHurt = false
  const miners: Miner[] = []
  for (let uid = 0; uid < MINERS; uid++)
    miners.push(
      await startMiner(
        1,
        uid,
        service(uid, () => isHurt),
      ),
    )
  process.on('message', message => {
    if (message === 'die') void miners[DYING]?.close()
    else isHurt = message === 'hurt'
  })
  process.send?.(miners.map(one => one.port))
}

const shuffled = (all: readonly Candidate[]): Candidate[] =>
  all
    .map(one => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)

async function firstWord(reply: Reply): Promise<void> {
  const events = reply.events()
  for await (const _ of events) return
}

interface Row {
  readonly what: string
  readonly requests: number
  readonly failed: number
  readonly 'p50 ms': number
  readonly 'p95 ms': number
  readonly 'p99 ms': number
  readonly 'extra requests': string
  readonly hedged: number
  readonly 'won by the second': number
  readonly trials: number
}

interface Plan {
  readonly what: string
  readonly candidates: readonly Candidate[]
  readonly stream: boolean
  readonly hedge: boolean
  /** Happens a third of the way in. */
  readonly midway?: () => void
}

async function measure({ what, candidates, stream, hedge, midway }: Plan): Promise<Row> {
  const one = validator(0)
  const routing = routingOf({ subnets: [], validators: [one] })
  const times: number[] = []
  let failed = 0
  const ask = async (): Promise<void> => {
    const started = performance.now()
    try {
      await routing.router({
        model: 'auto',
        candidates: shuffled(candidates),
        path: PATH,
        body: { stream },
        hedge,
        signal: new AbortController().signal,
        deadline: 30_000,
        accept: reply => (stream ? firstWord(reply) : reply.json()),
      })
      times.push(performance.now() - started)
    } catch {
      failed++
    }
  }
  // Sessions are opened before anything counts.
  for (const candidate of candidates)
    await routing
      .router({
        model: 'auto',
        candidates: [candidate],
        path: PATH,
        body: { stream },
        hedge: false,
        signal: new AbortController().signal,
        deadline: 30_000,
        accept: reply => (stream ? firstWord(reply) : reply.json()),
      })
      .catch(() => {})
  const before = routing.state().counts
  const asked: Promise<void>[] = []
  const end = performance.now() + SECONDS * 1_000
  let due = performance.now()
  let told = false
  while (due < end) {
    await sleep(Math.max(0, due - performance.now()))
    asked.push(ask())
    due += (-1_000 / A_SECOND) * Math.log(1 - Math.random())
    if (!told && end - due < (SECONDS * 2_000) / 3) {
      told = true
      midway?.()
    }
  }
  await Promise.all(asked)
  await one.dispatcher.close(0)
  const { hedges, hedgesWon, trials } = routing.state().counts
  times.sort((a, b) => a - b)
  const at = (share: number): number => Math.round(times[Math.floor(share * times.length)] ?? Number.NaN)
  const extra = hedges + trials - before.hedges - before.trials
  return {
    what,
    requests: asked.length,
    failed,
    'p50 ms': at(0.5),
    'p95 ms': at(0.95),
    'p99 ms': at(0.99),
    'extra requests': `${((100 * extra) / asked.length).toFixed(1)} %`,
    hedged: hedges - before.hedges,
    'won by the second': hedgesWon,
    trials: trials - before.trials,
  }
}

const children: ChildProcess[] = []

/** A world of miners for each run: one of them dies. */
async function world(): Promise<{ readonly child: ChildProcess; readonly candidates: Candidate[] }> {
  const child = fork(fileURLToPath(import.meta.url), ['mine'])
  children.push(child)
  const [ports]: unknown[] = await once(child, 'message')
  const candidates = z
    .array(z.number())
    .parse(ports)
    .flatMap((port, uid) => {
      const made = neuron({ uid, model: 'm', port })
      return made.target ? [{ ...made, target: made.target, model: 'm' }] : []
    })
  return { child, candidates }
}

async function pair(name: string, stream: boolean, hedge: boolean): Promise<[Row, Row]> {
  const { child, candidates } = await world()
  const healthy = await measure({ what: `${name}, healthy`, candidates, stream, hedge })
  child.send('hurt')
  const hurt = await measure({
    what: `${name}, 4 of 20 stall, 1 dies`,
    candidates,
    stream,
    hedge,
    midway: () => child.send('die'),
  })
  child.kill()
  return [healthy, hurt]
}

await Promise.all([ready(), loadFastVerifier()])
if (process.argv[2] === 'mine') await mine()
else {
  try {
    const pairs = [
      await pair('whole', false, true),
      await pair('stream, to its first token', true, true),
      await pair('whole, without hedges', false, false),
    ]
    console.table(pairs.flat())
    for (const [healthy, hurt] of pairs) {
      const times = hurt['p99 ms'] / healthy['p99 ms']
      const kept = times < 2 && hurt.failed === 0
      console.log(
        `${hurt.hedged === 0 ? '–' : kept ? '✔' : '✘'} ${hurt.what}: p99 ${times.toFixed(2)} × the healthy one (goal < 2), ${hurt.failed} failed (goal 0), ${hurt['extra requests']} extra (at most 5 % and 10)`,
      )
    }
    console.log('expected:', readFileSync(new URL('expected-tail.json', import.meta.url), 'utf8').trim())
  } finally {
    for (const child of children) child.kill()
  }
}
