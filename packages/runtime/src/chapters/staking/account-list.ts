// Lists of accounts that grow at the end, handled as bytes: one entry more must not cost reading all of them, or a coldkey
// with thousands of hotkeys could hold a block up for minutes.
import { type AccountId, hexToBytes, Reader, Writer } from '@taonet/wire'
import type { StorageKey } from '../../state.ts'
import type { World } from '../../world.ts'

const ACCOUNT_BYTES = 32

/** The list under `key`, a SCALE vector of accounts, with one more at its end. */
export function appendAccount(world: World, key: StorageKey, account: AccountId): void {
  const before = world.state.get(key)
  const writer = new Writer()
  if (before === undefined) {
    writer.compact(1)
  } else {
    const reader = new Reader(before)
    const count = reader.length(ACCOUNT_BYTES)
    writer.compact(count + 1)
    writer.raw(reader.raw(reader.left))
  }
  writer.raw(hexToBytes(account))
  world.state.put(key, writer.done())
}
