// A network made by hand for benches: subnets in which every validator weighs every miner, and blocks on top of it.
import { type AccountId, accountId, blake2b256, hash32, headerHash, Trie } from '@taonet/wire'
import { type BlockWorld, worldAt } from '../../src/block-world.ts'
import { issue } from '../../src/chapters/balances/ledger.ts'
import { ValidatorPermit } from '../../src/chapters/epoch/table.ts'
import { registerNeuron } from '../../src/chapters/neurons/registry.ts'
import { createAccountIfNew } from '../../src/chapters/staking/accounts.ts'
import { stakeInto } from '../../src/chapters/staking/add.ts'
import { registerNetwork } from '../../src/chapters/subnets/creation.ts'
import { startCall } from '../../src/chapters/subnets/owner-acts.ts'
import { subnetAccount } from '../../src/chapters/subnets/registry.ts'
import {
  LastEpochBlock,
  NetworkLastLockCost,
  SubnetEmissionEnabled,
  Tempo,
} from '../../src/chapters/subnets/table.ts'
import { system } from '../../src/chapters/system/table.ts'
import { LastUpdate, Weights } from '../../src/chapters/weights/table.ts'
import { createRuntime, PROFILES } from '../../src/index.ts'
import { NetUid, ROOT, StorageIndex, Tao, Uid } from '../../src/nouns.ts'
import { signed } from '../../src/world.ts'

const TAO = 1_000_000_000n
export const TEMPO = 360
const account = (name: string): AccountId => accountId(blake2b256(new TextEncoder().encode(name)))
export const runtime = createRuntime(PROFILES.dev)
const owner = account('owner')

export interface Size {
  readonly subnets: number
  readonly uids: number
  readonly validators: number
  /** The block before which the network stands. */
  readonly number: number
  /** Of a subnet's last epoch. */
  readonly lastEpoch: (netuid: NetUid) => bigint
}

/** Started subnets before a block. Validators are the same everywhere, and have stake on each subnet and on root. */
export function network({ subnets, uids, validators, number, lastEpoch }: Size): Trie {
  const genesis = Trie.empty.apply(
    runtime.genesis({
      profile: 'dev',
      chain: 'bench',
      balances: [[owner, (1_000_000n * TAO).toString()]],
      authorities: [owner],
      allowLoopbackAxons: true,
      values: { 'SubtensorModule.NetworkRateLimit': 0, 'SubtensorModule.SubnetLimit': 200 },
      newSubnet: { CommitRevealWeightsEnabled: false },
    }),
  )
  const world: BlockWorld = worldAt(genesis)
  const price = NetworkLastLockCost.get(world)
  for (let at = 1; at <= subnets; at++) {
    registerNetwork(world, owner, account('hot 0'))
    // Each would cost twice the one before.
    NetworkLastLockCost.put(world, price)
    fill(world, NetUid(at), uids, validators)
    LastEpochBlock.put(world, NetUid(at), lastEpoch(NetUid(at)))
  }
  system.storage.Number.put(world, number - 1)
  return genesis.apply(world.state.changes())
}

function fill(world: BlockWorld, netuid: NetUid, uids: number, validators: number): void {
  startCall(world, signed(owner), netuid)
  SubnetEmissionEnabled.put(world, netuid, true)
  for (let uid = 1; uid < uids; uid++) {
    const where = uid <= validators ? '' : ` of ${netuid}`
    const [hotkey, coldkey] = [account(`hot ${uid}${where}`), account(`cold ${uid}${where}`)]
    createAccountIfNew(world, coldkey, hotkey)
    registerNeuron(world, netuid, hotkey)
    if (uid > validators) continue
    for (const on of netuid === 1 ? [ROOT, netuid] : [netuid]) {
      // Little, so that prices stay: a new pool opens at the middle one of all.
      const tao = Tao((BigInt(uid) * TAO) / 50n)
      issue(world, subnetAccount(on), tao)
      stakeInto(world, hotkey, coldkey, on, tao, { fee: false })
    }
    const row = Array.from({ length: uids - validators - 1 }, (_, at): [Uid, number] => [
      Uid(validators + 1 + at),
      1 + ((uid * 7919 + at * 104_729) % 65_535),
    ])
    Weights.put(world, StorageIndex(netuid), Uid(uid), row)
  }
  const all = <T>(value: (uid: number) => T): T[] => Array.from({ length: uids }, (_, uid) => value(uid))
  LastUpdate.put(
    world,
    StorageIndex(netuid),
    all(() => 900n),
  )
  ValidatorPermit.put(
    world,
    netuid,
    all(uid => uid <= validators),
  )
  Tempo.put(world, netuid, TEMPO)
}

const head = headerHash(runtime.genesisHeader(hash32(new Uint8Array(32))))
export const contextOf = (number: number) => ({
  number,
  parentHash: head,
  time: BigInt(number) * 1000n,
  author: undefined,
})

export interface Times {
  readonly median: number
  readonly worst: number
  /** Of the processor, all threads together, on average: says more than a clock on a busy machine. */
  readonly processor: number
}

/** Milliseconds of a run, of `rounds`. */
export function timed(rounds: number, run: () => void): Times {
  const before = process.cpuUsage()
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  }).sort((a, b) => a - b)
  const { user, system: kernel } = process.cpuUsage(before)
  const rounded = (one: number | undefined): number => Number((one ?? Number.NaN).toFixed(2))
  return {
    median: rounded(times[Math.floor(times.length / 2)]),
    worst: rounded(times[times.length - 1]),
    processor: rounded((user + kernel) / 1000 / rounds),
  }
}
