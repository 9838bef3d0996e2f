// Does the network beat its best miner? `npm run bench:mixture [-- FILE.gguf …]`: held-out tasks of ten families, every miner by
// itself, and the gateway's `auto` in each of its forms; the router has seen published scores and nothing else. Files named are
// other people's models, which join the pool for a smaller second run: they are slow. Nothing is timed. What a model has once
// answered is kept in the folder for temporary files, so that a run that was cut off goes on where it was. `--encoder` also tries
// clusters of the packaged sentence encoder's vectors, which takes minutes.
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { referenceEncoder } from '@taonet/models'
import { featuresOfVector } from '../src/mixture/features.ts'
import type { Embed } from '../src/mixture/standing.ts'
import { measure } from './lib/mixture-measure.ts'
import { type Member, openMember, weightFiles } from './lib/mixture-pool.ts'
import { type Report, reportOf } from './lib/mixture-report.ts'

const OURS = { seeds: [1, 2, 3], each: 50, asked: 50, probes: 150 }
const WITH_OTHERS = { seeds: [1], each: 50, asked: 10, probes: 30 }
const EXPECTED = new URL('expected-mixture.json', import.meta.url)

const { values, positionals } = parseArgs({
  options: { write: { type: 'boolean' }, encoder: { type: 'boolean' } },
  allowPositionals: true,
})
const encoder = await referenceEncoder()
const encoded: Embed = async prompts => (await encoder.embed(prompts)).map(featuresOfVector)

function print(title: string, { rows, families, verdicts }: Report): void {
  console.log(`\n${title}`)
  console.table(rows)
  console.table(families)
  console.log(verdicts.join('\n'))
}

const pool: Member[] = []
const reports: Record<string, Report> = {}
for (const { path, role } of weightFiles(positionals)) pool.push(await openMember(path, role))
const own = pool.filter(({ role }) => role !== 'open')
reports.ours = reportOf(await measure(own, { ...OURS, ...(values.encoder ? { encoded } : {}) }), own)
print('our nine, 3 seeds of 500 tasks', reports.ours)
if (own.length < pool.length) {
  reports.withOthers = reportOf(await measure(pool, WITH_OTHERS), pool)
  print('with the models that were named, 100 tasks', reports.withOthers)
}
for (const member of pool) await member.close()
await encoder.close()
if (values.write) writeFileSync(EXPECTED, `${JSON.stringify(reports, null, 2)}\n`)
else console.log('expected:', readFileSync(EXPECTED, 'utf8').trim())
