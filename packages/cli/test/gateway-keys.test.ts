// `taonet gateway keys` and `usage` as somebody runs them, and a gateway's accounts on the same file meanwhile.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openAccounts } from '@taonet/gateway/accounts'
import { taonet } from './network.ts'

const data = mkdtempSync(join(tmpdir(), 'taonet-keys-'))
after(() => rmSync(data, { recursive: true }))

const gateway = (...words: string[]) => taonet(['gateway', ...words, '--data', data])

async function told(...words: string[]) {
  const { code, stdout, stderr } = await gateway(...words, '--json')
  assert.equal(code, 0, stderr)
  return JSON.parse(stdout)
}

async function refused(hint: RegExp, ...words: string[]): Promise<void> {
  const { code, stderr } = await gateway(...words)
  assert.equal(code, 1)
  assert.match(stderr, hint)
  assert.doesNotMatch(stderr, /^\s+at /m, 'no stack trace')
}

test('a key is made, works, is counted, and is revoked while a gateway runs', async () => {
  await refused(/taonet gateway keys new/, 'keys', 'list')
  const limits = ['--tokens-per-minute', '500', '--budget', 'tokens/day=1000', '--expires', '30d']
  const made = await told('keys', 'new', 'shop', '--scope', 'chat', ...limits)
  assert.match(made.secret, /^sk-tao-/)
  assert.equal(statSync(join(data, 'gateway', 'accounts.db')).mode & 0o777, 0o600)

  const accounts = await openAccounts({ folder: join(data, 'gateway') })
  const bearer = `Bearer ${made.secret}`
  const caller = await accounts.identify(bearer, { loopback: false })
  assert.deepEqual([caller.name, caller.scopes], ['shop', ['chat']])
  const route = '/v1/chat/completions'
  const one = await accounts.reserve(caller, { route, requests: 1, tokens: 400 })
  const used = { promptTokens: 30, completionTokens: 12, model: 'small', netuid: 1, uids: [4] }
  await Promise.all([one.settle(used), accounts.flush()])

  assert.deepEqual(await told('usage', '--by', 'key', '--by', 'miner'), [
    {
      key: 'shop',
      key_id: caller.id,
      miner: '1/4',
      requests: 1,
      assisted: 0,
      prompt_tokens: 30,
      completion_tokens: 12,
      price: 78,
    },
  ])
  const [day] = await told('usage', '--by', 'model', '--daily')
  assert.deepEqual([day.model, day.day.length], ['small', 10])

  assert.equal((await told('keys', 'revoke', 'shop')).state, 'revoked')
  const [listed] = await told('keys', 'list')
  assert.deepEqual([listed.id, listed.state, listed.secret], [caller.id, 'revoked', undefined])
  const until = Date.now() + 60_000
  while (await accounts.identify(bearer, { loopback: false }).then(Boolean, () => false)) {
    assert.ok(Date.now() < until, 'a revoked key goes on working')
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  await accounts.close()
})

test('what is not understood is refused with what would be', async () => {
  await refused(/one of: chat,/, 'keys', 'new', 'x', '--scope', 'everything')
  await refused(/tokens\/day=1000000/, 'keys', 'new', 'x', '--budget', 'tokens/year=3')
  await refused(/whole numbers/, 'keys', 'new', 'x', '--tokens-per-minute', '-5')
  await refused(/30d/, 'keys', 'new', 'x', '--expires', 'yesterday')
  await refused(/keys list/, 'keys', 'revoke', 'nobody')
  await refused(/one of: key, model, miner/, 'usage', '--by', 'weather')
})
