// What a hostile miner can answer: each kind has its name in outcome and metrics, scores nothing, and leaves nothing behind.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { PROOF_HEADER, StreamDigest, wholeDigest } from '../src/answer-proof.ts'
import { createDispatcher } from '../src/dispatch/dispatcher.ts'
import type { Failure } from '../src/dispatch/failures.ts'
import type { Dispatcher } from '../src/dispatch/reply.ts'
import { defineSubnet } from '../src/subnet.ts'
import { runChallenge } from '../src/validator/probe.ts'
import { strangerKey, validatorKey } from './fixtures.ts'
import { type Asked, type Behaviour, type HostileMiner, startHostile } from './hostile-miner.ts'

const CHAT = '/v1/chat/completions'

/** Gives its whole score to any answer that counts as one: what scores nothing here counts as none. */
const subnetOf = (deadline: number) =>
  defineSubnet({
    name: 'generous',
    version: '1',
    paths: [CHAT],
    request: z.object({ stream: z.boolean() }),
    response: z.object({ said: z.string() }),
    deadline,
    metrics: {},
    assemble: payloads => ({
      said: payloads.map(one => z.object({ word: z.string() }).parse(JSON.parse(one)).word).join(' '),
    }),
    kinds: Object.fromEntries(
      [false, true].map(stream => [
        stream ? 'streamed' : 'whole',
        {
          weight: 1,
          create: () => ({
            steps: [{ path: CHAT, body: { stream } }],
            score: ([outcome]) => ({ score: outcome?.response ? 1 : 0, parts: {} }),
          }),
        },
      ]),
    ),
  })

const generous = subnetOf(20_000)
const hasty = subnetOf(300)

const bytes = (text: string): Buffer => Buffer.from(text)

function whole({ response, proof }: Asked, body: Uint8Array, headers: Record<string, string> = {}): void {
  response.writeHead(200, {
    'content-type': 'application/json',
    [PROOF_HEADER]: proof('whole', wholeDigest(body)),
    ...headers,
  })
  response.end(body)
}

/** An honest stream up to its end; `end` writes the rest. */
function streamed({ response, proof }: Asked, payloads: readonly string[], end: (mac: string) => void): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const digest = new StreamDigest()
  for (const data of payloads) {
    digest.add(data)
    response.write(`data: ${data}\n\n`)
  }
  end(`: ${PROOF_HEADER} ${proof('stream', digest.end())}\n\n`)
}

const WORDS = ['{"word":"a"}', '{"word":"b"}']
const SAID = bytes('{"said":"a"}')

/** Writes until nobody takes it, and counts. */
function flood({ response }: Asked, type: string, chunk: string, count: (bytes: number) => void): void {
  response.writeHead(200, { 'content-type': type })
  const write = (): void => {
    while (!response.destroyed) {
      count(chunk.length)
      if (!response.write(chunk)) return
    }
  }
  response.on('drain', write)
  write()
}

let flooded = 0
const count = (size: number): void => {
  flooded += size
}

