// A miner that fails is no answer: the next one is asked, within the deadline, as long as the caller has got nothing.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { neuron } from './network.ts'
import { acting, failing, hanging, streaming, talker } from './services.ts'
import { CHAT, callerOf, deadPort, errorOf, payloadsOf, say, seat, textOf } from './serving.ts'

const answering = (uid: number) => seat(talker(), { uid, incentive: 0 })

describe('the next miner answers when the best paid', () => {
  const cases = {
    'refuses connections': async () =>
      neuron({ uid: 1, model: 'gone', incentive: 1, port: await deadPort() }),
    'answers 500': async () =>
      seat(
        acting(async () => Promise.reject(new Error('bug'))),
        { uid: 1, incentive: 1 },
      ),
    'answers 502': async () => seat(failing('disconnected'), { uid: 1, incentive: 1 }),
    'is busy': async () => seat(failing('busy'), { uid: 1, incentive: 1 }),
    hangs: async () => seat(hanging, { uid: 1, incentive: 1 }),
    'answers nonsense': async () =>
      seat(
        acting(async () => ({ choices: [] })),
        { uid: 1, incentive: 1 },
      ),
    'answers with more choices than were asked for': async () =>
      seat(
        acting(async () => ({
          id: 'x',
          object: 'chat.completion',
          created: 1,
          model: 'm',
          choices: [0, 1].map(index => ({
            index,
            message: { role: 'assistant', content: 'buy' },
            finish_reason: 'stop',
          })),
        })),
        { uid: 1, incentive: 1 },
      ),
    'streams to who wants no stream': async () => seat(streaming('finish'), { uid: 1, incentive: 1 }),
  }
  for (const [what, first] of Object.entries(cases)) {
    test(what, async () => {
      const caller = callerOf({ text: [await first(), await answering(2)] }, { deadline: 3_000 })
      const response = await caller.post(CHAT, say('a b'))
      assert.equal(response.headers.get('x-taonet-miners'), 'text/2, text/1')
      assert.equal(await textOf(response), 'b a')
    })
  }

  test('breaks off before the first event of a stream', async () => {
    const broken = acting(() => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('broken')) }),
    }))
    const seats = [
      await seat(broken, { uid: 1, incentive: 1 }),
      await seat(
        acting(async () => ({ whole: true })),
        { uid: 2, incentive: 0.5 },
      ),
      await seat(hanging, { uid: 3, incentive: 0.4 }),
      await answering(4),
    ]
    const response = await callerOf({ text: seats }, { deadline: 8_000 }).post(
      CHAT,
      say('a b', { stream: true }),
    )
    assert.match(response.headers.get('x-taonet-miners') ?? '', /^text\/4, text\/1, text\/2/)
    assert.equal((await payloadsOf(response)).at(-1), '[DONE]')
  })
})

describe('nobody answers', () => {
  test('all are down: the last failure, as 502', async () => {
    const port = await deadPort()
    const seats = [0, 1].map(uid => neuron({ uid, model: 'gone', port }))
    const error = await errorOf(await callerOf({ text: seats }).post(CHAT, say('x')))
    assert.deepEqual([error.status, error.code, error.type], [502, 'unreachable', 'server_error'])
  })

  test('all are busy: 503', async () => {
    const seats = [await seat(failing('busy'), { uid: 1 })]
    const response = await callerOf({ text: seats }).post(CHAT, say('x'))
    assert.equal(response.headers.get('retry-after'), '1')
    assert.equal((await errorOf(response)).code, 'busy')
  })

  test('all hang: 504 when the deadline is over, and the miners are told', async () => {
    const seats = [await seat(hanging, { uid: 1 }), await seat(hanging, { uid: 2 })]
    const error = await errorOf(await callerOf({ text: seats }, { deadline: 1_500 }).post(CHAT, say('x')))
    assert.deepEqual([error.status, error.code], [504, 'deadline'])
    await new Promise(resolve => setTimeout(resolve, 50))
    assert.deepEqual(
      seats.map(one => one.miner.metrics().cancelled),
      [1, 1],
    )
  })

  test('those who cannot be reached cost nothing: the fifth answers after four', async () => {
    const port = await deadPort()
    const seats = [0, 1, 2, 3].map(uid => neuron({ uid, model: 'gone', incentive: 1, port }))
    const response = await callerOf({ text: [...seats, await answering(5)] }).post(CHAT, say('x'))
    assert.equal(response.headers.get('x-taonet-miners'), 'text/5, text/0, text/1, text/2, text/3')
  })

  test('at most eight work on it in vain', async () => {
    const broken = acting(async () => Promise.reject(new Error('bug')))
    const seats = await Promise.all(
      Array.from({ length: 8 }, (_, uid) => seat(broken, { uid, incentive: 1 })),
    )
    const ninth = await answering(9)
    const response = await callerOf({ text: [...seats, ninth] }).post(CHAT, say('x'))
    assert.equal(response.status, 502)
    assert.equal(ninth.miner.received.length, 0)
  })

  test('there is no validator: 503', async () => {
    const error = await errorOf(
      await callerOf({ text: [await answering(1)] }, { validators: [] }).post(CHAT, say('x')),
    )
    assert.deepEqual([error.status, error.code], [503, 'no-validator'])
  })
})

