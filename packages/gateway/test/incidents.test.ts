// What validators make public reaches everybody who asks the gateway: incidents, and what judging costs and finds.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Incident, RunningValidator } from '@taonet/neuron'
import { hash32 } from '@taonet/wire'
import { z } from 'zod'
import { talker } from './services.ts'
import { CHAT, callerOf, say, seat, validators } from './serving.ts'

const incident = (block: number): Incident => ({
  type: 'veto',
  netuid: 1,
  epoch: '3',
  block,
  uid: 4,
  miner: '5Miner',
  validator: '5Validator',
  kind: 'redTeam',
  category: 'violence',
  counter: 7,
  request: hash32(new Uint8Array(32)),
  response: hash32(new Uint8Array(32)),
})

const list = z.object({ data: z.array(z.object({ block: z.int(), category: z.string() })) })

/** A validator with this to tell besides its scores. */
function telling(blocks: readonly number[]): RunningValidator {
  const [plain] = validators([[1, 2, 0.5]])
  assert.ok(plain)
  return {
    ...plain,
    metrics: () =>
      plain.metrics().map(one => ({
        ...one,
        alarm: { since: 5, epochs: 3, reason: 'no stake', hint: 'add some' },
        incidents: blocks.map(incident),
        incidentCount: blocks.length,
        detection: [{ adversary: 'cache "all"', power: 0.75, least: 0.5 }],
        costs: {
          ...one.costs,
          kinds: { skills: { verdicts: 4, seconds: 2, cpuSeconds: 1, tokens: 80, joules: undefined } },
          earnedPerVerdict: 25,
        },
      })),
  }
}

test('incidents of all validators come newest first, and are empty where there are none', async () => {
  const caller = callerOf({ text: [] }, { validators: [telling([9, 3]), telling([5])] })
  const response = await caller.get('/v1/incidents')
  assert.equal(response.status, 200)
  const body = list.parse(await response.json())
  assert.deepEqual(
    body.data.map(({ block }) => block),
    [9, 5, 3],
  )
  assert.equal(body.data[0]?.category, 'violence')
  const nothing = await callerOf({ text: [] }).get('/v1/incidents')
  assert.deepEqual(await nothing.json(), { object: 'list', data: [] })
})

test('a vetoed miner is asked last, however well it was paid', async () => {
  const seats = [
    await seat(talker(), { uid: 1, incentive: 0.9 }),
    await seat(talker(), { uid: 2, incentive: 0.1 }),
  ]
  const [plain] = validators([
    [1, 1, 0.9],
    [1, 2, 0.5],
  ])
  assert.ok(plain)
  const vetoing = (uid: number): RunningValidator => ({
    ...plain,
    metrics: () =>
      plain.metrics().map(one => ({
        ...one,
        scores: one.scores.map(line => ({ ...line, vetoed: line.uid === uid })),
      })),
  })
  const answeredBy = async (uid: number): Promise<string | null> => {
    const caller = callerOf({ text: seats }, { validators: [vetoing(uid)] })
    const response = await caller.post(CHAT, say('x'))
    await response.text()
    return response.headers.get('x-taonet-miners')
  }
  assert.equal(await answeredBy(1), 'text/2')
  assert.equal(await answeredBy(2), 'text/1')
})

test('alarm, costs, detection power and incidents stand in the metrics, in their form', async () => {
  const text = await (await callerOf({ text: [] }, { validators: [telling([9])] }).get('/metrics')).text()
  const lines = text.split('\n')
  for (const line of [
    /^taonet_weights_alarm\{hotkey="0x\w{64}",netuid="1"\} 1$/,
    /^taonet_weights_missed_epochs\{.*\} 3$/,
    /^taonet_verdicts\{.*,kind="skills"\} 4$/,
    /^taonet_verdict_tokens\{.*,kind="skills"\} 80$/,
    /^taonet_verdict_earned_rao\{.*\} 25$/,
    /^taonet_detection_power\{.*,adversary="cache \\"all\\""\} 0\.75$/,
    /^taonet_incidents\{.*\} 1$/,
  ])
    assert.ok(
      lines.some(one => line.test(one)),
      String(line),
    )
  // A machine without energy counters shows none, not 0.
  assert.ok(!lines.some(line => line.startsWith('taonet_verdict_joules{')))
  const named = lines.filter(line => line.startsWith('# TYPE ')).map(line => line.split(' ')[2])
  assert.equal(new Set(named).size, named.length)
  for (const line of lines) assert.match(line, /^($|# (HELP|TYPE) \S+ .+|[a-z_:]+(\{.*\})? \S+$)/)
})
