// What one validator has on its disk after it stopped: every block, and what the accounts hold at the end.
import { join } from 'node:path'
import { createRuntime, PROFILES, type ProfileName, type StateView } from '@taonet/runtime'
import { storage } from '@taonet/runtime/tables'
import {
  type AccountId,
  AccountId32,
  decode,
  extrinsicHash,
  type Hash,
  Header,
  headerHash,
  hexToBytes,
  itemPrefix,
  ready,
} from '@taonet/wire'
import { files } from '../src/abci/home.ts'
import { openStore } from '../src/store/index.ts'

export interface BlockFacts {
  readonly hash: Hash
  readonly parent: Hash
  readonly stateRoot: Hash
  /** Signed ones, in order. */
  readonly extrinsics: readonly Hash[]
}

export interface ChainFacts {
  /** From genesis on. */
  readonly blocks: readonly BlockFacts[]
  /** rao, at the newest block. */
  readonly free: ReadonlyMap<AccountId, bigint>
  /** rao: what the chain says is in being, and what the accounts hold together. */
  readonly issuance: { readonly told: bigint; readonly held: bigint }
  /** The first of the protocol's invariants that does not hold. */
  readonly broken: string | undefined
}

/** @throws StoreError when the store is damaged. */
export async function readChain(home: string, profile: ProfileName): Promise<ChainFacts> {
  await ready()
  const store = openStore({ dir: join(home, files.chain) })
  try {
    const newest = store.head?.number ?? -1
    const blocks: BlockFacts[] = []
    for (let number = 0; number <= newest; number++) {
      const header = decode(Header, store.header(number) ?? new Uint8Array())
      // The first of a block is the node's own: the time.
      const signed = (store.body(number) ?? []).slice(1)
      blocks.push({
        hash: headerHash(header),
        parent: header.parent_hash,
        stateRoot: header.state_root,
        extrinsics: signed.map(extrinsicHash),
      })
    }
    const state = store.at(newest)
    if (!state) throw new RangeError('the store has no state of its newest block')
    return { blocks, ...accountsIn(state), broken: brokenIn(state, profile) }
  } finally {
    store.close()
  }
}

/** The account's bytes end a key: it is hashed by putting a hash in front. */
const ACCOUNT_DIGITS = 64

function accountsIn(state: StateView): Pick<ChainFacts, 'free' | 'issuance'> {
  const { Account } = storage.System
  const free = new Map<AccountId, bigint>()
  let held = 0n
  for (const key of state.keys(itemPrefix('System', 'Account'))) {
    const row = state.get(key)
    if (!row) continue
    const { data } = decode(Account.value, row)
    free.set(decode(AccountId32, hexToBytes(`0x${key.slice(-ACCOUNT_DIGITS)}`)), data.free)
    held += data.free + data.reserved
  }
  const total = state.get(storage.Balances.TotalIssuance.key())
  const told = total ? decode(storage.Balances.TotalIssuance.value, total) : 0n
  return { free, issuance: { told, held } }
}

function brokenIn(state: StateView, profile: ProfileName): string | undefined {
  try {
    createRuntime(PROFILES[profile]).allInvariants(state)
    return undefined
  } catch (thrown) {
    return String(thrown)
  }
}
