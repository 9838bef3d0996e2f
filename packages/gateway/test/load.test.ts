// Many streams at a time, callers who leave, and a gateway that closes in the middle: nothing is left behind, neither at miners
// nor in the books.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSql, usageSums } from '../src/accounts/index.ts'
import { startGateway } from '../src/index.ts'
import { networkOf } from './network.ts'
import { acting } from './services.ts'
import {
  CHAT,
  ended,
  eventually,
  isRecord,
  json,
  keyIn,
  ownFolder,
  say,
  seat,
  validators,
} from './serving.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const STREAMS = Math.min(1_000, 200 * EFFORT)
const TOKENS = 20
const PROMPT_TOKENS = 7

const pause = (milliseconds: number): Promise<void> => new Promise(done => setTimeout(done, milliseconds))

const slowly = acting(async function* ({ signal }) {
  const head = { id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm' }
  for (let i = 0; i < TOKENS && !signal.aborted; i++) {
    yield { ...head, choices: [{ index: 0, delta: { content: 'word ' }, finish_reason: null }] }
    await pause(50)
  }
  yield { ...head, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }
  const usage = { prompt_tokens: PROMPT_TOKENS, completion_tokens: TOKENS }
  yield { ...head, choices: [], usage: { ...usage, total_tokens: PROMPT_TOKENS + TOKENS } }
})

type End = 'whole' | 'left' | 'closed' | 'refused'

async function stream(url: string, key: string, leaves: boolean): Promise<End> {
  const controller = new AbortController()
  const response = await fetch(`${url}${CHAT}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify(say(`question ${Math.random()}`, { stream: true })),
    signal: controller.signal,
  })
  if (response.status !== 200) {
    assert.match(await response.text(), /"code":"closed"/)
    return 'refused'
  }
  let text = ''
  try {
    for await (const bytes of response.body ?? []) {
      text += Buffer.from(bytes).toString()
      if (leaves && text.split('\n\n').length > 3) controller.abort()
    }
  } catch (thrown) {
    if (controller.signal.aborted) return 'left'
    throw thrown
  }
  if (text.endsWith('data: [DONE]\n\n')) return 'whole'
  assert.match(text, /"code":"closed"/)
  return 'closed'
}

test('after many streams, callers who left and a close in the middle, nobody works and no unit is held or lost', async () => {
  const folder = ownFolder()
  const budgets = [{ unit: 'tokens', per: 'total', amount: 100_000_000 } as const]
  const key = await keyIn(folder, { policy: 'off', limits: { budgets } })
  const miners = await Promise.all(
    Array.from({ length: 16 }, (_, uid) => seat(slowly, { uid, incentive: 1 / 16 })),
  )
  const gateway = await startGateway({
    network: networkOf({ text: miners }, validators([])),
    folder,
    host: '127.0.0.1',
    port: 0,
    rpcUrl: 'ws://127.0.0.1:9944',
  })
  let isOpen = true
  ended(async () => {
    if (isOpen) await gateway.close(0)
  })
  const url = `http://127.0.0.1:${gateway.port}`
  const active = (): number => miners.reduce((sum, one) => sum + one.miner.metrics().active, 0)

  const first = await Promise.all(Array.from({ length: STREAMS }, (_, at) => stream(url, key, at % 5 === 0)))
  assert.equal(first.filter(one => one === 'left').length, STREAMS / 5)
  assert.equal(first.filter(one => one === 'whole').length, (4 * STREAMS) / 5)
  await eventually(() => active() === 0, 20_000)
  const { queues, error_budget } = await json(await fetch(`${url}/v1/status`))
  const [queue]: unknown[] = Array.isArray(queues) ? queues : []
  assert.ok(isRecord(queue) && isRecord(error_budget))
  assert.deepEqual([queue.running, queue.waiting, queue.refused, error_budget.failed], [0, 0, 0, 0])
  // Eight places for each miner at first, and more where it answers: how many share the work is a matter of speed.
  assert.ok(miners.filter(one => one.miner.received.length > 0).length > 1)

  const second = Array.from({ length: STREAMS }, (_, at) => stream(url, key, at % 5 === 0))
  await eventually(() => active() > STREAMS / 4, 20_000)
  isOpen = false
  await gateway.close(300)
  const ends = await Promise.all(second)
  assert.ok(ends.some(one => one === 'closed'))
  await eventually(() => active() === 0, 20_000)

  const sql = await openSql({ folder })
  const [counter] = await sql.all('select spent, leased from counters where name = $1', ['tokens/total'])
  const sums = await usageSums(sql, { kind: 'completions', from: 0, until: 1e11, width: 1e11, by: [] })
  await sql.close()
  const used = sums.reduce((sum, one) => sum + one.prompt + one.completion, 0)
  assert.deepEqual([counter?.spent, counter?.leased], [used, 0])
  const whole = [...first, ...ends].filter(one => one === 'whole').length
  const some = [...first, ...ends].filter(one => one === 'left' || one === 'closed').length
  const each = PROMPT_TOKENS + TOKENS
  assert.ok(whole * each <= used && used <= (whole + some) * each, `${used} for ${whole} and ${some}`)
})
