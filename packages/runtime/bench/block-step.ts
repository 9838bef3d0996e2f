// Time of a block's step by the size of its one subnet, in a block without epoch and in a block with one; and of a whole
// block with its state root: medians, printed as a table.
// node bench/block-step.ts [rounds]
import { runSteps } from '../src/block-step.ts'
import { BlockWorld } from '../src/block-world.ts'
import { blockSteps } from '../src/chapters/emission/block-step.ts'
import { contextOf, network, runtime, TEMPO, timed } from './lib/network.ts'

const rounds = Number(process.argv[2] ?? 31)
const LAST_EPOCH = 700
const sizes = [
  [16, 4],
  [64, 16],
  [256, 64],
] as const
const rows = sizes.flatMap(([uids, validators]) => {
  return Object.entries({ 'no epoch': 1_000, epoch: LAST_EPOCH + TEMPO }).map(([kind, number]) => {
    const lastEpoch = () => BigInt(LAST_EPOCH)
    const state = network({ subnets: 1, uids, validators, number, lastEpoch })
    const step = () => runSteps(new BlockWorld(state, contextOf(number)), blockSteps)
    const block = () => {
      runtime.open(state, contextOf(number)).finalize(changes => state.apply(changes).root())
    }
    for (const run of [step, block]) timed(3, run)
    return {
      'uids x validators': `${uids} x ${validators}`,
      block: kind,
      'step ms': timed(rounds, step).median,
      'block ms': timed(rounds, block).median,
    }
  })
})
console.table(rows)
