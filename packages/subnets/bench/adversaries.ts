// How often one probe of a kind scores each adversary below the weights it declares, asked the same: what the validator's
// detection power is computed from (src/text/adversaries.ts).

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedFrom } from '@taonet/models/random'
import { chatRequest, type ReferenceTools } from '@taonet/neuron'
import { hash32 } from '@taonet/wire'
import { referenceTools } from '../src/reference-tools.ts'
import { text } from '../src/text/subnet.ts'
import { crowd, type Miner } from './adversary-miners.ts'

const PROBES = 24
/** Marks by which a probe must fall to count: a little less is chance. */
const MARGIN = 0.25

async function scoreOf(miner: Miner, kind: string, i: number, sha256: string, tools: ReferenceTools) {
  const zero = hash32(new Uint8Array(32))
  const declaration = { model: 'm', sha256: hash32(`0x${sha256}`), engine: 'e', protocol: zero }
  const challenge = text.challenge(kind, seedFrom(`profile ${kind} ${i}`), { uid: 0, declaration })
  const outcomes = []
  const findings = []
  for (const { body } of challenge.steps) {
    const response = await miner(chatRequest.parse(body))
    findings.push(...(await text.findings(body, response)))
    outcomes.push({ response, failure: undefined, firstByteMs: 40, totalMs: 80 })
  }
  if (findings.length > 0) return 0
  return ((await challenge.compare?.(tools, outcomes)) ?? challenge).score(outcomes).score
}

const folder = mkdtempSync(join(tmpdir(), 'taonet-profiles-'))
const tools = referenceTools()
const { sha256, honest, adversaries, close } = await crowd(folder)
const table: Record<string, Record<string, number>> = {}
for (const { name: kind } of text.kinds) {
  const expected: number[] = []
  for (let i = 0; i < PROBES; i++) expected.push(await scoreOf(honest, kind, i, sha256, tools))
  for (const [name, miner] of Object.entries(adversaries)) {
    let caught = 0
    for (let i = 0; i < PROBES; i++) {
      const score = await scoreOf(miner, kind, i, sha256, tools)
      if (score < (expected[i] ?? 0) - MARGIN) caught++
    }
    const row = (table[name] ??= {})
    if (caught > 0) row[kind] = Math.round((100 * caught) / PROBES) / 100
  }
}
console.table(table)
await Promise.all([tools.close(), close()])
rmSync(folder, { recursive: true, force: true })
