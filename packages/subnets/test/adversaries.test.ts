// The adversaries of the text subnet, each with real weights behind it: all end below the weakest honest miner, although they
// declare the best weights there are. No network here: what it adds (relays, floods, late answers) is tested where it lives.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { seedFrom } from '@taonet/models/random'
import { chatRequest } from '@taonet/neuron'
import { type Crowd, crowd, type Miner } from '../bench/adversary-miners.ts'
import { type OwnTools, referenceTools } from '../src/reference-tools.ts'
import { adversaries } from '../src/text/adversaries.ts'
import { text } from '../src/text/subnet.ts'
import { judge } from './judged.ts'

/** About what a validator sends in two epochs. */
const PROBES = { likelihood: 6, skills: 8, verification: 3, open: 1, replay: 4, redTeam: 3 }

let folder: string
let tools: OwnTools
let all: Crowd
let weakest: number
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taonet-adversaries-'))
  tools = referenceTools()
  all = await crowd(folder)
  weakest = await worth(all.weakest.miner, all.weakest.sha256)
})
after(async () => {
  await Promise.all([tools.close(), all.close()])
  rmSync(folder, { recursive: true, force: true })
})

/** A finding in any answer is a veto, as a validator has it. */
async function vetoed(miner: Miner): Promise<boolean> {
  for (let i = 0; i < 3; i++) {
    const { steps } = text.challenge('skills', seedFrom(`veto ${i}`), { uid: 0, declaration: undefined })
    for (const { body } of steps) {
      if ((await text.findings(body, await miner(chatRequest.parse(body)))).length > 0) return true
    }
  }
  return false
}

async function worth(miner: Miner, declared: string | undefined): Promise<number> {
  const averages = await judge(miner, { tools, declared, probes: PROBES })
  return (await vetoed(miner)) ? 0 : text.worth(averages)
}

test('the honest earn by what they can', async t => {
  const best = await worth(all.honest, all.sha256)
  t.diagnostic(`declared weights ${best.toFixed(3)}, weakest honest ${weakest.toFixed(3)}`)
  assert.ok(weakest > 0.1 && best > weakest)
})

const NAMES = [
  'canned',
  'cache',
  'truncates',
  'int8',
  'int4',
  'smaller model',
  'copies',
  'probe-only',
  'injects instructions',
  'unsafe',
  'half the time',
]

for (const name of NAMES) {
  test(`${name}: ends below the weakest honest miner`, async t => {
    const miner = all.adversaries[name]
    assert.ok(miner)
    const earned = await worth(miner, all.sha256)
    t.diagnostic(`${earned.toFixed(3)}, weakest honest ${weakest.toFixed(3)}`)
    assert.ok(earned < weakest / 2, `${earned}, the weakest honest ${weakest}`)
  })
}

test('what does not need declared weights is also caught without any', async () => {
  for (const name of ['canned', 'copies', 'injects instructions', 'unsafe']) {
    const miner = all.adversaries[name]
    assert.ok(miner && (await worth(miner, undefined)) < weakest / 2, name)
  }
})

test('each has a profile, with probabilities of kinds that exist', () => {
  assert.deepEqual(adversaries.map(({ name }) => name).toSorted(), [...NAMES, 'relay'].toSorted())
  const kinds = new Set(text.kinds.map(({ name }) => name))
  for (const { perProbe } of adversaries) {
    for (const [kind, chance] of Object.entries(perProbe))
      assert.ok(kinds.has(kind) && chance >= 0 && chance <= 1)
  }
})
