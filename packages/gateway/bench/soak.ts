// A thousand streams at a time, for half a minute or, with TAONET_EFFORT=100, ten: whether the gateway's heap grows, whether a
// unit of anybody's budget gets lost, whether callers who go away free their miners, and how it closes while all are under way.
// Miners, gateway and callers are three processes.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chatRequest, route, type Service } from '@taonet/neuron'
import { ready } from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'
import { Agent, setGlobalDispatcher } from 'undici'
import { z } from 'zod'
import { createKey, Limits, ORDINARY_SCOPES, openSql, usageSums } from '../src/accounts/index.ts'
import { startGateway } from '../src/index.ts'
import { type Miner, networkOf, neuron, startMiner, validator } from '../test/network.ts'

const PATH = '/v1/chat/completions'
const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const SECONDS = EFFORT >= 100 ? 600 : 30
/** Callers come one after the other: opening a thousand connections at once is another experiment. */
const RAMP_SECONDS = 30
const STREAMS = 1_000
/** Some are between two streams. */
const CALLERS = 1_150
const GRACE_MS = 2_000
const MINERS = 20
const PROMPT_TOKENS = 7
/** Heap after collection may grow by so much; leaks have no end. */
const MOST_GROWTH_MB = 8
/** The gateway keeps so many receipts: until then its heap grows by each. */
const KEPT_RECEIPTS = 8_192
const RECEIPT_MB = 0.005

const sleep = (milliseconds: number): Promise<void> => new Promise(done => setTimeout(done, milliseconds))