const WHOLE: readonly (readonly [string, Failure, Behaviour])[] = [
  [
    'announces a gigabyte',
    'reply-too-long',
    asked => {
      asked.response.writeHead(200, { 'content-length': String(1 << 30) }).write('{')
    },
  ],
  ['never stops', 'reply-too-long', asked => flood(asked, 'application/json', 'x'.repeat(1 << 16), count)],
  [
    'has headers without end',
    'reply-too-long',
    ({ response }) => void response.writeHead(200, { 'x-long': 'x'.repeat(40_000) }).end(),
  ],
  ['never begins', 'deadline', () => {}],
  [
    'drips',
    'deadline',
    ({ response }) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const timer = setInterval(() => response.write(' '), 20)
      response.once('close', () => clearInterval(timer))
    },
  ],
  ['is no JSON', 'bad-reply', asked => whole(asked, bytes('{"said":'))],
  ['is no UTF-8', 'bad-reply', asked => whole(asked, Buffer.from([0x22, 0xff, 0x22]))],
  ['is no HTTP', 'bad-reply', ({ socket }) => void socket.end('SSH-2.0-miner\r\n')],
  [
    'is shorter than announced',
    'cut-off',
    ({ response, socket }) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"said":')
      setTimeout(() => socket.destroy(), 20)
    },
  ],
  ['is of another form', 'schema', asked => whole(asked, bytes('{"told":"a"}'))],
  [
    'is a stream that nobody asked for',
    'schema',
    asked => streamed(asked, WORDS, mac => asked.response.end(`${mac}data: [DONE]\n\n`)),
  ],
  [
    'has no proof',
    'wrong-identity',
    ({ response }) => void response.writeHead(200, { 'content-type': 'application/json' }).end(SAID),
  ],
  [
    'has a proof of nothing',
    'wrong-identity',
    asked => whole(asked, SAID, { [PROOF_HEADER]: `0x${'00'.repeat(32)}` }),
  ],
  [
    'was changed on its way',
    'wrong-identity',
    asked => whole(asked, SAID, { [PROOF_HEADER]: asked.proof('whole', wholeDigest(bytes('{"said":"b"}'))) }),
  ],
  [
    'answers another request',
    'wrong-identity',
    asked => {
      const stale = asked.session.answerMac('whole', String(Number(asked.counter) + 1), wholeDigest(SAID))
      whole(asked, SAID, { [PROOF_HEADER]: stale })
    },
  ],
  ['is a failure', 'status', ({ response }) => void response.writeHead(500).end('{}')],
  [
    'is a failure of endless words',
    'status',
    ({ response }) => {
      response.writeHead(503)
      const write = (): void => {
        while (!response.destroyed && response.write('x'.repeat(1 << 16)));
      }
      response.on('drain', write)
      write()
    },
  ],
]

const STREAMED: readonly (readonly [string, Failure, Behaviour])[] = [
  ['ends without its end', 'cut-off', asked => streamed(asked, WORDS, () => asked.response.end())],
  [
    'ends within an event',
    'cut-off',
    asked => streamed(asked, WORDS, () => asked.response.end('data: {"word":')),
  ],
  [
    'breaks off',
    'cut-off',
    asked => streamed(asked, WORDS, () => setTimeout(() => asked.socket.destroy(), 20)),
  ],
  ['hangs after its first words', 'deadline', asked => streamed(asked, WORDS, () => {})],
  [
    'never stops',
    'reply-too-long',
    asked => flood(asked, 'text/event-stream', `data: {"word":"${'x'.repeat(1 << 15)}"}\n\n`, count),
  ],
  [
    'is one endless event',
    'reply-too-long',
    asked => flood(asked, 'text/event-stream', 'x'.repeat(1 << 15), count),
  ],
  [
    'is endless comments in single bytes',
    'reply-too-long',
    asked => flood(asked, 'text/event-stream', ':\n\n', count),
  ],
  [
    'is events of no JSON',
    'bad-reply',
    asked => streamed(asked, ['{"word":'], mac => asked.response.end(`${mac}data: [DONE]\n\n`)),
  ],
  [
    'is no UTF-8',
    'bad-reply',
    ({ response }) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(Buffer.from([0x64, 0xff, 0x0a, 0x0a]))
    },
  ],
  ['is whole, as if it were quick', 'schema', asked => whole(asked, SAID)],
  [
    'opens long before it has anything to say',
    'stalled',
    asked => {
      const late = setTimeout(() => asked.response.end(), 10_000)
      asked.response.once('close', () => clearTimeout(late))
      streamed(asked, WORDS.slice(0, 1), () => {})
    },
  ],
  [
    'has no proof',
    'wrong-identity',
    asked => streamed(asked, WORDS, () => asked.response.end('data: [DONE]\n\n')),
  ],
  [
    'lost a word on its way',
    'wrong-identity',
    asked => {
      const digest = new StreamDigest()
      for (const data of WORDS) digest.add(data)
      const mac = `: ${PROOF_HEADER} ${asked.proof('stream', digest.end())}\n\n`
      streamed(asked, WORDS.slice(1), () => asked.response.end(`${mac}data: [DONE]\n\n`))
    },
  ],
  [
    'grew a word behind its proof',
    'wrong-identity',
    asked =>
      streamed(asked, WORDS, mac => asked.response.end(`${mac}data: {"word":"c"}\n\ndata: [DONE]\n\n`)),
  ],
]

