// `/v1/files`: what goes in comes out, for its owner alone, within bounds, and nothing half done stays.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { FILE_LIMITS } from '../../src/files/index.ts'
import { WebArrival } from '../over-web.ts'
import { type Body, errorOf, form, house, json } from './asking.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)

test('what is uploaded is listed, shown, read and deleted, by its owner', async () => {
  const { send, bearer } = await house()
  const [mine, theirs] = [await bearer(), await bearer()]
  const made = await json(await send('POST', '/v1/files', form('{"a":1}\n'), mine))
  const { id, created_at, ...rest } = made
  assert.match(id, /^file-/)
  assert.ok(Math.abs(created_at - Date.now() / 1_000) < 60)
  assert.deepEqual(rest, {
    object: 'file',
    bytes: 8,
    filename: 'in.jsonl',
    purpose: 'batch',
    status: 'processed',
    status_details: null,
  })
  assert.deepEqual(await json(await send('GET', `/v1/files/${id}`, undefined, mine)), made)
  const content = await send('GET', `/v1/files/${id}/content`, undefined, mine)
  assert.equal(content.headers.get('x-content-type-options'), 'nosniff')
  assert.equal(await content.text(), '{"a":1}\n')
  for (const [method, path] of [
    ['GET', id],
    ['GET', `${id}/content`],
    ['DELETE', id],
    ['GET', '..%2f..%2faccounts.db'],
  ])
    assert.deepEqual(await errorOf(await send(method ?? '', `/v1/files/${path}`, undefined, theirs)), [
      404,
      'file_not_found',
      'id',
    ])
  assert.deepEqual((await json(await send('GET', '/v1/files', undefined, theirs))).data, [])
  assert.deepEqual(await json(await send('DELETE', `/v1/files/${id}`, undefined, mine)), {
    id,
    object: 'file',
    deleted: true,
  })
  assert.equal((await send('GET', `/v1/files/${id}`, undefined, mine)).status, 404)
})

test('a key without the scope has no files', async () => {
  const { send, bearer } = await house()
  const chatOnly = await bearer({ scopes: ['chat'] })
  assert.equal(
    (await errorOf(await send('GET', '/v1/files', undefined, chatOnly)))[1],
    'insufficient_permissions',
  )
  assert.equal((await send('POST', '/v1/files', form('x'), chatOnly)).status, 403)
})

test('any bytes come back as they were', async () => {
  const { send } = await house()
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 3_000 }), async bytes => {
      const { id } = await json(await send('POST', '/v1/files', form(new Uint8Array(bytes))))
      const back = await (await send('GET', `/v1/files/${id}/content`)).bytes()
      assert.deepEqual(Buffer.from(back), Buffer.from(bytes))
      await send('DELETE', `/v1/files/${id}`)
    }),
    { numRuns: 30 * EFFORT },
  )
})

test('who asks for the head alone holds no file open', async () => {
  const { folder, send, bearer } = await house()
  const mine = await bearer()
  const { id } = await json(await send('POST', '/v1/files', form(new Uint8Array(2_000_000)), mine))
  const isOpen = (): boolean =>
    readdirSync('/proc/self/fd').some(one => {
      try {
        return readlinkSync(`/proc/self/fd/${one}`).startsWith(join(folder, 'files'))
      } catch {
        return false
      }
    })
  const { status, headers } = await send('HEAD', `/v1/files/${id}/content`, undefined, mine)
  assert.deepEqual([status, headers.get('content-length')], [200, '2000000'])
  await new Promise(resolve => setTimeout(resolve, 100))
  assert.equal(isOpen(), false)
})

test('lists go page by page, in either order', async () => {
  const { send } = await house()
  const ids: string[] = []
  for (let i = 0; i < 5; i++) ids.push((await json(await send('POST', '/v1/files', form(`${i}`)))).id)
  const page = async (query: string) => json(await send('GET', `/v1/files?${query}`))
  const idsOf = (one: { data: { id: string }[] }) => one.data.map(each => each.id)
  assert.deepEqual(idsOf(await page('')), ids.toReversed())
  const first = await page('order=asc&limit=2')
  assert.deepEqual([idsOf(first), first.has_more, first.last_id], [ids.slice(0, 2), true, ids[1]])
  const second = await page(`order=asc&limit=3&after=${first.last_id}`)
  assert.deepEqual([idsOf(second), second.has_more], [ids.slice(2), false])
  assert.deepEqual(idsOf(await page('purpose=batch_output')), [])
  for (const query of ['limit=0', 'limit=x', 'order=up', 'after=nothing'])
    assert.equal((await send('GET', `/v1/files?${query}`)).status, 400, query)
})

