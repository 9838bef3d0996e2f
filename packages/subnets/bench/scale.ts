// What an epoch costs sixteen validators of one text subnet with 75, 150 and 300 miners: memory, processor and time, and how
// they grow. `expected-scale.json` holds the figures of the machine that is named there.
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { scaleRun } from '../test/scale/network.ts'

const SIZES = (process.env.SCALE_MINERS ?? '75,150,300').split(',').map(Number)
const VALIDATORS = Number(process.env.SCALE_VALIDATORS ?? 16)
const EPOCHS = 2

/** Slope of the logarithms by least squares: 1 is linear. */
function exponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const)
  const mean = (at: 0 | 1): number => logs.reduce((sum, one) => sum + one[at], 0) / logs.length
  const [x, y] = [mean(0), mean(1)]
  const shared = logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0)
  return shared / logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0)
}

const round = (value: number, digits = 2): number => Number(value.toFixed(digits))

const rows = []
for (const miners of SIZES) {
  const { epochs } = await scaleRun({ miners, validators: VALIDATORS }, EPOCHS)
  for (const cost of epochs) {
    const row = {
      miners,
      epoch: cost.epoch,
      probes: cost.probes,
      requests: cost.requests,
      handshakes: cost.sessions,
      'evidence MB': round(cost.evidenceBytes / 2 ** 20, 1),
      'CPU s': round(cost.cpuSeconds, 1),
      s: round(cost.seconds, 1),
      'CPU ms a probe': round((1_000 * cost.cpuSeconds) / cost.probes),
      'heap MB': round(cost.heapMegabytes, 1),
      'resident MB': round(cost.residentMegabytes, 0),
    }
    console.log(JSON.stringify(row))
    rows.push(row)
  }
}
const steady = rows.filter(({ epoch }) => epoch === EPOCHS)
const growth = {
  CPU: round(exponent(steady.map(row => [row.probes, row['CPU s']]))),
  heap: round(exponent(steady.map(row => [row.miners, row['heap MB']]))),
  evidence: round(exponent(steady.map(row => [row.probes, row['evidence MB']]))),
}
console.table(rows)
console.log(
  `epoch ${EPOCHS}: exponents of CPU and evidence with the number of probes, of memory with miners`,
  growth,
)
if (process.argv.includes('--write')) {
  const machine = `${cpus().length} × ${cpus()[0]?.model}`
  const found = { machine, node: process.version, validators: VALIDATORS, rows, growth }
  writeFileSync(new URL('./expected-scale.json', import.meta.url), `${JSON.stringify(found, null, 2)}\n`)
}
