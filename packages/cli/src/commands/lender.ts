// How a lending validator is named on a command line, and who may borrow from it.
import { defaultWalletRoot, loadHotkey } from '@taonet/client/wallet-files'
import type { Lender } from '@taonet/neuron'
import { type AccountId, hash32, NetError, ss58Encode } from '@taonet/wire'
import { accountNamed } from './account-named.ts'

const NAMED =
  /^(?<address>[1-9A-HJ-NP-Za-km-z]{40,60})@(?<host>[^\s@]+):(?<port>\d{1,5})(?:#(?<pin>[0-9a-f]{64}))?$/

/** `SS58@host:port`, and `#` with the pin of its TLS key where it has one. @throws NetError `lender`. */
export function lenderNamed(text: string): Lender {
  const { address, host, port, pin } = NAMED.exec(text)?.groups ?? {}
  if (address === undefined || host === undefined)
    throw new NetError(
      'lender',
      `"${text}" names no validator`,
      'say ADDRESS@HOST:PORT, as `taonet validator --lend PORT` prints it',
    )
  return {
    hotkey: accountNamed(address),
    host,
    port: Number(port),
    ...(pin === undefined ? {} : { pin: hash32(`0x${pin}`) }),
  }
}

/** As `lenderNamed` reads it. */
export const lenderName = ({ hotkey, host, port, pin }: Lender): string =>
  `${ss58Encode(hotkey)}@${host}:${port}${pin === undefined ? '' : `#${pin.slice(2)}`}`

/** An address, or the name of a wallet whose hotkey is meant. @throws NetError. */
export function borrowerNamed(text: string, walletPath: string | undefined): AccountId {
  if (text.length >= 40) return accountNamed(text)
  return loadHotkey(walletPath ?? defaultWalletRoot(), text, 'default').account
}
