// Networks made by hand, for what no call reaches or what would take weeks: any mixture of links, stakes, weights and
// parameters, written straight into the state.
import type { AccountId } from '@taonet/wire'
import { I96F32, U64_MAX } from '@taonet/wire'
import fc from 'fast-check'
import { runSteps } from '../../src/block-step.ts'
import { issue } from '../../src/chapters/balances/ledger.ts'
import { ChildKeys, ChildkeyTake, ParentKeys, PendingChildKeys } from '../../src/chapters/children/table.ts'
import { blockSteps } from '../../src/chapters/emission/block-step.ts'
import { SubnetMovingPrice } from '../../src/chapters/emission/table.ts'
import {
  VotingPower,
  VotingPowerDisableAtBlock,
  VotingPowerEmaAlpha,
  VotingPowerTrackingEnabled,
} from '../../src/chapters/epoch/table.ts'
import { openMechanismVectors } from '../../src/chapters/epoch/vectors.ts'
import { neuronCount, registerNeuron, uidOf } from '../../src/chapters/neurons/registry.ts'
import { createAccountIfNew, ensureHotkeyExists } from '../../src/chapters/staking/accounts.ts'
import { stakeInto } from '../../src/chapters/staking/add.ts'
import { AutoStakeDestination, Delegates, StakeThreshold } from '../../src/chapters/staking/table.ts'
import { registerNetwork } from '../../src/chapters/subnets/creation.ts'
import { openRootNetwork } from '../../src/chapters/subnets/genesis.ts'
import { startCall } from '../../src/chapters/subnets/owner-acts.ts'
import { subnetAccount } from '../../src/chapters/subnets/registry.ts'
import * as hyper from '../../src/chapters/subnets/table.ts'
import { LastUpdate, Weights } from '../../src/chapters/weights/table.ts'
import { MechId, NetUid, ROOT, StorageIndex, Tao, Uid } from '../../src/nouns.ts'
import { signed } from '../../src/world.ts'
import { accountOf, type TestWorld, testWorld } from '../world.ts'

export const TAO = 1_000_000_000n
export const owner = accountOf('owner')
export const ownerHotkey = accountOf('owner hotkey')
/** The last one is a second hotkey of the owner's. */
export const HOTKEYS = ['h0', 'h1', 'h2', 'h3', 'h4', 'h5'].map(accountOf)
export const coldkeyOf = (at: number): AccountId =>
  at === HOTKEYS.length - 1 ? owner : accountOf(`cold ${at}`)

const hotkeyIndex = fc.nat({ max: HOTKEYS.length - 1 })
const u16 = fc.oneof(fc.nat({ max: 65_535 }), fc.constantFrom(0, 65_535))
const row = fc.uniqueArray(fc.tuple(fc.nat({ max: 6 }), u16), { selector: ([to]) => to, maxLength: 6 })

const subnet = fc.record({
  members: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 2 }),
  tempo: fc.integer({ min: 0, max: 4 }),
  started: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
  dynamic: fc.oneof(
    { weight: 4, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  emissionEnabled: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
  movingPrice: fc.oneof(fc.bigInt(0n, 1n << 32n), fc.constant(0n)),
  ownerCut: fc.boolean(),
  recycle: fc.boolean(),
  yuma3: fc.boolean(),
  liquid: fc.boolean(),
  mechanisms: fc.integer({ min: 1, max: 2 }),
  split: fc.option(fc.nat({ max: 65_535 }), { nil: undefined }),
  weights: fc.array(row, { minLength: 7, maxLength: 7 }),
  updates: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 7, maxLength: 7 }),
  stakes: fc.array(fc.tuple(hotkeyIndex, hotkeyIndex, fc.bigInt(3_000_000n, 500n * TAO)), { maxLength: 6 }),
  /** Voting power: its pace, its end relative to the block before the first step, and what hotkeys have of it. */
  voting: fc.option(
    fc.record({
      pace: fc.constantFrom(0n, 3_570_000_000_000_000n, 5n * 10n ** 17n, 10n ** 18n),
      end: fc.option(fc.integer({ min: -2, max: 5 }), { nil: undefined }),
      power: fc.array(fc.tuple(hotkeyIndex, fc.bigInt(1n, 400n * TAO)), { maxLength: 4 }),
    }),
    { nil: undefined, freq: 2 },
  ),
  links: fc.array(fc.tuple(hotkeyIndex, hotkeyIndex, fc.bigInt(0n, U64_MAX / 5n)), { maxLength: 5 }),
  /** Lists that wait, right and wrong ones: whose, of which children, and how many blocks they still wait. */
  pending: fc.array(
    fc.tuple(
      hotkeyIndex,
      fc.uniqueArray(hotkeyIndex, { maxLength: 3 }),
      fc.oneof(fc.bigInt(0n, U64_MAX / 3n), fc.constant(U64_MAX / 2n + 1n)),
      fc.integer({ min: -3, max: 3 }),
    ),
    { maxLength: 3 },
  ),
  childTakes: fc.array(fc.tuple(hotkeyIndex, fc.nat({ max: 11_796 })), { maxLength: 3 }),
  autoStake: fc.array(fc.tuple(hotkeyIndex, hotkeyIndex), { maxLength: 2 }),
})

