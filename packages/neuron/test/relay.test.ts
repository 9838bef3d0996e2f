// A miner behind a relay: called through it as if it stood there, joined again whatever breaks, and nobody else let in.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { after, before, describe, test } from 'node:test'
import {
  type AccountId,
  BtauthNonces,
  isNetError,
  type KeyPair,
  keyPairFromUri,
  readAddress,
  signBtauth,
} from '@taonet/wire'
import { pino } from 'pino'
import { z } from 'zod'
import { SimulatedChain } from '../src/chain/simulated-chain.ts'
import { createDispatcher } from '../src/dispatch/dispatcher.ts'
import type { Dispatcher, Target } from '../src/dispatch/reply.ts'
import type { TlsIdentity } from '../src/miner/ports.ts'
import { startMiners } from '../src/miner/run-miners.ts'
import type { Miners } from '../src/processes.ts'
import { joinRequest, type RelayMessage, relayMessage } from '../src/relay/control.ts'
import { joinRelay } from '../src/relay/join-relay.ts'
import { portsFor } from '../src/relay/port-range.ts'
import { type Relay, type RelayOptions, startRelay } from '../src/relay/relay.ts'
import { selfSigned } from '../src/self-signed.ts'
import { defineSubnet } from '../src/subnet.ts'
import { echo, inFolder, minerKey, NETUID, strangerKey, validatorKey } from './fixtures.ts'

const CHAT = '/v1/chat/completions'
const deadline = 10_000
const logger = pino({ level: 'silent' })
const secondKey = keyPairFromUri('//Second')
const code = (expected: string) => (error: unknown) => isNetError(error) && error.code === expected

const subnet = defineSubnet({
  name: 'echoes',
  version: '1',
  paths: [CHAT],
  request: z.object({}),
  response: z.object({}),
  deadline,
  metrics: {},
  kinds: { any: { weight: 1, create: () => ({ steps: [], score: () => ({ score: 0, parts: {} }) }) } },
})

/** A range that nothing else of these tests uses, by process. */
let nextPort = 20_000 + (process.pid % 300) * 100
const freshRange = () => {
  const first = nextPort
  nextPort += 8
  return { first, last: first + 7 }
}

const seats = new Set([minerKey.account, secondKey.account])
const relayOf = (options: Partial<RelayOptions> = {}): Promise<Relay> =>
  startRelay({
    hotkey: validatorKey,
    host: '127.0.0.1',
    port: 0,
    ports: freshRange(),
    registered: async (netuid, hotkey) => netuid === NETUID && seats.has(hotkey),
    logger,
    ...options,
  })

async function eventually(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (await condition()) return
    await new Promise(done => setTimeout(done, 25))
  }
  assert.fail(what)
}

interface Tunnelled {
  readonly miners: Miners
  readonly chain: SimulatedChain
  target(): Target
  close(): Promise<void>
}

async function tunnelled(
  relayPort: number,
  folder: string,
  hotkey = minerKey,
  tls?: TlsIdentity,
): Promise<Tunnelled> {
  const chain = new SimulatedChain([
    { hotkey: hotkey.account },
    { hotkey: validatorKey.account, validator: true },
  ])
  const miners = await startMiners(chain, {
    miners: [
      {
        ...{ hotkey, netuid: NETUID, subnet, host: '127.0.0.1', port: 0 },
        service: { ...echo, model: hotkey.ss58 },
        tunnel: { host: 'localhost', port: relayPort },
        ...(tls ? { tls } : {}),
      },
    ],
    dataDir: folder,
  })
  const [miner] = miners.miners
  assert.ok(miner)
  return {
    miners,
    chain,
    target: () => ({ netuid: NETUID, uid: 0, hotkey: hotkey.account, ...miner.address() }),
    close: () => miners.close(0),
  }
}

const ask = async (dispatcher: Dispatcher, target: Target, say = 'hello'): Promise<unknown> =>
  (await dispatcher.send(target, CHAT, { say }, { deadline })).json()

