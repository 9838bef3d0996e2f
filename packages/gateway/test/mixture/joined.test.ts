// Votes and byte mixtures through the pipeline, over real miners: what the better ones agree on stands, and where joining fails one
// of them answers alone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chatRequest, route, type Service } from '@taonet/neuron'
import type { Kind, Plan } from '../../src/mixture/mixture.ts'
import type { Candidate } from '../../src/network.ts'
import { routingOf } from '../../src/router.ts'
import { asked as askedFor } from '../../src/text/asked.ts'
import type { TextQuestion } from '../../src/text/question.ts'
import { whole } from '../../src/text/whole-form.ts'
import { networkOf } from '../network.ts'
import { failing } from '../services.ts'
import { deadPort, seat, validators } from '../serving.ts'
import { asked, type Foretell, reciting, speaker } from './experts.ts'

const says = (foretell: Foretell): Service => ({
  model: 'speaker',
  sha256: '',
  engine: 'test',
  routes: {
    '/v1/chat/completions': route(chatRequest, async request => ({
      type: 'json',
      body: await speaker(foretell)({
        messages: request.messages,
        max_tokens: request.max_tokens,
        logprobs: request.logprobs,
      }),
    })),
  },
})

const question: TextQuestion = {
  id: 'test',
  route: '/v1/chat/completions',
  request: asked('Say it.', { max_tokens: 40 }),
  caller: { id: 'x', name: 'x', scopes: [], policy: 'off', shareCache: false, keepWords: false },
  sender: undefined,
  cache: 'off',
  batched: false,
  signal: new AbortController().signal,
  deadline: 20_000,
}

async function joined(kind: Kind, services: readonly (Service | undefined)[], chances: readonly number[]) {
  const seats = await Promise.all(
    services.map(async (service, uid) => {
      const found = await seat(service ?? failing('unavailable'), { uid })
      return service
        ? found
        : { ...found, target: found.target && { ...found.target, port: await deadPort() } }
    }),
  )
  const network = networkOf({ text: seats }, validators([]))
  const [served] = network.subnets
  if (!served) throw new RangeError('no subnet')
  const members = seats.flatMap(({ target, ...one }): Candidate[] =>
    target ? [{ ...one, target, model: `m${one.uid}` }] : [],
  )
  const routing = { kind, cluster: 3, candidates: [], served: [], hedged: [] }
  const plan: Plan = { kind, members, chances, order: members, routing }
  const { answer, account } = await askedFor(routingOf(network), { question, served, plan }, whole)
  return { text: answer.choices[0]?.message.content, account }
}

test('a vote: the answer of two fair experts stands before that of a slightly better one', async () => {
  const { text, account } = await joined(
    'vote',
    [says(reciting('7')), says(reciting('8')), says(reciting('8.'))],
    [0.6, 0.55, 0.55],
  )
  assert.equal(text, '8')
  assert.deepEqual(
    account.miners.map(({ uid }) => uid),
    [1, 2],
  )
  assert.deepEqual(account.routing?.served, [1, 2])
})

test('a vote goes on without whoever fails; one byte mixture too', async () => {
  const some = [undefined, says(reciting('right')), says(reciting('right'))]
  for (const kind of ['vote', 'tokens'] as const) {
    const { text } = await joined(kind, some, [0.9, 0.5, 0.5])
    assert.equal(text, 'right', kind)
  }
})

test('byte by byte over the wire, with its routing', async () => {
  const { text, account } = await joined(
    'tokens',
    [says(reciting('well said', 0.7)), says(reciting('well said'))],
    [0.6, 0.5],
  )
  assert.equal(text, 'well said')
  assert.deepEqual(
    account.miners.map(({ uid }) => uid),
    [0, 1],
  )
  assert.equal(account.routing?.kind, 'tokens')
})
