// What neurons and owners of subnets do: seats, weights, addresses, commitments, and the owner's parameters.
import { type AccountId, type Hash, weightCommitHash } from '@taonet/wire'
import { SUBNETS_PER_MECHANISM } from '../../src/chapters/subnets/registry.ts'
import { SYMBOLS } from '../../src/chapters/subnets/symbols.ts'
import { callValue, MechId, type NetUid, StorageIndex, storage } from '../../src/tables.ts'
import { account, TAO } from '../frame/chain.ts'
import type { Kind } from './kind.ts'
import { ONE, type Promised, type Scene, SECOND, TWO } from './scene.ts'

const seated = (scene: Scene, hotkey: AccountId, netuid: NetUid): boolean =>
  storage.SubtensorModule.IsNetworkMember.get(scene, hotkey, netuid)

/** Somebody with a hotkey that has no seat there. */
function newcomer(scene: Scene, netuid: NetUid): { readonly by: string; readonly hotkey: AccountId } {
  for (let i = 0; ; i++) {
    const by = scene.person()
    const hotkey = scene.hotkeyOf(by)
    if (i === 12 || scene.wild || !seated(scene, hotkey, netuid)) return { by, hotkey }
  }
}

/** What a subnet may say of itself, each text of any bytes. */
export function drawnIdentity(scene: Scene) {
  const text = () => scene.draw.bytes(scene.draw.below(scene.wild ? 300 : 60))
  return {
    subnet_name: text(),
    github_repo: text(),
    subnet_contact: text(),
    subnet_url: text(),
    discord: text(),
    description: text(),
    logo_url: text(),
    additional: text(),
  }
}

export const seats: readonly Kind[] = [
  {
    name: 'SubtensorModule.burned_register',
    make(scene) {
      const netuid = scene.subnet()
      const { by, hotkey } = newcomer(scene, netuid)
      return { by, call: callValue('SubtensorModule', 'burned_register', { netuid, hotkey }) }
    },
  },
  {
    name: 'SubtensorModule.register_limit',
    make(scene) {
      const netuid = scene.subnet()
      const { by, hotkey } = newcomer(scene, netuid)
      const limit_price = scene.draw.oneIn(4) ? scene.draw.upTo(TAO) : 2n * TAO
      return { by, call: callValue('SubtensorModule', 'register_limit', { netuid, hotkey, limit_price }) }
    },
  },
]

interface Row {
  readonly uids: number[]
  readonly values: number[]
}

/** Weights on some of the subnet's seats, each once. */
function row(scene: Scene, netuid: NetUid): Row {
  const count = storage.SubtensorModule.SubnetworkN.get(scene, netuid) + (scene.wild ? 2 : 0)
  const uids = Array.from({ length: count }, (_, uid) => uid).filter(() => scene.draw.oneIn(2))
  return {
    uids: uids.length > 0 ? uids : [0],
    values: (uids.length > 0 ? uids : [0]).map(() => 1 + scene.draw.below(65_535)),
  }
}

const promise = (scene: Scene, hotkey: string): Promised => ({
  hotkey,
  epoch: storage.SubtensorModule.SubnetEpochIndex.get(scene, TWO),
  ...row(scene, TWO),
  salt: [scene.draw.below(65_536), scene.draw.below(65_536)],
})

/** The oldest promise whose epoch is this one; what is late is forgotten. */
function due(scene: Scene, mecid: MechId): Promised | undefined {
  const now = storage.SubtensorModule.SubnetEpochIndex.get(scene, TWO)
  const promised = scene.memory.promised[mecid] ?? []
  while (promised[0] !== undefined && promised[0].epoch + 1n < now) promised.shift()
  return promised[0]?.epoch === now - 1n ? promised.shift() : undefined
}

/** A member of TWO promises weights of a mechanism there. */
function newPromise(scene: Scene, mecid: MechId): { readonly by: string; readonly commit_hash: Hash } {
  const by = scene.member(TWO, true).name
  const promised = promise(scene, by)
  scene.memory.promised[mecid]?.push(promised)
  const storageIndex = StorageIndex(mecid * SUBNETS_PER_MECHANISM + TWO)
  const commit_hash = weightCommitHash({ ...promised, hotkey: account(by), storageIndex, versionKey: 0n })
  return { by, commit_hash }
}

