// A program of others in a process of its own, from its start to its first answer.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { kept } from './children.ts'
import { PATH, question } from './instant.ts'

export interface Peer {
  readonly pid: number
  readonly port: number
  /** Of every request. */
  readonly headers: Readonly<Record<string, string>>
}

interface Start {
  readonly port: number
  readonly headers: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
}

const START_MS = 180_000
const LAST_WORDS = 600

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function statusOf(port: number, headers: Readonly<Record<string, string>>): Promise<number> {
  try {
    const reply = await fetch(`http://127.0.0.1:${port}${PATH}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: question(false),
    })
    await reply.arrayBuffer()
    return reply.status
  } catch {
    return 0
  }
}

/** It sees no proxy, no keys and nobody's settings. @throws Error with its last words when it does not answer. */
export async function startPeer(
  program: string,
  options: readonly string[],
  { port, headers, env }: Start,
): Promise<Peer> {
  const child = spawn(program, options, {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let words = ''
  const note = (part: unknown): void => {
    words = `${words}${part}`.slice(-LAST_WORDS)
  }
  child.stdout.on('data', note)
  child.stderr.on('data', note)
  child.on('error', note)
  const pid = kept(child)
  const until = performance.now() + START_MS
  while (performance.now() < until && child.exitCode === null) {
    if ((await statusOf(port, headers)) === 200) return { pid, port, headers }
    await wait(250)
  }
  child.kill('SIGKILL')
  throw new Error(`it does not answer: ${words.trim()}`)
}