test('what is no upload is refused, and leaves nothing', async () => {
  const { send, folder } = await house()
  const twice = form('x')
  twice.append('file', new Blob(['y']), 'second')
  const nothing = new FormData()
  nothing.set('purpose', 'batch')
  const bad: [Body | object, number, string][] = [
    [{ purpose: 'batch' }, 400, 'invalid_multipart'],
    ['--x\r\nnonsense', 400, 'invalid_multipart'],
    [nothing, 400, 'invalid_multipart'],
    [form('x', { purpose: 'fine-tune' }), 400, 'invalid_value'],
    [
      form('x', { 'expires_after[anchor]': 'created_at', 'expires_after[seconds]': '5' }),
      400,
      'invalid_value',
    ],
    [form('x', { 'expires_after[seconds]': '5000' }), 400, 'invalid_value'],
  ]
  for (const [body, status, code] of bad)
    assert.deepEqual((await errorOf(await send('POST', '/v1/files', body))).slice(0, 2), [status, code])
  assert.deepEqual(readdirSync(join(folder, 'files', 'incoming')), [])
  assert.deepEqual((await json(await send('GET', '/v1/files'))).data, [])
  // The first of two is what counts.
  const { id } = await json(await send('POST', '/v1/files', twice))
  assert.equal(await (await send('GET', `/v1/files/${id}/content`)).text(), 'x')
})

test('an upload that breaks off leaves nothing', async () => {
  const { files, folder } = await house()
  const { receive } = await import('../../src/files/upload.ts')
  const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\n'
  for (const end of ['close', 'error'] as const) {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(`${head}${'x'.repeat(100_000)}`))
        if (end === 'close') controller.close()
        else setTimeout(() => controller.error(new Error('gone')), 20)
      },
    })
    const request = new Request('http://x/', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body,
      duplex: 'half',
    })
    await assert.rejects(receive(new WebArrival(request), files.place('a'), 1 << 20), { status: 400 })
  }
  assert.deepEqual(readdirSync(join(folder, 'files', 'incoming')), [])
})

test('is bounded: one file, all of a caller, all of everybody', async () => {
  const limits = { file: 1_000, files: 3, bytes: 2_000, total: 2_500 }
  const { send, bearer } = await house({ limits })
  const [one, other] = [await bearer(), await bearer()]
  assert.deepEqual(
    (await errorOf(await send('POST', '/v1/files', form('x'.repeat(1_001)), one))).slice(0, 2),
    [413, 'file_too_large'],
  )
  const large = await send('POST', '/v1/files', form('x'.repeat(200_000)), one)
  assert.equal(large.status, 413)
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => send('POST', '/v1/files', form('x'.repeat(1_000)), one)),
  )
  assert.deepEqual(answers.map(answer => answer.status).sort(), [200, 200, 400, 400])
  assert.equal((await send('POST', '/v1/files', form('x'.repeat(501)), other)).status, 400)
  assert.equal((await send('POST', '/v1/files', form('x'.repeat(500)), other)).status, 200)
  for (const status of [200, 200, 400])
    assert.equal((await send('POST', '/v1/files', form(''), other)).status, status)
})

test('expires when it said it would', async () => {
  let now = Date.now()
  const { send } = await house({ now: () => now })
  const life = { 'expires_after[anchor]': 'created_at', 'expires_after[seconds]': '3600' }
  const { id, expires_at, created_at } = await json(await send('POST', '/v1/files', form('x', life)))
  assert.equal(expires_at - created_at, 3_600)
  now += 3_599_000
  assert.equal((await send('GET', `/v1/files/${id}`)).status, 200)
  now += 2_000
  assert.equal((await send('GET', `/v1/files/${id}`)).status, 404)
  assert.deepEqual((await json(await send('GET', '/v1/files'))).data, [])
})

test('a restart finds what was there, and sweeps what was half done; only the owner of the process reads it', async () => {
  const first = await house()
  const { id } = await json(await first.send('POST', '/v1/files', form('kept')))
  const { id: lost } = await json(await first.send('POST', '/v1/files', form('lost')))
  await first.close()
  const folder = join(first.folder, 'files')
  rmSync(join(folder, `${lost}.json`))
  writeFileSync(join(folder, 'incoming', 'torn'), 'half')
  writeFileSync(join(folder, 'file-bad.json'), '{"id":')
  for (const name of readdirSync(folder).filter(one => one.startsWith(id)))
    assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600)
  const second = await house({ folder: first.folder, limits: FILE_LIMITS })
  assert.equal(await (await second.send('GET', `/v1/files/${id}/content`)).text(), 'kept')
  assert.equal((await json(await second.send('GET', '/v1/files'))).data.length, 1)
  assert.deepEqual(readdirSync(folder).sort(), [`${id}.data`, `${id}.json`, 'incoming'].sort())
  assert.ok(!existsSync(join(folder, 'incoming', 'torn')))
})
