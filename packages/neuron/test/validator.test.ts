// Validators and miners on a chain in memory: probes over loopback, seeds bound to a committed secret, evidence that can be
// replayed, weights that tell good from bad.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { keyPairFromUri } from '@taonet/wire'
import { z } from 'zod'
import { startMiners } from '../src/miner/run-miners.ts'
import { route, type Service } from '../src/miner/service.ts'
import { defineSubnet } from '../src/subnet.ts'
import { startValidators } from '../src/validator/run-validators.ts'
import { verifyEvidence } from '../src/validator/verify-evidence.ts'
import { inFolder, validatorKey } from './fixtures.ts'
import { SimulatedChain, TEMPO } from './simulated-chain.ts'

const CHAT = '/v1/chat/completions'
const request = z.object({ number: z.int() })
const response = z.object({ square: z.number() })

/** What is the square of a number? Half a mark for being near. */
const squares = defineSubnet({
  name: 'squares',
  version: '1',
  paths: [CHAT],
  request,
  response,
  deadline: 5_000,
  metrics: {},
  kinds: {
    square: {
      weight: 1,
      teaches: { marks: 'degree', words: ({ number }) => `square of ${number}` },
      create(random) {
        const number = random.below(1_000)
        return {
          steps: [{ path: CHAT, body: { number } }],
          score([outcome]) {
            const error = Math.abs((outcome?.response?.square ?? Number.POSITIVE_INFINITY) - number ** 2)
            const score = error === 0 ? 1 : error < 2 ? 0.5 : 0
            return { score, parts: { exact: error === 0 ? 1 : 0 }, steps: [score] }
          },
        }
      },
    },
  },
})

const service = (model: string, answer: (number: number) => number): Service => ({
  model,
  sha256: '',
  engine: 'test',
  routes: {
    [CHAT]: route(request, async ({ number }) => ({ type: 'json', body: { square: answer(number) } })),
  },
})

const exact = keyPairFromUri('//Exact')
const near = keyPairFromUri('//Near')
const liar = keyPairFromUri('//Liar')

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 1_000; i++) {
    if (await what()) return
    await new Promise(done => setTimeout(done, 10))
  }
  assert.fail('it never happened')
}

test('scores become weights, secrets come out, and the evidence holds', () =>
  inFolder(async folder => {
    const chain = new SimulatedChain([
      { hotkey: validatorKey.account, validator: true },
      { hotkey: exact.account },
      { hotkey: near.account },
      { hotkey: liar.account },
    ])
    const miner = (hotkey: typeof exact, model: string, answer: (number: number) => number) => ({
      hotkey,
      netuid: 1,
      subnet: squares,
      service: service(model, answer),
      host: '127.0.0.1',
      port: 0,
    })
    const miners = await startMiners(chain, {
      dataDir: `${folder}/miners`,
      miners: [
        miner(exact, 'exact', number => number ** 2),
        miner(near, 'near', number => number ** 2 + 1),
        miner(liar, 'liar', () => 7),
      ],
    })
    const config = {
      hotkeys: [validatorKey],
      subnets: [{ netuid: 1, subnet: squares }],
      dataDir: `${folder}/validators`,
    }
    let validators = await startValidators(chain, config)
    const metrics = () => validators.validators[0]?.metrics()[0]

    await chain.advance()
    await validators.directory(1).refresh()
    const seats = await chain.seats()
    assert.deepEqual(
      seats.map(seat => seat.declaration?.model),
      [undefined, 'exact', 'near', 'liar'],
    )
    assert.equal(seats[1]?.declaration?.protocol, squares.protocol)

    await until(() => (metrics()?.scores.filter(({ probes }) => probes >= 2).length ?? 0) === 3)
    await chain.advance(TEMPO + 5)
    const revealed = () => chain.revealed.get(validatorKey.account) ?? []
    await until(async () => {
      await chain.advance()
      return revealed().length > 0
    })
    const weights = revealed()[0]?.weights
    assert.equal(weights?.get(1), 65_535)
    assert.equal(weights?.get(2), Math.round(65_535 / 4))
    assert.equal(weights?.get(3), 0)
    assert.equal(weights?.get(0), undefined)

    // A restart in the middle of an epoch keeps averages, secrets and evidence.
    const before = metrics()?.scores.map(({ uid, score }) => [uid, score])
    const lessons = () => validators.validators[0]?.lessons?.(1, 0) ?? []
    const taught = lessons()
    assert.deepEqual(
      new Set(taught.map(({ uid, score }) => `${uid} ${score}`)),
      new Set(['1 1', '2 0.5', '3 0']),
    )
    assert.ok(
      taught.every(
        ({ words, hotkey, uid }) => /^square of \d+$/.test(words) && hotkey === seats[uid]?.hotkey,
      ),
    )
    await validators.close(0)
    validators = await startValidators(chain, config)
    await chain.advance()
    assert.deepEqual(
      metrics()?.scores.map(({ uid, score }) => [uid, score]),
      before,
    )
    assert.deepEqual(lessons().slice(0, taught.length), taught, 'lessons are read back from the evidence')
    const probes = metrics()?.probes ?? 0
    await until(() => (metrics()?.probes ?? 0) > probes + 2)
    await chain.advance(TEMPO)
    await validators.close(0)
    await miners.close(0)

    const committed = new Map(
      (chain.published.get(validatorKey.account) ?? []).flatMap(one =>
        one.type === 'Validator'
          ? [
              [one.value.epoch, one.value.current],
              [one.value.epoch + 1n, one.value.next],
            ]
          : [],
      ),
    )
    const evidence = `${folder}/validators/${validatorKey.ss58}/1/evidence`
    let replayed = 0
    for (const name of readdirSync(evidence)) {
      const text = readFileSync(`${evidence}/${name}`, 'utf8')
      if (!text.includes('"type":"secret"')) continue
      assert.deepEqual(verifyEvidence(text, squares).problems, [], name)
      const head = z
        .object({ epoch: z.string(), secretHash: z.string() })
        .parse(JSON.parse(text.split('\n')[0] ?? ''))
      assert.equal(committed.get(BigInt(head.epoch)), head.secretHash)
      replayed += verifyEvidence(text, squares).rescored
      tamper(text)
    }
    assert.ok(replayed >= 6, `${replayed} probes replayed`)
  }))

