// The nemesis itself: four real validators under clients' load, and faults by a seeded plan. Promises hold on any machine;
// bounds of time are held against a machine that has nothing else to do, in the longer tiers.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { ready } from '@taonet/wire'
import { type Report, textOf } from '../../nemesis/report.ts'
import { run } from '../../nemesis/run.ts'
import { findEngine } from '../../src/abci/engine-binary.ts'

await ready()
const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const skip = (await findEngine()) === undefined ? 'no CometBFT' : false
const root = await mkdtemp(join(tmpdir(), 'taonet-nemesis-'))
after(() => rm(root, { recursive: true, force: true }))

interface Length {
  readonly seconds: number
  readonly blockTime: number
  /** Seconds after which a network that does not recover is said not to. */
  readonly patience: number
}
const SHORT: Length = { seconds: 30, blockTime: 300, patience: 300 }
const LONG: Length = { seconds: 120, blockTime: 1000, patience: 300 }
/** Their first rounds hold every kind of fault between them. */
const SHORT_SEEDS = [89, 357]
const LONG_SEEDS = 20

async function suffer(seed: number, { seconds, blockTime, patience }: Length): Promise<Report> {
  const report = await run({
    ...{ seed, blockTime, validators: 4, dir: join(root, `seed-${seed}-${seconds}`) },
    ms: seconds * 1000,
    patience: patience * 1000,
    log: () => {},
  })
  assert.deepEqual(report.violations, [], textOf(report))
  // A network that did nothing would have broken no promise.
  assert.ok(
    report.blocks > 0 && report.operations.acknowledged > 0 && report.rounds.length > 0,
    textOf(report),
  )
  return report
}

for (const seed of SHORT_SEEDS)
  test(`30 seconds of faults, seed ${seed}`, { skip }, async t => {
    t.diagnostic(textOf(await suffer(seed, SHORT)))
  })

if (EFFORT > 1)
  for (let seed = 1; seed <= LONG_SEEDS; seed++)
    test(`2 minutes of faults, seed ${seed}`, { skip }, async t => {
      const report = await suffer(seed, LONG)
      t.diagnostic(textOf(report))
      assert.deepEqual(report.slow, [], textOf(report))
    })