describe('a miner behind a relay', () => {
  let dispatcher: Dispatcher
  before(() => {
    dispatcher = createDispatcher({ hotkey: validatorKey, allowLoopback: true })
  })
  after(() => dispatcher.close(0))

  test('is announced at the relay, answers there, streams there, and leaves with it', () =>
    inFolder(async folder => {
      const relay = await relayOf()
      const miner = await tunnelled(relay.port, folder)
      const target = miner.target()
      assert.notEqual(target.port, miner.miners.miners[0]?.port)
      const seat = async () => (await miner.chain.seats())[0]
      await eventually(async () => (await seat())?.axon?.port === target.port, 'not announced')
      assert.deepEqual(await ask(dispatcher, target), { said: 'hello' })
      const long = 'x'.repeat(500_000)
      assert.deepEqual(await ask(dispatcher, target, long), { said: long })
      const reply = await dispatcher.send(target, CHAT, { say: 'a b', stream: true }, { deadline })
      const words: string[] = []
      for await (const data of reply.events()) words.push(data)
      assert.deepEqual(words, ['{"word":"a"}', '{"word":"b"}'])
      const many = Array.from({ length: 12 }, (_, i) => ask(dispatcher, target, String(i)))
      assert.deepEqual(
        await Promise.all(many),
        many.map((_, i) => ({ said: String(i) })),
      )
      assert.equal(relay.metrics().tunnels, 1)
      await miner.close()
      await eventually(() => relay.metrics().tunnels === 0, 'the tunnel is still there')
      await assert.rejects(ask(dispatcher, target), isNetError)
      await relay.close()
    }))

  test('keeps its TLS to itself', () =>
    inFolder(async folder => {
      const identity = selfSigned('miner')
      const relay = await relayOf()
      const miner = await tunnelled(relay.port, folder, minerKey, identity)
      assert.equal(miner.target().pin, identity.pin)
      assert.deepEqual(await ask(dispatcher, miner.target()), { said: 'hello' })
      await miner.close()
      await relay.close()
    }))

  test('comes back when the relay does, to the same port', () =>
    inFolder(async folder => {
      const ports = freshRange()
      const relay = await relayOf({ ports })
      const miner = await tunnelled(relay.port, folder)
      const target = miner.target()
      await ask(dispatcher, target)
      await relay.close()
      await assert.rejects(ask(dispatcher, target), isNetError)
      const again = await relayOf({ ports, port: relay.port })
      await eventually(() => again.metrics().tunnels === 1, 'it did not come back')
      assert.deepEqual(miner.target(), target)
      assert.deepEqual(await ask(dispatcher, target), { said: 'hello' })
      await miner.close()
      await again.close()
    }))

  test('makes way for a second one with its hotkey, which gets its port', () =>
    inFolder(async folder => {
      const relay = await relayOf()
      const first = await tunnelled(relay.port, `${folder}/1`)
      await ask(dispatcher, first.target())
      const second = await tunnelled(relay.port, `${folder}/2`)
      assert.deepEqual(second.target(), first.target())
      assert.deepEqual(await ask(dispatcher, second.target()), { said: 'hello' })
      assert.deepEqual(
        [first, second].map(one => one.miners.miners[0]?.metrics().requests),
        [1, 1],
      )
      await first.close()
      assert.deepEqual(await ask(dispatcher, second.target()), { said: 'hello' })
      const { tunnels, joined, replaced } = relay.metrics()
      assert.deepEqual({ tunnels, joined, replaced }, { tunnels: 1, joined: 2, replaced: 1 })
      await second.close()
      await relay.close()
    }))

  test('cannot be spoken for: an answer that was changed on its way is not believed', () =>
    inFolder(async folder => {
      const relay = await relayOf()
      const miner = await tunnelled(relay.port, folder)
      const liar = createServer(caller => {
        const behind = connect(miner.target().port, '127.0.0.1')
        for (const socket of [caller, behind]) socket.on('error', () => {})
        caller.pipe(behind)
        behind.on('data', data => caller.write(data.toString('latin1').replace('honest', 'hOnest'), 'latin1'))
        behind.on('close', () => caller.destroy())
        caller.on('close', () => behind.destroy())
      })
      liar.listen(0, '127.0.0.1')
      await once(liar, 'listening')
      const address = liar.address()
      const target = { ...miner.target(), port: typeof address === 'object' && address ? address.port : 0 }
      assert.deepEqual(await ask(dispatcher, target, 'hello'), { said: 'hello' })
      await assert.rejects(ask(dispatcher, target, 'honest'), code('wrong-identity'))
      liar.close()
      await miner.close()
      await relay.close()
    }))
})

