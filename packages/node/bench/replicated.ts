// The chain that CometBFT replicates, on this machine: transfers a second, inclusion, block interval, processor time and
// memory of nodes and engines, with one validator and with four. Goals: DESIGN §9.
// node bench/replicated.ts [validators …]
// node bench/replicated.ts [validators] --minutes 60 [--rate 20]: a soak instead
import { parseArgs } from 'node:util'
import { percentile } from './lib/figures.ts'
import { load } from './lib/load.ts'
import { type Both, ReplicatedNetwork } from './lib/replicated-network.ts'
import { soak } from './lib/replicated-soak.ts'

const BLOCK_MS = 1000
const IDLE_MS = 15_000
const FLOOD = 8_000
const RATE = 400
const STEADY_SECONDS = 20

interface Row {
  readonly what: string
  readonly measured: number
  readonly unit: string
  readonly goal: string
}
const rows: Row[] = []

async function measure(validators: number): Promise<void> {
  const row = (what: string, measured: number, unit: string, goal = ''): void => {
    rows.push({ what: `${validators}: ${what}`, measured: Math.round(measured * 10) / 10, unit, goal })
  }
  const network = await ReplicatedNetwork.start(validators, BLOCK_MS)
  try {
    const ports = network.nodes.map(({ port }) => port)
    const during = async <T>(work: () => Promise<T>): Promise<readonly [T, Both]> => {
      const before = await network.processorSeconds()
      const result = await work()
      const { nodes, engines } = await network.processorSeconds()
      return [result, { nodes: nodes - before.nodes, engines: engines - before.engines }]
    }
    // Signature verifiers load, peers find each other.
    await load({ ports, transfers: 400, rate: 100 })

    const [, idle] = await during(() => new Promise(resolve => setTimeout(resolve, IDLE_MS)))
    const percent = 100_000 / IDLE_MS
    row('processor of all nodes, idle', idle.nodes * percent, '% of a core')
    row('processor of all engines, idle', idle.engines * percent, '% of a core')
    const quiet = await network.memory()
    row('memory of a node, idle', quiet.nodes, 'MB', '< 200')
    row('memory of an engine, idle', quiet.engines, 'MB')

    const [flood, used] = await during(() => load({ ports, transfers: FLOOD }))
    const goal = validators === 4 ? '>= 400' : ''
    row('sr25519 transfers, RPC to durable commit', flood.included / flood.seconds, 'transfers/s', goal)
    row('processor time of one, all nodes', (used.nodes * 1e6) / flood.included, 'us')
    row('processor time of one, all engines', (used.engines * 1e6) / flood.included, 'us')

    const steady = await load({ ports, transfers: RATE * STEADY_SECONDS, rate: RATE })
    row(`inclusion at ${RATE}/s, p50`, steady.milliseconds.p50, 'ms')
    row(`inclusion at ${RATE}/s, p95`, steady.milliseconds.p95, 'ms')
    row(`inclusion at ${RATE}/s, p50`, steady.blocks.p50, 'blocks')
    row(`inclusion at ${RATE}/s, p95`, steady.blocks.p95, 'blocks', validators === 4 ? '<= 2' : '')
    row(`block interval at ${RATE}/s, p50`, percentile(steady.intervals, 0.5), 'ms', `${BLOCK_MS}`)
    row(`block interval at ${RATE}/s, p95`, percentile(steady.intervals, 0.95), 'ms')
    const errors = steady.intervals.map(interval => (100 * Math.abs(interval - BLOCK_MS)) / BLOCK_MS)
    row(`block interval at ${RATE}/s, p99 error`, percentile(errors, 0.99), '%')
    const busy = await network.memory()
    row('memory of a node, after', busy.nodes, 'MB')
    row('memory of an engine, after', busy.engines, 'MB')
    for (const [what, of] of [
      ['refused', 'refused'],
      ['lost', 'lost'],
      ['in two blocks', 'twice'],
    ] as const)
      row(`transfers ${what}`, flood[of] + steady[of], '', of === 'refused' ? '' : '0')
  } finally {
    await network.stop()
  }
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string' }, rate: { type: 'string', default: '20' } },
})
const wanted = positionals.map(Number)
if (values.minutes === undefined) {
  for (const validators of wanted.length > 0 ? wanted : [1, 4]) await measure(validators)
  console.table(rows)
} else {
  const network = await ReplicatedNetwork.start(wanted[0] ?? 4, BLOCK_MS)
  try {
    console.log(JSON.stringify(await soak(network, Number(values.minutes), Number(values.rate)), null, 2))
  } finally {
    await network.stop()
  }
}
