/** Weights that a validator runs itself: found by digest, started on demand, ended when idle; likelihoods that add up. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sha256OfFiles } from '../src/digest.ts'
import { isRounded } from '../src/gguf-precision.ts'
import type { HostedText } from '../src/host/hosted.ts'
import { type ReferenceModels, referenceModels } from '../src/reference-models.ts'

const WEIGHTS = new URL('../weights/taonet-small.gguf', import.meta.url)
const ASKED = [{ role: 'user', content: 'Tell me a story.' }] as const

let directory: string
let own: string
let references: ReferenceModels

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'taonet-reference-'))
  own = await sha256OfFiles([WEIGHTS.pathname])
  references = referenceModels({ dataDir: directory })
})

after(async () => {
  await references.close()
  await rm(directory, { recursive: true })
})

const hosts = (): string[] =>
  execFileSync('ps', ['-o', 'args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
    .split('\n')
    .filter(line => line.includes('text-host'))

test('unknown weights start nothing', async () => {
  assert.equal(await references.run('00'.repeat(32), async () => 1), undefined)
  assert.deepEqual(hosts(), [])
})

/** Bits of a text by asking for the distribution before each of its bytes. */
async function byteByByte(model: HostedText, text: string): Promise<number> {
  let bits = 0
  for (let at = 0; at < text.length; at++) {
    const messages = [
      ...ASKED,
      ...(at === 0 ? [] : [{ role: 'assistant', content: text.slice(0, at) } as const]),
    ]
    const reply = model.generate({ messages, maxTokens: 1, temperature: 0, topLogprobs: 20 })
    const { value } = await reply.next()
    assert.ok(value !== undefined && 'top' in value)
    const hit = value.top?.find(({ bytes }) => bytes[0] === text.charCodeAt(at))
    assert.ok(hit, `${text.slice(0, at)}|${text[at]} is not among the twenty likeliest`)
    bits -= hit.logprob / Math.LN2
    await reply.return({ reason: 'length', promptTokens: 0, completionTokens: 0 })
  }
  return bits
}

test('the likelihood of a text is that of its bytes, one by one', async () => {
  const text = 'The wind was'
  const [whole, single] = await Promise.all([
    references.run(own, model => model.likelihood(ASKED, text)),
    references.run(own, model => byteByByte(model, text)),
  ])
  assert.ok(whole && single)
  assert.equal(whole.bytes, text.length)
  assert.ok(Math.abs(whole.bits - single) < 0.02, `${whole.bits} and ${single} bits`)
  assert.equal(hosts().length, 1)
})

test('a text longer than the context is read in windows, an empty one costs nothing', async () => {
  const text = 'The wind was cold. '.repeat(40)
  const long = await references.run(own, model => model.likelihood(ASKED, text))
  const nothing = await references.run(own, model => model.likelihood(ASKED, ''))
  assert.ok(long && long.bytes === text.length && Number.isFinite(long.bits) && long.bits > 0)
  assert.deepEqual(nothing, { bits: 0, bytes: 0 })
})

test('whole weights are told from rounded ones; a file that does not say counts as rounded', async () => {
  assert.equal(await references.rounded(own), false)
  assert.equal(await references.rounded('00'.repeat(32)), undefined)
  const bytes = await readFile(WEIGHTS)
  const value = bytes.indexOf('general.file_type') + 'general.file_type'.length + 4
  const path = join(directory, 'told.gguf')
  const told = async (change: () => void) => {
    change()
    await writeFile(path, bytes)
    return isRounded(path)
  }
  assert.equal(await told(() => bytes.writeUInt32LE(0, value)), false)
  // Mostly Q8_0.
  assert.equal(await told(() => bytes.writeUInt32LE(7, value)), true)
  assert.equal(
    await told(() => bytes.write('general.file_typo', value - 4 - 'general.file_type'.length)),
    true,
  )
  await writeFile(path, 'GGUF')
  assert.equal(await isRounded(path), true)
})

test('a file of the cache is found by its digest, an idle host ends and comes back', async () => {
  const folder = join(directory, 'cache')
  await mkdir(join(folder, 'models'), { recursive: true })
  // Another file with the same network: one byte of its description differs.
  const bytes = await readFile(WEIGHTS)
  const at = bytes.indexOf('stories')
  assert.ok(at > 0)
  bytes.write('STORIES', at)
  const path = join(folder, 'models', 'mine.gguf')
  await writeFile(path, bytes)
  const sha256 = await sha256OfFiles([path])
  assert.notEqual(sha256, own)
  const before = hosts().length
  const mine = referenceModels({ dataDir: folder, idleMs: 50 })
  try {
    const id = await mine.run(sha256, async model => model.card.sha256)
    assert.equal(id, sha256)
    for (let i = 0; hosts().length > before && i < 100; i++) await pause(50)
    assert.equal(hosts().length, before)
    assert.ok(await mine.run(sha256, model => model.likelihood(ASKED, 'The')))
  } finally {
    await mine.close()
  }
  assert.equal(await mine.run(sha256, async () => 1), undefined)
})
