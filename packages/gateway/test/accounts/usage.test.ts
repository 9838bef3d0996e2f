// Usage: what is counted is what was used, by key, model and miner, however its buckets are cut; and its page in OpenAI's form.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { accountsOver, freeCaller, usagePage, usageSums } from '../../src/accounts/index.ts'
import { addUsage, type UsageRow, widenOld } from '../../src/accounts/usage-rows.ts'
import { Refused } from '../../src/openai-error.ts'
import { Clock, onBoth } from './stores.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const NOW = Date.UTC(2026, 5, 15, 12, 0, 30)
const DAY = 86_400

const row = (rest: Partial<UsageRow>): UsageRow => ({
  at: Math.floor(NOW / 60_000) * 60,
  kind: 'completions',
  caller: 'a',
  model: 'm',
  netuid: 1,
  uid: 0,
  requests: 1,
  assisted: 0,
  prompt: 10,
  completion: 5,
  price: 30,
  ...rest,
})

const anyRow = fc
  .record({
    age: fc.integer({ min: 0, max: 100 * 1_440 }),
    caller: fc.constantFrom('a', 'b'),
    model: fc.constantFrom('m', 'n'),
    uid: fc.integer({ min: -1, max: 2 }),
    requests: fc.nat(3),
    assisted: fc.nat(2),
    prompt: fc.nat(1_000_000_000),
    completion: fc.nat(1_000),
    price: fc.nat(100_000),
  })
  .map(({ age, ...rest }) => row({ ...rest, at: Math.floor(NOW / 60_000) * 60 - age * 60 }))

onBoth('usage', stores => {
  test('keeps every sum when old buckets are widened, once or again', async () => {
    const sql = await stores.open()
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 40 }), async rows => {
        await sql.all('delete from usage')
        await addUsage(sql, rows.slice(0, 20))
        await widenOld(sql, NOW)
        await addUsage(sql, rows.slice(20))
        await widenOld(sql, NOW)
        await widenOld(sql, NOW)
        for (const caller of ['a', 'b']) {
          const sums = await usageSums(sql, {
            kind: 'completions',
            from: 0,
            until: NOW,
            width: DAY,
            callers: [caller],
            by: ['miner'],
          })
          for (const name of ['requests', 'assisted', 'prompt', 'completion', 'price'] as const) {
            const wanted = new Map<string, number>()
            for (const one of rows.filter(each => each.caller === caller)) {
              const where = `${Math.floor(one.at / DAY) * DAY} ${one.uid}`
              wanted.set(where, (wanted.get(where) ?? 0) + one[name])
            }
            assert.deepEqual(new Map(sums.map(one => [`${one.bucket} ${one.uid}`, one[name]])), wanted)
          }
        }
        const old = await sql.all('select at from usage where width = 60 and at < $1', [
          NOW / 1_000 - 3 * DAY,
        ])
        assert.equal(old.length, 0)
      }),
      { numRuns: (sql.shared ? 10 : 50) * EFFORT },
    )
  })

  test('a request belongs to who answered first; the others assisted; an answer out of the cache to nobody', async () => {
    const clock = new Clock(NOW)
    const sql = await stores.open()
    const accounts = accountsOver(sql, { now: clock.now })
    const settle = async (uids: readonly number[], route = '/v1/responses'): Promise<void> => {
      const one = await accounts.reserve(freeCaller, { route, requests: 1, tokens: 100 })
      void one.settle({ promptTokens: 7, completionTokens: 3, model: 'a\0b', netuid: 1, uids })
    }
    await settle([4, 5, 6])
    await settle([5])
    await settle([])
    await settle([9], '/v1/embeddings')
    await accounts.flush()
    const sums = await usageSums(sql, {
      kind: 'completions',
      from: 0,
      until: NOW,
      width: 60,
      by: ['miner', 'model'],
    })
    assert.deepEqual(
      sums.map(one => [
        one.uid,
        one.model,
        one.requests,
        one.assisted,
        one.prompt,
        one.completion,
        one.price,
      ]),
      [
        [-1, 'ab', 1, 0, 7, 3, 19],
        [4, 'ab', 1, 0, 7, 3, 19],
        [5, 'ab', 1, 1, 7, 3, 19],
        [6, 'ab', 0, 1, 0, 0, 0],
      ],
    )
  })

  test("OpenAI's page: buckets in order, empty ones too, then the next page", async () => {
    const sql = await stores.open()
    const start = Math.floor(NOW / 1_000 / DAY) * DAY - 3 * DAY
    await addUsage(sql, [
      row({ at: start + 60 }),
      row({ at: start + 3 * DAY, caller: 'b', model: 'n', uid: -1, prompt: 2, completion: 1 }),
      row({ at: start + 3 * DAY, kind: 'embeddings', prompt: 9 }),
    ])
    const page = (query: string) => usagePage(sql, 'completions', new URLSearchParams(query), NOW)
    const first = await page(`start_time=${start}&limit=2`)
    assert.deepEqual(
      first.data.map(one => [one.start_time, one.end_time, one.results.length]),
      [
        [start, start + DAY, 1],
        [start + DAY, start + 2 * DAY, 0],
      ],
    )
    assert.deepEqual([first.object, first.has_more], ['page', true])
    assert.deepEqual(first.data[0]?.results[0], {
      object: 'organization.usage.completions.result',
      input_tokens: 10,
      output_tokens: 5,
      input_cached_tokens: 0,
      num_model_requests: 1,
      project_id: null,
      user_id: null,
      api_key_id: null,
      model: null,
      batch: null,
      miner: null,
      num_assisted_requests: 0,
      price: 30,
    })
    const second = await page(
      `start_time=${start}&limit=2&page=${first.next_page}&group_by[]=model&group_by[]=api_key_id&group_by=miner`,
    )
    assert.deepEqual([second.has_more, second.next_page], [false, null])
    const [result] = second.data[1]?.results ?? []
    assert.deepEqual(
      [result?.model, result?.api_key_id, result?.miner, result?.input_tokens],
      ['n', 'b', null, 2],
    )
    const some = await page(
      `start_time=${start}&api_key_ids=a&models[]=m&bucket_width=1h&limit=1&group_by=miner`,
    )
    assert.deepEqual(
      some.data[0]?.results.map(one => one.miner),
      ['1/0'],
    )
    const none = await page(`start_time=${start}&models=other&bucket_width=1m`)
    assert.equal(none.data.length, 60)
    assert.ok(none.data.every(one => one.results.length === 0))
    const vectors = await usagePage(sql, 'embeddings', new URLSearchParams(`start_time=${start}`), NOW)
    assert.equal(vectors.data[3]?.results[0]?.object, 'organization.usage.embeddings.result')
  })

  test('refuses what is no query, naming it', async () => {
    const sql = await stores.open()
    for (const [query, param] of [
      ['', 'start_time'],
      ['start_time=yesterday', 'start_time'],
      ['start_time=-1', 'start_time'],
      ['start_time=0&bucket_width=1w', 'bucket_width'],
      ['start_time=0&limit=0', 'limit'],
      ['start_time=0&group_by=price;drop', 'group_by'],
      ['start_time=0&page=x', 'page'],
    ] as const)
      await assert.rejects(
        usagePage(sql, 'completions', new URLSearchParams(query), NOW),
        (thrown: unknown) => {
          assert.ok(thrown instanceof Refused, query)
          assert.deepEqual([thrown.status, thrown.body.error.param], [400, param], query)
          return true
        },
      )
  })
})
