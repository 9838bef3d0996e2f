// `taonet verify receipt` as somebody runs it: files in, a verdict and an exit code out, and nobody asked.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { bodyHash, createReceipts, passingReceiptKey } from '@taonet/gateway/receipts'
import { keyPairFromSeed } from '@taonet/wire'
import { type Finished, taonet } from './network.ts'

const folder = mkdtempSync(join(tmpdir(), 'taonet-verify-'))
after(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const REQUEST = '{"model":"auto","messages":[{"role":"user","content":"Hello"}]}'
const RESPONSE = '{"choices":[]}'
const key = passingReceiptKey()
const { receipt, compact } = createReceipts(key).make(
  {
    requestId: 'b0c4',
    requestHash: bodyHash(REQUEST),
    responseHash: bodyHash(RESPONSE),
    netuid: 1,
    uid: 4,
    hotkey: keyPairFromSeed(new Uint8Array(32).fill(3)).ss58,
    model: 'smollm2-135m-instruct',
    block: 77,
    latencyMs: 12,
    price: { amount: '57', unit: 'tokens' },
    at: '2026-01-02T03:04:05.678Z',
  },
  'key_1',
)
const request = file('request.json', REQUEST)
const response = file('response.json', RESPONSE)

const verify = (path: string, ...more: readonly string[]): Promise<Finished> =>
  taonet(['verify', 'receipt', path, ...more])

test('a receipt that holds says who answered, and what was not compared', async () => {
  const { code, stdout } = await verify(file('receipt', `${compact}\n`))
  assert.equal(code, 0)
  assert.match(stdout, /uid 4 of subnet 1/)
  assert.match(stdout, /not compared: whose key it is/)
  const full = ['--request', request, '--response', response, '--gateway', key.address]
  const all = await verify(file('receipt.json', JSON.stringify(receipt)), ...full)
  assert.equal(all.code, 0, all.stderr)
  assert.doesNotMatch(all.stdout, /not compared/)
})

test('an altered one, another request, and another gateway end with 1 and say why', async () => {
  const altered = await verify(file('altered.json', JSON.stringify({ ...receipt, uid: 5 })))
  assert.equal(altered.code, 1)
  assert.match(altered.stdout, /did not sign this/)
  const other = await verify(
    file('receipt.json', JSON.stringify(receipt)),
    ...['--request', response, '--gateway', passingReceiptKey().address, '--json'],
  )
  assert.equal(other.code, 1)
  const said: unknown = JSON.parse(other.stdout)
  assert.ok(typeof said === 'object' && said !== null && 'problems' in said && Array.isArray(said.problems))
  assert.equal(said.problems.length, 2)
})

test('a file that is none, or holds no receipt, is refused with a hint', async () => {
  const missing = await verify(join(folder, 'nowhere'))
  assert.equal(missing.code, 1)
  assert.match(missing.stderr, /cannot read/)
  const nonsense = await verify(response, '--json')
  assert.equal(nonsense.code, 1)
  assert.match(nonsense.stderr, /"code":"no-receipt"/)
})
