// Shapes of live chat requests: what is kept of them, and that a probe in a shape looks like it.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Random, randomFrom, seedFrom } from '@taonet/models/random'
import { chatRequest } from '@taonet/neuron'
import { LIVE_KINDS } from '../src/text/live-shape.ts'
import { familyOf } from '../src/text/skill-families.ts'
import { skills } from '../src/text/skills/index.ts'
import { text } from '../src/text/subnet.ts'

for (const _ of skills) familyOf('one family is learnt with each call')

const OTHERS = [
  'How many days until the holidays begin in Norway?',
  'Write a poem about my dog.',
  'what is wrong with my bike',
  'Tell me a joke about trains!',
  'Summarise the French Revolution in two sentences.',
]

const capitals = skills.find(one => one.name === 'capitals')

interface Chat {
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly [field: string]: unknown
}
const random = (name: string): Random => randomFrom(seedFrom(`live shape ${name}`))
const envelope = (request: Chat, words = false) => text.envelope(request, words)
const context = { uid: 1, declaration: undefined }

function bodyOf(kind: string, seed: string, envelopes: readonly unknown[], step = 0): Chat {
  const { steps } = text.challenge(kind, seedFrom(seed), { ...context, envelopes })
  const body = steps[step]?.body
  assert.ok(chatRequest.safeParse(body).success)
  return JSON.parse(JSON.stringify(body))
}

describe('families of tasks', () => {
  test('are recognised by what they ask', () => {
    const draw = random('families')
    for (const skill of skills) {
      const found = Array.from({ length: 60 }, () => familyOf(skill.make(draw).prompt))
      const right = found.filter(name => name === skill.name).length
      assert.ok(right >= 42, `${skill.name}: ${right} of 60`)
    }
  })

  test('are not seen in other questions', () => {
    for (const question of OTHERS) assert.equal(familyOf(question), undefined, question)
  })
})

