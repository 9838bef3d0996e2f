// Answers are held to the form that was asked for, and no schema holds up the gateway.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { Refused } from '../src/openai-error.ts'
import { schemaJudge } from '../src/structured/schema-judge.ts'
import { Turns } from '../src/structured/turns.ts'
import { acting, talker } from './services.ts'
import { CHAT, callerOf, errorOf, isRecord, json, payloadsOf, say, seat, textOf } from './serving.ts'

const judge = schemaJudge()
after(() => judge.close())

const refused = (code: string) => (error: unknown) =>
  error instanceof Refused && error.body.error.code === code && error.status === 400

describe('a text held against a schema', () => {
  const schema = {
    type: 'object',
    properties: { a: { type: 'integer', minimum: 3 }, b: { type: 'string', pattern: '^x+$' } },
    required: ['a'],
    additionalProperties: false,
  }
  const cases: readonly (readonly [text: string, wrong: RegExp | undefined])[] = [
    ['{"a":3}', undefined],
    [' {"b": "xx", "a": 5}\n', undefined],
    ['{"a":2}', /#\/a/],
    ['{"a":3,"b":"y"}', /#\/b/],
    ['{"a":3,"c":1}', /#\/c/],
    ['{}', /"a"/],
    ['[]', /object/],
    ['{"a":3', /not JSON/],
    ['', /not JSON/],
  ]
  for (const [text, wrong] of cases) {
    test(`${text === '' ? 'nothing' : text}: ${wrong ? 'is told what is wrong' : 'is right'}`, async () => {
      const said = await judge.judge(schema, text, 'me')
      if (wrong) assert.match(said ?? '', wrong)
      else assert.equal(said, undefined)
    })
  }

  test('that would take for ever costs its sender an error, and the next one nothing', async () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [
        `d${at}`,
        { allOf: [{ $ref: `#/$defs/d${at + 1}` }, { $ref: `#/$defs/d${at + 1}` }] },
      ]),
    )
    const slow = [
      [{ pattern: '^(a+)+$' }, `"${'a'.repeat(60)}!"`],
      [{ $ref: '#/$defs/d0', $defs: { ...doubling, d40: { type: 'object' } } }, '{}'],
      [{ $ref: '#' }, '{}'],
    ] as const
    for (const [schema, text] of slow) {
      const others = [judge.judge({ type: 'null' }, 'null', 'me'), judge.judge({ type: 'null' }, '1', 'me')]
      await assert.rejects(judge.judge(schema, text, 'me'), refused('invalid_schema'))
      const [right, wrong] = await Promise.all(others)
      assert.equal(right, undefined)
      assert.ok(wrong)
    }
    assert.equal(await judge.judge({ type: 'null' }, 'null', 'me'), undefined)
  })

  test('that makes no sense is an error of its sender', async () => {
    await assert.rejects(judge.judge({ pattern: '(' }, '"x"', 'me'), refused('invalid_schema'))
    await assert.rejects(judge.judge({ $ref: '#/nowhere' }, '"x"', 'me'), refused('invalid_schema'))
  })

  test('of one caller waits up to a bound that leaves room for others', async () => {
    const mine = Array.from({ length: 400 }, () => judge.judge({ type: 'null' }, 'null', 'me'))
    const other = judge.judge({ type: 'null' }, 'null', 'somebody else')
    const asked = await Promise.allSettled(mine)
    const busy = asked.flatMap(one => (one.status === 'rejected' ? [one.reason] : []))
    // One is being held, the others wait.
    assert.equal(busy.length, 400 - 65)
    for (const one of busy) assert.ok(one instanceof Refused && one.status === 503)
    assert.equal(await other, undefined)
  })

  test('that is slow is no hindrance to other callers, however many of them one sends', async () => {
    const order: string[] = []
    const done = (who: string) => (): void => void order.push(who)
    const slow = Array.from({ length: 3 }, () =>
      judge.judge({ pattern: '^(a+)+$' }, `"${'a'.repeat(60)}!"`, 'slow').then(done('?'), done('slow')),
    )
    const quick = ['one', 'two', 'three'].map(who =>
      judge.judge({ type: 'null' }, 'null', who).then(done(who), done('?')),
    )
    await Promise.all([...slow, ...quick])
    // However long theirs take on a busy machine: they wait for one of the slow ones at most.
    assert.deepEqual(order.slice(-2), ['slow', 'slow'])
    assert.deepEqual(new Set(order), new Set(['one', 'two', 'three', 'slow']))
  })
})