async function eventually(condition: () => boolean, what: string): Promise<void> {
  for (let i = 0; i < 250; i++) {
    if (condition()) return
    await new Promise(done => setTimeout(done, 20))
  }
  assert.fail(what)
}

describe('an answer that', () => {
  let hostile: HostileMiner
  let dispatcher: Dispatcher
  before(async () => {
    hostile = await startHostile()
    dispatcher = createDispatcher({ hotkey: validatorKey, allowLoopback: true })
  })
  after(async () => {
    await dispatcher.close(0)
    await hostile.close()
  })

  async function probe(
    kind: string,
    subnet = generous,
  ): Promise<{ failure: string | undefined; score: number }> {
    const challenge = subnet.challenge(kind, new Uint8Array(32), { uid: 0, declaration: undefined })
    const { signal } = new AbortController()
    const outcomes = await runChallenge(dispatcher, hostile.target, challenge, subnet, signal)
    return { failure: outcomes[0]?.failure, score: challenge.score(outcomes).score }
  }

  test('is honest scores, streamed or not, over one connection', async () => {
    hostile.behave = asked => whole(asked, SAID)
    assert.deepEqual(await probe('whole'), { failure: undefined, score: 1 })
    hostile.behave = asked => streamed(asked, WORDS, mac => asked.response.end(`${mac}data: [DONE]\n\n`))
    for (let i = 0; i < 5; i++) assert.deepEqual(await probe('streamed'), { failure: undefined, score: 1 })
    assert.ok(hostile.connections() <= 2, `${hostile.connections()} connections for six requests`)
    assert.deepEqual(dispatcher.metrics().failed, {})
  })

  for (const [kind, cases] of [
    ['whole', WHOLE],
    ['streamed', STREAMED],
  ] as const) {
    for (const [what, failure, behave] of cases) {
      test(`${what} (${kind}) is a failure called ${failure}`, async () => {
        flooded = 0
        hostile.behave = behave
        const before = dispatcher.metrics().failed[failure] ?? 0
        const { failures } = dispatcher.metrics()
        const outcome = await probe(kind, failure === 'deadline' ? hasty : generous)
        assert.equal(outcome.failure?.replace(/^status-\d+$/, 'status'), failure)
        assert.equal(outcome.score, 0)
        const now = dispatcher.metrics()
        assert.equal(now.failed[failure], before + 1)
        assert.equal(now.failures, failures + 1)
        assert.equal(now.inFlight, 0)
        // What is not wanted is not read: 16 MiB, and what sockets hold.
        assert.ok(flooded < 40 << 20, `${flooded} bytes`)
        await eventually(() => hostile.pending() === 0, 'the answer is still waited for')
      })
    }
  }
})

test('whoever signs the handshake with another key is called wrong-identity, and gets no request', async () => {
  const hostile = await startHostile(strangerKey)
  const dispatcher = createDispatcher({ hotkey: validatorKey, allowLoopback: true })
  let asked = 0
  hostile.behave = ({ response }) => {
    asked++
    response.end()
  }
  const challenge = generous.challenge('whole', new Uint8Array(32), { uid: 0, declaration: undefined })
  const { signal } = new AbortController()
  const outcomes = await runChallenge(dispatcher, hostile.target, challenge, generous, signal)
  assert.equal(outcomes[0]?.failure, 'wrong-identity')
  assert.equal(challenge.score(outcomes).score, 0)
  assert.deepEqual(dispatcher.metrics().failed, { 'wrong-identity': 1 })
  assert.equal(asked, 0)
  await dispatcher.close(0)
  await hostile.close()
})
