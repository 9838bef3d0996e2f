// How much of a text was read wrongly.

/** Runs of white space are one blank: where lines break is the writer's business. */
const plain = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/g, ' ')

/** A reply is read only so many times as far as the text is long: what is beyond cannot bring the errors below one. */
const READ = 4

/** Fewest insertions, deletions and exchanges that turn one text into the other (Levenshtein 1966). */
export function editDistance(from: string, to: string): number {
  let row = Uint32Array.from({ length: to.length + 1 }, (_, i) => i)
  for (let i = 1; i <= from.length; i++) {
    const next = new Uint32Array(to.length + 1)
    next[0] = i
    for (let j = 1; j <= to.length; j++) {
      const kept = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next[j] = Math.min(kept, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1)
    }
    row = next
  }
  return row[to.length] ?? 0
}

/** Character error rate: edits per character of the truth, at most 1. An empty truth is met only by an empty reply. */
export function characterErrors(reply: string, truth: string): number {
  const right = plain(truth)
  const said = plain(reply.slice(0, READ * truth.length + READ))
  if (right === '') return said === '' ? 0 : 1
  return Math.min(1, editDistance(said, right) / right.length)
}
