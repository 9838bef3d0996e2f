// The sandbox of the compute subnet against programs that are known, hostile, mutated or left alone.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Random, randomFrom, seedFrom } from '@taonet/models/random'
import { isNetError } from '@taonet/wire'
import { inspectModule } from '../src/compute/inspect-module.ts'
import { Sandbox } from '../src/compute/sandbox.ts'
import { MalformedModule } from '../src/compute/wasm-reader.ts'
import { goodJob, hostile, jobWith } from './compute-modules.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)

const sandbox = new Sandbox({ children: 1, waiting: 4 })
after(() => sandbox.close())

async function answersWell(name: string): Promise<void> {
  const { job, expected } = goodJob(name)
  assert.deepEqual((await sandbox.run(job)).output, expected, name)
}

/** The code of the NetError that the promise fails with; undefined when it does not fail. */
const failureOf = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => {
      if (!isNetError(error)) throw error
      return error.code
    },
  )

test('programs compute in WebAssembly what they compute by the oracle', async () => {
  for (let i = 0; i < 400 * EFFORT; i++) await answersWell(`program ${i}`)
})

test('two programs differ in their results, and one program in two inputs', async () => {
  const results = new Set<string>()
  for (let i = 0; i < 200; i++) results.add(goodJob(`program ${i}`).sha256)
  assert.equal(results.size, 200)
  const { job } = goodJob('program 0')
  const input = Uint8Array.from(job.input, byte => byte ^ 1)
  assert.notDeepEqual((await sandbox.run({ ...job, input })).output, (await sandbox.run(job)).output)
})

describe('hostile programs are refused or killed, and the next job is answered', () => {
  for (const [name, { module, code, says }] of Object.entries(hostile))
    test(name, async () => {
      const started = sandbox.pids
      await assert.rejects(sandbox.run(jobWith(module, code === 'timeout' ? 300 : 10_000)), error => {
        assert.ok(isNetError(error))
        assert.equal(error.code, code)
        assert.match(error.message, says)
        return true
      })
      // Whoever was killed is dead; whoever refused goes on.
      if (code === 'timeout') for (const pid of started) assert.ok(!sandbox.pids.includes(pid))
      await answersWell(`after ${name}`)
      assert.equal(sandbox.pids.length, 1)
    })
})

test('more than a miner offers is refused', async () => {
  const small = new Sandbox({ memoryPages: 2, deadlineMs: 100 })
  const { job } = goodJob('modest')
  assert.equal(await failureOf(small.run({ ...job, deadlineMs: 101 })), 'bad_request')
  assert.equal(await failureOf(small.run({ ...job, deadlineMs: 100, memoryPages: 3 })), 'bad_request')
  assert.equal(await failureOf(small.run({ ...job, input: new Uint8Array((1 << 20) + 1) })), 'bad_request')
  // A module may declare no more than its request says, whatever the miner would allow.
  assert.equal(await failureOf(sandbox.run({ ...job, memoryPages: job.memoryPages - 1 })), 'bad_request')
  assert.deepEqual(small.pids, [])
})

test('a bounded number waits; who goes away leaves the line; who goes away in the middle ends the program', async () => {
  const endless = hostile['an endless loop']?.module ?? new Uint8Array(0)
  const [first, second] = [new AbortController(), new AbortController()]
  const running = failureOf(sandbox.run(jobWith(endless, 10_000), first.signal))
  const leaving = failureOf(sandbox.run(goodJob('leaving').job, second.signal))
  const waiting = Array.from({ length: 3 }, (_, i) => answersWell(`waiting ${i}`))
  assert.equal(await failureOf(sandbox.run(goodJob('one too many').job)), 'busy')
  second.abort()
  assert.equal(await leaving, 'aborted')
  first.abort()
  assert.equal(await running, 'aborted')
  await Promise.all(waiting)
})

test('a closed sandbox takes nothing', async () => {
  const closed = new Sandbox()
  closed.close()
  assert.equal(await failureOf(closed.run(goodJob('late').job)), 'unavailable')
})

function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  switch (random.below(4)) {
    case 0: {
      const copy = bytes.slice()
      for (let left = random.between(1, 6); left > 0; left--)
        copy[random.below(copy.length)] = random.below(256)
      return copy
    }
    case 1:
      return bytes.slice(0, random.below(bytes.length))
    case 2: {
      const at = random.below(bytes.length)
      const foreign = Array.from({ length: random.between(1, 8) }, () => random.below(256))
      return Uint8Array.from([...bytes.slice(0, at), ...foreign, ...bytes.slice(at)])
    }
    default: {
      const [from, to] = [random.below(bytes.length), random.below(bytes.length)]
      const copy = bytes.slice()
      copy.copyWithin(to, from, from + random.between(1, 40))
      return copy
    }
  }
}

test('ten thousand mutated modules are run, refused or killed', async () => {
  const counts: Record<string, number> = {}
  const originals = Array.from({ length: 40 }, (_, i) => goodJob(`fuzz ${i}`, 200).job)
  const random = randomFrom(seedFrom('mutations'))
  for (let i = 0; i < 10_000 * EFFORT; i++) {
    const job = originals[i % originals.length]
    assert.ok(job)
    const module = mutated(job.module, random)
    const end = (await failureOf(sandbox.run({ ...job, module, deadlineMs: 100 }))) ?? 'answered'
    counts[end] = (counts[end] ?? 0) + 1
    if (i % 1_000 === 0) await answersWell(`between mutations ${i}`)
  }
  assert.deepEqual(
    Object.keys(counts).filter(end => !['answered', 'bad_request', 'timeout'].includes(end)),
    [],
  )
  // Both ends of the scale were met: some mutations do no harm, most do.
  assert.ok(
    (counts.answered ?? 0) > 100 * EFFORT && (counts.bad_request ?? 0) > 1_000 * EFFORT,
    JSON.stringify(counts),
  )
  await answersWell('after all mutations')
})

test('random bytes after the magic are never more than malformed', () => {
  const random = randomFrom(seedFrom('noise'))
  const head = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
  for (let i = 0; i < 20_000 * EFFORT; i++) {
    const bytes = Uint8Array.from([
      ...head,
      ...Array.from({ length: random.below(64) }, () => random.below(256)),
    ])
    assert.throws(() => inspectModule(bytes, 16), MalformedModule)
  }
})

test('a program does not outlive the process that asked for it', async () => {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('./compute-orphan.ts', import.meta.url))],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const pid = await new Promise<number>(resolve =>
    child.stdout.once('data', (piece: Buffer) => resolve(Number(piece.toString()))),
  )
  assert.ok(existsSync(`/proc/${pid}`))
  child.kill('SIGKILL')
  const end = performance.now() + 8_000
  while (existsSync(`/proc/${pid}`) && performance.now() < end)
    await new Promise(done => setTimeout(done, 50))
  assert.ok(!existsSync(`/proc/${pid}`), `process ${pid} still runs`)
})
