// How a lending validator is named on a command line, and who may borrow from it.
import { defaultWalletRoot, loadHotkey } from '@taonet/client/wallet-files'
import type { Lender } from '@taonet/neuron'
import { type AccountId, accountFromSs58, FormatError, NetError } from '@taonet/wire'

const NAMED = /^(?<address>[1-9A-HJ-NP-Za-km-z]{40,60})@(?<host>[^\s@]+):(?<port>\d{1,5})$/

/** `SS58@host:port`. @throws NetError `lender`. */
export function lenderNamed(text: string): Lender {
  const { address, host, port } = NAMED.exec(text)?.groups ?? {}
  if (address === undefined || host === undefined)
    throw new NetError(
      'lender',
      `"${text}" names no validator`,
      'say ADDRESS@HOST:PORT, as `taonet validator --lend PORT` prints it',
    )
  return { hotkey: accountNamed(address), host, port: Number(port) }
}

/** An address, or the name of a wallet whose hotkey is meant. @throws NetError. */
export function borrowerNamed(text: string, walletPath: string | undefined): AccountId {
  if (text.length >= 40) return accountNamed(text)
  return loadHotkey(walletPath ?? defaultWalletRoot(), text, 'default').account
}

function accountNamed(address: string): AccountId {
  try {
    return accountFromSs58(address)
  } catch (thrown) {
    if (!(thrown instanceof FormatError)) throw thrown
    throw new NetError('address', `"${address}" is no address`, 'copy it whole', thrown)
  }
}
