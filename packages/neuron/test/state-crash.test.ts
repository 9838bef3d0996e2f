// A validator that is killed at any moment comes back with what it had promised: scores, secrets, vetoes, evidence.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { SecretStore, secretHash } from '../src/validator/epoch-secrets.ts'
import { EvidenceLog, evidenceEpochs, evidenceFile } from '../src/validator/evidence.ts'
import { Quarantine } from '../src/validator/quarantine.ts'
import { ScoreBook } from '../src/validator/score-book.ts'
import { readState, writeState } from '../src/validator/state-file.ts'
import { readEpoch } from '../src/validator/verify-evidence.ts'
import { inFolder, minerKey, validatorKey } from './fixtures.ts'
import { plainSubnet } from './plain-subnet.ts'

const KILLS = 4 * Number(process.env.TAONET_EFFORT ?? 1)
const RUNS = 100 * Number(process.env.TAONET_EFFORT ?? 1)

const promised = z.object({ epoch: z.string().transform(BigInt), hash: z.string(), probes: z.int() })

/** Kills after the child's n-th promise; the last promises that were heard, oldest first. */
async function runAndKill(folder: string, from: bigint, after: number) {
  const child = spawn(
    process.execPath,
    [new URL('state-writer.ts', import.meta.url).pathname, folder, String(from)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const heard: z.infer<typeof promised>[] = []
  const ended = new Promise<NodeJS.Signals | null>(resolve =>
    child.on('exit', (_, signal) => resolve(signal)),
  )
  for await (const line of createInterface({ input: child.stdout })) {
    heard.push(promised.parse(JSON.parse(line)))
    if (heard.length >= after) child.kill('SIGKILL')
  }
  assert.equal(await ended, 'SIGKILL')
  return heard
}

test('killed again and again, it loses nothing that it had said', () =>
  inFolder(async folder => {
    let from = 0n
    for (let kill = 0; kill < KILLS; kill++) {
      const heard = await runAndKill(folder, from, 3 + kill * 2)
      const last = heard.at(-1)
      assert.ok(last)
      const secrets = new SecretStore(`${folder}/secrets.json`)
      for (const { epoch, hash } of heard.slice(-4)) {
        const secret = secrets.known(epoch)
        assert.ok(secret)
        assert.equal(secretHash(secret), hash)
      }
      const book = new ScoreBook(`${folder}/scores.json`, plainSubnet)
      assert.ok((book.page(minerKey.account)?.probes ?? 0) >= last.probes)
      assert.equal(new Quarantine(`${folder}/quarantine.json`).worthless(minerKey.account, last.epoch), true)
      const again = new EvidenceLog(`${folder}/evidence`, {
        netuid: 1,
        validator: validatorKey.ss58,
        subnet: 'plain',
        version: '1',
        protocol: plainSubnet.protocol,
      })
      const next = (evidenceEpochs(`${folder}/evidence`).at(-1) ?? 0n) + 1n
      again.turn(next, secretHash(secrets.of(next)), epoch => secrets.known(epoch))
      const { epoch, problems } = readEpoch(
        readFileSync(evidenceFile(`${folder}/evidence`, last.epoch), 'utf8'),
      )
      assert.deepEqual(problems, [])
      assert.equal(epoch?.probes.length, 5)
      from = next + 1n
    }
  }))

test('a state file that was cut off is as good as none, and the next write mends it', () => {
  const schema = z.object({ list: z.array(z.string()) })
  return fc.assert(
    fc.asyncProperty(fc.array(fc.string(), { minLength: 1 }), fc.nat(), (list, n) =>
      inFolder(async folder => {
        const path = `${folder}/state.json`
        writeState(path, { list })
        assert.deepEqual(readState(path, schema), { list })
        const text = readFileSync(path, 'utf8')
        writeFileSync(path, text.slice(0, n % text.length))
        assert.equal(readState(path, schema), undefined)
        writeState(path, { list })
        assert.deepEqual(readState(path, schema), { list })
      }),
    ),
    { numRuns: RUNS },
  )
})