test('callers take turns, and each is served in the order of coming', async () => {
  const turns = new Turns()
  const order: string[] = []
  const take = (caller: string, at: number): Promise<void> =>
    turns.take(caller, async () => {
      order.push(`${caller}${at}`)
      await new Promise(setImmediate)
      if (at === 1) throw new Error('fails')
    })
  const asked = [0, 1, 2, 3].map(at => take('a', at))
  asked.push(take('b', 0), take('c', 0), take('b', 2))
  assert.equal(turns.waiting('a'), 3)
  const ended = await Promise.allSettled(asked)
  assert.deepEqual(order, ['a0', 'a1', 'b0', 'c0', 'a2', 'b2', 'a3'])
  assert.equal(ended.filter(one => one.status === 'rejected').length, 1)
  await take('d', 0)
  assert.equal(turns.waiting('a'), 0)
})

const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
const asSchema = { response_format: { type: 'json_schema', json_schema: { name: 'place', schema } } }
const asObject = { response_format: { type: 'json_object' } }

const head = { id: 'theirs', created: 1, model: 'theirs' }
const answering = (content: string, finish_reason = 'stop') =>
  acting(async () => ({
    ...head,
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason }],
  }))
const streaming = (...words: readonly string[]) =>
  acting(async function* () {
    const chunk = { ...head, object: 'chat.completion.chunk' }
    for (const content of words)
      yield { ...chunk, choices: [{ index: 0, delta: { content }, finish_reason: null }] }
    yield { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }
  })

describe('an answer that is not of the form', () => {
  test('is not given: the next miner is asked', async () => {
    const wrong = await seat(talker('chatty'), { uid: 0, incentive: 1 })
    const right = await seat(answering('{"city":"Rome"}'), { uid: 1 })
    const caller = callerOf({ text: [wrong, right] })
    for (const form of [asSchema, asObject]) {
      const response = await caller.post(CHAT, say('where?', form))
      assert.equal(response.headers.get('x-taonet-miners'), 'text/1, text/0')
      assert.equal(await textOf(response), '{"city":"Rome"}')
    }
  })

  test('from all of them is a 502 that says so', async () => {
    const caller = callerOf({ text: [await seat(answering('{"town":"Rome"}'), { uid: 0 })] })
    const { message, ...error } = await errorOf(await caller.post(CHAT, say('where?', asSchema)))
    assert.deepEqual(error, {
      status: 502,
      type: 'server_error',
      code: 'off_format',
      param: 'response_format',
    })
    assert.match(String(message), /city/)
    assert.equal(await textOf(await caller.post(CHAT, say('where?', asObject))), '{"town":"Rome"}')
  })

  test('because it was cut is given as it is', async () => {
    const caller = callerOf({ text: [await seat(answering('{"ci', 'length'), { uid: 0 })] })
    assert.equal(await textOf(await caller.post(CHAT, say('where?', asSchema))), '{"ci')
  })

  test('in a stream ends it with an error instead of an end', async () => {
    const caller = callerOf({ text: [await seat(streaming('{"town"', ':"Rome"}'), { uid: 0 })] })
    const payloads = await payloadsOf(await caller.post(CHAT, say('where?', { ...asSchema, stream: true })))
    const last: unknown = JSON.parse(payloads.at(-1) ?? '')
    assert.ok(isRecord(last) && isRecord(last.error))
    assert.equal(last.error.code, 'off_format')
    assert.ok(!payloads.some(one => one.includes('"finish_reason":"stop"')))
  })
})

test('a stream that is of the form is a stream like any', async () => {
  const caller = callerOf({ text: [await seat(streaming('{"city"', ':"Rome"}'), { uid: 0 })] })
  const payloads = await payloadsOf(await caller.post(CHAT, say('where?', { ...asSchema, stream: true })))
  assert.equal(payloads.at(-1), '[DONE]')
  assert.ok(payloads.at(-2)?.includes('"finish_reason":"stop"'))
})

