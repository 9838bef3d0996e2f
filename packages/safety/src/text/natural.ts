/** Whether a reading looks like words at all: the price of trying rot13 and reversal on every message. */

// The commonest short words of the languages the rules are written in.
const COMMON = new Set(
  `the and of to in is you that it for on with as are this be at your have or not what all can how do me my from a i
  der die das und ist nicht wie ich du mir ein eine zu den dem mit alle sie wir fur auf
  el la los las que de en un una no como para por con tu me mi todas es
  le les des et est une pas vous je tu dans pour que comment toutes ton mon sur
  il lo gli che di per non una come tutte mi sono
  o os as um uma nao como para com todas voce seu meu
  het een van niet hoe mij jij alle voor op`
    .split(/\s+/)
    .filter(word => word.length > 1),
)

/** The share of words that are common ones, 0 … 1. */
export function commonness(text: string): number {
  const words = text.split(/[^\p{L}]+/u).filter(word => word !== '')
  if (words.length === 0) return 0
  let common = 0
  for (const word of words) if (COMMON.has(word)) common++
  return common / words.length
}

/** Whether `other` reads as language much rather than `text`. */
export function readsBetter(other: string, text: string): boolean {
  const gain = commonness(other)
  return gain >= 0.12 && gain > commonness(text) * 2
}

/** Bytes as UTF-8 text when nearly all of it is printable. */
export function printable(bytes: Uint8Array): string | undefined {
  if (bytes.length < 4) return undefined
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
  const letters = text.match(/[\p{L}\p{N}\p{P}\p{Zs}\n]/gu)?.length ?? 0
  return letters >= [...text].length * 0.9 ? text : undefined
}
