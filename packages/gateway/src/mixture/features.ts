// A prompt as a point: what kind of question it is, by the words and letters it is put in. Hashed, so that it needs no model and
// no list of words, and costs a few microseconds.

/** A sparse vector of length 1: places, and the values there. */
export interface Features {
  readonly places: Uint16Array
  readonly values: Float32Array
}

export const FEATURE_SIZE = 4_096
/** Of a longer prompt the beginning says what it is about. */
const LONGEST = 600
/** A word says more of the kind of a question than three letters of it. */
const WORD_WEIGHT = 2
const PAIR_WEIGHT = 1.5
const TRIPLE_WEIGHT = 0.5

/** FNV-1a over UTF-16 units; `kind` keeps words, pairs and triples apart. */
function placeOf(text: string, kind: number): number {
  let hash = 2_166_136_261 ^ kind
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619)
  return (hash ^ (hash >>> 15)) & (FEATURE_SIZE - 1)
}

/** Which number, and which name in capitals, makes no difference to what is asked. */
const folded = (prompt: string): string =>
  prompt
    .slice(0, LONGEST)
    .replace(/\d+/g, digits => '0'.repeat(Math.min(4, digits.length)))
    .replace(/\b[A-Z]{2,}\b/g, 'X')
    .toLowerCase()

/** @returns The features of a prompt; empty for one without letters and digits. */
export function featuresOf(prompt: string): Features {
  const text = folded(prompt)
  const words = text.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []
  const counts = new Map<number, number>()
  const add = (place: number, weight: number): void => {
    counts.set(place, (counts.get(place) ?? 0) + weight)
  }
  for (const [i, word] of words.entries()) {
    add(placeOf(word, 1), WORD_WEIGHT)
    const next = words[i + 1]
    if (next !== undefined) add(placeOf(`${word} ${next}`, 2), PAIR_WEIGHT)
  }
  const padded = ` ${text} `
  for (let at = 0; at + 3 <= padded.length; at++) add(placeOf(padded.slice(at, at + 3), 3), TRIPLE_WEIGHT)
  // A word said ten times is not ten times as telling.
  return unit([...counts].map(([place, weight]): [number, number] => [place, Math.sqrt(weight)]))
}

function unit(entries: readonly (readonly [number, number])[]): Features {
  const norm = Math.sqrt(entries.reduce((sum, [, value]) => sum + value * value, 0)) || 1
  const sorted = entries.toSorted((a, b) => a[0] - b[0])
  return {
    places: Uint16Array.from(sorted, ([place]) => place),
    values: Float32Array.from(sorted, ([, value]) => value / norm),
  }
}

/** A vector of some encoder as features; longer ones than `FEATURE_SIZE` are cut off. */
export const featuresOfVector = (vector: Float32Array): Features =>
  unit([...vector.subarray(0, FEATURE_SIZE)].map((value, i): [number, number] => [i, value]))
