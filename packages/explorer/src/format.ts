// How numbers, addresses and times are written on the page.
import { type AccountId, ss58Encode } from '@taonet/wire'

const RAO_DIGITS = 9
const NBSP = '\u00a0'

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',')

/** rao as units of 1e9 with `places` decimals, rounded half up; exact for every u64. */
export function units(rao: bigint, places: number): string {
  const step = 10n ** BigInt(RAO_DIGITS - places)
  const magnitude = rao < 0n ? -rao : rao
  const rounded = (magnitude + step / 2n) / step
  const digits = rounded.toString().padStart(places + 1, '0')
  const whole = grouped(digits.slice(0, digits.length - places))
  const fraction = places === 0 ? '' : `.${digits.slice(-places)}`
  const sign = rao < 0n && rounded > 0n ? '−' : ''
  return `${sign}${whole}${fraction}`
}

const UNIT = 1_000_000_000n

/** rao as units of 1e9, with about four digits that say something. */
export function amount(rao: bigint): string {
  const magnitude = rao < 0n ? -rao : rao
  if (magnitude === 0n) return '0'
  if (magnitude >= 1000n * UNIT) return units(rao, 0)
  if (magnitude >= 10n * UNIT) return units(rao, 2)
  if (magnitude >= UNIT) return units(rao, 3)
  if (magnitude >= UNIT / 100n) return units(rao, 4)
  return units(rao, 9).replace(/0+$/, '')
}

/** The TAO value (rao) of alpha at a price in TAO per alpha. For people: rounded like any double. */
export const valueAt = (alpha: bigint, price: number): bigint => BigInt(Math.round(Number(alpha) * price))

/** A price in TAO per alpha, five significant digits. */
export function price(tao: number): string {
  if (tao === 0) return '0'
  return tao >= 10_000 ? grouped(tao.toFixed(0)) : tao.toPrecision(5)
}

/** A share of 0 … 1 in per cent. */
export function percent(share: number): string {
  if (share === 0) return '0%'
  const hundred = share * 100
  if (hundred < 0.1) return '<0.1%'
  return `${hundred.toFixed(hundred < 99.95 ? 1 : 0)}%`
}

export const count = (value: number): string => grouped(String(value))

export const plural = (many: number, one: string, more = `${one}s`): string =>
  `${count(many)}${NBSP}${many === 1 ? one : more}`

/** Milliseconds as one unit: `3 s`, `2 min`, `5 h`, `4 d`. */
export function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  if (seconds < 120) return `${seconds}${NBSP}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 120) return `${minutes}${NBSP}min`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours}${NBSP}h` : `${Math.floor(hours / 24)}${NBSP}d`
}

/** Milliseconds of a reply: `840 ms`, `2.4 s`. */
export const latency = (milliseconds: number): string =>
  milliseconds < 1000 ? `${Math.round(milliseconds)}${NBSP}ms` : `${(milliseconds / 1000).toFixed(1)}${NBSP}s`

export const address = (account: AccountId): string => ss58Encode(account)

/** First and last characters: enough to tell two apart, never enough to pay to. */
export function shortAddress(account: AccountId): string {
  const whole = address(account)
  return `${whole.slice(0, 5)}…${whole.slice(-4)}`
}
