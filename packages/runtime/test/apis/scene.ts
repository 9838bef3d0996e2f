// A small market whose neurons have something to say for themselves, and the door through which clients ask about it.
import { decode, encode, I96F32 } from '@taonet/wire'
import {
  type ApiArgs,
  type ApiMethods,
  type ApiOutput,
  type RuntimeApi,
  serveApis,
  whole,
} from '../../src/api.ts'
import { apiAnswers } from '../../src/apis/answers.ts'
import { ChildKeys, ParentKeys } from '../../src/chapters/children/table.ts'
import { CommitmentOf } from '../../src/chapters/commitments/table.ts'
import {
  AlphaDividendsPerSubnet,
  PendingRootAlphaDivs,
  PendingServerEmission,
  PendingValidatorEmission,
  SubnetAlphaInEmission,
  SubnetAlphaOutEmission,
  SubnetExcessTao,
  SubnetMovingPrice,
  SubnetTaoInEmission,
} from '../../src/chapters/emission/table.ts'
import {
  Bonds,
  Consensus,
  Dividends,
  Emission,
  Incentive,
  ValidatorPermit,
  ValidatorTrust,
} from '../../src/chapters/epoch/table.ts'
import { registerNeuron } from '../../src/chapters/neurons/registry.ts'
import { Axons, MaxAllowedUids, Prometheus } from '../../src/chapters/neurons/table.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { Delegates } from '../../src/chapters/staking/table.ts'
import { changeMechanismCount } from '../../src/chapters/subnets/mechanisms.ts'
import { storageIndex } from '../../src/chapters/subnets/registry.ts'
import {
  IdentitiesV2,
  LastMechansimStepBlock,
  SubnetIdentitiesV3,
  Tempo,
} from '../../src/chapters/subnets/table.ts'
import { LastUpdate, Weights } from '../../src/chapters/weights/table.ts'
import { Alpha, MechId, ROOT, Tao, Uid } from '../../src/nouns.ts'
import type { World } from '../../src/world.ts'
import { alice, aliceHot, bob, bobHot, market, ONE, TAO } from '../staking/market.ts'
import type { TestWorld } from '../world.ts'

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const none = new Uint8Array()

export const identity = {
  subnet_name: utf8('Größe'),
  github_repo: none,
  subnet_contact: none,
  subnet_url: utf8('https://example.org'),
  discord: none,
  description: none,
  logo_url: none,
  additional: none,
}
export const person = {
  name: utf8('Alice'),
  url: none,
  github_repo: none,
  image: none,
  discord: none,
  description: none,
  additional: none,
}
export const axon = {
  block: 17n,
  version: 10_002_000,
  ip: 0x08080808n,
  port: 8_091,
  ip_type: 4,
  protocol: 4,
  placeholder1: 1,
  placeholder2: 2,
}
export const metrics = { block: 18n, version: 7, ip: 0x09090909n, port: 9_090, ip_type: 4 }
export const commitment = {
  deposit: 0n,
  block: 19,
  info: { fields: [{ type: 'Raw5', value: utf8('hello') } as const] },
}

/** Storage index of the second mechanism of subnet 1. */
export const SECOND = storageIndex(MechId(1), ONE)
const FIRST = storageIndex(MechId(0), ONE)

/** Subnet 1: the owner's hotkey, then those of Alice (a validator) and Bob (a miner), under two mechanisms. */
export function scene(): TestWorld {
  const world = market()
  MaxAllowedUids.put(world, ONE, 128)
  changeMechanismCount(world, ONE, 2)
  for (const hotkey of [aliceHot, bobHot]) registerNeuron(world, ONE, hotkey)
  addStake(world, alice, aliceHot, ONE, Tao(100n * TAO))
  addStake(world, bob, aliceHot, ONE, Tao(30n * TAO))
  addStake(world, bob, bobHot, ONE, Tao(7n * TAO))
  addStake(world, alice, aliceHot, ROOT, Tao(50n * TAO))
  Delegates.put(world, aliceHot, 6_553)

  // A quarter of Alice's stake works for Bob.
  const quarter = (1n << 62n) - 1n
  ChildKeys.put(world, aliceHot, ONE, [[quarter, bobHot]])
  ParentKeys.put(world, bobHot, ONE, [[quarter, aliceHot]])

  SubnetIdentitiesV3.put(world, ONE, identity)
  IdentitiesV2.put(world, alice, person)
  Axons.put(world, ONE, bobHot, axon)
  Prometheus.put(world, ONE, bobHot, metrics)
  CommitmentOf.put(world, ONE, bobHot, commitment)

  Emission.put(world, ONE, [0n, 5_000n, 7_000n])
  Consensus.put(world, ONE, [1, 2, 65_535])
  Dividends.put(world, ONE, [0, 65_535, 3])
  ValidatorTrust.put(world, ONE, [4, 60_000, 5])
  ValidatorPermit.put(world, ONE, [true, true, false])
  Incentive.put(world, FIRST, [6, 7, 65_000])
  Incentive.put(world, SECOND, [8, 9, 64_000])
  LastUpdate.put(world, FIRST, [11n, 12n, 13n])
  LastUpdate.put(world, SECOND, [14n, 15n, 16n])
  Weights.put(world, FIRST, Uid(1), [
    [Uid(2), 65_535],
    [Uid(0), 0],
  ])
  Bonds.put(world, FIRST, Uid(1), [[Uid(2), 30_000]])
  AlphaDividendsPerSubnet.put(world, ONE, aliceHot, Alpha(4_000n))

  Tempo.put(world, ONE, 360)
  LastMechansimStepBlock.put(world, ONE, 12n)
  SubnetMovingPrice.put(world, ONE, I96F32.ratioTrunc(3n, 8n))
  SubnetTaoInEmission.put(world, ONE, Tao(300n))
  SubnetExcessTao.put(world, ONE, Tao(40n))
  SubnetAlphaInEmission.put(world, ONE, Alpha(600n))
  SubnetAlphaOutEmission.put(world, ONE, Alpha(1_000n))
  PendingServerEmission.put(world, ONE, Alpha(50n))
  PendingValidatorEmission.put(world, ONE, Alpha(20n))
  PendingRootAlphaDivs.put(world, ONE, Alpha(9n))
  return world
}

const serve = serveApis(apiAnswers)

/** SCALE arguments of a method, one after the other. */
export function inputBytes(
  api: RuntimeApi,
  name: string,
  args: Readonly<Record<string, unknown>>,
): Uint8Array {
  const inputs = Object.entries(api.methods[name]?.inputs ?? {})
  const parts = inputs.flatMap(([input, codec]) => [...encode(codec, args[input])])
  return Uint8Array.from(parts)
}

export const askBytes = (
  world: World,
  api: RuntimeApi,
  name: string,
  args: Readonly<Record<string, unknown>>,
): Uint8Array => whole(serve(world, `${api.trait}_${name}`, inputBytes(api, name, args)))

/** One question as a client puts it: bytes in, bytes out, and back to a value. */
export function ask<M extends ApiMethods, const N extends keyof M & string>(
  world: World,
  api: RuntimeApi<M>,
  name: N,
  args: ApiArgs<M, N>,
): ApiOutput<M, N> {
  const row = api.methods[name]
  if (!row) throw new RangeError(`${api.trait} has no ${name}`)
  // The method's own codec reads what it wrote.
  return decode(row.output, askBytes(world, api, name, args)) as ApiOutput<M, N>
}
