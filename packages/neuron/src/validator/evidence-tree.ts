// One hash for all lines of an epoch's evidence, from which a single line can be proven.

import { blake2b256, type Hash, hash32, hexToBytes } from '@taonet/wire'

/** Leaves and nodes are hashed under different first bytes: a node can never be shown as a line. */
const LEAF = 0
const NODE = 1

const leafOf = (line: string): Hash => {
  const text = new TextEncoder().encode(line)
  const bytes = new Uint8Array(1 + text.length)
  bytes[0] = LEAF
  bytes.set(text, 1)
  return hash32(blake2b256(bytes))
}

const nodeOf = (left: Hash, right: Hash): Hash => {
  const bytes = new Uint8Array(65)
  bytes[0] = NODE
  bytes.set(hexToBytes(left), 1)
  bytes.set(hexToBytes(right), 33)
  return hash32(blake2b256(bytes))
}

/** A hash without a partner moves up as it is. */
const parents = (level: readonly Hash[]): readonly Hash[] =>
  level.flatMap((hash, i) => {
    const right = level[i + 1]
    return i % 2 === 1 ? [] : [right === undefined ? hash : nodeOf(hash, right)]
  })

/** Of the lines without their line ends. @throws RangeError without lines. */
export function evidenceRoot(lines: readonly string[]): Hash {
  let level: readonly Hash[] = lines.map(leafOf)
  while (level.length > 1) level = parents(level)
  const [root] = level
  if (root === undefined) throw new RangeError('no lines')
  return root
}

/** The way from a line to the root: each partner, and on which side it stands. */
export type EvidenceProof = readonly { readonly side: 'left' | 'right'; readonly hash: Hash }[]

/** @throws RangeError for a line that is not there. */
export function proveLine(lines: readonly string[], index: number): EvidenceProof {
  if (lines[index] === undefined) throw new RangeError(`there is no line ${index}`)
  const steps: EvidenceProof[number][] = []
  let at = index
  for (let level: readonly Hash[] = lines.map(leafOf); level.length > 1; level = parents(level)) {
    const partner = level[at ^ 1]
    if (partner !== undefined) steps.push({ side: at % 2 === 0 ? 'right' : 'left', hash: partner })
    at >>= 1
  }
  return steps
}

/** Whether the line stands under the root. */
export function provesLine(root: Hash, line: string, proof: EvidenceProof): boolean {
  const top = proof.reduce(
    (hash, { side, hash: partner }) => (side === 'left' ? nodeOf(partner, hash) : nodeOf(hash, partner)),
    leafOf(line),
  )
  return top === root
}
