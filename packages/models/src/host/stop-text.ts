/** Ends a stream at the first stop string, holding back pieces that may be the beginning of one. */
import type { Piece } from '../model.ts'

export interface StopText {
  /** Takes the next piece; gives the pieces that may go out now and whether a stop string has been reached. */
  push(piece: Piece): { readonly pieces: readonly Piece[]; readonly stopped: boolean }
  /** What is still held back when the reply ends by itself. */
  rest(): readonly Piece[]
}

export function stopText(stops: readonly string[]): StopText {
  const wanted = stops.filter(stop => stop !== '')
  let held: Piece[] = []

  return {
    push(piece) {
      held.push(piece)
      const text = held.map(({ text }) => text).join('')
      const ends = wanted.map(stop => text.indexOf(stop)).filter(at => at >= 0)
      if (ends.length > 0) return { pieces: cut(held, Math.min(...ends)), stopped: true }
      if (wanted.some(stop => mayBegin(text, stop))) return { pieces: [], stopped: false }
      const pieces = held
      held = []
      return { pieces, stopped: false }
    },
    rest: () => held,
  }
}

/** Whether some ending of `text` is a beginning of `stop`. */
function mayBegin(text: string, stop: string): boolean {
  for (let length = Math.min(text.length, stop.length - 1); length > 0; length--) {
    if (stop.startsWith(text.slice(text.length - length))) return true
  }
  return false
}

/** The pieces that make up the first `length` characters; the one that crosses the border loses its tail. */
function cut(pieces: readonly Piece[], length: number): Piece[] {
  const out: Piece[] = []
  let left = length
  for (const piece of pieces) {
    if (left <= 0) break
    out.push(piece.text.length <= left ? piece : { ...piece, text: piece.text.slice(0, left) })
    left -= piece.text.length
  }
  return out
}
