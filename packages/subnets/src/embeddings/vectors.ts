// Geometry of embeddings.

/** −1 … 1; 0 where one of the vectors has no direction. Both of one length. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let dot = 0
  let left = 0
  let right = 0
  a.forEach((value, i) => {
    const other = b[i] ?? 0
    dot += value * other
    left += value * value
    right += other * other
  })
  const norm = Math.sqrt(left * right)
  return norm > 0 ? dot / norm : 0
}

/** Cosine within this of 1 counts as the same vector: above it lies what other arithmetic does to honest weights. */
export const SAME = 1e-3

/** The same vector up to arithmetic; another length or no direction is another vector. */
export const same = (a: Float32Array | undefined, b: Float32Array | undefined): boolean =>
  a !== undefined && b !== undefined && a.length === b.length && cosine(a, b) >= 1 - SAME
