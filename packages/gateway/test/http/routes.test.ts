// Which route a path is, and which it is not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jsonAnswer } from '../../src/http/call.ts'
import { Routes } from '../../src/http/routes.ts'

const table = (...rows: readonly (readonly [string, string])[]): Routes<undefined> => {
  const routes = new Routes<undefined>()
  for (const [method, path] of rows) routes.add(method, path, (_, id) => jsonAnswer([method, path, id]))
  return routes
}

const routes = table(
  ['GET', '/v1/files'],
  ['POST', '/v1/files'],
  ['GET', '/v1/files/:id'],
  ['DELETE', '/v1/files/:id'],
  ['GET', '/v1/files/:id/content'],
  ['GET', '/v1/models/:id+'],
  ['GET', '/v1/receipts/:id'],
  ['GET', '/v1/receipts/key'],
)

/** The row that answers, and the path's own part. */
async function found(method: string, path: string): Promise<unknown> {
  const route = routes.find(method, path)
  const { body } = (await route?.handler(undefined, route.id)) ?? {}
  return typeof body === 'string' ? JSON.parse(body) : undefined
}

test('a path is found by its method, and its own part is told', async () => {
  assert.deepEqual(await found('GET', '/v1/files'), ['GET', '/v1/files', ''])
  assert.deepEqual(await found('HEAD', '/v1/files'), ['GET', '/v1/files', ''])
  assert.deepEqual(await found('DELETE', '/v1/files/f-1'), ['DELETE', '/v1/files/:id', 'f-1'])
  assert.deepEqual(await found('GET', '/v1/files/f%2F1/content'), ['GET', '/v1/files/:id/content', 'f/1'])
  assert.deepEqual(await found('GET', '/v1/models/text/4'), ['GET', '/v1/models/:id+', 'text/4'])
  assert.deepEqual(await found('GET', '/v1/receipts/key'), ['GET', '/v1/receipts/key', ''])
  assert.deepEqual(await found('GET', '/v1/receipts/%E0%A4%A'), ['GET', '/v1/receipts/:id', '%E0%A4%A'])
})

test('nothing is found at what only looks like one', () => {
  for (const path of [
    '/v1/file',
    '/v1/files/',
    '/v1/files/a/b',
    '/v1/files//content',
    '/v1xfiles',
    '/x/v1/files',
    '',
  ])
    assert.equal(routes.find('GET', path), undefined, path)
  assert.equal(routes.find('PUT', '/v1/files'), undefined)
  assert.equal(routes.find('POST', '/v1/files/f-1'), undefined)
  assert.equal(routes.find('get', '/v1/files'), undefined)
})

test('a plain path says what it takes', () => {
  assert.deepEqual(routes.methodsAt('/v1/files'), ['GET', 'POST'])
  assert.deepEqual(routes.methodsAt('/v1/files/f-1'), [])
  assert.deepEqual(routes.methodsAt('/v1'), [])
})
