// What two questions must share before one may be answered for the other, however near their vectors are: numbers, names,
// quotations, whether they say no, and the words that are not mere asking, in their order: "boil an egg" is not "fry an egg", cooking
// rice is not cooking it in a microwave, and who bites is not who is bitten.
const NUMBER_WORDS =
  /\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|first|second|third|half|twice)\b/g
const DIGITS = /\d+(?:[.,]\d+)*/g
const NEGATIONS = /\b(?:not|no|never|none|without|cannot|nor|except|unless)\b|n['’]t\b/g
/** Words whose other one turns a question round. */
const SIDES =
  /\b(?:before|after|more|less|most|least|largest|smallest|highest|lowest|longest|shortest|fastest|slowest|oldest|newest|best|worst|min|max|minimum|maximum|increase|decrease|up|down|left|right|north|south|east|west|hot|cold|open|close|start|stop|add|remove|buy|sell|import|export|ascending|descending|to|from|with|into|or|than)\b/g
const QUOTED = /["“”«»`]([^"“”«»`]{1,200})["“”«»`]/g
const SIGNS = /[+*/=<>%€$£^]|\s-\s/g
/** A capital letter that no beginning of a sentence explains. */
const NAMES = /(?<![.!?:]\s+|^)(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}]*/gu

/** "A", "I" and the like at any place say nothing. */
const isName = (word: string): boolean => word.length > 1

/** The "to" of a verb is no direction. */
const INFINITIVE = /\b(?:how|what|where|when|need|want|have|like|try|begin|start|learn|able|going|way) to\b/g

function factsIn(text: string): string {
  const lower = text.toLowerCase().replace(INFINITIVE, ' ')
  const all = (pattern: RegExp, where: string): string[] => where.match(pattern) ?? []
  return JSON.stringify([
    [...all(DIGITS, lower), ...all(NUMBER_WORDS, lower)],
    all(NEGATIONS, lower).length,
    all(SIDES, lower).sort(),
    all(SIGNS, lower),
    all(QUOTED, text),
    all(NAMES, text.trim()).filter(isName).sort(),
  ])
}

/** Words of asking, that may come and go; when, where, who, why and how many are not among them. */
const SCAFFOLD = new Set(
  `a an the is are was were be been do does did has have had can could would should will shall may might must i me my you your we
  it its this that these those there of in on at for by as and so if what which how please tell give show explain describe define
  say let want need know some any way ways mean meaning word good help helps about`.split(/\s+/),
)
const WORD = /[\p{L}\p{N}]+/gu

/** Without the commonest endings of English: "refrigerators" and "refrigerator" are one. */
const stem = (word: string): string => (word.length > 4 ? word.replace(/(?:ing|ed|es|s|ly|y)$/, '') : word)

export interface Gist {
  readonly facts: string
  readonly words: string
}

/** Written for English; in other languages it is stricter, since every word counts. */
export function gistOf(text: string): Gist {
  const words = (text.toLowerCase().match(WORD) ?? []).filter(word => !SCAFFOLD.has(word)).map(stem)
  return { facts: factsIn(text), words: words.join(' ') }
}

export const mayMeanTheSame = (one: Gist, other: Gist): boolean =>
  one.facts === other.facts && one.words === other.words
