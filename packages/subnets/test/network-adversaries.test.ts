// Cheats that need a network, over the real one: real miners' ports, real sessions, the validator's own way of asking. A lie
// about latency and a flood are caught; a relay over a fast link may escape, and what it gains is printed.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Models, openModels, type TextModel } from '@taonet/models'
import { seedFrom } from '@taonet/models/random'
import {
  createDispatcher,
  type Dispatcher,
  type KindAverage,
  type MinerServer,
  runChallenge,
  type Service,
  startMinerServer,
  type Target,
  textService,
} from '@taonet/neuron'
import { hash32, keyPairFromUri, MemoryReplayCache, NetError } from '@taonet/wire'
import { type OwnTools, referenceTools } from '../src/reference-tools.ts'
import { text } from '../src/text/subnet.ts'
import { CHAT, lyingAboutLatency, relaying } from './network-cheats.ts'

/** What shows a lie about latency is a stream: skills and open questions come as people ask. */
const PROBES = { likelihood: 3, skills: 10, verification: 3, open: 2, replay: 4 }
const validator = keyPairFromUri('//Validator')
const stranger = keyPairFromUri('//Stranger')
const { signal } = new AbortController()

let folder: string
let models: Models
let tools: OwnTools
let dispatcher: Dispatcher
const ports: MinerServer[] = []

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taonet-network-'))
  models = await openModels({ dataDir: folder, offline: true })
  tools = referenceTools()
  dispatcher = createDispatcher({ hotkey: validator, allowLoopback: true })
})
after(async () => {
  await dispatcher.close(0)
  await Promise.all(ports.map(port => port.close(0)))
  await Promise.all([tools.close(), models.close()])
  rmSync(folder, { recursive: true, force: true })
})

function modelNamed(id: string): TextModel {
  const found = models.text.find(({ card }) => card.id === id)
  assert.ok(found, id)
  return found
}

interface Serving {
  readonly server: MinerServer
  readonly target: Target
}

/** A miner on a port of its own that welcomes the validator alone. */
async function serve(name: string, service: Service): Promise<Serving> {
  const hotkey = keyPairFromUri(`//${name}`)
  const server = await startMinerServer({
    hotkey,
    netuid: 1,
    service,
    seen: new MemoryReplayCache(),
    welcome: sender => sender === validator.account,
    host: '127.0.0.1',
    port: 0,
  })
  ports.push(server)
  const target = { netuid: 1, uid: 0, hotkey: hotkey.account, host: '127.0.0.1', port: server.port }
  return { server, target }
}

/** Worth by the subnet times the share of probes that were answered, as a validator has it. */
async function earned({ target }: Serving, sha256: string, model: string): Promise<number> {
  const protocol = hash32(new Uint8Array(32))
  const declaration = { model, sha256: hash32(`0x${sha256}`), engine: 'llama.cpp', protocol }
  const averages: Record<string, KindAverage> = {}
  let answered = 0
  let asked = 0
  for (const [kind, count] of Object.entries(PROBES)) {
    const parts: Record<string, number> = {}
    let score = 0
    for (let i = 0; i < count; i++) {
      const challenge = text.challenge(kind, seedFrom(`network ${kind} ${i}`), { uid: 0, declaration })
      const outcomes = await runChallenge(dispatcher, target, challenge, text, signal)
      const scored = ((await challenge.compare?.(tools, outcomes)) ?? challenge).score(outcomes)
      score += scored.score / count
      for (const [part, value] of Object.entries(scored.parts))
        parts[part] = (parts[part] ?? 0) + value / count
      asked++
      if (outcomes.every(({ failure }) => failure === undefined)) answered++
    }
    averages[kind] = { score, parts, count }
  }
  return text.worth(averages) * (answered / asked)
}

let weakest = 0
let best = 0

test('the honest earn by what they can', async t => {
  const small = modelNamed('taonet-small')
  const large = modelNamed('taonet-allround')
  weakest = await earned(await serve('small', textService(small)), small.card.sha256, 'small')
  best = await earned(await serve('large', textService(large)), large.card.sha256, 'large')
  t.diagnostic(`best ${best.toFixed(3)}, weakest ${weakest.toFixed(3)}`)
  assert.ok(weakest > 0.1 && best > weakest)
})

test('a lie about latency: streams are opened at once and answered late', async t => {
  const { card } = modelNamed('taonet-allround')
  const liar = lyingAboutLatency(textService(modelNamed('taonet-allround')))
  const worth = await earned(await serve('liar', liar), card.sha256, 'large')
  t.diagnostic(`${worth.toFixed(3)}, weakest honest ${weakest.toFixed(3)}`)
  assert.ok(worth < weakest, `${worth}, the weakest honest ${weakest}`)
  assert.ok((dispatcher.metrics().failed.stalled ?? 0) > 0)
})

test('a relay to the best miner gains what the best miner earns, less its hop', async t => {
  const { card } = modelNamed('taonet-allround')
  const origin = await serve('origin', textService(modelNamed('taonet-allround')))
  // Only who has stake of its own is served: the relay asks as a validator.
  const asking = createDispatcher({ hotkey: validator, allowLoopback: true })
  const relay = relaying(textService(modelNamed('taonet-allround')), asking, () => origin.target)
  const worth = await earned(await serve('relay', relay), card.sha256, 'large')
  await asking.close(0)
  t.diagnostic(`a relay earns ${worth.toFixed(3)} where its origin earns ${best.toFixed(3)}`)
  assert.ok(worth < best * 1.05)
})

test('a flood from a key without stake is refused, and the validator is answered meanwhile', async () => {
  const flooded = await serve('flooded', textService(modelNamed('taonet-small')))
  const flooder = createDispatcher({ hotkey: stranger, allowLoopback: true, connections: 64 })
  const body = { messages: [{ role: 'user', content: 'Sort: 3 1 2' }], max_tokens: 8, stream: false }
  const flood = Promise.allSettled(
    Array.from({ length: 300 }, () => flooder.send(flooded.target, CHAT, body, { deadline: 10_000 })),
  )
  for (let i = 0; i < 3; i++) {
    const reply = await dispatcher.send(flooded.target, CHAT, body, { deadline: 10_000 })
    assert.equal(reply.status, 200)
    await reply.json()
  }
  const refused = await flood
  await flooder.close(0)
  for (const one of refused) {
    assert.ok(one.status === 'rejected' && one.reason instanceof NetError)
    assert.equal(one.reason.code, 'session-refused')
  }
  assert.equal(flooded.server.metrics().requests, 3, 'no model was asked for anybody else')
})
