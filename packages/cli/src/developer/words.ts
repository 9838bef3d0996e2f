// What a developer writes on the command line: accounts, amounts, moments.
import {
  type AccountId,
  accountFromSs58,
  accountId,
  FormatError,
  keyPairFromUri,
  NetError,
} from '@taonet/wire'

const RAO_DIGITS = 9
const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** An address, a public key in hex, or a development key such as //Alice. @throws NetError `account`. */
export function accountOf(text: string): AccountId {
  try {
    if (text.startsWith('//')) return keyPairFromUri(text).account
    return text.startsWith('0x') ? accountId(text) : accountFromSs58(text)
  } catch (thrown) {
    if (!(thrown instanceof FormatError)) throw thrown
    throw new NetError(
      'account',
      `"${text}" is no account: ${thrown.message}`,
      'an address, or a key like //Alice',
    )
  }
}

/** TAO with up to nine decimals, as rao. @throws NetError `amount`. */
export function raoOf(tao: string): bigint {
  const [, whole, fraction = ''] = /^([0-9]{1,11})(?:\.([0-9]{1,9}))?$/.exec(tao) ?? []
  if (whole === undefined)
    throw new NetError('amount', `"${tao}" is no amount of TAO`, 'a number with at most nine decimals')
  return BigInt(whole + fraction.padEnd(RAO_DIGITS, '0'))
}

/** A date, or a time from `now` on such as +12h. In milliseconds since 1970. @throws NetError `time`. */
export function momentOf(text: string, now: number): number {
  const [, count, unit] = /^\+([0-9]{1,9})([smhd])$/.exec(text) ?? []
  const ahead = unit === 's' || unit === 'm' || unit === 'h' || unit === 'd' ? UNITS[unit] : undefined
  const time = count !== undefined && ahead !== undefined ? now + Number(count) * ahead : Date.parse(text)
  if (Number.isNaN(time))
    throw new NetError('time', `"${text}" is no time`, 'a date such as 2027-01-31, or +90s, +15m, +12h, +3d')
  return time
}
