// A whole block, state root included, of a network as large as the live one: 128 subnets of 256 uids, 64 of them validators
// who weigh all others. Most blocks have no epoch; in some, two are due, which is as many as a block runs (chain-emission
// §1.7).
// node bench/many-subnets.ts [rounds] [subnets]
import { ready } from '@taonet/wire'
import { contextOf, network, runtime, TEMPO, timed } from './lib/network.ts'

const rounds = Number(process.argv[2] ?? 31)
const subnets = Number(process.argv[3] ?? 128)
const NUMBER = 1_000
const KINDS = { 'no epoch': 0, 'one epoch': 1, 'two epochs': 2 } as const

await ready()
const rows = Object.entries(KINDS).map(([block, due]) => {
  // The first `due` subnets are due now, the others in some later block.
  const lastEpoch = (netuid: number) => BigInt(NUMBER - TEMPO + (netuid <= due ? 0 : netuid))
  const state = network({ subnets, uids: 256, validators: 64, number: NUMBER, lastEpoch })
  state.root()
  const run = () => {
    runtime.open(state, contextOf(NUMBER)).finalize(changes => state.apply(changes).root())
  }
  timed(3, run)
  const { median, worst, processor } = timed(rounds, run)
  const events = runtime.open(state, contextOf(NUMBER)).finalize(() => contextOf(NUMBER).parentHash).changes
  return {
    block,
    'median ms': median,
    'worst ms': worst,
    'processor ms': processor,
    'rows written': events.size,
  }
})
console.table(rows)
const { rss } = process.memoryUsage()
console.log(`${subnets} subnets; resident ${Math.round(rss / 1e6)} MB`)
