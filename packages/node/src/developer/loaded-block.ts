// The block that puts a dumped state in the place of what was there. What tells of the chain itself stays its own: block
// number and hashes, events, time. So the genesis hash stays too, and with it every wallet's idea of the chain.
import type { Changes, StateView } from '@taonet/runtime'
import { itemPrefix, type StorageKey, storageKey } from '@taonet/wire'

const ACCOUNTS = itemPrefix('System', 'Account')
const PALLET_DIGITS = 32
const OWN_PALLETS = [ACCOUNTS, itemPrefix('Timestamp', 'Now')].map(key => key.slice(0, PALLET_DIGITS))

const isOwn = (key: StorageKey): boolean =>
  OWN_PALLETS.some(pallet => key.startsWith(pallet)) && !key.startsWith(ACCOUNTS)

/** What the block writes, given the state before it, the state wanted, and what the block writes by itself. */
export function changesTo(before: StateView, wanted: StateView, own: Changes): Changes {
  const changes = new Map<StorageKey, Uint8Array | undefined>()
  for (const [key, value] of own) if (isOwn(key)) changes.set(key, value)
  for (const key of before.keys(storageKey('')))
    if (!isOwn(key) && wanted.get(key) === undefined) changes.set(key, undefined)
  for (const key of wanted.keys(storageKey(''))) {
    if (isOwn(key)) continue
    const value = wanted.get(key)
    const present = before.get(key)
    if (value && !(present && Buffer.compare(present, value) === 0)) changes.set(key, value)
  }
  return changes
}
