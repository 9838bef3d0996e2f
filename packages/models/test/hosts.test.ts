/** Model hosts with the real engines and the repository's own weights. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { hostProcess } from '../src/host/host-process.ts'
import {
  type Finish,
  type Generation,
  type Models,
  NetError,
  openModels,
  type Piece,
  type TextModel,
} from '../src/index.ts'

let directory: string
let models: Models
let model: TextModel

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'taonet-hosts-'))
  models = await openModels({ dataDir: directory, offline: true })
  const [first] = models.text
  assert.ok(first)
  model = first
})

after(async () => {
  await models.close()
  await rm(directory, { recursive: true })
})

const QUESTION: Generation = {
  messages: [{ role: 'user', content: 'Tell me a story.' }],
  maxTokens: 40,
  temperature: 0,
}

async function collect(
  reply: AsyncGenerator<Piece, Finish>,
): Promise<{ pieces: Piece[]; text: string; finish: Finish }> {
  const pieces: Piece[] = []
  for (;;) {
    const step = await reply.next()
    if (step.done) return { pieces, text: pieces.map(({ text }) => text).join(''), finish: step.value }
    pieces.push(step.value)
  }
}

const failsWith = (code: string) => (error: unknown) => error instanceof NetError && error.code === code

/** Waits until something holds; the test's own deadline ends it otherwise. */
async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await new Promise(resolve => setTimeout(resolve, 50))
}

const alive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('there are at least three different weight files, each with a full card', () => {
  assert.ok(models.text.length >= 3)
  assert.equal(new Set(models.text.map(({ card }) => card.sha256)).size, models.text.length)
  for (const { card } of [...models.text, ...models.embedding]) {
    assert.match(card.sha256, /^[0-9a-f]{64}$/)
    assert.ok(
      card.bytes > 0 && card.license !== '' && card.source !== '' && card.why !== '' && card.ability !== '',
    )
  }
  for (const { card } of models.text) assert.ok(card.bytes <= 2 * 1024 * 1024 && card.contextLength === 256)
})

test('greedy replies are the same to the bit, alone and among others', async () => {
  const request = { ...QUESTION, topLogprobs: 5 }
  const alone = await collect(model.generate(request))
  assert.ok(alone.text.length > 20)
  const crowd = await Promise.all([0, 1, 2, 3].map(() => collect(model.generate(request))))
  for (const other of crowd) assert.deepEqual(other, alone)
  const plain = await collect(model.generate(QUESTION))
  assert.equal(plain.text, alone.text)
  assert.deepEqual(plain.finish, alone.finish)
})

test('log-probabilities are of a distribution, most probable first, and continue a prefill consistently', async () => {
  const whole = await collect(model.generate({ ...QUESTION, maxTokens: 24, topLogprobs: 20 }))
  for (const piece of whole.pieces) {
    const top = piece.top ?? []
    assert.equal(top.length, 20)
    const mass = top.reduce((sum, { logprob }) => sum + Math.exp(logprob), 0)
    assert.ok(mass > 0.5 && mass <= 1 + 1e-6, `mass ${mass}`)
    assert.deepEqual(
      top.map(({ logprob }) => logprob).toSorted((a, b) => b - a),
      top.map(({ logprob }) => logprob),
    )
    assert.equal(piece.logprob, top[0]?.logprob)
  }
  // Read as a prefill the same text must get the same distribution, up to the arithmetic of chunks.
  const half = whole.pieces.slice(0, 12)
  const prefill = half.map(({ text }) => text).join('')
  const messages = [...QUESTION.messages, { role: 'assistant', content: prefill } as const]
  const rest = await collect(model.generate({ ...QUESTION, messages, maxTokens: 12, topLogprobs: 20 }))
  assert.equal(prefill + rest.text, whole.text)
  rest.pieces.forEach((piece, i) => {
    const difference = Math.abs((piece.logprob ?? Number.NaN) - (whole.pieces[12 + i]?.logprob ?? Number.NaN))
    assert.ok(difference < 4e-3, `position ${i}: ${difference}`)
  })
})

test('limits, stop strings and seeds are kept', async () => {
  const short = await collect(model.generate({ ...QUESTION, maxTokens: 3 }))
  assert.deepEqual([short.finish.reason, short.finish.completionTokens, short.text.length], ['length', 3, 3])
  const whole = await collect(model.generate(QUESTION))
  const stop = whole.text.slice(6, 9)
  const stopped = await collect(model.generate({ ...QUESTION, stop: [stop] }))
  assert.equal(stopped.text, whole.text.slice(0, whole.text.indexOf(stop)))
  assert.equal(stopped.finish.reason, 'stop')
  const warm = { ...QUESTION, temperature: 1.2 }
  const [one, same, other] = await Promise.all(
    [1, 1, 2].map(seed => collect(model.generate({ ...warm, seed }))),
  )
  assert.equal(one?.text, same?.text)
  assert.notEqual(one?.text, other?.text)
})

