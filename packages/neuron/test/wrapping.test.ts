// What wrapping stands on: a function as a service, and evidence read back.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { type ChatFunction, functionService } from '../src/miner/function-service.ts'
import { chatResponse } from '../src/openai/chat.ts'
import { evidenceFolder, readEvidence } from '../src/validator/read-evidence.ts'
import { validatorKey } from './fixtures.ts'

async function ask(answer: ChatFunction, maxTokens: number, signal = new AbortController().signal) {
  const route = functionService('mine', answer).routes['/v1/chat/completions']
  assert.ok(route)
  const body = { messages: [{ role: 'user', content: 'x' }], max_tokens: maxTokens }
  const given = await route.handle(body, { caller: validatorKey.account, signal })
  assert.equal(given.type, 'json')
  return chatResponse.parse(given.type === 'json' ? given.body : undefined).choices[0]
}

test('pieces, a promise and plain text give the same answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 }), async pieces => {
      const whole = pieces.join('')
      const forms: readonly ChatFunction[] = [
        async function* () {
          yield* pieces
        },
        async () => whole,
        () => whole,
      ]
      for (const form of forms) {
        const choice = await ask(form, 10_000)
        assert.equal(choice?.message.content, whole)
        assert.equal(choice?.finish_reason, 'stop')
      }
    }),
    { numRuns: 50 },
  )
})

test('a function that never ends is cut off, and told to end', async () => {
  let ended = false
  const choice = await ask(async function* () {
    try {
      for (;;) yield 'four'
    } finally {
      ended = true
    }
  }, 5)
  assert.equal(choice?.message.content, 'four'.repeat(5))
  assert.equal(choice?.finish_reason, 'length')
  assert.ok(ended)
})

test('a caller that has gone ends it', async () => {
  const gone = new AbortController()
  const asked = ask(
    async function* () {
      yield 'one'
      gone.abort()
      yield 'two'
    },
    100,
    gone.signal,
  )
  await assert.rejects(asked, { name: 'AbortError' })
})

test('evidence is summed up by kind, of one miner, of the newest epochs, torn lines left out', () => {
  const root = mkdtempSync(join(tmpdir(), 'taonet-evidence-'))
  try {
    const folder = evidenceFolder(root, '5Validator', 1)
    mkdirSync(folder, { recursive: true })
    const line = (miner: string, kind: string, score: number): string =>
      JSON.stringify({ type: 'probe', miner, kind, score, parts: { exact: score } })
    const write = (epoch: number, lines: readonly string[]): void =>
      writeFileSync(join(folder, `epoch-${epoch}.jsonl`), `${lines.join('\n')}\n`)
    write(1, [line('5Mine', 'skills', 1)])
    write(2, [line('5Mine', 'skills', 0.5), line('5Other', 'skills', 0), line('5Mine', 'likelihood', 0.25)])
    write(10, [line('5Mine', 'skills', 1), line('5Mine', 'skills', 0).slice(0, -4)])
    write(11, [line('5Mine', 'skills', 0)])
    assert.deepEqual(readEvidence(folder, '5Mine', 10, 2), {
      epochs: [2, 10],
      kinds: [
        { kind: 'likelihood', probes: 1, score: 0.25, parts: { exact: 0.25 } },
        { kind: 'skills', probes: 2, score: 0.75, parts: { exact: 0.75 } },
      ],
    })
    assert.deepEqual(readEvidence(join(root, 'nowhere'), '5Mine', 10, 2), { epochs: [], kinds: [] })
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})
