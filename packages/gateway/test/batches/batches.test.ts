// Batches: every line is answered once, through restarts, cancellation, expiry and failures; results are where OpenAI's clients
// look for them.
import assert from 'node:assert/strict'
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { FREE, Limits, revokeKey } from '../../src/accounts/index.ts'
import type { RunLine } from '../../src/batches/index.ts'
import { Refused } from '../../src/openai-error.ts'
import { errorOf, form, type House, house, json } from '../files/asking.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const CHAT = '/v1/chat/completions'

const line = (id: string, rest: object = {}): string =>
  JSON.stringify({ custom_id: id, method: 'POST', url: CHAT, body: { model: 'auto', n: id }, ...rest })
const lines = (count: number): string => Array.from({ length: count }, (_, i) => line(`q${i}`)).join('\n')

async function started({ send }: House, content: string, rest: object = {}, authorization?: string) {
  const { id } = await json(await send('POST', '/v1/files', form(content), authorization))
  const body = { input_file_id: id, endpoint: CHAT, completion_window: '24h', ...rest }
  const response = await send('POST', '/v1/batches', body, authorization)
  const made = await json(response)
  assert.equal(response.status, 200, JSON.stringify(made))
  return made
}

async function until(
  { send }: House,
  id: string,
  holds: (batch: { status: string }) => boolean,
  key?: string,
) {
  const end = Date.now() + 60_000
  for (;;) {
    const batch = await json(await send('GET', `/v1/batches/${id}`, undefined, key))
    if (holds(batch)) return batch
    assert.ok(Date.now() < end, `still ${batch.status}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

const OVER = ['completed', 'failed', 'expired', 'cancelled']
const over = (house: House, id: string, key?: string) =>
  until(house, id, batch => OVER.includes(batch.status), key)

interface Result {
  readonly id: string
  readonly custom_id: string
  readonly response: {
    readonly status_code: number
    readonly request_id: string
    readonly body: unknown
  } | null
  readonly error: { readonly code: string } | null
}

async function results({ send }: House, file: string | null, key?: string): Promise<Result[]> {
  if (file === null) return []
  const text = await (await send('GET', `/v1/files/${file}/content`, undefined, key)).text()
  assert.ok(text.endsWith('\n'))
  return text
    .trim()
    .split('\n')
    .map(one => JSON.parse(one))
}

const echo: RunLine = async (path, body) => ({ status: 200, body: { path, echo: body.n }, requestId: 'req' })

/** Waits until the test lets lines go, or gives up with its signal. */
function held() {
  const gate = Promise.withResolvers<void>()
  const seen: unknown[] = []
  const run: RunLine = (_, body, __, signal) => {
    seen.push(body.n)
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      void gate.promise.then(() => resolve({ status: 200, body: {} }))
    })
  }
  return { run, seen, release: gate.resolve }
}

describe('a batch', () => {
  test('answers every line; good ones and bad ones have a file each', async () => {
    const run: RunLine = async (path, body, caller, signal) => {
      assert.equal(caller.id, FREE)
      if (body.n === 'q2') return { status: 400, body: { error: { code: 'bad' } } }
      if (body.n === 'q3') throw new Refused(422, 'unusable', 'No.')
      return echo(path, body, caller, signal)
    }
    const here = await house({ run })
    const made = await started(here, `${lines(6)}\n\n`, { metadata: { job: 'nightly' } })
    assert.deepEqual(
      [made.object, made.status, made.errors, made.metadata],
      ['batch', 'validating', null, { job: 'nightly' }],
    )
    assert.equal(made.expires_at - made.created_at, 86_400)
    const batch = await over(here, made.id)
    assert.equal(batch.status, 'completed')
    assert.deepEqual(batch.request_counts, { total: 6, completed: 4, failed: 2 })
    assert.ok(batch.in_progress_at >= batch.created_at && batch.completed_at >= batch.finalizing_at)
    const good = await results(here, batch.output_file_id)
    assert.deepEqual(good.map(one => one.custom_id).sort(), ['q0', 'q1', 'q4', 'q5'])
    for (const one of good)
      assert.deepEqual(
        [one.error, one.response],
        [null, { status_code: 200, request_id: 'req', body: { path: CHAT, echo: one.custom_id } }],
      )
    const bad = await results(here, batch.error_file_id)
    assert.deepEqual(bad.map(one => [one.custom_id, one.response?.status_code]).sort(), [
      ['q2', 400],
      ['q3', 422],
    ])
    const { purpose, filename } = await json(await here.send('GET', `/v1/files/${batch.output_file_id}`))
    assert.deepEqual([purpose, filename], ['batch_output', `${made.id}_output.jsonl`])
    assert.deepEqual(readdirSync(join(here.folder, 'batches')), [`${made.id}.json`])
  })

  test('is not run when a line is wrong; each wrong line is named', async () => {
    let ran = 0
    const here = await house({
      run: async () => {
        ran++
        return { status: 200, body: {} }
      },
    })
    const content = [
      line('a'),
      '{"custom_id":',
      line('a'),
      line('b', { method: 'GET' }),
      line('c', { url: '/v1/embeddings' }),
      line('d', { body: { stream: true } }),
      line('', {}),
      line('e', { body: 'text' }),
      line('f', { body: { x: 'y'.repeat(1_000_001) } }),
      '[]',
    ].join('\n')
    const batch = await over(here, (await started(here, content)).id)
    assert.equal(batch.status, 'failed')
    assert.deepEqual(
      batch.errors.data.map((one: { code: string; line: number }) => [one.line, one.code]),
      [
        [2, 'invalid_json_line'],
        [3, 'duplicate_custom_id'],
        [4, 'invalid_request'],
        [5, 'mismatched_url'],
        [6, 'invalid_request'],
        [7, 'invalid_request'],
        [8, 'invalid_request'],
        [9, 'line_too_long'],
        [10, 'invalid_request'],
      ],
    )
    const empty = await over(here, (await started(here, '\n\n')).id)
    assert.deepEqual([empty.status, empty.errors.data[0].code], ['failed', 'empty_file'])
    const many = await over(here, (await started(here, lines(50_001))).id)
    assert.deepEqual([many.status, many.errors.data[0].code], ['failed', 'too_many_tasks'])
    assert.equal(ran, 0)
  })

  test('tries again what is only busy, and gives up on what is not', async () => {
    const tries = new Map<unknown, number>()
    const failing = (status: number, code: string): Refused => new Refused(status, code, 'no')
    const run: RunLine = async (_, body) => {
      const count = (tries.get(body.n) ?? 0) + 1
      tries.set(body.n, count)
      if (body.n === 'q0' && count < 3) throw failing(503, 'busy')
      if (body.n === 'q1' && count < 4) throw failing(429, 'rate_limit_exceeded')
      if (body.n === 'q2') throw failing(429, 'insufficient_quota')
      if (body.n === 'q3') throw failing(502, 'unreachable')
      return { status: 200, body: {} }
    }
    const here = await house({ run })
    const batch = await over(here, (await started(here, lines(4))).id)
    assert.deepEqual(batch.request_counts, { total: 4, completed: 2, failed: 2 })
    assert.deepEqual(Object.fromEntries(tries), { q0: 3, q1: 4, q2: 1, q3: 10 })
  })

  test('has few lines under way, whatever there is to do, and batches share the places', async () => {
    let [now, most] = [0, 0]
    const order: string[] = []
    const run: RunLine = async (_, body) => {
      most = Math.max(most, ++now)
      order.push(String(body.n))
      await new Promise(resolve => setTimeout(resolve, 2))
      now--
      return { status: 200, body: {} }
    }
    const here = await house({ run, atOnce: 3 })
    const first = await started(here, lines(60))
    const second = await started(here, lines(10).replaceAll('q', 'z'))
    await over(here, second.id)
    await over(here, first.id)
    assert.equal(most, 3)
    assert.equal(order.length, 70)
    assert.ok(order.lastIndexOf('z9') < 60, 'the short one waits for all of the long one')
  })

  test('that is cancelled keeps what is done, and gives up what is under way', async () => {
    const { run: hold, seen } = held()
    const run: RunLine = (path, body, caller, signal) =>
      String(body.n).length > 2 ? hold(path, body, caller, signal) : echo(path, body, caller, signal)
    const here = await house({ run })
    const { id } = await started(here, lines(100))
    await until(here, id, () => seen.length === 4)
    const cancelling = await json(await here.send('POST', `/v1/batches/${id}/cancel`))
    assert.equal(cancelling.status, 'cancelling')
    const batch = await over(here, id)
    assert.equal(batch.status, 'cancelled')
    assert.deepEqual(batch.request_counts, { total: 100, completed: 10, failed: 0 })
    assert.equal((await results(here, batch.output_file_id)).length, 10)
    assert.equal(batch.error_file_id, null)
    assert.equal(seen.length, 4)
    assert.deepEqual((await errorOf(await here.send('POST', `/v1/batches/${id}/cancel`)))[0], 409)
  })

  test('that is not done in time says so of every line left', async () => {
    const { run: hold } = held()
    const run: RunLine = (path, body, caller, signal) =>
      body.n === 'q7' ? echo(path, body, caller, signal) : hold(path, body, caller, signal)
    const here = await house({ run, window: 400, atOnce: 20 })
    const { id } = await started(here, `${line('q7')}\n${lines(7)}`)
    const batch = await over(here, id)
    assert.equal(batch.status, 'expired')
    assert.deepEqual(batch.request_counts, { total: 8, completed: 1, failed: 7 })
    for (const one of await results(here, batch.error_file_id))
      assert.deepEqual([one.response, one.error?.code], [null, 'batch_expired'])
  })

  test('goes on after a restart: each line is answered once', async () => {
    const { run, seen } = held()
    const slow: RunLine = (path, body, caller, signal) =>
      Number(String(body.n).slice(1)) < 10
        ? echo(path, body, caller, signal)
        : run(path, body, caller, signal)
    const first = await house({ run: slow })
    const { id } = await started(first, lines(30))
    await until(first, id, () => seen.length === 4)
    await first.close()
    // A crash may tear the last line.
    appendFileSync(join(first.folder, 'batches', `${id}.output.jsonl`), '{"id":"batch_req_x_2')
    const again: unknown[] = []
    const second = await house({
      folder: first.folder,
      run: async (_, body) => {
        again.push(body.n)
        return { status: 200, body: {} }
      },
    })
    const batch = await over(second, id)
    assert.deepEqual(
      [batch.status, batch.request_counts],
      ['completed', { total: 30, completed: 30, failed: 0 }],
    )
    assert.equal(again.length, 20)
    const all = (await results(second, batch.output_file_id)).map(one => one.custom_id)
    assert.equal(new Set(all).size, 30)
    assert.equal(all.length, 30)
  })

  test('through any number of restarts and cuts, has one result for each line', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 25 }),
        fc.array(fc.record({ after: fc.integer({ min: 0, max: 8 }), cut: fc.nat(40) }), { maxLength: 4 }),
        async (count, lives) => {
          let folder: string | undefined
          let id = ''
          for (const { after, cut } of lives) {
            let answered = 0
            const { run: hold } = held()
            const run: RunLine = async (path, body, caller, signal) =>
              ++answered > after
                ? hold(path, body, caller, signal)
                : { status: Number(String(body.n).slice(1)) % 3 === 0 ? 400 : 200, body: {} }
            const life = await house({ run, ...(folder === undefined ? {} : { folder }) })
            folder = life.folder
            if (id === '') id = (await started(life, lines(count))).id
            await new Promise(resolve => setTimeout(resolve, 15))
            await life.close()
            // The last bytes of the results may never have reached the disk.
            const record = JSON.parse(readFileSync(join(folder, 'batches', `${id}.json`), 'utf8'))
            if (record.closed) continue
            for (const which of ['output', 'errors']) {
              const path = join(folder, 'batches', `${id}.${which}.jsonl`)
              const bytes = readFileSync(path)
              writeFileSync(path, bytes.subarray(0, Math.max(0, bytes.length - cut)))
            }
          }
          const last = await house({ run: echo, ...(folder === undefined ? {} : { folder }) })
          if (id === '') id = (await started(last, lines(count))).id
          const batch = await over(last, id)
          assert.equal(batch.status, 'completed')
          const all = [
            ...(await results(last, batch.output_file_id)),
            ...(await results(last, batch.error_file_id)),
          ].map(one => one.custom_id)
          assert.deepEqual(all.toSorted(), Array.from({ length: count }, (_, i) => `q${i}`).toSorted())
          assert.equal(batch.request_counts.completed + batch.request_counts.failed, count)
          await last.close()
        },
      ),
      { numRuns: 8 * EFFORT },
    )
  })

  test('that was handed over only in part is handed over whole', async () => {
    const first = await house({ run: echo })
    const { id } = await started(first, lines(3))
    const done = await over(first, id)
    await first.close()
    // As if the process had died after its results were closed, before the files had their records.
    const path = join(first.folder, 'batches', `${id}.json`)
    const record = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(
      path,
      JSON.stringify({ ...record, status: 'finalizing', since: { ...record.since, completed: undefined } }),
    )
    const output = join(first.folder, 'files', `${done.output_file_id}`)
    writeFileSync(join(first.folder, 'batches', `${id}.output.jsonl`), readFileSync(`${output}.data`))
    writeFileSync(`${output}.json`, '')
    const second = await house({ folder: first.folder, run: echo })
    const batch = await over(second, id)
    assert.deepEqual([batch.status, batch.output_file_id], ['completed', done.output_file_id])
    assert.equal((await results(second, batch.output_file_id)).length, 3)
  })

  test('of a key that is revoked ends with what is done', async () => {
    const { run: hold, seen } = held()
    const run: RunLine = (path, body, caller, signal) =>
      body.n === 'q0' ? echo(path, body, caller, signal) : hold(path, body, caller, signal)
    const first = await house({ run })
    const key = await first.bearer({ name: 'gone' })
    const { id } = await started(first, lines(8), {}, key)
    await until(first, id, () => seen.length === 4, key)
    const { caller } = JSON.parse(readFileSync(join(first.folder, 'batches', `${id}.json`), 'utf8'))
    await revokeKey(first.accounts.sql, 'gone', Date.now())
    await first.close()
    const second = await house({ folder: first.folder, run: echo })
    const end = Date.now() + 60_000
    while (second.batches.get(caller, id).status !== 'failed') {
      assert.ok(Date.now() < end)
      await new Promise(resolve => setTimeout(resolve, 5))
    }
    const { problems, completed, output } = second.batches.get(caller, id)
    assert.deepEqual([problems[0]?.code, completed], ['invalid_api_key', 1])
    assert.equal(second.files.get(caller, output ?? '').purpose, 'batch_output')
  })
})

describe('the routes', () => {
  test("belong to their caller, and ask for the endpoint's scope", async () => {
    const here = await house()
    const [mine, theirs] = [await here.bearer(), await here.bearer()]
    const { id, input_file_id } = await started(here, lines(1), {}, mine)
    assert.deepEqual(await errorOf(await here.send('GET', `/v1/batches/${id}`, undefined, theirs)), [
      404,
      'batch_not_found',
      'id',
    ])
    assert.equal((await here.send('POST', `/v1/batches/${id}/cancel`, undefined, theirs)).status, 404)
    assert.deepEqual((await json(await here.send('GET', '/v1/batches', undefined, theirs))).data, [])
    const body = { input_file_id, endpoint: CHAT, completion_window: '24h' }
    assert.equal((await here.send('POST', '/v1/batches', body, theirs)).status, 404)
    const narrow = await here.bearer({ scopes: ['batches', 'files'] })
    const file = await json(await here.send('POST', '/v1/files', form(lines(1)), narrow))
    assert.deepEqual(
      (await errorOf(await here.send('POST', '/v1/batches', { ...body, input_file_id: file.id }, narrow)))[1],
      'insufficient_permissions',
    )
    assert.equal((await over(here, id, mine)).status, 'completed')
  })

  test('count against the minute like any request', async () => {
    const here = await house()
    const key = await here.bearer({ limits: Limits.parse({ requestsPerMinute: 2 }) })
    const first = await here.send('GET', '/v1/batches', undefined, key)
    assert.equal(first.headers.get('x-ratelimit-limit-requests'), '2')
    // At most one minute ends among these: four of five may pass.
    const statuses: number[] = []
    for (const path of ['files', 'batches', 'files', 'batches'])
      statuses.push((await here.send('GET', `/v1/${path}`, undefined, key)).status)
    assert.ok(statuses.includes(429), `${statuses}`)
  })

  test('list page by page, the newest first', async () => {
    const here = await house()
    const ids: string[] = []
    for (let i = 0; i < 4; i++) ids.push((await started(here, lines(1))).id)
    const page = async (query: string) => json(await here.send('GET', `/v1/batches?${query}`))
    const first = await page('limit=3')
    assert.deepEqual(
      [first.data.map((one: { id: string }) => one.id), first.has_more],
      [ids.toReversed().slice(0, 3), true],
    )
    const second = await page(`limit=3&after=${first.last_id}`)
    assert.deepEqual([second.data[0].id, second.has_more], [ids[0], false])
  })

  test('refuse what is no batch, naming it', async () => {
    const here = await house()
    const { id } = await json(await here.send('POST', '/v1/files', form(lines(1))))
    const good = { input_file_id: id, endpoint: CHAT, completion_window: '24h' }
    const metadata = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${i}`, 'v']))
    for (const [change, param] of [
      [{ input_file_id: 7 }, 'input_file_id'],
      [{ endpoint: '/v1/images' }, 'endpoint'],
      [{ completion_window: '1h' }, 'completion_window'],
      [{ metadata }, 'metadata'],
      [{ output_expires_after: { anchor: 'created_at', seconds: 5 } }, 'output_expires_after.seconds'],
    ] as const) {
      const [status, , named] = await errorOf(await here.send('POST', '/v1/batches', { ...good, ...change }))
      assert.deepEqual([status, named], [400, param])
    }
    const batch = await over(here, (await started(here, lines(1))).id)
    assert.deepEqual(
      await errorOf(await here.send('POST', '/v1/batches', { ...good, input_file_id: batch.output_file_id })),
      [400, 'invalid_value', 'input_file_id'],
    )
  })

  test('are not begun where what came out of others leaves no room', async () => {
    const limits = { file: 1_000, files: 2, bytes: 10_000, total: 10_000 }
    const made = await house({ run: echo, limits })
    const { id, input_file_id } = await started(made, lines(2))
    const { output_file_id } = await over(made, id)
    const again = { input_file_id, endpoint: CHAT, completion_window: '24h' }
    assert.deepEqual(await errorOf(await made.send('POST', '/v1/batches', again)), [
      400,
      'storage_full',
      'file',
    ])
    await made.send('DELETE', `/v1/files/${output_file_id}`)
    assert.equal((await made.send('POST', '/v1/batches', again)).status, 200)
  })

  test('take on only so many at once', async () => {
    const { run, release } = held()
    const here = await house({ run })
    for (let i = 0; i < 32; i++) await started(here, lines(1))
    const { id } = await json(await here.send('POST', '/v1/files', form(lines(1))))
    const more = { input_file_id: id, endpoint: CHAT, completion_window: '24h' }
    assert.deepEqual((await errorOf(await here.send('POST', '/v1/batches', more))).slice(0, 2), [
      429,
      'too_many_batches',
    ])
    release()
  })
})