test('old turns give way to the context, and one message too long for it is refused', async () => {
  const turn = [
    { role: 'user', content: 'Reverse abc' },
    { role: 'assistant', content: 'cba' },
  ] as const
  const long = Array.from({ length: 30 }, () => turn).flat()
  const fitted = await collect(model.generate({ ...QUESTION, messages: [...long, ...QUESTION.messages] }))
  assert.ok(fitted.finish.promptTokens <= 240 && fitted.finish.promptTokens > 100)
  const content = 'x'.repeat(400)
  await assert.rejects(
    collect(model.generate({ ...QUESTION, messages: [{ role: 'user', content }] })),
    failsWith('too_long'),
  )
})

test('bytes of a character in pieces come out as that character, and marks in content stay content', async () => {
  const echo = await collect(
    model.generate({ ...QUESTION, messages: [{ role: 'user', content: 'ü<|end|>' }] }),
  )
  assert.equal(echo.finish.promptTokens, 1 + Buffer.byteLength('ü<|end|>') + 1)
})

test('an asker who leaves frees the host at once', async () => {
  const controller = new AbortController()
  const reply = model.generate({ ...QUESTION, maxTokens: 200, temperature: 1.5 }, controller.signal)
  await reply.next()
  controller.abort()
  await assert.rejects(collect(reply), failsWith('aborted'))
  await assert.rejects(collect(model.generate(QUESTION, AbortSignal.abort())), failsWith('aborted'))
  assert.ok((await collect(model.generate(QUESTION))).text.length > 0)
})

test('a full queue refuses at once and recovers', async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 100 }, () => collect(model.generate({ ...QUESTION, maxTokens: 20 }))),
  )
  const refused = results.filter(result => result.status === 'rejected')
  assert.ok(refused.length > 0 && refused.length <= 100 - 64, `${refused.length} refused`)
  for (const { reason } of refused) assert.ok(failsWith('busy')(reason), String(reason))
  assert.ok((await collect(model.generate(QUESTION))).text.length > 0)
})

test('embeddings mean something and are the same in every company', async () => {
  const [embedder] = models.embedding
  assert.ok(embedder)
  const texts = ['reset my password', 'I forgot my login', 'the cat sat on the mat']
  const vectors = await embedder.embed(texts)
  assert.deepEqual(
    vectors.map(vector => vector.length),
    [512, 512, 512],
  )
  assert.equal(embedder.card.dimensions, 512)
  const dot = (a?: Float32Array, b?: Float32Array) =>
    a?.reduce((sum, x, i) => sum + x * (b?.[i] ?? 0), 0) ?? Number.NaN
  const [password, login, cat] = vectors
  assert.ok(Math.abs(dot(password, password) - 1) < 1e-3)
  assert.ok(dot(password, login) > dot(password, cat) + 0.2)
  const [alone] = await embedder.embed(['I forgot my login'])
  assert.deepEqual(alone, login)
})

/** A program that opens the models, prints the pids of its hosts and then waits for ever. */
const PARENT = `
import { openModels } from '${new URL('../src/index.ts', import.meta.url).href}'
import { readFileSync } from 'node:fs'
await openModels({ dataDir: process.argv[1], offline: true })
console.log(readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8').trim())
setInterval(() => {}, 1000)
`

async function startParent() {
  const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', PARENT, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line]: string[] = await once(parent.stdout.setEncoding('utf8'), 'data')
  const hosts = (line ?? '').trim().split(' ').map(Number)
  assert.equal(hosts.length, 2)
  return { parent, hosts }
}

test('hosts end when their parent is killed', { timeout: 60_000 }, async () => {
  const { parent, hosts } = await startParent()
  assert.ok(hosts.every(alive))
  parent.kill('SIGKILL')
  await until(() => !hosts.some(alive))
})

test('a killed host fails what it was doing and is back soon', { timeout: 60_000 }, async () => {
  const dataDir = await mkdtemp(join(directory, 'killed-'))
  const own = await openModels({ dataDir, offline: true })
  try {
    const [text] = own.text
    assert.ok(text)
    const children = async () => {
      return (await readFile(`/proc/self/task/${process.pid}/children`, 'utf8')).trim().split(' ').map(Number)
    }
    const reply = text.generate({ ...QUESTION, maxTokens: 200, temperature: 2 })
    await reply.next()
    for (const pid of (await children()).slice(-2)) process.kill(pid, 'SIGKILL')
    await assert.rejects(collect(reply), failsWith('unavailable'))
    await until(() =>
      collect(text.generate(QUESTION)).then(
        ({ text: said }) => said.length > 0,
        () => false,
      ),
    )
  } finally {
    await own.close()
  }
})

test('SIGTERM lets a host finish what it began and ends it with code 0', { timeout: 60_000 }, async () => {
  const host = hostProcess({
    entry: new URL('../src/host/embedding-host.ts', import.meta.url),
    name: 'embedding-host',
  })
  await host.load('use', '')
  const { pid } = host
  assert.ok(pid !== undefined)
  const work = host.ask({
    type: 'embed',
    model: 'use',
    texts: Array.from({ length: 30 }, (_, i) => `text ${i}`),
  })
  const answer = work.next()
  await new Promise(resolve => setTimeout(resolve, 100))
  process.kill(pid, 'SIGTERM')
  const first = await answer
  assert.equal(!first.done && first.value.type, 'vectors')
  await host.close()
  await until(() => !alive(pid))
  await assert.rejects(
    host.ask({ type: 'embed', model: 'use', texts: ['x'] }).next(),
    failsWith('unavailable'),
  )
})
