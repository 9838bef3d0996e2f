// Engine keys and accounts. The account of an authority is its engine's ed25519 public key, so one table on chain says who
// votes with how much power, who is paid, and whom the engine accuses (adr/0004).
import { createHash } from 'node:crypto'
import type { Changes, Offence, StateView } from '@taonet/runtime'
import { authorities as chapter } from '@taonet/runtime/tables'
import { type AccountId, hexToBytes, type StorageKey } from '@taonet/wire'
import { type Misbehavior, MisbehaviorType, type ValidatorUpdate } from 'cosmjs-types/tendermint/abci/types'

const ADDRESS_BYTES = 20
const { Power } = chapter.storage

export interface Authority {
  readonly account: AccountId
  readonly power: bigint
}

/** An engine's address: the first 20 bytes of the key's SHA-256. */
export const engineAddress = (publicKey: Uint8Array): Buffer =>
  createHash('sha256').update(publicKey).digest().subarray(0, ADDRESS_BYTES)

/** Who has a vote after the block of this state. */
export function authorities(state: StateView): readonly Authority[] {
  const rows = [...Power.entries({ state })]
  return rows.flatMap(([[account], power]) => (power > 0n ? [{ account, power }] : []))
}

/**
 * Who is paid for a block that `address` proposed; undefined for a stranger, whose fees are burnt. Whoever lost the vote
 * proposes for two more blocks and is known as long as the chain.
 */
export function accountAt(state: StateView, address: Uint8Array): AccountId | undefined {
  for (const [[account]] of Power.entries({ state }))
    if (engineAddress(hexToBytes(account)).equals(address)) return account
  return undefined
}

/** What a block changed of the votes since the state before it. The engine counts by it from the second next height on. */
export function validatorUpdates(before: StateView, changes: Changes): ValidatorUpdate[] {
  const powerIn = (key: StorageKey, row: Uint8Array | undefined): bigint =>
    row ? Power.entry(key, row)[1] : 0n
  const updates: ValidatorUpdate[] = []
  for (const [key, now] of changes) {
    if (!key.startsWith(Power.prefix)) continue
    const was = before.get(key)
    const row = now ?? was
    const power = powerIn(key, now)
    if (row === undefined || power === powerIn(key, was)) continue
    const [[account]] = Power.entry(key, row)
    updates.push({ pubKey: { ed25519: hexToBytes(account) }, power })
  }
  return updates
}

const KINDS: ReadonlyMap<MisbehaviorType, Offence['kind']['type']> = new Map([
  [MisbehaviorType.DUPLICATE_VOTE, 'DuplicateVote'],
  [MisbehaviorType.LIGHT_CLIENT_ATTACK, 'LightClientAttack'],
])

/** What the engine proved, in its order; what it proved of strangers, or of a kind that we do not know, is nothing to us. */
export function offences(state: StateView, proved: readonly Misbehavior[]): readonly Offence[] {
  return proved.flatMap(({ type, validator, height }) => {
    const kind = KINDS.get(type)
    const authority = kind && accountAt(state, validator.address)
    return authority ? [{ authority, kind: { type: kind, value: undefined }, height: Number(height) }] : []
  })
}