async function* words(signal: AbortSignal): AsyncGenerator<unknown> {
  const count = 8 + Math.floor(Math.random() * 12)
  const head = { id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm' }
  for (let i = 0; i < count && !signal.aborted; i++) {
    yield { ...head, choices: [{ index: 0, delta: { content: 'word ' }, finish_reason: null }] }
    await sleep(1_400 + Math.random() * 1_200)
  }
  yield { ...head, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }
  const usage = {
    prompt_tokens: PROMPT_TOKENS,
    completion_tokens: count,
    total_tokens: PROMPT_TOKENS + count,
  }
  yield { ...head, choices: [], usage }
}

const talking: Service = {
  model: 'm',
  sha256: '',
  engine: 'bench',
  routes: {
    [PATH]: route(chatRequest, async (_, { signal }) => ({ type: 'events', events: words(signal) })),
  },
}

type Asked = 'active' | 'heap' | 'cpu' | 'close'

/** Answers a parent's questions by number. */
function answering(answer: (asked: Asked) => Promise<number>): void {
  process.on('message', (asked: Asked) => void answer(asked).then(number => process.send?.(number)))
}

async function mine(): Promise<void> {
  const miners: Miner[] = []
  for (let uid = 0; uid < MINERS; uid++) miners.push(await startMiner(1, uid, talking))
  answering(async () => miners.reduce((sum, one) => sum + one.metrics().active, 0))
  process.send?.(miners.map(one => one.port))
}

async function serve(folder: string, ports: readonly number[]): Promise<void> {
  const text = ports.map((port, uid) => neuron({ uid, model: 'm', incentive: 1 / MINERS, port }))
  const network = networkOf({ text }, [validator(0), validator(1)])
  const gateway = await startGateway({
    network,
    folder,
    host: '127.0.0.1',
    port: 0,
    rpcUrl: 'ws://127.0.0.1:9944',
  })
  answering(async asked => {
    if (asked === 'heap') {
      globalThis.gc?.()
      return process.memoryUsage().heapUsed
    }
    if (asked === 'cpu') {
      const { user, system } = process.cpuUsage()
      return (user + system) / 1_000
    }
    const started = performance.now()
    await gateway.close(GRACE_MS)
    return performance.now() - started
  })
  process.send?.([gateway.port])
}

interface Child {
  readonly process: ChildProcess
  readonly ports: readonly number[]
  ask(what: Asked): Promise<number>
}

const children: ChildProcess[] = []

async function start(role: string, args: readonly string[] = []): Promise<Child> {
  const child = fork(fileURLToPath(import.meta.url), [role, ...args], { execArgv: ['--expose-gc'] })
  children.push(child)
  const told = async (): Promise<unknown> => (await once(child, 'message'))[0]
  return {
    process: child,
    ports: z.array(z.number()).parse(await told()),
    async ask(what) {
      child.send(what)
      return Number(await told())
    },
  }
}

const tally = {
  whole: 0,
  wentAway: 0,
  brokenOff: 0,
  refused: 0,
  tokens: 0,
  failures: new Map<string, number>(),
}

const usageIn = z.object({ usage: z.object({ total_tokens: z.number() }) })

/** Reads one stream to its end, or leaves it in the middle. */
async function stream(url: string, key: string, leaves: boolean): Promise<void> {
  const controller = new AbortController()
  const response = await fetch(`${url}${PATH}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'auto',
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: 'user', content: `question ${Math.random()}` }],
    }),
    signal: controller.signal,
  })
  if (response.status !== 200) {
    tally.refused++
    const why = `${response.status} ${(await response.text()).slice(0, 120)}`
    tally.failures.set(why, (tally.failures.get(why) ?? 0) + 1)
    return
  }
  let rest = ''
  let said = 0
  let isWhole = false
  for await (const bytes of response.body ?? []) {
    rest += Buffer.from(bytes).toString()
    const events = rest.split('\n\n')
    rest = events.pop() ?? ''
    for (const event of events) {
      const data = event.replace(/^data: /, '')
      if (data === '[DONE]') isWhole = true
      else {
        const parsed = usageIn.safeParse(JSON.parse(data))
        if (parsed.success) tally.tokens += parsed.data.usage.total_tokens
      }
    }
    if (leaves && ++said === 3) {
      tally.wentAway++
      controller.abort()
      return
    }
  }
  if (isWhole) tally.whole++
  else tally.brokenOff++
}

/** By whoever left. */
const isAbort = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'AbortError'

/** Least squares: megabytes a minute. */
function slope(samples: readonly { readonly at: number; readonly heap: number }[]): number {
  const mean = (of: (one: (typeof samples)[number]) => number): number =>
    samples.reduce((sum, one) => sum + of(one), 0) / samples.length
  const [at, heap] = [mean(one => one.at), mean(one => one.heap)]
  const over = samples.reduce((sum, one) => sum + (one.at - at) * (one.heap - heap), 0)
  const under = samples.reduce((sum, one) => sum + (one.at - at) ** 2, 0)
  return under === 0 ? 0 : (over / under) * 60_000 * 1e-6
}

async function keysIn(folder: string): Promise<{ readonly reader: string; readonly leaver: string }> {
  const sql = await openSql({ folder })
  const key = async (name: string): Promise<string> => {
    const budgets = [{ unit: 'tokens', per: 'total', amount: 1_000_000_000 } as const]
    const made = await createKey(
      sql,
      {
        name,
        scopes: ORDINARY_SCOPES,
        policy: 'off',
        shareCache: false,
        keepWords: false,
        limits: Limits.parse({ budgets }),
        expires: undefined,
      },
      Date.now(),
    )
    return made.secret
  }
  const keys = { reader: await key('reader'), leaver: await key('leaver') }
  await sql.close()
  return keys
}

interface Books {
  readonly spent: number
  readonly leased: number
  readonly used: number
}

/** What the accounts say when the gateway has closed: what is spent of the budgets, held of them, and noted as usage. */
async function booksIn(folder: string): Promise<Books> {
  const sql = await openSql({ folder })
  const [row] = await sql.all(
    'select sum(spent) as spent, sum(leased) as leased from counters where name = $1',
    ['tokens/total'],
  )
  const sums = await usageSums(sql, {
    from: 0,
    until: Math.floor(Date.now() / 1_000) + 86_400,
    width: 60,
    by: [],
    kind: undefined,
    callers: undefined,
    models: undefined,
  })
  await sql.close()
  return {
    spent: Number(row?.spent),
    leased: Number(row?.leased),
    used: sums.reduce((sum, one) => sum + one.prompt + one.completion, 0),
  }
}

async function soak(): Promise<boolean> {
  setGlobalDispatcher(
    new Agent({ connections: 2 * CALLERS, headersTimeout: 0, bodyTimeout: 0, connect: { timeout: 60_000 } }),
  )
  const folder = mkdtempSync(join(tmpdir(), 'taonet-soak-'))
  const keys = await keysIn(folder)
  const miners = await start('mine')
  const gateway = await start('serve', [folder, JSON.stringify(miners.ports)])
  const url = `http://127.0.0.1:${gateway.ports[0]}`
  const ramped = performance.now() + RAMP_SECONDS * 1_000
  const end = ramped + SECONDS * 1_000
  let isClosing = false
  const caller = async (at: number): Promise<void> => {
    const leaves = at % 20 === 0
    await sleep((RAMP_SECONDS * 1_000 * at) / CALLERS)
    while (performance.now() < end)
      await stream(url, leaves ? keys.leaver : keys.reader, leaves).catch((thrown: unknown) => {
        if (!isClosing && !isAbort(thrown))
          tally.failures.set(String(thrown), (tally.failures.get(String(thrown)) ?? 0) + 1)
      })
  }
  const callers = Promise.all(Array.from({ length: CALLERS }, (_, at) => caller(at)))
  const samples: { at: number; heap: number; whole: number }[] = []
  let most = 0
  await sleep(ramped - performance.now())
  const spent = { cpu: await gateway.ask('cpu'), whole: tally.whole, at: performance.now() }
  while (performance.now() < end - 1_000) {
    most = Math.max(most, await miners.ask('active'))
    samples.push({ at: performance.now(), heap: await gateway.ask('heap'), whole: tally.whole })
    await sleep(SECONDS * 50)
  }
  await sleep(Math.max(0, end - performance.now() - 500))
  const before = { whole: tally.whole, brokenOff: tally.brokenOff, failed: [...tally.failures] }
  const cpu = (await gateway.ask('cpu')) - spent.cpu
  const wall = performance.now() - spent.at
  const underWay = await miners.ask('active')
  isClosing = true
  const took = await gateway.ask('close')
  await callers
  // A miner's own pause between two words.
  await sleep(3_000)
  const left = await miners.ask('active')
  const books = await booksIn(folder)
  rmSync(folder, { recursive: true })
  const filled = samples.filter(one => one.whole > KEPT_RECEIPTS)
  const judged = filled.length >= 5 ? filled : samples
  const minutes = ((judged.at(-1)?.at ?? 0) - (judged[0]?.at ?? 0)) / 60_000
  const receipts =
    judged === filled ? 0 : RECEIPT_MB * ((judged.at(-1)?.whole ?? 0) - (judged[0]?.whole ?? 0))
  const growth = slope(judged) * minutes - receipts
  const heap = samples.map(one => one.heap / 1e6)
  console.table({
    'streams at a time, most seen at miners': most,
    'streams read to their end': tally.whole,
    'callers who went away': tally.wentAway,
    'failed before closing': before.failed.length,
    'heap after collection, MB': heap.map(one => one.toFixed(0)).join(' '),
    [`heap slope, MB/min, ${judged === filled ? 'with' : 'before'} all receipts kept`]:
      slope(judged).toFixed(2),
    "gateway's part of one core": `${((100 * cpu) / wall).toFixed(0)} %`,
    "gateway's CPU ms a stream, chunks and all": (cpu / (tally.whole - spent.whole)).toFixed(1),
    'under way when it closed': underWay,
    'broken off with a word at the end of the grace': tally.brokenOff - before.brokenOff,
    'refused while closing': tally.refused,
    'closing took, ms': Math.round(took),
    'still at miners after it': left,
    'budget spent': books.spent,
    'budget held': books.leased,
    'usage noted': books.used,
    'tokens of streams that were read whole': tally.tokens,
  })
  for (const [why, count] of before.failed) console.log(`${count} × ${why}`)
  const checks: readonly (readonly [string, boolean])[] = [
    [`${STREAMS} streams at a time`, most >= STREAMS],
    ['nothing failed before closing', before.failed.length === 0 && before.brokenOff === 0],
    [`no leak: less than ${MOST_GROWTH_MB} MB by slope, receipts left out`, growth < MOST_GROWTH_MB],
    [
      'no budget unit lost: what is spent is what was used, and nothing is held',
      books.spent === books.used && books.leased === 0,
    ],
    ['the books have at least what callers read', books.used >= tally.tokens],
    ['closed within its grace and five seconds', took < GRACE_MS + 5_000],
    ['no miner works for nobody', left === 0],
  ]
  for (const [what, holds] of checks) console.log(`${holds ? '✔' : '✘'} ${what}`)
  return checks.every(([, holds]) => holds)
}

await Promise.all([ready(), loadFastVerifier()])
const [, , role, folder = '', ports = '[]'] = process.argv
if (role === 'mine') await mine()
else if (role === 'serve') await serve(folder, z.array(z.number()).parse(JSON.parse(ports)))
else {
  try {
    if (!(await soak())) process.exitCode = 1
  } finally {
    for (const child of children) child.kill()
  }
}