function kept(scene: Scene, mecid: MechId) {
  const { hotkey, uids, values, salt } = due(scene, mecid) ?? promise(scene, scene.member(TWO, true).name)
  return { by: hotkey, uids: [...uids], values: [...values], salt: [...salt] }
}

const FIRST = MechId(0)

export const weights: readonly Kind[] = [
  {
    name: 'SubtensorModule.set_weights',
    make(scene) {
      const netuid = scene.wild ? scene.subnet() : ONE
      const { uids, values } = row(scene, netuid)
      const args = { netuid, dests: uids, weights: values, version_key: 0n }
      return { by: scene.member(netuid, true).name, call: callValue('SubtensorModule', 'set_weights', args) }
    },
  },
  {
    name: 'SubtensorModule.set_mechanism_weights',
    make(scene) {
      const { uids, values } = row(scene, ONE)
      const mecid = MechId(scene.wild ? scene.draw.below(4) : scene.draw.below(2))
      const args = { netuid: ONE, mecid, dests: uids, weights: values, version_key: 0n }
      const call = callValue('SubtensorModule', 'set_mechanism_weights', args)
      return { by: scene.member(ONE, true).name, call }
    },
  },
  {
    name: 'SubtensorModule.batch_set_weights',
    make(scene) {
      const { uids, values } = row(scene, ONE)
      const pairs = uids.map((uid, at): [number, number] => [uid, values[at] ?? 1])
      const args = { netuids: [ONE], weights: [pairs], version_keys: [0n] }
      return {
        by: scene.member(ONE, true).name,
        call: callValue('SubtensorModule', 'batch_set_weights', args),
      }
    },
  },
  {
    name: 'SubtensorModule.commit_weights',
    feeds: 2,
    make(scene) {
      const { by, commit_hash } = newPromise(scene, FIRST)
      return { by, call: callValue('SubtensorModule', 'commit_weights', { netuid: TWO, commit_hash }) }
    },
  },
  {
    name: 'SubtensorModule.batch_commit_weights',
    make(scene) {
      const { by, commit_hash } = newPromise(scene, FIRST)
      const args = { netuids: [scene.wild ? ONE : TWO], commit_hashes: [commit_hash] }
      return { by, call: callValue('SubtensorModule', 'batch_commit_weights', args) }
    },
  },
  {
    name: 'SubtensorModule.commit_mechanism_weights',
    feeds: 2,
    make(scene) {
      const { by, commit_hash } = newPromise(scene, SECOND)
      const args = { netuid: TWO, mecid: SECOND, commit_hash }
      return { by, call: callValue('SubtensorModule', 'commit_mechanism_weights', args) }
    },
  },
  {
    name: 'SubtensorModule.reveal_weights',
    make(scene) {
      const { by, ...row } = kept(scene, FIRST)
      const args = { netuid: TWO, ...row, version_key: 0n }
      return { by, call: callValue('SubtensorModule', 'reveal_weights', args) }
    },
  },
  {
    name: 'SubtensorModule.batch_reveal_weights',
    make(scene) {
      const { by, uids, values, salt } = kept(scene, FIRST)
      const lists = { uids_list: [uids], values_list: [values], salts_list: [salt], version_keys: [0n] }
      return { by, call: callValue('SubtensorModule', 'batch_reveal_weights', { netuid: TWO, ...lists }) }
    },
  },
  {
    name: 'SubtensorModule.reveal_mechanism_weights',
    make(scene) {
      const { by, ...row } = kept(scene, SECOND)
      const args = { netuid: TWO, mecid: SECOND, ...row, version_key: 0n }
      return { by, call: callValue('SubtensorModule', 'reveal_mechanism_weights', args) }
    },
  },
]

/** Unlike an axon, this is not free. */
function payingMember(scene: Scene, netuid: NetUid): string {
  for (let i = 0; ; i++) {
    const { name } = scene.member(netuid)
    if (i === 12 || scene.wild || scene.free(name) > TAO / 100n) return name
  }
}

const NOWHERE = { placeholder1: 0, placeholder2: 0 } as const

