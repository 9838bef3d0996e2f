/** The cache: what is used, under which card, and what is left out. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { cacheDirectory, cachedWeights, weightFile } from '../src/cache.ts'
import { catalogue, NetError } from '../src/index.ts'

test('files of the operator are used; a catalogued name with other bytes, and unfinished files, are not', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'taonet-cache-'))
  try {
    const [known] = catalogue
    assert.ok(known)
    await writeFile(join(directory, `${known.id}.gguf`), 'forged')
    await writeFile(join(directory, 'mine.gguf'), 'my weights')
    await writeFile(join(directory, 'other.gguf.part'), 'half')
    const found = await cachedWeights(directory)
    assert.deepEqual(
      found.map(({ card }) => [card.id, card.bytes, card.sha256]),
      [['mine', 10, createHash('sha256').update('my weights').digest('hex')]],
    )
    await assert.rejects(
      weightFile(join(directory, 'none.gguf'), ''),
      (error: unknown) => error instanceof NetError && error.code === 'not_found' && error.hint !== '',
    )
  } finally {
    await rm(directory, { recursive: true })
  }
})

test('TAONET_MODELS moves the cache', () => {
  const before = process.env.TAONET_MODELS
  try {
    delete process.env.TAONET_MODELS
    assert.equal(cacheDirectory('data'), join('data', 'models'))
    process.env.TAONET_MODELS = '/shared/models'
    assert.equal(cacheDirectory('data'), '/shared/models')
  } finally {
    if (before === undefined) delete process.env.TAONET_MODELS
    else process.env.TAONET_MODELS = before
  }
})

test('every catalogued file has a pinned digest, a size, terms and a way to get it', () => {
  for (const entry of catalogue) {
    assert.match(entry.sha256, /^[0-9a-f]{64}$/)
    assert.ok(entry.bytes > 1e6 && entry.license !== '' && entry.sources.length > 0)
    for (const source of entry.sources) {
      if (source.kind === 'url') assert.equal(new URL(source.url).protocol, 'https:')
      else
        for (const wheel of source.wheels)
          assert.match(`${wheel.requirement} ${wheel.sha256}`, /^\S+==\S+ [0-9a-f]{64}$/)
    }
  }
  assert.ok(catalogue.filter(({ license }) => license === 'gemma').every(({ askFirst }) => askFirst))
})
