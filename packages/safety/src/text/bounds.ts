/** How much of a text is looked at. A policy never does more work than these figures allow, whatever it is given. */

/** UTF-16 units of a message that are judged: its head and its tail, where instructions sit. */
export const MAX_TEXT = 16_384
/** Decoded readings of one message, over all depths. */
export const MAX_READINGS = 12
/** How deep encodings are followed: base64 in hex in URL escapes is three. */
export const MAX_DEPTH = 3
/** UTF-16 units of all decoded readings together. */
export const MAX_DECODED = 32_768

/** At most `MAX_TEXT` units of `text`, without lone surrogates; the middle of a longer text is left out. */
export function bounded(text: string): string {
  if (text.length <= MAX_TEXT) return text.toWellFormed()
  const half = MAX_TEXT / 2
  return `${text.slice(0, half)}\n${text.slice(-half)}`.toWellFormed()
}