test('miners that write by a grammar are asked before better paid ones', async () => {
  const paid = await seat(answering('{"city":"Oslo"}'), { uid: 0, incentive: 1 })
  const able = await seat(answering('{"city":"Rome"}'), { uid: 1 })
  const { declaration } = able
  assert.ok(declaration)
  const caller = callerOf({ text: [paid, { ...able, declaration: { ...declaration, engine: 'llama.cpp' } }] })
  assert.equal(await textOf(await caller.post(CHAT, say('where?', asSchema))), '{"city":"Rome"}')
  assert.equal(await textOf(await caller.post(CHAT, say('where?'))), '{"city":"Oslo"}')
})

const weather = {
  name: 'weather',
  strict: true,
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}
const offering = { tools: [{ type: 'function', function: weather }] }
const called = (...named: readonly (readonly [name: string, text: string])[]) =>
  named.map(([name, text], at) => ({ id: `c${at}`, type: 'function', function: { name, arguments: text } }))

/** Calls, whole or as a stream. */
const calling = (...calls: ReturnType<typeof called>) =>
  acting(async () => ({
    ...head,
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: null, tool_calls: calls },
        finish_reason: 'tool_calls',
      },
    ],
  }))
const callingPiecewise = (...deltas: readonly object[]) =>
  acting(async function* () {
    const chunk = { ...head, object: 'chat.completion.chunk' }
    for (const one of deltas)
      yield { ...chunk, choices: [{ index: 0, delta: { tool_calls: [one] }, finish_reason: null }] }
    yield { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] }
  })

describe('calls', () => {
  const right = called(['weather', '{"city":"Rome"}'])
  const wrong: readonly (readonly [what: string, asked: object, calls: ReturnType<typeof called>])[] = [
    ['of what was not offered', offering, called(['delete_all', '{}'])],
    ['besides what was offered', offering, called(['weather', '{"city":"Rome"}'], ['delete_all', '{}'])],
    ['where nothing was offered', {}, right],
    ['where none was wanted', { ...offering, tool_choice: 'none' }, right],
    ['that are none', offering, []],
    [
      'at once where one at a time was wanted',
      { ...offering, parallel_tool_calls: false },
      [...right, ...right],
    ],
    ['of a strict function with other arguments', offering, called(['weather', '{"town":"Rome"}'])],
    ['of a strict function with no JSON', offering, called(['weather', 'Rome'])],
    [
      'of another function than the one that was wanted',
      {
        tools: [...offering.tools, { type: 'function', function: { name: 'time' } }],
        tool_choice: { type: 'function', function: { name: 'time' } },
      },
      right,
    ],
  ]
  for (const [what, asked, calls] of wrong) {
    test(`${what} do not reach the caller`, async () => {
      const caller = callerOf({ text: [await seat(calling(...calls), { uid: 0 })] })
      const { status, code } = await errorOf(await caller.post(CHAT, say('where?', asked)))
      assert.equal(status, 502)
      assert.match(String(code), /^(bad-reply|off_format)$/)
      const piecewise = callingPiecewise(...calls.map((call, index) => ({ index, ...call })))
      const streaming = callerOf({ text: [await seat(piecewise, { uid: 0 })] })
      const stream = await streaming.post(CHAT, say('where?', { ...asked, stream: true }))
      const text = await stream.text()
      assert.ok(!text.includes('[DONE]') && !text.includes('"finish_reason":"tool_calls"'), text)
      assert.match(text, /"code":"(bad-reply|off_format)"/)
    })
  }

  test('of what was offered do, whole and in pieces, however a server repeats itself', async () => {
    const whole = callerOf({ text: [await seat(calling(...right), { uid: 0 })] })
    const { choices } = await json(await whole.post(CHAT, say('where?', offering)))
    assert.ok(Array.isArray(choices))
    assert.deepEqual(choices[0].message.tool_calls, right)
    for (const name of [undefined, null, '', 'weather']) {
      const piecewise = callingPiecewise(
        { index: 0, id: 'c0', type: 'function', function: { name: 'weather', arguments: '' } },
        { index: 0, function: { name, arguments: '{"city":' } },
        { index: 0, function: { name, arguments: '"Rome"}' } },
      )
      const caller = callerOf({ text: [await seat(piecewise, { uid: 0 })] })
      const payloads = await payloadsOf(await caller.post(CHAT, say('where?', { ...offering, stream: true })))
      assert.equal(payloads.at(-1), '[DONE]', String(name))
    }
  })
})
