// The page: its files with their types and policies, and nothing outside its folder.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Caller, callerOf, listening } from './serving.ts'

let above: string
let folder: string
let caller: Caller

before(() => {
  above = mkdtempSync(join(tmpdir(), 'taonet-page-'))
  folder = join(above, 'dist')
  mkdirSync(join(folder, 'assets', 'folder.js'), { recursive: true })
  mkdirSync(join(above, 'dist-other'))
  writeFileSync(join(above, 'secret.json'), '"secret"')
  writeFileSync(join(above, 'dist-other', 'secret.json'), '"secret"')
  writeFileSync(join(folder, 'index.html'), '<p>page</p>')
  writeFileSync(join(folder, '.stamp'), 'stamp')
  writeFileSync(join(folder, 'notes.txt'), 'notes')
  for (const name of ['a-1.js', 'a-1.css', 'font-1.woff2']) writeFileSync(join(folder, 'assets', name), name)
  caller = callerOf({}, { explorerDir: folder })
})
after(() => rmSync(above, { recursive: true }))

describe('the page', () => {
  test('is served at / with a policy that allows itself, the gateway and the chain', async () => {
    const { status, headers } = await caller.get('/')
    assert.equal(status, 200)
    assert.equal(headers.get('content-type'), 'text/html; charset=utf-8')
    assert.equal(headers.get('cache-control'), 'no-cache')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    const policy = (headers.get('content-security-policy') ?? '').split('; ')
    assert.ok(policy.includes("default-src 'self'"))
    assert.ok(policy.includes("connect-src 'self' ws://127.0.0.1:9944"))
    assert.ok(policy.includes("frame-ancestors 'none'"))
    assert.ok(!policy.some(rule => /script-src|unsafe-eval/.test(rule)))
  })

  test('has assets that may be kept for ever, fonts included', async () => {
    for (const [name, type] of [
      ['a-1.js', 'text/javascript; charset=utf-8'],
      ['a-1.css', 'text/css; charset=utf-8'],
      ['font-1.woff2', 'font/woff2'],
    ] as const) {
      const response = await caller.get(`/assets/${name}`)
      assert.equal(response.headers.get('content-type'), type)
      assert.equal(response.headers.get('cache-control'), 'public, max-age=31536000, immutable')
      assert.equal(await response.text(), name)
    }
  })

  test('answers HEAD without a body', async () => {
    const response = await caller.send('/', { method: 'HEAD', headers: { host: 'localhost' } })
    assert.deepEqual([response.status, await response.text()], [200, ''])
  })

  test('has nothing else: no other kinds of file, no folders, nothing that is missing', async () => {
    for (const path of ['/.stamp', '/notes.txt', '/assets', '/assets/folder.js', '/none.js', '/assets/'])
      assert.equal((await caller.get(path)).status, 404, path)
    assert.equal((await callerOf({}).get('/')).status, 404, 'without a folder there is no page')
  })

  test('never leaves its folder, whatever the path says', async () => {
    const url = new URL(await listening({}, { explorerDir: folder }))
    const raw = (path: string): Promise<{ status: number; text: string }> =>
      new Promise((resolve, reject) => {
        request({ host: url.hostname, port: url.port, path }, response => {
          let text = ''
          response.on('data', chunk => (text += chunk))
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
        })
          .once('error', reject)
          .end()
      })
    for (const path of [
      '/../secret.json',
      '/assets/../../secret.json',
      '/%2e%2e/secret.json',
      '/..%2fsecret.json',
      '/..%5csecret.json',
      '/..\\secret.json',
      '/....//secret.json',
      '//secret.json',
      '/../dist-other/secret.json',
      `/${above}/secret.json`,
      '/%00/../secret.json',
      '/secret.json%00.js',
      `http://127.0.0.1/../secret.json`,
    ]) {
      const { status, text } = await raw(path)
      assert.ok(status === 404 || status === 400, `${path}: ${status}`)
      assert.ok(!text.includes('"secret"'), path)
    }
  })
})
