/** Replies held to JSON by a grammar: the repository's own weights, which know nothing of JSON, cannot write anything else. */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { grammarSchema } from '../src/host/grammar-schema.ts'
import { type Finish, type Generation, type Models, NetError, openModels } from '../src/index.ts'

let directory: string
let models: Models

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'taonet-json-'))
  models = await openModels({ dataDir: directory, offline: true })
})

after(async () => {
  await models.close()
  await rm(directory, { recursive: true })
})

async function reply(request: Omit<Generation, 'messages'>): Promise<{ text: string; finish: Finish }> {
  const [model] = models.text
  assert.ok(model)
  const pieces = model.generate({ ...request, messages: [{ role: 'user', content: 'Tell me a story.' }] })
  let text = ''
  for (;;) {
    const step = await pieces.next()
    if (step.done) return { text, finish: step.value }
    text += step.value.text
  }
}

const CITY = {
  type: 'object',
  properties: {
    kind: { enum: ['town', 'village'] },
    sunny: { type: 'boolean' },
    name: { type: 'string', maxLength: 8 },
    size: { anyOf: [{ const: 1 }, { const: 2 }, { type: 'null' }] },
    near: { type: 'array', items: { $ref: '#/$defs/place' }, minItems: 1, maxItems: 2 },
  },
  required: ['kind', 'sunny', 'name', 'size', 'near'],
  additionalProperties: false,
  $defs: { place: { type: 'object', properties: { far: { type: 'boolean' } }, required: ['far'] } },
}

test('of a schema are of the schema, whatever the seed, and end where they are whole', async () => {
  for (const seed of [1, 2, 3, 4]) {
    const { text, finish } = await reply({ maxTokens: 120, temperature: 1, seed, json: CITY })
    assert.equal(finish.reason, 'stop', text)
    const value: Record<string, unknown> = JSON.parse(text)
    assert.deepEqual(Object.keys(value), ['kind', 'sunny', 'name', 'size', 'near'])
    assert.ok(value.kind === 'town' || value.kind === 'village')
    assert.equal(typeof value.sunny, 'boolean')
    assert.ok(typeof value.name === 'string' && value.name.length <= 8)
    assert.ok(value.size === 1 || value.size === 2 || value.size === null)
    assert.ok(Array.isArray(value.near) && value.near.length >= 1 && value.near.length <= 2)
    for (const one of value.near) assert.deepEqual([Object.keys(one), typeof one.far], [['far'], 'boolean'])
    assert.equal(text.trimEnd(), text)
  }
})

test('of any object begin as one, and a limit may cut them', async () => {
  const { text, finish } = await reply({ maxTokens: 60, temperature: 0, json: 'object' })
  assert.match(text, /^\s*\{/)
  if (finish.reason === 'stop') assert.equal(typeof JSON.parse(text), 'object')
  else assert.throws(() => JSON.parse(text))
})

test('of a schema that no grammar can say are JSON all the same', async () => {
  const odd = { allOf: [{ type: 'object' }], not: { required: ['x'] } }
  assert.equal(grammarSchema(odd), undefined)
  const { text } = await reply({ maxTokens: 40, temperature: 0, json: odd })
  assert.match(text, /^\s*[[{"\d-]|^\s*(true|false|null)/)
})

test('have no log-probabilities, which is said', async () => {
  await assert.rejects(
    reply({ maxTokens: 5, temperature: 0, json: 'object', topLogprobs: 0 }),
    error => error instanceof NetError && error.code === 'bad_request',
  )
})

test('are free again when nothing was asked of their form', async () => {
  const { text } = await reply({ maxTokens: 20, temperature: 0 })
  assert.throws(() => JSON.parse(text))
})

test('a schema as a grammar takes it: what may be left out and would never end is left out', () => {
  const node = {
    type: 'object',
    properties: { value: { type: 'integer', minimum: 3 }, next: { $ref: '#/definitions/node' } },
    required: ['value'],
  }
  assert.deepEqual(grammarSchema({ $ref: '#/definitions/node', definitions: { node } }), {
    $ref: '#/$defs/node',
    $defs: { node: { type: 'object', properties: { value: { type: 'integer' } } } },
  })
  assert.deepEqual(grammarSchema({ type: ['string', 'null'], maxLength: 9_999 }), {
    oneOf: [{ type: 'string' }, { type: 'null' }],
  })
  assert.deepEqual(grammarSchema({ type: 'object' }), { type: 'object', additionalProperties: true })
  for (const none of [
    {},
    { type: 'thing' },
    { enum: [{}] },
    { $ref: 'http://elsewhere/' },
    { type: 'object', properties: { a: {} } },
    { enum: Array.from({ length: 2_000 }, (_, i) => `choice ${i}`) },
  ])
    assert.equal(grammarSchema(none), undefined)
})
