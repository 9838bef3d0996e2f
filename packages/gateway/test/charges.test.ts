// What a caller is charged, whatever the miner that answered says of its tokens: miners are strangers, and may be the caller's own.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Service } from '@taonet/neuron'
import { Limits } from '../src/accounts/index.ts'
import { readReceipt } from '../src/receipts/index.ts'
import { acting } from './services.ts'
import { CHAT, callerOf, HOST, keyIn, ownFolder, say, seat } from './serving.ts'

const REMAINING = 'x-ratelimit-remaining-tokens'
const LIMIT = 100_000

const counting = (usage: object | undefined): Service =>
  acting(async () => ({
    id: 'x',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content: 'yes'.repeat(40) }, finish_reason: 'stop' }],
    ...(usage ? { usage } : {}),
  }))

/** What one answer of at most ten tokens was charged, in units of price and in tokens. */
async function chargedBy(service: Service): Promise<{ status: number; price: number; tokens: number }> {
  const folder = ownFolder()
  const limits = Limits.parse({
    tokensPerMinute: LIMIT,
    budgets: [{ unit: 'price', per: 'total', amount: LIMIT }],
  })
  const authorization = `Bearer ${await keyIn(folder, { limits })}`
  const caller = callerOf({ text: [await seat(service, { uid: 0 })] }, { folder })
  const body = say('What is it? '.repeat(20), { max_tokens: 10 })
  const first = await caller.post(CHAT, body, { authorization, host: HOST })
  const receipt = first.headers.get('x-taonet-receipt')
  const price = receipt === null ? 0 : Number(readReceipt(receipt).price.amount)
  // The limit's own figure after the charge is that of the next request before its own.
  const reserved = Number(first.headers.get(REMAINING))
  const next = await caller.post(CHAT, body, { authorization, host: HOST })
  return { status: first.status, price, tokens: reserved - Number(next.headers.get(REMAINING)) }
}

const usage = (prompt_tokens: number, completion_tokens: number): object => ({
  prompt_tokens,
  completion_tokens,
  total_tokens: prompt_tokens + completion_tokens,
})

test('what a miner counts is charged', async () => {
  assert.deepEqual(await chargedBy(counting(usage(60, 10))), { status: 200, price: 100, tokens: 70 })
})

test('a miner that counts a million is believed no more than was reserved', async () => {
  const { status, price, tokens } = await chargedBy(counting(usage(1_000_000, 1_000_000)))
  assert.equal(status, 200)
  assert.ok(tokens <= 300 && price <= 4 * 300, `${tokens} tokens, ${price} units`)
})

test('a miner that counts below nothing has not answered', async () => {
  assert.equal((await chargedBy(counting(usage(-50_000, 1)))).status, 502)
})

test('an answer that nobody counted is not free', async () => {
  const { price, tokens } = await chargedBy(counting(undefined))
  assert.ok(tokens >= 60 && tokens <= 110, `${tokens} tokens`)
  assert.ok(price > tokens)
})
