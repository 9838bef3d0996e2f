// Live requests in the evidence: hashes of what went out and came back, the words by the caller's leave only, and the answer
// untouched on its way.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NetError } from '@taonet/wire'
import { createDispatcher } from '../src/dispatch/dispatcher.ts'
import type { Dispatcher, Reply } from '../src/dispatch/reply.ts'
import { valueHash } from '../src/validator/evidence-lines.ts'
import { type Live, recorded } from '../src/validator/recorded-dispatcher.ts'
import { minerKey, NETUID, startMiner, validatorKey } from './fixtures.ts'

const CHAT = '/v1/chat/completions'

interface Rig {
  readonly dispatcher: Dispatcher
  readonly seen: (Live & { readonly netuid: number })[]
  readonly failures: unknown[]
  ask(body: unknown, mayKeep?: boolean): Promise<Reply>
}

async function withMiner(run: (rig: Rig) => Promise<void>, broken = false): Promise<void> {
  const { server, target } = await startMiner()
  const inner = createDispatcher({ hotkey: validatorKey, allowLoopback: true })
  const seen: (Live & { netuid: number })[] = []
  const failures: unknown[] = []
  const dispatcher = recorded(inner, {
    live(netuid, record) {
      if (broken) throw new Error('the disk is full')
      seen.push({ netuid, ...record })
    },
    failed: error => failures.push(error),
  })
  const ask = (body: unknown, mayKeep = false): Promise<Reply> =>
    dispatcher.send(target, CHAT, body, { deadline: 5_000, mayKeep })
  try {
    await run({ dispatcher, seen, failures, ask })
  } finally {
    await dispatcher.close(0)
    await server.close()
  }
}

test('a whole answer and a streamed one leave their hashes, once each, and no word', () =>
  withMiner(async ({ ask, seen }) => {
    assert.deepEqual(await (await ask({ say: 'a secret' })).json(), { said: 'a secret' })
    const payloads: string[] = []
    for await (const data of (await ask({ say: 'two words', stream: true })).events()) payloads.push(data)
    assert.deepEqual(payloads, ['{"word":"two"}', '{"word":"words"}'])
    const [whole, streamed] = seen
    assert.equal(seen.length, 2)
    assert.equal(whole?.netuid, NETUID)
    assert.equal(whole?.miner, minerKey.ss58)
    assert.equal(whole?.request, valueHash({ say: 'a secret' }))
    assert.equal(whole?.response, valueHash({ said: 'a secret' }))
    assert.equal(streamed?.response, valueHash(payloads))
    assert.ok(!JSON.stringify(seen).includes('secret'))
    assert.ok(!JSON.stringify(seen).includes('two'))
  }))

test('with the caller’s leave the words stay', () =>
  withMiner(async ({ ask, seen }) => {
    await (await ask({ say: 'keep me' }, true)).json()
    assert.deepEqual(seen[0]?.allowed, { request: { say: 'keep me' }, response: { said: 'keep me' } })
  }))

test('an answer that is broken off leaves its request alone', () =>
  withMiner(async ({ ask, seen }) => {
    for await (const _ of (await ask({ say: 'one two three', stream: true })).events()) break
    const cancelled = await ask({ say: 'x y', stream: true })
    cancelled.cancel()
    cancelled.cancel()
    assert.equal(seen.length, 2)
    for (const one of seen) assert.equal(one.response, undefined)
  }))

test('what the miner refuses is recorded with its status, what never left is not', () =>
  withMiner(async ({ ask, seen, dispatcher }) => {
    await (await ask({ nonsense: 1 })).json()
    assert.equal(seen[0]?.status, 400)
    const nobody = { netuid: NETUID, uid: 9, hotkey: minerKey.account, host: '127.0.0.1', port: 1 }
    await assert.rejects(dispatcher.send(nobody, CHAT, {}, { deadline: 2_000 }), NetError)
    assert.equal(seen.length, 1)
  }))

test('a disk that is full costs the caller nothing', () =>
  withMiner(async ({ ask, failures }) => {
    assert.deepEqual(await (await ask({ say: 'hello' })).json(), { said: 'hello' })
    assert.equal(failures.length, 1)
  }, true))
