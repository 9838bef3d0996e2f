// `npm run nemesis -- --seed S --minutes M`: four real validators, clients, and faults by a seeded plan; ends with 1 when a
// promise was broken, with 2 when only a bound of time was missed.
import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ready } from '@taonet/wire'
import { textOf } from './report.ts'
import { run } from './run.ts'

const PATIENCE_MS = 120_000
const BROKEN = 1
const SLOW = 2

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    minutes: { type: 'string', default: '2' },
    validators: { type: 'string', default: '4' },
    'block-time': { type: 'string', default: '1000' },
    json: { type: 'boolean', default: false },
    /** Leaves the folders for looking at. */
    keep: { type: 'boolean', default: false },
  },
})

await ready()
const dir = await mkdtemp(join(tmpdir(), 'taonet-nemesis-'))
const stop = new AbortController()
// The round under way is finished and judged.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
try {
  const report = await run({
    seed: Number(values.seed ?? randomInt(2 ** 32)),
    ms: Number(values.minutes) * 60_000,
    validators: Number(values.validators),
    blockTime: Number(values['block-time']),
    dir,
    patience: PATIENCE_MS,
    log: line => process.stderr.write(`${line}\n`),
    signal: stop.signal,
  })
  process.stdout.write(`${values.json ? JSON.stringify(report) : textOf(report)}\n`)
  process.exitCode = report.violations.length > 0 ? BROKEN : report.slow.length > 0 ? SLOW : 0
} finally {
  if (!values.keep) await rm(dir, { recursive: true, force: true })
}
