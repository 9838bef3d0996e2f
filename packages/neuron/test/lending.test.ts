// A gateway with a key of its own asks miners through a validator's dispatcher: the miner sees the validator, and nobody else.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { isNetError } from '@taonet/wire'
import { watchDirectory } from '../src/chain/directory.ts'
import { createDispatcher } from '../src/dispatch/dispatcher.ts'
import type { Dispatcher } from '../src/dispatch/reply.ts'
import { type BorrowedValidator, borrowValidator } from '../src/lending/borrow.ts'
import { startLending } from '../src/lending/lend.ts'
import type { MinerServer, RequestEntry } from '../src/miner/server.ts'
import { type SelfSigned, selfSigned } from '../src/self-signed.ts'
import type { Lesson } from '../src/validator/lessons.ts'
import type { ValidatorMetrics } from '../src/validator/validator-metrics.ts'
import { type MinerFixture, minerKey, NETUID, startMiner, strangerKey, validatorKey } from './fixtures.ts'
import { SimulatedChain } from './simulated-chain.ts'

const CHAT = '/v1/chat/completions'
const deadline = 5_000
const code = (expected: string) => (error: unknown) => isNetError(error) && error.code === expected

/** As many lessons as make more than two pages. */
const taught = (from: number, to: number): readonly Lesson[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({
    number: from + i,
    kind: 'skills',
    marks: 'exact',
    words: `question ${from + i}`,
    uid: 0,
    hotkey: minerKey.account,
    score: 0.5,
    block: 3,
  }))