describe('a relay', () => {
  test('refuses whoever has no seat, and says so before anything is served', () =>
    inFolder(async folder => {
      const relay = await relayOf()
      await assert.rejects(tunnelled(relay.port, folder, strangerKey), code('relay-refused'))
      assert.deepEqual(relay.metrics(), { tunnels: 0, connections: 0, joined: 0, replaced: 0, refused: 1 })
      await relay.close()
      await assert.rejects(tunnelled(relay.port, folder), code('relay-unreachable'))
    }))

  test('has no more tunnels than it may, and no more than it has ports', () =>
    inFolder(async folder => {
      const few = { tunnels: 1, perTunnel: 8, connections: 8 }
      const [port = 0] = portsFor('any', freshRange())
      for (const options of [{ limits: few }, { ports: { first: port, last: port } }]) {
        const relay = await relayOf(options)
        const first = await tunnelled(relay.port, `${folder}/1`)
        await assert.rejects(tunnelled(relay.port, `${folder}/2`, secondKey), code('relay-refused'))
        assert.equal(relay.metrics().tunnels, 1)
        await first.close()
        await relay.close()
      }
    }))

  test('carries no more connections than it may, and none of those who say nothing', () =>
    inFolder(async folder => {
      const relay = await relayOf({ limits: { tunnels: 4, perTunnel: 2, connections: 8 } })
      const miner = await tunnelled(relay.port, folder)
      const { port } = miner.target()
      const open = (): Socket => connect(port, '127.0.0.1').on('error', () => {})
      const silent = Array.from({ length: 20 }, open)
      await Promise.all(silent.map(socket => once(socket, 'connect')))
      assert.equal(relay.metrics().connections, 0)
      const speaking = [open(), open()]
      for (const socket of speaking) socket.write('GET ')
      await eventually(() => relay.metrics().connections === 2, 'not carried')
      const third = open()
      third.write('GET ')
      await once(third, 'close')
      for (const socket of [...silent, ...speaking]) socket.destroy()
      await eventually(() => relay.metrics().connections === 0, 'still carried')
      await miner.close()
      await relay.close()
    }))

  /** Says lines and gives back what is answered until the relay ends it. */
  async function talk(
    port: number,
    say: (message: RelayMessage | undefined) => string | Buffer | undefined,
  ): Promise<readonly RelayMessage[]> {
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    const heard: RelayMessage[] = []
    const speak = (message?: RelayMessage): void => {
      const words = say(message)
      if (words !== undefined) socket.write(words)
    }
    speak()
    socket.setEncoding('utf8').on('data', (text: unknown) => {
      for (const line of String(text).split('\n').filter(Boolean)) {
        const message = relayMessage.parse(JSON.parse(line))
        heard.push(message)
        speak(message)
      }
    })
    await once(socket, 'close')
    return heard
  }

  const HELLO = '{"type":"hello","protocol":"taonet-relay/1"}\n'
  const nonces = new BtauthNonces()

  test('takes no word that is not for it, for this moment, and by the hotkey', async () => {
    const relay = await relayOf()
    const join = (
      change: {
        key?: KeyPair
        receiver?: AccountId
        challenge?: string
        netuid?: number
        forged?: string
      } = {},
    ) =>
      talk(relay.port, message => {
        if (message === undefined) return HELLO
        if (message.type !== 'relay') return undefined
        const { key = minerKey, netuid = NETUID, challenge = message.challenge } = change
        const receiver = change.receiver ?? readAddress(message.hotkey)
        assert.ok(receiver)
        const headers = signBtauth(joinRequest(netuid, challenge), key, {
          receiver,
          nonce: nonces.next(Date.now()),
        })
        const said = change.forged ? { ...headers, 'x-bittensor-hotkey': change.forged } : headers
        return `${JSON.stringify({ type: 'join', netuid: NETUID, headers: said })}\n`
      })
    const cases = {
      receiver: { receiver: strangerKey.account },
      signature: { challenge: '00'.repeat(32) },
      'signature ': { netuid: NETUID + 1 },
      'signature  ': { key: strangerKey, forged: minerKey.ss58 },
      'this hotkey has no seat on the subnet': { key: strangerKey },
    }
    for (const [reason, change] of Object.entries(cases)) {
      const heard = await join(change)
      assert.deepEqual(heard.at(-1), { type: 'refused', reason: reason.trim() })
    }
    assert.equal(relay.metrics().joined, 0)
    await relay.close()
  })

  test('ends what it does not understand', async () => {
    const relay = await relayOf()
    const token = '0'.repeat(32)
    for (const words of [
      'GET / HTTP/1.1\r\n\r\n',
      '{"type":"pong"}\n',
      `{"type":"data","token":"${token}"}\n`,
      `{"type":"join","netuid":1,"headers":{}}\n`,
      'x'.repeat(10_000),
      Buffer.from([0xff, 0x0a]),
      HELLO + HELLO,
    ])
      await talk(relay.port, message => (message === undefined ? words : undefined))
    assert.equal(relay.metrics().tunnels, 0)
    await relay.close()
  })

  test('lets a miner go that answers no ping', async () => {
    const relay = await relayOf({ heartbeat: 30 })
    const heard = await talk(relay.port, message => {
      if (message === undefined) return HELLO
      if (message.type !== 'relay') return undefined
      const receiver = readAddress(message.hotkey)
      assert.ok(receiver)
      const nonce = nonces.next(Date.now())
      const headers = signBtauth(joinRequest(NETUID, message.challenge), minerKey, { receiver, nonce })
      return `${JSON.stringify({ type: 'join', netuid: NETUID, headers })}\n`
    })
    assert.deepEqual(
      heard.map(({ type }) => type),
      ['relay', 'open', 'ping', 'ping', 'ping'],
    )
    await eventually(() => relay.metrics().tunnels === 0, 'the tunnel is still there')
    await relay.close()
  })

  test('that says nothing is given up', async () => {
    const mute = createServer(socket => socket.on('error', () => {}).end())
    mute.listen(0, '127.0.0.1')
    await once(mute, 'listening')
    const address = mute.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await assert.rejects(
      joinRelay({
        ...{ relay: { host: '127.0.0.1', port }, hotkey: minerKey, netuid: NETUID, logger },
        local: { host: '127.0.0.1', port: 1 },
        onOpen: () => assert.fail('opened'),
      }),
      code('relay-unreachable'),
    )
    mute.close()
  })
})