describe('a shape', () => {
  const asked = (content: string, rest: object = {}): Chat => ({
    messages: [{ role: 'user', content }],
    max_tokens: 200,
    ...rest,
  })

  test('has its kind from parameters and question', () => {
    const task = skills[0]?.make(random('kind')).prompt ?? ''
    const prefix = {
      messages: [...asked('Tell me a story.').messages, { role: 'assistant', content: 'Once' }],
    }
    const kinds: [Chat, string][] = [
      [asked(task), LIVE_KINDS.task],
      [asked(task, { max_tokens: 5 }), LIVE_KINDS.other],
      [asked(OTHERS[1] ?? ''), LIVE_KINDS.question],
      [asked(OTHERS[1] ?? '', { temperature: 0 }), LIVE_KINDS.settled],
      [{ ...prefix, logprobs: true, top_logprobs: 20 }, LIVE_KINDS.continuation],
      [{ ...prefix, logprobs: true, top_logprobs: 5 }, LIVE_KINDS.other],
      [prefix, LIVE_KINDS.other],
    ]
    for (const [request, kind] of kinds) assert.equal(envelope(request)?.kind, kind, JSON.stringify(request))
    assert.equal(envelope({ messages: [] }), undefined)
  })

  test('keeps no word of a caller who did not allow it', () => {
    const draw = random('words')
    for (let i = 0; i < 50; i++) {
      const word = (): string => `w${draw.uint32().toString(36)}x`
      const words = Array.from({ length: 6 }, word)
      const messages = ['system', 'user', 'assistant', 'user'].map((role, at) => ({
        role,
        content: `${words[at]} ${words.at(-1)}`,
      }))
      const request = { messages, max_tokens: 100, temperature: 0.5, stream: false }
      const kept = JSON.stringify(envelope(request))
      for (const one of words) assert.equal(kept.includes(one), false)
      const allowed = JSON.stringify(envelope(request, true))
      for (const at of [0, 1, 2, 3, 5]) assert.ok(allowed.includes(words[at] ?? '?'))
    }
    assert.equal(envelope({ ...asked('x'), stop: ['a long text to stop at, of the caller'] }), undefined)
  })

  test('is worn whole: parameters in their order, turns in their roles', () => {
    const request: Chat = {
      messages: [
        { role: 'system', content: 'You are a helpful assistant.' },
        { role: 'user', content: capitals?.make(random('worn')).prompt ?? '' },
        { role: 'assistant', content: '12' },
        { role: 'user', content: capitals?.make(random('worn again')).prompt ?? '' },
      ],
      max_tokens: 99,
      top_p: 0.8,
      temperature: 0.3,
      stop: ['\n'],
      stream: false,
    }
    const shape = envelope(request)?.shape
    const probe = bodyOf('skills', 'worn', [shape])
    assert.deepEqual(Object.keys(probe), Object.keys(request))
    assert.deepEqual({ ...probe, messages: 0 }, { ...request, messages: 0 })
    assert.deepEqual(
      probe.messages.map(one => one.role),
      request.messages.map(one => one.role),
    )
    assert.equal(probe.messages[0]?.content, 'You are a helpful assistant.')
    assert.equal(familyOf(probe.messages.at(-1)?.content ?? ''), capitals?.name)
    assert.deepEqual(bodyOf('skills', 'worn', [shape]), probe)
  })

  test('of a conversation carries on from what the miner answered before, each answer once', () => {
    const answer = (content: string | null) => ({
      ...{ id: 'x', object: 'chat.completion', created: 1, model: 'm' },
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    })
    const said = (question: string, content: string): unknown =>
      text.exchange(asked(question), answer(content))
    const turns = (...contents: readonly string[]): Chat => ({
      messages: contents.map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content })),
      max_tokens: 200,
    })
    const short = ['What is rain?', 'Water that falls.'] as const
    const long = ['Where does the night train to the sea begin?', 'At the old station, I believe.'] as const
    const live = envelope(
      turns('Why is snow?', 'Because of the cold', 'And how long does the night train take?'),
    )
    const grown = envelope(turns('Why is snow?', 'Because of cold.', 'x'.repeat(40), 'y'.repeat(30), 'And?'))
    assert.deepEqual([live?.answers, grown?.answers, envelope(asked('And?'))?.answers], [1, 2, 0])
    const exchanges = [said(...long), said(...short)]
    const words = (shape: unknown): readonly string[] =>
      bodyOf('open', 'said', [shape, ...exchanges]).messages.map(({ content }) => content)
    assert.deepEqual(words(live?.shape).slice(0, 2), short)
    assert.deepEqual(words(grown?.shape).slice(0, 4), [...short, ...long])
    assert.equal(text.exchange(turns('Go on:', 'Once upon'), answer('a')), undefined)
    assert.equal(text.exchange(asked('What is rain?'), answer(null)), undefined)
    assert.equal(text.exchange(asked('What is rain?'), answer('x'.repeat(2_048))), undefined)
    assert.equal(text.exchange({}, answer('Water.')), undefined)
  })

  test('of allowed words is asked again, its whole conversation where the turns are those of the visit', () => {
    const question = 'Why do cats purr when they sleep?'
    const again = (rest: object = {}): unknown => envelope(asked(question, rest), true)?.shape
    const visited = envelope(asked('What is rain?'))?.shape
    const visit = [visited, visited, again()]
    assert.equal(bodyOf('open', 'again', visit).messages.at(-1)?.content, question)
    assert.notEqual(bodyOf('open', 'again', visit, 1).messages.at(-1)?.content, question)
    const settled = { temperature: 0 }
    const visits = [envelope(asked('What is snow?', settled))?.shape, again(settled)]
    assert.equal(bodyOf('replay', 'again', visits).messages.at(-1)?.content, question)
    const messages = ['Hello.', 'Good day.', question].map((content, i) => ({
      role: i === 1 ? 'assistant' : 'user',
      content,
    }))
    const turns = messages.map(one => ({ ...one, content: 'x' }))
    const long = [envelope({ messages: turns, max_tokens: 90 })?.shape, envelope({ messages }, true)?.shape]
    assert.deepEqual(bodyOf('open', 'again', long), { messages, max_tokens: 90 })
  })

  test('of a visit is worn one a step, as many steps as the visit has requests', () => {
    const shapes = [64, 65, 66].map(max_tokens => envelope(asked('', { max_tokens }))?.shape)
    for (const kind of ['skills', 'open'])
      for (const count of [1, 2, 3]) {
        const worn = { ...context, envelopes: shapes.slice(0, count) }
        const { steps } = text.challenge(kind, seedFrom('visit'), worn)
        assert.deepEqual(
          steps.map((_, i) => bodyOf(kind, 'visit', worn.envelopes, i).max_tokens),
          [64, 65, 66].slice(0, count),
        )
      }
  })

  test('that is none changes nothing', () => {
    const plain = bodyOf('skills', 'none', [])
    for (const bad of [
      null,
      7,
      {},
      { parameters: { max_tokens: 'x' }, turns: [] },
      { parameters: { messages: [] }, turns: [] },
    ])
      assert.deepEqual(bodyOf('skills', 'none', [bad]), plain)
  })
})
