// Time of one exact epoch by size and branch: median of rounds, printed as a table.
// node bench/epoch.ts [rounds]
import { I64F64 } from '@taonet/wire'
import { type MechanismEpoch, runEpoch, type SubnetEpoch } from '../src/chapters/epoch/epoch.ts'
import type { Row } from '../src/chapters/epoch/sparse.ts'

/** A 32-bit generator: the same network on every machine. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

interface Size {
  readonly uids: number
  readonly validators: number
  /** Part of the cells validator-uid that hold a weight and a bond. */
  readonly density: number
}

function network(
  size: Size,
  rule: Pick<SubnetEpoch, 'yuma3' | 'liquidAlpha'>,
): [SubnetEpoch, MechanismEpoch] {
  const random = generator(7)
  const { uids, validators, density } = size
  const list = <T>(each: (uid: number) => T): T[] => Array.from({ length: uids }, (_, uid) => each(uid))
  // Half of the entries go to uids that every validator weighs, so that sparse networks reach consensus too.
  const popular = (uids * density) / 2
  const rest = density === 1 ? 1 : density / 2 / (1 - density / 2)
  const rows = (): Row[] =>
    list(uid =>
      uid >= validators
        ? []
        : list(to => [to, 1 + Math.floor(random() * 65_535)] as const).filter(
            ([to]) => to < popular || random() < rest,
          ),
    )
  const subnet: SubnetEpoch = {
    block: 10_000,
    tempo: 360,
    lastStep: 9_640,
    activityCutoff: 5_000,
    stake: list(uid => I64F64.fromInteger(uid < validators ? BigInt(Math.floor(random() * 1e15) + 1) : 0n)),
    stakeThreshold: 0n,
    ownerUid: null,
    permits: list(uid => uid < validators),
    maxValidators: validators,
    registeredAt: list(() => 1),
    kappa: 32_767,
    bondsPenalty: 65_535,
    bondsMovingAverage: 900_000,
    ...rule,
  }
  return [subnet, { lastUpdate: list(() => 9_900), weights: rows(), bonds: rows(), commitBlocks: null }]
}

function medianMilliseconds(rounds: number, run: () => void): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  })
  times.sort((a, b) => a - b)
  return times[Math.floor(times.length / 2)] ?? Number.NaN
}

const SIZES: readonly Size[] = [
  { uids: 16, validators: 16, density: 1 },
  { uids: 64, validators: 16, density: 1 },
  { uids: 256, validators: 64, density: 1 },
  { uids: 4096, validators: 256, density: 0.1 },
]
const liquidAlpha = { low: 45_875, high: 58_982, steepness: 1000 }
const BRANCHES = {
  classic: { yuma3: false, liquidAlpha: null },
  yuma3: { yuma3: true, liquidAlpha: null },
  'yuma3 liquid': { yuma3: true, liquidAlpha },
}

const rounds = Number(process.argv[2] ?? 31)
const table = SIZES.flatMap(size =>
  Object.entries(BRANCHES).map(([branch, rule]) => {
    const [subnet, mechanism] = network(size, rule)
    const run = () => void runEpoch(subnet, mechanism, 148_000_000_000n)
    medianMilliseconds(5, run)
    return {
      'uids x validators': `${size.uids} x ${size.validators}`,
      density: size.density,
      branch,
      'median ms': Number(medianMilliseconds(rounds, run).toFixed(3)),
    }
  }),
)
console.table(table)
