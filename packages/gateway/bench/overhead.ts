// What the gateway costs: a miner that answers at once, the gateway in a process of its own, and callers beside them. The
// same answer fetched without gateway and signature is what its time is compared with.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Dispatcher, type RunningValidator, route, type Service } from '@taonet/neuron'
import { ready } from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'
import { Pool } from 'undici'
import { z } from 'zod'
import { startGateway } from '../src/index.ts'
import { networkOf, neuron, startMiner, validator } from '../test/network.ts'

const PATH = '/v1/chat/completions'
const ANSWER = {
  id: 'chatcmpl-0',
  object: 'chat.completion',
  created: 0,
  model: 'instant',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: 'x'.repeat(200) },
      finish_reason: 'stop',
      logprobs: null,
    },
  ],
  usage: { prompt_tokens: 10, completion_tokens: 50, total_tokens: 60 },
}
const QUESTION = JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 'y'.repeat(200) }] })

const instant: Service = {
  model: 'instant',
  sha256: '',
  engine: 'bench',
  routes: { [PATH]: route(z.object({}), async () => ({ type: 'json', body: ANSWER })) },
}

async function miner(): Promise<number> {
  return (await startMiner(1, 0, instant)).port
}

async function plain(): Promise<number> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(ANSWER))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** A validator that opens a connection and a session for every request. */
function forgetful(): RunningValidator {
  const { hotkey, dispatcher, metrics, serves } = validator(0)
  const send: Dispatcher['send'] = async (...question) => {
    const once = validator(0).dispatcher
    const reply = await once.send(...question)
    const answer = await reply.json()
    await once.close(0)
    return { ...reply, status: reply.status, streamed: false, json: async () => answer }
  }
  return {
    hotkey,
    metrics,
    serves,
    dispatcher: { hotkey, send, metrics: () => dispatcher.metrics(), close: () => dispatcher.close() },
  }
}

async function gateway(port: number, validators: readonly RunningValidator[]): Promise<number> {
  const network = networkOf({ text: [neuron({ uid: 0, model: 'instant', incentive: 1, port })] }, validators)
  const running = await startGateway({
    folder: mkdtempSync(join(tmpdir(), 'taonet-bench-')),
    network,
    host: '127.0.0.1',
    port: 0,
    rpcUrl: 'ws://127.0.0.1:9944',
  })
  return running.port
}

interface Line {
  readonly what: string
  readonly 'requests/s': number
  readonly 'p50 ms': number
  readonly 'p95 ms': number
  /** Of the asked process: what other work on the machine does not change. */
  readonly 'CPU ms/request': number
}

interface Asked {
  readonly port: number
  /** Milliseconds of processor time so far. */
  cpu(): Promise<number>
}

async function measure(what: string, { port, cpu }: Asked, callers: number, seconds: number): Promise<Line> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: callers })
  const ask = async (): Promise<void> => {
    const reply = await pool.request({
      path: PATH,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: QUESTION,
    })
    await reply.body.text()
    if (reply.statusCode !== 200) throw new Error(`${what}: status ${reply.statusCode}`)
  }
  const forSome = async (milliseconds: number, note: (time: number) => void): Promise<void> => {
    const end = performance.now() + milliseconds
    const caller = async (): Promise<void> => {
      while (performance.now() < end) {
        const start = performance.now()
        await ask()
        note(performance.now() - start)
      }
    }
    await Promise.all(Array.from({ length: callers }, caller))
  }
  await forSome(1_500, () => {})
  const times: number[] = []
  const used = await cpu()
  await forSome(seconds * 1_000, time => times.push(time))
  const spent = (await cpu()) - used
  await pool.close()
  times.sort((a, b) => a - b)
  const at = (share: number): number => Number((times[Math.floor(share * times.length)] ?? 0).toFixed(3))
  return {
    what,
    'requests/s': Math.round(times.length / seconds),
    'p50 ms': at(0.5),
    'p95 ms': at(0.95),
    'CPU ms/request': Number((spent / times.length).toFixed(3)),
  }
}

const ROLES = {
  miner,
  plain,
  gateway: (port: number) => gateway(port, [validator(0), validator(1), validator(2)]),
  cold: (port: number) => gateway(port, [forgetful()]),
}
type Role = keyof typeof ROLES
const isRole = (text: string | undefined): text is Role => text !== undefined && text in ROLES

const children: ChildProcess[] = []

async function start(role: Role, port = 0): Promise<Asked> {
  const child = fork(fileURLToPath(import.meta.url), [role, String(port)])
  children.push(child)
  const told = async (): Promise<number> => {
    const [message] = await once(child, 'message')
    return Number(message)
  }
  return {
    port: await told(),
    cpu() {
      child.send('cpu')
      return told()
    },
  }
}

const added = (through: Line, direct: Line): Record<string, number | string> => ({
  what: 'added by gateway and signed hop, 1 connection',
  'p50 ms': Number((through['p50 ms'] - direct['p50 ms']).toFixed(3)),
  'p95 ms': Number((through['p95 ms'] - direct['p95 ms']).toFixed(3)),
})

const [, , role, port] = process.argv
if (isRole(role)) {
  await Promise.all([ready(), loadFastVerifier()])
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.((user + system) / 1_000)
  })
  process.send?.(await ROLES[role](Number(port)))
} else {
  try {
    const [upstream, signed] = await Promise.all([start('plain'), start('miner')])
    const [warm, cold] = await Promise.all([start('gateway', signed.port), start('cold', signed.port)])
    const direct = await measure('upstream itself, 1 connection', upstream, 1, 4)
    const through = await measure('gateway, 1 connection', warm, 1, 4)
    console.log(`${availableParallelism()} cores`)
    console.table([
      direct,
      through,
      added(through, direct),
      await measure('gateway, 16 connections', warm, 16, 4),
      await measure('gateway, 64 connections', warm, 64, 4),
      await measure('gateway, every request cold: connection, handshake, request', cold, 1, 3),
    ])
    console.log('expected:', readFileSync(new URL('expected.json', import.meta.url), 'utf8').trim())
  } finally {
    for (const child of children) child.kill()
  }
}