describe('a borrowed dispatcher', () => {
  const seen: RequestEntry[] = []
  const heard: unknown[] = []
  let lessons: readonly Lesson[] = taught(1, 1_200)
  let miner: MinerFixture
  let own: Dispatcher
  let port: MinerServer
  let borrowed: BorrowedValidator

  before(async () => {
    miner = await startMiner({ onRequest: entry => seen.push(entry) })
    own = createDispatcher({
      hotkey: validatorKey,
      allowLoopback: true,
      onLive({ caller, mayKeep }) {
        heard.push({ caller, mayKeep })
        return () => {}
      },
    })
    const chain = new SimulatedChain([{ hotkey: minerKey.account }])
    await chain.serveAxon(minerKey, NETUID, { host: '127.0.0.1', port: miner.server.port })
    port = await startLending({
      hotkey: validatorKey,
      host: '127.0.0.1',
      port: 0,
      borrowers: [strangerKey.account],
      dispatcher: own,
      directories: [await watchDirectory(chain, NETUID)],
      lessons: (netuid, after) => (netuid === NETUID ? lessons.filter(one => one.number > after) : []),
      metrics: () => [{ netuid: NETUID, scores: [{ uid: 0, score: 0.5 }] } as unknown as ValidatorMetrics],
    })
    borrowed = borrowValidator(strangerKey, {
      hotkey: validatorKey.account,
      host: '127.0.0.1',
      port: port.port,
    })
  })
  after(async () => {
    await borrowed.close()
    await port.close(0)
    await own.close(0)
    await miner.server.close(0)
  })
  const ask = (body: unknown) => borrowed.dispatcher.send(miner.target, CHAT, body, { deadline })

  test('the miner sees the lender, on the connection and session of its probes', async () => {
    await own.send(miner.target, CHAT, { say: 'probe' }, { deadline }).then(reply => reply.json())
    const reply = await ask({ say: 'live' })
    assert.equal(reply.status, 200)
    assert.deepEqual(await reply.json(), { said: 'live' })
    assert.equal(reply.headers['x-taonet-model'], 'echo')
    assert.deepEqual(new Set(seen.map(({ sender }) => sender)), new Set([validatorKey.account]))
    assert.deepEqual(seen[0]?.headerNames, seen[1]?.headerNames)
    assert.equal(own.metrics().sessionsOpened, 1)
    assert.equal(borrowed.dispatcher.hotkey, validatorKey.account)
  })

  test('the lender hears who asks and what may be kept', async () => {
    heard.length = 0
    await ask({ say: 'x' })
    await borrowed.dispatcher.send(miner.target, CHAT, { say: 'x' }, { deadline, caller: 7, mayKeep: true })
    assert.deepEqual(heard, [
      { caller: undefined, mayKeep: false },
      { caller: 7, mayKeep: true },
    ])
  })

  test('streams come event by event, and a caller that leaves frees the miner', async () => {
    const reply = await ask({ say: 'a b c', stream: true })
    assert.equal(reply.streamed, true)
    const words: unknown[] = []
    for await (const data of reply.events()) words.push(JSON.parse(data))
    assert.deepEqual(words, [{ word: 'a' }, { word: 'b' }, { word: 'c' }])
    const left = await ask({ say: 'a b c d e', stream: true })
    for await (const _ of left.events()) break
    while (own.metrics().inFlight > 0 || miner.server.metrics().active > 0)
      await new Promise(done => setTimeout(done, 5))
    assert.equal(borrowed.dispatcher.metrics().inFlight, 0)
  })

  test("a miner's refusal is its own; a miner that is none is the lender's", async () => {
    const refused = await ask({ said: 'nonsense' })
    assert.equal(refused.status, 400)
    await refused.json()
    const nobody = { ...miner.target, hotkey: strangerKey.account }
    await assert.rejects(
      borrowed.dispatcher.send(nobody, CHAT, { say: 'x' }, { deadline }),
      code('bad_request'),
    )
    const elsewhere = { ...miner.target, host: '10.0.0.1', port: 1 }
    const reply = await borrowed.dispatcher.send(elsewhere, CHAT, { say: 'x' }, { deadline })
    assert.deepEqual(await reply.json(), { said: 'x' }, 'the address is the chain’s, not the borrower’s')
  })

  test('the scores are the lender’s', async () => {
    while (borrowed.metrics().length === 0) await new Promise(done => setTimeout(done, 10))
    assert.deepEqual(borrowed.metrics()[0]?.scores, [{ uid: 0, score: 0.5 }])
  })

  test('so is what they teach, page by page, also when the lender has begun anew', async () => {
    const known = () => borrowed.lessons?.(NETUID, 0) ?? []
    const until = async (there: () => boolean) => {
      while (!there()) await new Promise(done => setTimeout(done, 20))
    }
    await until(() => known().length === 1_200)
    assert.deepEqual(known(), lessons)
    assert.deepEqual(borrowed.lessons?.(NETUID, 1_199), lessons.slice(-1))
    assert.deepEqual(borrowed.lessons?.(NETUID + 1, 0), [])
    lessons = taught(1, 3)
    await until(() => known().length === 3)
    assert.deepEqual(known(), lessons)
  })

  test('a key that was not named gets nothing', async () => {
    const other = borrowValidator(minerKey, {
      hotkey: validatorKey.account,
      host: '127.0.0.1',
      port: port.port,
    })
    await assert.rejects(
      other.dispatcher.send(miner.target, CHAT, { say: 'x' }, { deadline }),
      code('session-refused'),
    )
    await other.close()
  })
})

test('a lender with a certificate is asked over TLS alone, and only with the key that it was named with', async () => {
  const tls = selfSigned('lender')
  const own = createDispatcher({ hotkey: validatorKey, allowLoopback: true })
  const port = await startLending({
    hotkey: validatorKey,
    host: '127.0.0.1',
    port: 0,
    borrowers: [strangerKey.account],
    dispatcher: own,
    directories: [],
    metrics: () => [{ netuid: NETUID, scores: [] } as unknown as ValidatorMetrics],
    tls,
  })
  const miner = { netuid: NETUID, uid: 0, hotkey: minerKey.account, host: '127.0.0.1', port: 1 }
  const ask = async (pin: SelfSigned['pin'] | undefined): Promise<unknown> => {
    const lender = { hotkey: validatorKey.account, host: '127.0.0.1', port: port.port, pin }
    const borrowed = borrowValidator(strangerKey, lender)
    try {
      return await borrowed.dispatcher.send(miner, CHAT, { say: 'x' }, { deadline })
    } finally {
      await borrowed.close()
    }
  }
  try {
    // It got through: the lender knows of no such miner.
    await assert.rejects(ask(tls.pin), code('bad_request'))
    await assert.rejects(ask(selfSigned('another').pin), code('wrong-identity'))
    await assert.rejects(ask(undefined), code('disconnected'))
  } finally {
    await port.close(0)
    await own.close(0)
  }
})
