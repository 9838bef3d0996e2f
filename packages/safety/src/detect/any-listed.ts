/** Whether a text holds any of the listed terms: one look at it, where the list's own matcher looks once for each term. */
import {
  type BlacklistedTerm,
  type Node,
  SyntaxKind,
  englishRecommendedBlacklistMatcherTransformers as spelling,
} from 'obscenity'
import { after, lengthOf, signAt, type Units } from '../text/signs.ts'
import { Automaton, type Sequence, STRANGE } from './automaton.ts'

const steps = spelling.flatMap(one => ('transform' in one ? [one.transform] : []))
const runs = spelling.flatMap(one => ('factory' in one ? [one.factory] : []))

const ASCII = 0x80
const GONE = -1
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

const allowed = Uint8Array.from({ length: ASCII }, (_, code) => longestRun(code))
const allowedOfOthers = longestRun(ASCII)

/** Of each code point, what it is spelt as and 2; 0 where nobody has asked yet. */
const known = new Int32Array(0x11_0000)

function speltAs(sign: number): number {
  const before = known[sign]!
  if (before !== 0) return before - 2
  const code = spelt(sign)
  known[sign] = code + 2
  return code
}

type Codes = Sequence['codes']

/** Every spelling that a term allows. */
const spellings = (nodes: readonly Node[]): readonly Codes[] =>
  nodes.reduce<readonly Codes[]>(
    (before, node) => before.flatMap(codes => spellingsOf(node).map(more => [...codes, ...more])),
    [[]],
  )

function spellingsOf(node: Node): readonly Codes[] {
  switch (node.kind) {
    case SyntaxKind.Literal:
      return [node.chars]
    case SyntaxKind.Optional:
      return [[], ...spellingsOf(node.childNode)]
    case SyntaxKind.Wildcard:
      return [[undefined]]
  }
}

/** True wherever `RegExpMatcher` with the recommended spelling would find one of the terms, were nothing excepted. */
export function anyOf(terms: readonly BlacklistedTerm[]): (units: Units) => boolean {
  const automaton = new Automaton(
    terms.flatMap(({ pattern }) =>
      spellings(pattern.nodes).map(codes => ({
        codes,
        startsWord: pattern.requireWordBoundaryAtStart,
        endsWord: pattern.requireWordBoundaryAtEnd,
        sort: 1,
      })),
    ),
  )
  return units => {
    const length = lengthOf(units)
    let state = automaton.start
    let last = GONE
    let left = 0
    for (let at = 0; at < length; ) {
      const sign = signAt(units, at)
      at = after(sign, at)
      const code = speltAs(sign)
      if (code === GONE) continue
      if (code !== last) left = allowed[code] ?? allowedOfOthers
      last = code
      if (left-- <= 0) continue
      state = automaton.step(state, code < ASCII ? code : STRANGE)
      if (state.found !== 0) return true
    }
    return state.ending !== 0
  }
}