export const chainShape = fc.record({
  subnets: fc.array(subnet, { minLength: 1, maxLength: 3 }),
  rootStakes: fc.array(fc.tuple(hotkeyIndex, hotkeyIndex, fc.bigInt(3_000_000n, 5_000n * TAO)), {
    maxLength: 5,
  }),
  takes: fc.array(fc.tuple(hotkeyIndex, fc.nat({ max: 11_796 })), { maxLength: 4 }),
  threshold: fc.constantFrom(0n, 0n, 50n * TAO),
  mostEpochs: fc.integer({ min: 1, max: 3 }),
  ckBurn: fc.constantFrom(0n, 0n, U64_MAX / 7n),
  issuance: fc.constantFrom(0n, 10_495_000n, 15_800_000n, 20_700_000n, 21_000_000n),
})
type ValueOf<A> = A extends fc.Arbitrary<infer T> ? T : never
export type ChainShape = ValueOf<typeof chainShape>
type SubnetShape = ValueOf<typeof subnet>

/** Sends nothing, runs the block's step. */
export function step(world: TestWorld): void {
  world.block += 1
  runSteps(world, blockSteps)
}

export function stake(
  world: TestWorld,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
  rao: bigint,
): void {
  ensureHotkeyExists(world, hotkey)
  issue(world, subnetAccount(netuid), Tao(rao))
  stakeInto(world, hotkey, coldkey, netuid, Tao(rao), { fee: false })
}

export function link(
  world: TestWorld,
  parent: AccountId,
  child: AccountId,
  netuid: NetUid,
  part: bigint,
): void {
  ChildKeys.update(world, parent, netuid, all => [...all, [part, child]])
  ParentKeys.update(world, child, netuid, all => [...all, [part, parent]])
}

/** Root and as many subnets as asked for, each with a pool of 1000 TAO at price 1, opened and started by the owner. */
export function openChain(subnets: number): TestWorld {
  const world = testWorld({ block: 1 })
  openRootNetwork(world)
  issue(world, subnetAccount(ROOT), Tao(TAO))
  hyper.NetworkRateLimit.put(world, 0n)
  hyper.NumRootClaim.put(world, 0n)
  issue(world, owner, Tao(10_000n * TAO))
  for (let i = 0; i < subnets; i++) {
    const netuid = registerNetwork(world, owner, ownerHotkey)
    startCall(world, signed(owner), netuid)
    hyper.CommitRevealWeightsEnabled.put(world, netuid, false)
    hyper.SubnetEmissionEnabled.put(world, netuid, true)
  }
  for (const [at, hotkey] of HOTKEYS.entries()) createAccountIfNew(world, coldkeyOf(at), hotkey)
  return world
}

