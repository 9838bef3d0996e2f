// Text in pieces that the policies read whole: of a longer one they would leave out the middle.
import { Refused } from '../openai-error.ts'

/** Characters of one window, and how many of them the next one repeats. */
const WINDOW = 8_000
const OVERLAP = 600
/** More than any model here reads; what is not judged must not pass, and judging must end. */
export const MOST_JUDGED = 131_072

/** @throws Refused 400 `context_length_exceeded`. */
export function windowsOf(text: string): readonly string[] {
  if (text.length <= WINDOW) return text === '' ? [] : [text]
  if (text.length > MOST_JUDGED)
    throw new Refused(
      400,
      'context_length_exceeded',
      `The text has ${text.length} characters, and this key's safety policy judges at most ${MOST_JUDGED}.`,
    )
  const windows: string[] = []
  for (let at = 0; at + OVERLAP < text.length; at += WINDOW - OVERLAP)
    windows.push(text.slice(at, at + WINDOW))
  return windows
}
