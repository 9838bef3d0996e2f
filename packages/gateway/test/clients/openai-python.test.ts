// The stock client for Python at every endpoint, whole and streamed, and what it raises.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { BROKEN, clientsNetwork, isPlace, OWN } from './clients-network.ts'
import { clientPython } from './python/venv.ts'

const SCRIPT = fileURLToPath(new URL('python/every_endpoint.py', import.meta.url))
const DEADLINE_MS = 60_000

/** What was seen, by name. */
const EXPECTED: Readonly<Record<string, readonly unknown[]>> = {
  models: [true, 'text/0'],
  chat: [['three two one', 'three two one'], 6],
  'chat streamed': ['three two one', 6],
  'chat headers': ['text/0', true],
  tools: ['tool_calls', 'weather', '{"city":"Rome"}'],
  'tools told': ['found sun'],
  'tools streamed': ['{"city":"Rome"}'],
  logprobs: [[2, 2, 2], true],
  completions: [
    ['b a', 'd c'],
    ['b', ' a'],
  ],
  'completions streamed': ['three two one'],
  responses: ['completed', 'two one zero', 6],
  'responses gone on': ['three zero one two two one', true],
  'responses streamed': ['three two one', 'response.created', 'response.completed'],
  'responses tools': ['weather', '{"city":"Rome"}'],
  embeddings: [
    [
      [97, 98],
      [99, 99],
    ],
  ],
  'embeddings as numbers': [[97, 98]],
  moderations: [[false, true]],
  batches: ['completed', 'first', 'three two one'],
  files: [true, true],
  'at once': [Array.from({ length: 8 }, (_, i) => `${i} a`)],
}

const FAILURES: Readonly<Record<string, readonly unknown[]>> = {
  'no model': ['NotFoundError', 404, 'model_not_found', 'model'],
  'too hot': ['BadRequestError', 400, 'decimal_above_max_value', 'temperature'],
  'no prompt': ['BadRequestError', 400, 'empty_string', 'prompt'],
  'no input': ['BadRequestError', 400, 'empty_string', 'input'],
  'not kept': ['BadRequestError', 400, 'previous_response_not_found', 'previous_response_id'],
  gone: ['NotFoundError', 404, 'response_not_found', 'response_id'],
  'no tools': ['BadRequestError', 400, 'unsupported_parameter', 'tools'],
  'no texts': ['BadRequestError', 400, 'empty_array', 'input'],
  'nothing to judge': ['BadRequestError', 400, 'empty_array', 'input'],
}

test('the stock client for Python asks at every endpoint', async t => {
  let python: string
  try {
    python = await clientPython()
  } catch (obstacle) {
    if (process.env.CI === 'true') throw obstacle
    const why = `skipped: no Python registry: ${obstacle}`
    console.log(why)
    return t.skip(why)
  }
  const { stdout } = await promisify(execFile)(python, [SCRIPT, await clientsNetwork(), OWN, BROKEN], {
    timeout: DEADLINE_MS,
  })
  const lines = stdout
    .trim()
    .split('\n')
    .map((line): readonly unknown[] => JSON.parse(line))
  const seen = (name: string, ...more: readonly unknown[]): readonly unknown[] | undefined =>
    lines.find(line => [name, ...more].every((value, at) => line[at] === value))?.slice(1 + more.length)

  for (const [name, values] of Object.entries(EXPECTED))
    await t.test(name, () => assert.deepEqual(seen(name), values))
  await t.test('schema', () => assert.ok(isPlace(seen('schema')?.[0])))
  for (const [name, values] of Object.entries(FAILURES))
    await t.test(`${name} is raised`, () => assert.deepEqual(seen('failure', name), values))
  for (const name of ['chat', 'completions', 'responses'])
    await t.test(`a broken stream of ${name} is raised`, () =>
      assert.deepEqual(seen('broken', name), ['cut-off', true]),
    )
})
