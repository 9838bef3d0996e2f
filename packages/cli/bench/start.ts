// From the command to the first token that the network served, models being there: in an empty folder, which also makes
// wallets and sets up a chain, and in one that is resumed. Goal: DESIGN §9. Run it on a machine that does nothing else.
// node bench/start.ts [rounds]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts, startNetwork, until } from '../test/network.ts'

const PATIENCE = 120_000
const GOAL = '< 10'
const rounds = Number(process.argv[2] ?? 3)

/** Milliseconds from the start of the process to the first piece of the answer to its own question. */
async function firstToken(data: string): Promise<number> {
  const ports = await freePorts()
  const started = performance.now()
  const network = await startNetwork({ data, ports, env: { TAONET_OFFLINE: '1' } })
  try {
    await until('the first token', PATIENCE, () => (/› \s*\S/.test(network.output()) ? true : undefined), 5)
    const passed = performance.now() - started
    await until('the end of the answer', PATIENCE, () =>
      /answered by/.test(network.output()) ? true : undefined,
    )
    await network.stop()
    return passed
  } finally {
    await network.dispose()
  }
}

const seconds = (times: readonly number[], pick: (...all: number[]) => number): number =>
  Number((pick(...times) / 1000).toFixed(2))
const median = (...times: number[]): number =>
  times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN

const fresh: number[] = []
const resumed: number[] = []
for (let round = 0; round < rounds; round++) {
  const data = mkdtempSync(join(tmpdir(), 'taonet-bench-'))
  try {
    fresh.push(await firstToken(data))
    resumed.push(await firstToken(data))
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}
console.table(
  Object.entries({ 'an empty folder': fresh, 'a resumed network': resumed }).map(([from, times]) => ({
    'up to first served token, from': from,
    'median s': seconds(times, median),
    'worst s': seconds(times, Math.max),
    'goal s': GOAL,
  })),
)