describe('a miner that failed', () => {
  test('is asked after the others next time, and first again once it answered', async () => {
    let broken = true
    const moody = acting(async () => {
      if (broken) throw new Error('moody')
      return {
        id: 'x',
        object: 'chat.completion',
        created: 1,
        model: 'moody',
        choices: [{ index: 0, message: { role: 'assistant', content: 'well' }, finish_reason: 'stop' }],
      }
    })
    const first = await seat(moody, { uid: 1, incentive: 1 })
    const caller = callerOf({ text: [first, await answering(2)] })
    const miners = async (model = 'auto') =>
      (await caller.post(CHAT, say('x', { model }))).headers.get('x-taonet-miners')
    assert.equal(await miners(), 'text/2, text/1')
    assert.equal(await miners(), 'text/2')
    assert.equal(first.miner.received.length, 1)
    broken = false
    assert.equal(await miners('text/1'), 'text/1')
    assert.equal(await miners(), 'text/1')
  })

  test('by being busy keeps its place', async () => {
    const busy = await seat(failing('busy'), { uid: 1, incentive: 1 })
    const caller = callerOf({ text: [busy, await answering(2)] })
    for (let i = 0; i < 2; i++)
      assert.equal((await caller.post(CHAT, say('x'))).headers.get('x-taonet-miners'), 'text/2, text/1')
  })
})

describe('a request that a miner refuses', () => {
  test('is tried on the next one, whose model may take it', async () => {
    const caller = callerOf({
      text: [await seat(failing('too_long'), { uid: 1, incentive: 1 }), await answering(2)],
    })
    assert.equal((await caller.post(CHAT, say('x'))).headers.get('x-taonet-miners'), 'text/2, text/1')
    assert.equal((await caller.post(CHAT, say('x'))).headers.get('x-taonet-miners'), 'text/2, text/1')
  })

  test('by four is at fault: a fifth is not asked', async () => {
    const seats = await Promise.all(
      Array.from({ length: 4 }, (_, uid) => seat(failing('too_long'), { uid, incentive: 1 })),
    )
    const fifth = await answering(5)
    const response = await callerOf({ text: [...seats, fifth] }).post(CHAT, say('x'))
    assert.equal(response.status, 400)
    assert.equal(fifth.miner.received.length, 0)
  })

  test("by all is the caller's 400, even when others are down", async () => {
    const seats = [
      await seat(failing('too_long'), { uid: 1, incentive: 1 }),
      neuron({ uid: 2, model: 'gone', port: await deadPort() }),
    ]
    const error = await errorOf(await callerOf({ text: seats }).post(CHAT, say('x')))
    assert.deepEqual(
      [error.status, error.code, error.type],
      [400, 'context_length_exceeded', 'invalid_request_error'],
    )
    assert.match(String(error.message), /Miner 1 refuses: failed by too_long/)
  })
})
