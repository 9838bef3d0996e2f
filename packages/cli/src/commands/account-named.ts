// An address as somebody typed it.
import { type AccountId, accountFromSs58, FormatError, NetError } from '@taonet/wire'

/** @throws NetError `address`. */
export function accountNamed(address: string): AccountId {
  try {
    return accountFromSs58(address)
  } catch (thrown) {
    if (!(thrown instanceof FormatError)) throw thrown
    throw new NetError('address', `"${address}" is no address`, 'copy it whole', thrown)
  }
}
