// From chunks to an answer; from the gateway's list to groups; from what failed to words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { abilitiesOf } from '../src/chat/abilities.ts'
import { type Answer, asked, heard, isOpen, speed } from '../src/chat/answer.ts'
import { whoOf } from '../src/chat/ask.ts'
import { newsOf } from '../src/chat/chunk.ts'
import { turnsFor } from '../src/chat/conversation.ts'
import { groupsOf } from '../src/chat/models.ts'
import { troubleIn } from '../src/chat/trouble.ts'

const words = (content: string): string => JSON.stringify({ choices: [{ delta: { content } }] })

test('an answer grows from chunks', () => {
  const payloads: readonly [string, number][] = [
    [JSON.stringify({ choices: [{ delta: { role: 'assistant' } }] }), 90],
    [words('Twenty'), 100],
    [words('-one'), 150],
    [JSON.stringify({ choices: [], usage: { completion_tokens: 11 } }), 590],
  ]
  let answer = asked('What is 12 + 9?')
  assert.equal(answer.state, 'waiting')
  for (const [payload, at] of payloads)
    for (const news of newsOf(payload, at)) {
      answer = heard(answer, news)
      assert.ok(isOpen(answer))
    }
  answer = heard(answer, { type: 'end', at: 600 })
  assert.deepEqual(
    { text: answer.text, state: answer.state, first: answer.firstWord, whole: answer.whole },
    { text: 'Twenty-one', state: 'done', first: 100, whole: 600 },
  )
  assert.equal(speed(answer), 20)
})

test('a stopped answer keeps its words', () => {
  const answer = heard(heard(asked('q'), { type: 'words', text: 'half', at: 5 }), { type: 'stop', at: 9 })
  assert.deepEqual([answer.text, answer.state, isOpen(answer)], ['half', 'stopped', false])
})

test('an error inside the stream is trouble with a hint', () => {
  const [news] = newsOf(
    JSON.stringify({ error: { message: 'the miner broke off', code: 'disconnected' } }),
    1,
  )
  assert.ok(news?.type === 'trouble')
  assert.equal(news.trouble.message, 'The miner broke off.')
  assert.match(news.trouble.hint, /falls back/)
})

test('chunks of any other shape bring nothing and break nothing', () => {
  for (const payload of [
    '',
    '{',
    'null',
    '[]',
    '7',
    '{"choices":7}',
    '{"choices":[null]}',
    '{"choices":[{"delta":{"content":7}}]}',
  ])
    assert.deepEqual(newsOf(payload, 0), [], payload)
})

test('what the gateway hints is the hint', () => {
  assert.deepEqual(
    troubleIn({ error: { message: 'no miner now. wait a little. Then ask.', code: 'no-miner' } }),
    {
      code: 'no-miner',
      message: 'No miner now.',
      hint: 'Wait a little. Then ask.',
    },
  )
})

test('an error of no known code still has a hint', () => {
  const trouble = troubleIn({ error: { message: 'odd', code: null } })
  assert.ok(trouble && trouble.hint.length > 0)
  assert.equal(troubleIn({ choices: [] }), undefined)
})

test('who answered stands in the headers', () => {
  const headers = new Headers({
    'x-taonet-model': 'smollm2-135m-instruct',
    'x-taonet-miners': 'text/4, text/8',
    'x-taonet-block': '139',
  })
  assert.deepEqual(whoOf(headers), {
    model: 'smollm2-135m-instruct',
    miners: ['text/4', 'text/8'],
    block: 139,
  })
  assert.equal(whoOf(new Headers()), undefined)
})

test('earlier turns go along only when they are wanted and finished', () => {
  const done: Answer = { ...asked('a'), text: 'A', state: 'done' }
  const broken: Answer = { ...asked('b'), state: 'failed' }
  const question = { role: 'user', content: 'c' } as const
  assert.deepEqual(turnsFor([done, broken], 'c', false), [question])
  assert.deepEqual(turnsFor([done, broken], 'c', true), [
    { role: 'user', content: 'a' },
    { role: 'assistant', content: 'A' },
    question,
  ])
})

test('models are grouped, and those of other subnets left out', () => {
  const entry = (id: string, subnet = 'text') => ({
    id,
    x_taonet: { subnet, miners: [4, 'x'], incentive: 0.2, declared: { engine: 'llama.cpp' } },
  })
  const data = [entry('auto'), entry('text'), entry('smollm2-135m-instruct'), entry('text/4')]
  const groups = groupsOf({ data: [...data, entry('embeddings', 'embeddings'), null, { id: 'plain' }] })
  assert.deepEqual(
    [groups.routes, groups.declared, groups.single].map(group => group.map(one => one.id)),
    [['auto', 'text'], ['smollm2-135m-instruct'], ['text/4']],
  )
  assert.deepEqual(groups.declared[0], {
    id: 'smollm2-135m-instruct',
    miners: [4],
    incentive: 0.2,
    engine: 'llama.cpp',
  })
  assert.deepEqual(groupsOf('nonsense'), { routes: [], declared: [], single: [] })
})

test('models of one ability share a line', () => {
  const groups = abilitiesOf(['taonet-words', 'mystery', 'smollm2-135m-instruct', 'taonet-numbers'])
  assert.deepEqual(
    groups.map(one => one.models),
    [['taonet-words', 'taonet-numbers'], ['mystery'], ['smollm2-135m-instruct']],
  )
})

test('who was chosen is read with what is known of each, whoever wrote it', () => {
  const told = {
    choices: [{ index: 0, delta: { role: 'assistant' }, finish_reason: null }],
    taonet: {
      routing: {
        kind: 'one',
        cluster: 3,
        candidates: [
          { uid: 7, model: 'a', score: 0.5, chance: 0.6 },
          { uid: 5, model: 'b', chance: 0.4 },
          { uid: 'x', model: 'c' },
        ],
        served: [5],
        hedged: [7],
      },
    },
  }
  const [news] = newsOf(JSON.stringify(told), 1)
  assert.ok(news?.type === 'routing')
  assert.deepEqual(news.routing, {
    kind: 'one',
    cluster: 3,
    experts: [
      { uid: 7, model: 'a', score: 0.5, chance: 0.6, part: 'asked too' },
      { uid: 5, model: 'b', score: undefined, chance: 0.4, part: 'answered' },
    ],
  })
  for (const routing of [undefined, null, 'one', { kind: 'guess' }])
    assert.deepEqual(newsOf(JSON.stringify({ choices: [], taonet: { routing } }), 1), [])
})

test('a refusal is shown as words', () => {
  const payload = JSON.stringify({ choices: [{ index: 0, delta: { refusal: 'No.' } }] })
  assert.deepEqual(newsOf(payload, 4), [{ type: 'words', text: 'No.', at: 4 }])
})