/** Whatever is changed in an epoch's file, the replay notices. */
function tamper(text: string): void {
  const lines = text.trimEnd().split('\n')
  const at = lines.findIndex(line => line.includes('"type":"probe"'))
  if (at < 0) return
  const probe = JSON.parse(lines[at] ?? '')
  const changed = (part: Record<string, unknown>) =>
    lines.with(at, JSON.stringify({ ...probe, ...part })).join('\n')
  const forgeries: readonly [string, string][] = [
    ['a score', changed({ score: probe.score === 1 ? 0 : 1 })],
    ['a step’s own score', changed({ steps: [probe.score === 1 ? 0 : 1] })],
    ['a uid', changed({ uid: 9 })],
    ['a seed', changed({ seed: `0x${'00'.repeat(32)}` })],
    ['a request', changed({ requests: [`0x${'00'.repeat(32)}`] })],
    ['a probe left out', lines.toSpliced(at, 1).join('\n')],
    ['a probe twice', lines.toSpliced(at, 0, lines[at] ?? '').join('\n')],
    ['another secret', text.replace(/"secret":"0x../, '"secret":"0xff')],
    ['the end cut off', lines.slice(0, -1).join('\n')],
  ]
  for (const [what, forged] of forgeries) {
    if (forged === text.trimEnd()) continue
    assert.notDeepEqual(verifyEvidence(forged, squares).problems, [], what)
  }
}

test('a response that breaks the scorer, or gives it no number, costs its sender the score', () => {
  const hostile = defineSubnet({
    name: 'fragile',
    version: '1',
    paths: [CHAT],
    request,
    response: z.object({ list: z.array(z.number()) }),
    deadline: 1_000,
    metrics: {},
    kinds: {
      first: {
        weight: 1,
        create: () => ({
          steps: [],
          score([outcome]) {
            const [head] = outcome?.response?.list ?? []
            if (head === undefined) throw new TypeError('nothing there')
            return { score: 1 / head, parts: { head: Math.log(head) } }
          },
        }),
      },
    },
  })
  const challenge = hostile.challenge('first', new Uint8Array(32), { uid: 0, declaration: undefined })
  const scored = (list: readonly number[]) =>
    challenge.score([{ response: { list }, failure: undefined, firstByteMs: 1, totalMs: 1 }])
  assert.deepEqual(scored([]), { score: 0, parts: { unscorable: 1 } })
  assert.deepEqual(scored([-1]), { score: 0, parts: { head: 0 } })
  assert.deepEqual(scored([0]), { score: 0, parts: { head: 0 } })
  assert.deepEqual(scored([2]), { score: 0.5, parts: { head: Math.log(2) } })
})
