// The signs that subnets' tokens may have: letters of scripts that are told apart at a glance (chain-registry §3.1(9)).
import { bytesToHex, encode, str } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { subnets, TokenSymbol } from './table.ts'

/** First and last code point. Greek comes first; its tau is TAO's own, and its final sigma looks like another letter. */
const RANGES: readonly (readonly [first: number, last: number])[] = [
  [0x3b1, 0x3c1],
  [0x3c3, 0x3c3],
  [0x3c5, 0x3c9],
  [0x5d0, 0x5ea], // Hebrew
  [0x627, 0x63a], // Arabic
  [0x641, 0x64a],
  [0x16a0, 0x16ea], // Runes
  [0x1681, 0x169a], // Ogham
  [0x10d0, 0x10f0], // Georgian
  [0x561, 0x586], // Armenian
  [0x431, 0x44f], // Cyrillic
  [0x2c30, 0x2c5e], // Glagolitic
  [0xe01, 0xe2e], // Thai
]

// A sign is shorter than 64 bytes, so SCALE puts one byte of length before its UTF-8.
const utf8 = (text: string): Uint8Array => encode(str, text).subarray(1)

/** In the order in which they are given away. */
export const SYMBOLS: readonly Uint8Array[] = RANGES.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, at) => utf8(String.fromCodePoint(first + at))),
)
const KNOWN: ReadonlySet<string> = new Set(SYMBOLS.map(bytesToHex))

/** Root's token is TAO itself. */
export const ROOT_SYMBOL = utf8('Τ')

const symbolsInUse = (world: Reads): Set<string> =>
  new Set(Array.from(TokenSymbol.entries(world), ([, symbol]) => bytesToHex(symbol)))

/** Gives a new subnet the first free sign; when all are taken it keeps the common one. */
export function assignSymbol(world: World, netuid: NetUid): void {
  const taken = symbolsInUse(world)
  const free = SYMBOLS.find(symbol => !taken.has(bytesToHex(symbol)))
  if (free) TokenSymbol.put(world, netuid, free)
}

/** Refuses with SymbolDoesNotExist or SymbolAlreadyInUse. */
export function changeSymbol(world: World, netuid: NetUid, symbol: Uint8Array): void {
  const wanted = bytesToHex(symbol)
  ensure(KNOWN.has(wanted), subnets.error.SymbolDoesNotExist)
  ensure(!symbolsInUse(world).has(wanted), subnets.error.SymbolAlreadyInUse)
  TokenSymbol.put(world, netuid, symbol)
  world.emit(subnets.event.SymbolUpdated({ netuid, symbol }))
}
