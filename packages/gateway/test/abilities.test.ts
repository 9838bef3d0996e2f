// Who is asked first for tools and JSON.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ableFirst } from '../src/abilities.ts'
import { parseChat } from '../src/chat-request.ts'
import type { Candidate } from '../src/network.ts'
import { neuron } from './network.ts'

const candidate = (uid: number, engine: string, vetoed = false): Candidate => {
  const one = neuron({ uid, model: 'm', port: 1 })
  assert.ok(one.target && one.declaration)
  return { ...one, target: one.target, declaration: { ...one.declaration, engine }, model: 'm', vetoed }
}
const tool = { type: 'function', function: { name: 'tell', parameters: {} } }
const asking = (rest: object) =>
  parseChat({ model: 'auto', messages: [{ role: 'user', content: 'x' }], ...rest })

test('those who can come first, in their order; whoever was unsafe stays last', () => {
  const all = [
    candidate(1, 'own'),
    candidate(2, 'llama.cpp'),
    candidate(3, 'openai'),
    candidate(4, 'openai'),
    candidate(5, 'openai', true),
    candidate(6, 'own', true),
  ]
  const order = (rest: object) => ableFirst(asking(rest), all).map(({ uid }) => uid)
  assert.deepEqual(order({}), [1, 2, 3, 4, 5, 6])
  assert.deepEqual(order({ tools: [tool] }), [3, 4, 1, 2, 5, 6])
  assert.deepEqual(order({ response_format: { type: 'json_object' } }), [2, 3, 4, 1, 5, 6])
})
