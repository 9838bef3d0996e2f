// Weights' calls: all signed by the hotkey, all free (chain-weights-staking §4).
import type { AccountId, Hash } from '@taonet/wire'
import { implement } from '../../implement.ts'
import { MechId, type NetUid } from '../../nouns.ts'
import type { CallArgs } from '../../table.ts'
import { ensureSigned, type Origin, type World } from '../../world.ts'
import { storageIndex } from '../subnets/registry.ts'
import { eachSubnet, ensureEqualLengths } from './batches.ts'
import { commitWeights, revealWeights, revealWeightsBatch } from './commit-reveal.ts'
import { guardCommit, guardReveals, guardSet, guardStakes } from './guards.ts'
import { commitHash, type Reveal } from './hash.ts'
import { setOpenWeights } from './set.ts'
import { weights } from './table.ts'
import { CRV3_VERSION, refuseTimelocked } from './timelocked.ts'

type Args = CallArgs<typeof weights.literal>

const FIRST = MechId(0)

const openWeights = (args: Args['set_weights'], mechanism: MechId) => ({
  netuid: args.netuid,
  mechanism,
  uids: args.dests,
  values: args.weights,
  versionKey: args.version_key,
})

const revealOf = (args: Args['reveal_weights']): Reveal => ({
  uids: args.uids,
  values: args.values,
  salt: args.salt,
  versionKey: args.version_key,
})

/** The lists of a batch, item by item; InputLengthsUnequal. */
function revealsOf(args: Args['batch_reveal_weights']): Reveal[] {
  const { uids_list, values_list, salts_list, version_keys } = args
  ensureEqualLengths(uids_list, values_list, salts_list, version_keys)
  return uids_list.map((uids, i) => ({
    uids,
    values: values_list[i] ?? [],
    salt: salts_list[i] ?? [],
    versionKey: version_keys[i] ?? 0n,
  }))
}

const hashesOf = (hotkey: AccountId, netuid: NetUid, mechanism: MechId, reveals: readonly Reveal[]): Hash[] =>
  reveals.map(reveal => commitHash(hotkey, storageIndex(mechanism, netuid), reveal))

/** A guard of the signing hotkey; other origins never come here (§4.0). */
const ofSigner =
  <A>(check: (world: World, hotkey: AccountId, args: A) => void) =>
  (world: World, origin: Origin, args: A): void =>
    check(world, ensureSigned(origin), args)

export const weightsCalls = implement(
  weights,
  {
    set_weights(world, origin, args) {
      setOpenWeights(world, ensureSigned(origin), openWeights(args, FIRST))
    },
    set_mechanism_weights(world, origin, args) {
      setOpenWeights(world, ensureSigned(origin), openWeights(args, args.mecid))
    },
    batch_set_weights(world, origin, { netuids, weights: rows, version_keys }) {
      const hotkey = ensureSigned(origin)
      ensureEqualLengths(netuids, rows, version_keys)
      eachSubnet(world, hotkey, netuids, (netuid, i) => {
        const row = rows[i] ?? []
        setOpenWeights(world, hotkey, {
          netuid,
          mechanism: FIRST,
          uids: row.map(([uid]) => uid),
          values: row.map(([, value]) => value),
          versionKey: version_keys[i] ?? 0n,
        })
      })
    },
    commit_weights(world, origin, { netuid, commit_hash }) {
      commitWeights(world, ensureSigned(origin), netuid, FIRST, commit_hash)
    },
    commit_mechanism_weights(world, origin, { netuid, mecid, commit_hash }) {
      commitWeights(world, ensureSigned(origin), netuid, mecid, commit_hash)
    },
    batch_commit_weights(world, origin, { netuids, commit_hashes }) {
      const hotkey = ensureSigned(origin)
      ensureEqualLengths(netuids, commit_hashes)
      eachSubnet(world, hotkey, netuids, (netuid, i) => {
        const hash = commit_hashes[i]
        if (hash !== undefined) commitWeights(world, hotkey, netuid, FIRST, hash)
      })
    },
    commit_timelocked_weights(world, origin, { netuid, commit_reveal_version }) {
      refuseTimelocked(world, ensureSigned(origin), netuid, FIRST, commit_reveal_version)
    },
    commit_timelocked_mechanism_weights(world, origin, { netuid, mecid, commit_reveal_version }) {
      refuseTimelocked(world, ensureSigned(origin), netuid, mecid, commit_reveal_version)
    },
    commit_crv3_mechanism_weights(world, origin, { netuid, mecid }) {
      refuseTimelocked(world, ensureSigned(origin), netuid, mecid, CRV3_VERSION)
    },
    reveal_weights(world, origin, args) {
      revealWeights(world, ensureSigned(origin), args.netuid, FIRST, revealOf(args))
    },
    reveal_mechanism_weights(world, origin, args) {
      revealWeights(world, ensureSigned(origin), args.netuid, args.mecid, revealOf(args))
    },
    batch_reveal_weights(world, origin, args) {
      revealWeightsBatch(world, ensureSigned(origin), args.netuid, revealsOf(args))
    },
  },
  {
    set_weights: ofSigner((world, hotkey, { netuid }) => guardSet(world, hotkey, netuid, FIRST)),
    set_mechanism_weights: ofSigner((world, hotkey, { netuid, mecid }) =>
      guardSet(world, hotkey, netuid, mecid),
    ),
    batch_set_weights: ofSigner((world, hotkey, { netuids, weights: rows, version_keys }) => {
      ensureEqualLengths(netuids, rows, version_keys)
      guardStakes(world, hotkey, netuids)
    }),
    commit_weights: ofSigner((world, hotkey, { netuid }) => guardCommit(world, hotkey, netuid, FIRST)),
    commit_mechanism_weights: ofSigner((world, hotkey, { netuid, mecid }) =>
      guardCommit(world, hotkey, netuid, mecid),
    ),
    batch_commit_weights: ofSigner((world, hotkey, { netuids, commit_hashes }) => {
      ensureEqualLengths(netuids, commit_hashes)
      guardStakes(world, hotkey, netuids)
    }),
    commit_timelocked_weights: ofSigner((world, hotkey, { netuid }) => guardStakes(world, hotkey, [netuid])),
    commit_timelocked_mechanism_weights: ofSigner((world, hotkey, { netuid }) =>
      guardStakes(world, hotkey, [netuid]),
    ),
    commit_crv3_mechanism_weights: ofSigner((world, hotkey, { netuid }) =>
      guardStakes(world, hotkey, [netuid]),
    ),
    reveal_weights: ofSigner((world, hotkey, args) =>
      guardReveals(world, hotkey, args.netuid, FIRST, hashesOf(hotkey, args.netuid, FIRST, [revealOf(args)])),
    ),
    reveal_mechanism_weights: ofSigner((world, hotkey, args) =>
      guardReveals(
        world,
        hotkey,
        args.netuid,
        args.mecid,
        hashesOf(hotkey, args.netuid, args.mecid, [revealOf(args)]),
      ),
    ),
    batch_reveal_weights: ofSigner((world, hotkey, args) =>
      guardReveals(world, hotkey, args.netuid, FIRST, hashesOf(hotkey, args.netuid, FIRST, revealsOf(args))),
    ),
  },
)
