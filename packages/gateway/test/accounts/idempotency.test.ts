// The same idempotency key with the same body is one request, whoever asks at once, however the first one ends.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Idempotency, type IdempotencyOptions } from '../../src/accounts/idempotency.ts'
import type { HttpAnswer, Pieces } from '../../src/http/call.ts'
import { Refused } from '../../src/openai-error.ts'
import { webAnswer } from '../over-web.ts'

const asked = (rest: object = {}) => ({
  caller: 'a',
  key: 'k1',
  path: '/v1/chat/completions',
  body: '{"x":1}',
  signal: new AbortController().signal,
  ...rest,
})

const answer = (body: HttpAnswer['body'], rest: Partial<HttpAnswer> = {}): HttpAnswer => ({
  status: 200,
  headers: {},
  body,
  ...rest,
})

const pieces = (next: Pieces['next']): Pieces => ({ next, cancel() {} })

/** What is asked and told in its own form, and read as the web's. */
function idempotency(options?: IdempotencyOptions) {
  const all = new Idempotency(options)
  return {
    answer: async (...given: Parameters<Idempotency['answer']>) => webAnswer(await all.answer(...given)),
    get size() {
      return all.size
    },
  }
}

const answering = (text: string, rest: Partial<HttpAnswer> = {}) => {
  const work = async (): Promise<HttpAnswer> => {
    work.calls++
    return answer(text, { headers: { 'x-request-id': `r${work.calls}` }, ...rest })
  }
  work.calls = 0
  return work
}

describe('an idempotency key', () => {
  test('repeats the answer, headers and status included, without a second request', async () => {
    const all = idempotency()
    const work = answering('hello', { status: 400, headers: { 'x-a': 'b' } })
    const first = await all.answer(asked(), work)
    assert.equal(first.headers.get('idempotent-replayed'), null)
    assert.equal(await first.text(), 'hello')
    for (let i = 0; i < 3; i++) {
      const again = await all.answer(asked(), work)
      assert.deepEqual(
        [
          again.status,
          again.headers.get('x-a'),
          again.headers.get('idempotent-replayed'),
          await again.text(),
        ],
        [400, 'b', 'true', 'hello'],
      )
    }
    assert.equal(work.calls, 1)
  })

  test('with another body or path is refused; another caller has keys of its own', async () => {
    const all = idempotency()
    const work = answering('hello')
    await (await all.answer(asked(), work)).text()
    for (const other of [{ body: '{"x":2}' }, { path: '/v1/completions' }])
      await assert.rejects(all.answer(asked(other), work), (thrown: unknown) => {
        assert.ok(thrown instanceof Refused)
        assert.deepEqual([thrown.status, thrown.body.error.code], [409, 'idempotency_key_reused'])
        return true
      })
    await (await all.answer(asked({ caller: 'b', body: '{"x":2}' }), work)).text()
    assert.equal(work.calls, 2)
  })

  test('waits for the first one while it is under way, streams included', async () => {
    const all = idempotency()
    const gate = Promise.withResolvers<void>()
    let calls = 0
    const work = async (): Promise<HttpAnswer> => {
      calls++
      const parts = ['one ', 'two']
      return answer(
        pieces(async () => {
          const part = parts.shift()
          if (part !== undefined && parts.length === 0) await gate.promise
          return part
        }),
      )
    }
    const first = await all.answer(asked(), work)
    const others = [all.answer(asked(), work), all.answer(asked(), work)]
    const gone = new AbortController()
    const leaving = all.answer(asked({ signal: gone.signal }), work)
    gone.abort()
    await assert.rejects(leaving, { name: 'AbortError' })
    gate.resolve()
    assert.equal(await first.text(), 'one two')
    for (const other of others) assert.equal(await (await other).text(), 'one two')
    assert.equal(calls, 1)
  })

  test('a first one that fails, hangs up or breaks off leaves its turn to the next', async () => {
    const broken = pieces(async () => {
      throw new Error('broke off')
    })
    const ends: [string, HttpAnswer, (response: Response) => Promise<unknown>][] = [
      ['an error', answer('no', { status: 503 }), response => response.text()],
      ['a limit', answer('no', { status: 429 }), response => response.text()],
      ['a hang-up', answer(pieces(async () => 'long')), async response => response.body?.cancel()],
      ['a break', answer(broken), response => assert.rejects(response.text())],
    ]
    for (const [what, start, end] of ends) {
      const all = idempotency()
      const first = await all.answer(asked(), async () => start)
      const work = answering('then')
      const reading = async (): Promise<string> => (await all.answer(asked(), work)).text()
      const waiting = Promise.all([reading(), reading()])
      await end(first)
      assert.deepEqual(await waiting, ['then', 'then'], what)
      assert.equal(work.calls, 1, what)
    }
    const all = idempotency()
    await assert.rejects(
      all.answer(asked(), async () => {
        throw new Error('thrown')
      }),
      /thrown/,
    )
    assert.equal(await (await all.answer(asked(), answering('then'))).text(), 'then')
  })

  test('is bounded: the oldest go, in number and in bytes, and nothing is older than a day', async () => {
    let now = 0
    const all = idempotency({ mostEntries: 10, mostBytes: 1_000, now: () => now })
    const work = answering('x'.repeat(90))
    for (let i = 0; i < 30; i++) await (await all.answer(asked({ key: `k${i}` }), work)).text()
    assert.deepEqual(all.size, { entries: 10, bytes: 900 })
    const long = answering('x'.repeat(950))
    await (await all.answer(asked({ key: 'long' }), long)).text()
    assert.deepEqual(all.size, { entries: 1, bytes: 950 })
    await (await all.answer(asked({ key: 'long' }), long)).text()
    assert.equal(long.calls, 1)
    now += 86_400_000
    await (await all.answer(asked({ key: 'long' }), long)).text()
    assert.equal(long.calls, 2)
  })

  test('an answer too long to keep is passed on whole and not kept', async () => {
    const all = idempotency()
    const work = answering('x'.repeat(5 << 20))
    assert.equal((await (await all.answer(asked(), work)).text()).length, 5 << 20)
    assert.deepEqual(all.size, { entries: 0, bytes: 0 })
  })

  test('must be a plain word', async () => {
    const all = idempotency()
    for (const key of ['', ' ', 'a b', 'ü', 'x'.repeat(256)])
      await assert.rejects(all.answer(asked({ key }), answering('')), (thrown: unknown) => {
        assert.ok(thrown instanceof Refused && thrown.status === 400)
        return true
      })
  })
})
