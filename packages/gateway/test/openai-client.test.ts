// The stock client, told nothing but another base URL.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import OpenAI from '../../../peers/node_modules/openai/index.mjs'
import { neuron } from './network.ts'
import { failing, measurer, streaming, talker } from './services.ts'
import { deadPort, listening, seat } from './serving.ts'

const messages = [{ role: 'user' as const, content: 'one two three' }]
let client: OpenAI

const clientOf = (url: string): OpenAI => new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none', maxRetries: 0 })

before(async () => {
  const text = await seat(talker(), { uid: 0 })
  const embeddings = await seat(measurer, { netuid: 2, uid: 0 })
  client = clientOf(await listening({ text: [text], embeddings: [embeddings] }))
})

describe('the openai client', () => {
  test('lists models and finds one', async () => {
    const ids: string[] = []
    for await (const model of client.models.list()) ids.push(model.id)
    assert.deepEqual(ids, ['auto', 'text', 'talker', 'text/0', 'embeddings', 'measurer', 'embeddings/0'])
    assert.equal((await client.models.retrieve('text/0')).id, 'text/0')
  })

  test('asks plainly, and sees who answered', async () => {
    const { data, response, request_id } = await client.chat.completions
      .create({ model: 'auto', messages })
      .withResponse()
    assert.equal(data.choices[0]?.message.content, 'three two one')
    assert.equal(data.choices[0]?.finish_reason, 'stop')
    assert.equal(data.usage?.total_tokens, 6)
    assert.equal(response.headers.get('x-taonet-miners'), 'text/0')
    assert.equal(data.id, `chatcmpl-${request_id}`)
  })

  test('asks for a stream, with and without usage', async () => {
    for (const include_usage of [true, false]) {
      const stream = await client.chat.completions.create({
        model: 'auto',
        messages,
        stream: true,
        stream_options: { include_usage },
      })
      let text = ''
      let reason: string | null = null
      let tokens: number | undefined
      for await (const chunk of stream) {
        text += chunk.choices[0]?.delta.content ?? ''
        reason = chunk.choices[0]?.finish_reason ?? reason
        tokens = chunk.usage?.completion_tokens ?? tokens
      }
      assert.deepEqual([text, reason, tokens], ['three two one', 'stop', include_usage ? 3 : undefined])
    }
  })

  test('collects a stream by its own helper', async () => {
    const completion = await client.chat.completions.stream({ model: 'auto', messages }).finalChatCompletion()
    assert.equal(completion.choices[0]?.message.content, 'three two one')
  })

  test('gets embeddings, which it asks for in base64 by itself', async () => {
    const { data } = await client.embeddings.create({ model: 'embeddings', input: ['ab', 'c'] })
    assert.deepEqual(
      data.map(one => one.embedding),
      [[...Float32Array.of(2 / 7, 97, 98)], [...Float32Array.of(1 / 7, 99, 99)]],
    )
    const floats = await client.embeddings.create({
      model: 'embeddings',
      input: 'ab',
      encoding_format: 'float',
    })
    assert.deepEqual(floats.data[0]?.embedding, [...Float32Array.of(2 / 7, 97, 98)])
  })

  test('throws its own classes for our refusals', async () => {
    await assert.rejects(client.chat.completions.create({ model: 'none', messages }), error => {
      assert.ok(error instanceof OpenAI.NotFoundError)
      assert.deepEqual(
        [error.code, error.param, error.type],
        ['model_not_found', 'model', 'invalid_request_error'],
      )
      assert.ok(error.requestID)
      return true
    })
    await assert.rejects(
      client.chat.completions.create({ model: 'auto', messages, temperature: 9 }),
      error => error instanceof OpenAI.BadRequestError && error.param === 'temperature',
    )
    const dead = clientOf(await listening({ text: [neuron({ uid: 0, port: await deadPort() })] }))
    await assert.rejects(
      dead.chat.completions.create({ model: 'auto', messages }),
      error =>
        error instanceof OpenAI.InternalServerError && error.status === 502 && error.code === 'unreachable',
    )
    const busy = clientOf(await listening({ text: [await seat(failing('busy'), { uid: 0 })] }))
    await assert.rejects(
      busy.chat.completions.create({ model: 'auto', messages }),
      error => error instanceof OpenAI.InternalServerError && error.status === 503 && error.code === 'busy',
    )
  })

  test('throws in the middle of a stream that breaks off', async () => {
    const broken = clientOf(await listening({ text: [await seat(streaming('break'), { uid: 0 })] }))
    const stream = await broken.chat.completions.create({ model: 'auto', messages, stream: true })
    let text = ''
    await assert.rejects(
      async () => {
        for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
      },
      error => error instanceof OpenAI.APIError && error.code === 'cut-off',
    )
    assert.equal(text, 'one')
  })

  test('stops a stream, and the miner stops too', async () => {
    const miner = await seat(streaming('ever'), { uid: 0 })
    const endless = clientOf(await listening({ text: [miner] }))
    const stream = await endless.chat.completions.create({ model: 'auto', messages, stream: true })
    for await (const _ of stream) break
    for (let i = 0; i < 500 && miner.miner.metrics().active > 0; i++)
      await new Promise(r => setTimeout(r, 10))
    assert.deepEqual([miner.miner.metrics().active, miner.miner.metrics().cancelled], [0, 1])
  })
})
