// Time of a block's step by the size of its one subnet, in a block without epoch and in a block with one; and of a whole
// block with its state root: medians, printed as a table.
// node bench/block-step.ts [rounds]
import { type AccountId, accountId, blake2b256, hash32, headerHash, Trie } from '@taonet/wire'
import { runSteps } from '../src/block-step.ts'
import { BlockWorld, worldAt } from '../src/block-world.ts'
import { issue } from '../src/chapters/balances/ledger.ts'
import { blockSteps } from '../src/chapters/emission/block-step.ts'
import { ValidatorPermit } from '../src/chapters/epoch/table.ts'
import { registerNeuron } from '../src/chapters/neurons/registry.ts'
import { createAccountIfNew } from '../src/chapters/staking/accounts.ts'
import { stakeInto } from '../src/chapters/staking/add.ts'
import { registerNetwork } from '../src/chapters/subnets/creation.ts'
import { startCall } from '../src/chapters/subnets/owner-acts.ts'
import { subnetAccount } from '../src/chapters/subnets/registry.ts'
import { LastEpochBlock, SubnetEmissionEnabled, Tempo } from '../src/chapters/subnets/table.ts'
import { system } from '../src/chapters/system/table.ts'
import { LastUpdate, Weights } from '../src/chapters/weights/table.ts'
import { createRuntime, PROFILES } from '../src/index.ts'
import { NetUid, ROOT, StorageIndex, Tao, Uid } from '../src/nouns.ts'
import { signed } from '../src/world.ts'

const TAO = 1_000_000_000n
const account = (name: string): AccountId => accountId(blake2b256(new TextEncoder().encode(name)))
const runtime = createRuntime(PROFILES.dev)
const netuid = NetUid(1)
const owner = account('owner')

/** A started subnet before a block: every validator weighs every miner, and has stake on the subnet and on root. */
function network(uids: number, validators: number, number: number): Trie {
  const genesis = Trie.empty.apply(
    runtime.genesis({
      profile: 'dev',
      chain: 'bench',
      balances: [[owner, (10_000n * TAO).toString()]],
      authorities: [owner],
      allowLoopbackAxons: true,
      values: { 'SubtensorModule.NetworkRateLimit': 0 },
      newSubnet: { CommitRevealWeightsEnabled: false },
    }),
  )
  const world: BlockWorld = worldAt(genesis)
  registerNetwork(world, owner, account('hot 0'))
  startCall(world, signed(owner), netuid)
  SubnetEmissionEnabled.put(world, netuid, true)
  for (let uid = 0; uid < uids; uid++) {
    const [hotkey, coldkey] = [account(`hot ${uid}`), account(`cold ${uid}`)]
    if (uid > 0) {
      createAccountIfNew(world, coldkey, hotkey)
      registerNeuron(world, netuid, hotkey)
    }
    if (uid === 0 || uid > validators) continue
    for (const where of [ROOT, netuid]) {
      issue(world, subnetAccount(where), Tao(BigInt(uid) * TAO))
      stakeInto(world, hotkey, coldkey, where, Tao(BigInt(uid) * TAO), { fee: false })
    }
    const row = Array.from({ length: uids - validators - 1 }, (_, at): [Uid, number] => [
      Uid(validators + 1 + at),
      1 + ((uid * 7919 + at * 104_729) % 65_535),
    ])
    Weights.put(world, StorageIndex(1), Uid(uid), row)
  }
  const all = <T>(value: (uid: number) => T): T[] => Array.from({ length: uids }, (_, uid) => value(uid))
  LastUpdate.put(
    world,
    StorageIndex(1),
    all(() => 900n),
  )
  ValidatorPermit.put(
    world,
    netuid,
    all(uid => uid <= validators),
  )
  Tempo.put(world, netuid, 360)
  LastEpochBlock.put(world, netuid, 700n)
  system.storage.Number.put(world, number - 1)
  return genesis.apply(world.state.changes())
}

function median(rounds: number, run: () => void): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  })
  times.sort((a, b) => a - b)
  return Number((times[Math.floor(times.length / 2)] ?? Number.NaN).toFixed(2))
}

const head = headerHash(runtime.genesisHeader(hash32(new Uint8Array(32))))
const contextOf = (number: number) => ({
  number,
  parentHash: head,
  time: BigInt(number) * 1000n,
  author: undefined,
})

const rounds = Number(process.argv[2] ?? 31)
const sizes = [
  [16, 4],
  [64, 16],
  [256, 64],
] as const
const rows = sizes.flatMap(([uids, validators]) => {
  return Object.entries({ 'no epoch': 1_000, epoch: 1_060 }).map(([kind, number]) => {
    const state = network(uids, validators, number)
    const step = () => runSteps(new BlockWorld(state, contextOf(number)), blockSteps)
    const block = () => {
      runtime.open(state, contextOf(number)).finalize(changes => state.apply(changes).root())
    }
    for (const run of [step, block]) median(3, run)
    return {
      'uids x validators': `${uids} x ${validators}`,
      block: kind,
      'step ms': median(rounds, step),
      'block ms': median(rounds, block),
    }
  })
})
console.table(rows)