export const services: readonly Kind[] = [
  {
    name: 'SubtensorModule.serve_axon',
    make(scene) {
      const netuid = scene.subnet()
      const ip = scene.wild ? 0xffffffffn : scene.draw.upTo(0xfffffffen)
      const port = scene.draw.below(65_536)
      const args = { netuid, version: 1, ip, port, ip_type: 4, protocol: 0, ...NOWHERE }
      return { by: scene.member(netuid).name, call: callValue('SubtensorModule', 'serve_axon', args) }
    },
  },
  {
    name: 'SubtensorModule.serve_axon_tls',
    make(scene) {
      const netuid = scene.subnet()
      const certificate = scene.draw.bytes(scene.wild ? scene.draw.below(80) : 33)
      const ip = scene.draw.upTo(0xfffffffen)
      const args = { netuid, version: 1, ip, port: 9_000, ip_type: 4, protocol: 0, certificate, ...NOWHERE }
      return { by: scene.member(netuid).name, call: callValue('SubtensorModule', 'serve_axon_tls', args) }
    },
  },
  {
    name: 'SubtensorModule.serve_prometheus',
    make(scene) {
      const netuid = scene.subnet()
      const args = {
        netuid,
        version: 1,
        ip: 1n + scene.draw.upTo(0xfffffff0n),
        port: 9_100,
        ip_type: scene.wild ? 5 : 4,
      }
      return { by: payingMember(scene, netuid), call: callValue('SubtensorModule', 'serve_prometheus', args) }
    },
  },
  {
    name: 'Commitments.set_commitment',
    make(scene) {
      const netuid = scene.subnet()
      const length = scene.draw.below(scene.wild ? 129 : 33)
      const info = { fields: [{ type: `Raw${length}` as const, value: scene.draw.bytes(length) }] }
      return {
        by: scene.member(netuid).name,
        call: callValue('Commitments', 'set_commitment', { netuid, info }),
      }
    },
  },
  {
    name: 'SubtensorModule.set_identity',
    make(scene) {
      const text = () => scene.draw.bytes(scene.draw.below(scene.wild ? 1_100 : 60))
      const [name, url, github_repo, image] = [text(), text(), text(), text()]
      const identity = {
        name,
        url,
        github_repo,
        image,
        discord: text(),
        description: text(),
        additional: text(),
      }
      return { by: scene.person(), call: callValue('SubtensorModule', 'set_identity', identity) }
    },
  },
]

export const owners: readonly Kind[] = [
  {
    name: 'SubtensorModule.set_subnet_identity',
    make(scene) {
      const netuid = scene.subnet()
      const call = callValue('SubtensorModule', 'set_subnet_identity', { netuid, ...drawnIdentity(scene) })
      return { by: scene.ownerOf(netuid), call }
    },
  },
  {
    name: 'SubtensorModule.update_symbol',
    make(scene) {
      const netuid = scene.subnet()
      const symbol = scene.wild ? scene.draw.bytes(2) : scene.draw.pick(SYMBOLS)
      return {
        by: scene.ownerOf(netuid),
        call: callValue('SubtensorModule', 'update_symbol', { netuid, symbol }),
      }
    },
  },
  {
    name: 'SubtensorModule.set_activity_cutoff_factor',
    make(scene) {
      const netuid = scene.subnet()
      const factor_milli = scene.wild ? scene.draw.below(100_000) : 1_000 + scene.draw.below(49_000)
      const call = callValue('SubtensorModule', 'set_activity_cutoff_factor', { netuid, factor_milli })
      return { by: scene.ownerOf(netuid), call }
    },
  },
  {
    name: 'SubtensorModule.enable_voting_power_tracking',
    make(scene) {
      const netuid = scene.subnet()
      return {
        by: scene.ownerOf(netuid),
        call: callValue('SubtensorModule', 'enable_voting_power_tracking', { netuid }),
      }
    },
  },
  {
    name: 'SubtensorModule.disable_voting_power_tracking',
    make(scene) {
      const netuid = scene.subnet()
      return {
        by: scene.ownerOf(netuid),
        call: callValue('SubtensorModule', 'disable_voting_power_tracking', { netuid }),
      }
    },
  },
  {
    name: 'AdminUtils.sudo_set_rho',
    make(scene) {
      const netuid = scene.subnet()
      const call = callValue('AdminUtils', 'sudo_set_rho', { netuid, rho: scene.draw.below(65_536) })
      return { by: scene.ownerOf(netuid), call }
    },
  },
]
