// The page builds, asks nobody but the gateway, and fits the policy it is served under.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { buildExplorer, sourcesStamp } from '../build.ts'

const dist = await buildExplorer()
const names = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile())
  .map(entry => join(entry.parentPath, entry.name))
const text = (ending: string): string =>
  names
    .filter(name => name.endsWith(ending))
    .map(name => readFileSync(name, 'utf8'))
    .join('\n')

test('the page names files that exist, and only its own', () => {
  const page = text('index.html')
  const asked = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(match => match[1] ?? '')
  assert.ok(asked.some(path => path.endsWith('.js')) && asked.some(path => path.endsWith('.css')))
  for (const path of asked) assert.ok(statSync(join(dist, path)).isFile(), path)
})

test('nothing is inline that the policy forbids', () => {
  assert.doesNotMatch(text('index.html'), /<script(?![^>]*\bsrc=)/)
  assert.doesNotMatch(text('.css'), /url\(["']?(?:data:font|https?:)/)
})

test('no script compiles WebAssembly or code, or fetches from elsewhere', () => {
  const script = text('.js')
  assert.doesNotMatch(script, /WebAssembly|\beval\(|new Function\b/)
  const hosts = [...script.matchAll(/https?:\/\/[\w.-]+/g)].map(match => match[0])
  // The names of XML vocabularies, and the address a reader is told to type.
  assert.deepEqual(
    hosts.filter(host => !/w3\.org$|localhost$/.test(host)),
    [],
  )
})

test('every file is of a kind that the gateway serves', () => {
  const kinds = new Set(names.map(name => extname(name)))
  kinds.delete('')
  assert.deepEqual([...kinds].sort(), ['.css', '.html', '.js', '.svg', '.woff2'])
})

test('it is small: what a first visit loads stays under 300 kB', () => {
  const bytes = names.reduce((sum, name) => {
    const content = readFileSync(name)
    return sum + (name.endsWith('.woff2') ? content.length : gzipSync(content).length)
  }, 0)
  assert.ok(bytes < 300_000, `${bytes} bytes`)
})

test('unchanged sources are not built again', async () => {
  const page = join(dist, 'index.html')
  const before = statSync(page).mtimeMs
  assert.equal(readFileSync(join(dist, '.stamp'), 'utf8'), sourcesStamp())
  await buildExplorer()
  assert.equal(statSync(page).mtimeMs, before)
})
