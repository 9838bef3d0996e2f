/** Whether a text holds any of the listed terms: one look at it, where the list's own matcher looks once for each term. */
import {
  type BlacklistedTerm,
  type Node,
  SyntaxKind,
  englishRecommendedBlacklistMatcherTransformers as spelling,
} from 'obscenity'

const steps = spelling.flatMap(one => ('transform' in one ? [one.transform] : []))
const runs = spelling.flatMap(one => ('factory' in one ? [one.factory] : []))

const ASCII = 0x80
const GONE = -1
/** Stands for all that is no ASCII even after it was spelt anew: no term has it, and it is no letter of a word. */
const STRANGE = 0x7f
const LONGEST_RUN = 0xff

/** One character as the list's matcher reads it. */
function spelt(code: number): number {
  let now: number | undefined = code
  for (const step of steps) {
    now = step(now)
    if (now === undefined) return GONE
  }
  return now
}

/** How often in a row a character counts, at most. */
function longestRun(code: number): number {
  const counting = runs.map(factory => factory())
  let length = 0
  while (length < LONGEST_RUN && counting.every(one => one.transform(code) !== undefined)) length++
  return length
}

const known = Int32Array.from({ length: ASCII }, (_, code) => spelt(code))
const allowed = Uint8Array.from({ length: ASCII }, (_, code) => longestRun(code))
const allowedOfOthers = longestRun(ASCII)

/** The text in the spelling that terms are compared with. */
function respelt(text: string): string {
  const out = Buffer.allocUnsafe(text.length)
  let length = 0
  let last = GONE
  let left = 0
  for (let at = 0; at < text.length; at++) {
    const typed = text.codePointAt(at) ?? 0
    if (typed > 0xffff) at++
    const code = known[typed] ?? spelt(typed)
    if (code === GONE) continue
    if (code !== last) left = allowed[code] ?? allowedOfOthers
    last = code
    if (left-- > 0) out[length++] = code < ASCII ? code : STRANGE
  }
  return out.toString('latin1', 0, length)
}

function sourceOf(node: Node): string {
  switch (node.kind) {
    case SyntaxKind.Literal:
      return String.fromCodePoint(...node.chars).replace(/[[\].*+?^${}()|\\]/g, '\\$&')
    case SyntaxKind.Optional:
      return `(?:${sourceOf(node.childNode)})?`
    case SyntaxKind.Wildcard:
      return '.'
  }
}

/** True wherever `RegExpMatcher` with the recommended spelling would find one of the terms, were nothing excepted. */
export function anyOf(terms: readonly BlacklistedTerm[]): (text: string) => boolean {
  const sources = terms.map(({ pattern: { nodes, requireWordBoundaryAtStart, requireWordBoundaryAtEnd } }) =>
    [
      requireWordBoundaryAtStart ? '\\b' : '',
      ...nodes.map(sourceOf),
      requireWordBoundaryAtEnd ? '\\b' : '',
    ].join(''),
  )
  const any = new RegExp(sources.join('|'), 's')
  return text => any.test(respelt(text))
}