export function chainOf(shape: ChainShape): TestWorld {
  const world = openChain(shape.subnets.length)
  for (const [at, one] of shape.subnets.entries()) fillSubnet(world, NetUid(at + 1), one)
  for (const [hotkey, coldkey, rao] of shape.rootStakes) {
    stake(world, HOTKEYS[hotkey]!, coldkeyOf(coldkey), ROOT, rao)
  }
  for (const [hotkey, take] of shape.takes) Delegates.put(world, HOTKEYS[hotkey]!, take)
  StakeThreshold.put(world, shape.threshold)
  hyper.MaxEpochsPerBlock.put(world, shape.mostEpochs)
  hyper.CKBurn.put(world, shape.ckBurn)
  hyper.SubnetMovingAlpha.put(world, I96F32.ratioTrunc(1n, 10n))
  if (shape.issuance > 0n) issue(world, accountOf('hoard'), Tao(shape.issuance * TAO))
  world.block = 30
  return world
}

function fillSubnet(world: TestWorld, netuid: NetUid, shape: SubnetShape): void {
  for (const at of shape.members) registerNeuron(world, netuid, HOTKEYS[at]!)
  hyper.Tempo.put(world, netuid, shape.tempo)
  hyper.SubnetMechanism.put(world, netuid, shape.dynamic ? 1 : 0)
  if (!shape.started) hyper.FirstEmissionBlockNumber.remove(world, netuid)
  hyper.SubnetEmissionEnabled.put(world, netuid, shape.emissionEnabled)
  SubnetMovingPrice.put(world, netuid, I96F32.fromBits(shape.movingPrice))
  hyper.OwnerCutEnabled.put(world, netuid, shape.ownerCut)
  hyper.RecycleOrBurn.put(world, netuid, { type: shape.recycle ? 'Recycle' : 'Burn', value: undefined })
  hyper.Yuma3On.put(world, netuid, shape.yuma3)
  hyper.LiquidAlphaOn.put(world, netuid, shape.liquid)
  hyper.MechanismCountCurrent.put(world, netuid, MechId(shape.mechanisms))
  if (shape.mechanisms === 2) openMechanismVectors(world, netuid, MechId(1), neuronCount(world, netuid))
  if (shape.split !== undefined && shape.mechanisms === 2) {
    hyper.MechanismEmissionSplit.put(world, netuid, [shape.split, 65_535 - shape.split])
  }
  for (let mechanism = 0; mechanism < shape.mechanisms; mechanism++) {
    const index = StorageIndex(mechanism * 4096 + netuid)
    // Mechanisms judge differently.
    shape.weights.forEach((_, uid) => {
      const weights = shape.weights[(uid + mechanism) % 7]!
      Weights.put(
        world,
        index,
        Uid(uid),
        weights.map(([to, weight]) => [Uid(to), weight]),
      )
    })
    LastUpdate.put(world, index, shape.updates.map(BigInt))
  }
  for (const [hotkey, coldkey, rao] of shape.stakes) {
    if (shape.dynamic) stake(world, HOTKEYS[hotkey]!, coldkeyOf(coldkey), netuid, rao)
  }
  const linked = new Set<string>()
  for (const [parent, child, part] of shape.links) {
    const pair = `${parent}/${child}`
    if (parent === child || linked.has(pair) || linked.has(`${child}/${parent}`)) continue
    linked.add(pair)
    link(world, HOTKEYS[parent]!, HOTKEYS[child]!, netuid, part)
  }
  if (shape.voting !== undefined) {
    VotingPowerTrackingEnabled.put(world, netuid, true)
    VotingPowerEmaAlpha.put(world, netuid, shape.voting.pace)
    const { end, power } = shape.voting
    if (end !== undefined) VotingPowerDisableAtBlock.put(world, netuid, BigInt(30 + end))
    for (const [hotkey, rao] of power) VotingPower.put(world, netuid, HOTKEYS[hotkey]!, rao)
  }
  for (const [hotkey, named, part, blocks] of shape.pending) {
    const links = named.map((child): [bigint, AccountId] => [part, HOTKEYS[child]!])
    PendingChildKeys.put(world, netuid, HOTKEYS[hotkey]!, [links, BigInt(30 + blocks)])
  }
  for (const [hotkey, take] of shape.childTakes) ChildkeyTake.put(world, HOTKEYS[hotkey]!, netuid, take)
  for (const [coldkey, hotkey] of shape.autoStake) {
    if (uidOf(world, netuid, HOTKEYS[hotkey]!) !== undefined) {
      AutoStakeDestination.put(world, coldkeyOf(coldkey), netuid, HOTKEYS[hotkey]!)
    }
  }
}
