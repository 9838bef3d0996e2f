/** A text as numbers that survive a reader's slips: hashed runs of letters, blanks and look-alikes evened out. */

export const MESSAGE_FEATURES = 2048
const RUNS = [3, 4, 5]
const LONGEST = 2000

const LOOK_ALIKES: Readonly<Record<string, string>> = { 0: 'o', 1: 'l', i: 'l', 5: 's', 8: 'b' }

/** Unit length, unless the text is empty. */
export function messageFeatures(text: string): Float32Array {
  const plain = text
    .slice(0, LONGEST)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')
    .replace(/[01i58]/g, letter => LOOK_ALIKES[letter] ?? letter)
  const features = new Float32Array(MESSAGE_FEATURES)
  for (const run of RUNS)
    for (let at = 0; at + run <= plain.length; at++) {
      const index = hashed(plain.slice(at, at + run)) % MESSAGE_FEATURES
      features[index] = features[index]! + 1
    }
  const norm = Math.sqrt(features.reduce((sum, value) => sum + value * value, 0))
  return norm > 0 ? features.map(value => value / norm) : features
}

/** FNV-1a, 32 bits. */
function hashed(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
