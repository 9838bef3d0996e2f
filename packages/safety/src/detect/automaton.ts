/** Many short patterns looked for at once: one step a character, however many they are. */

/** Codes below 0x80 that follow each other; `undefined` stands for any one. */
export interface Sequence {
  readonly codes: readonly (number | undefined)[]
  /** Whether no part of a word may stand before, or after, what is found. Such a sequence begins, or ends, with a part of one. */
  readonly startsWord: boolean
  readonly endsWord: boolean
  /** One bit, which says what was found. */
  readonly sort: number
}

/** What of a text is known after its last character so far. */
export interface State {
  /** Where each code leads, as far as it was asked. */
  readonly next: (State | undefined)[]
  /** Sorts that were found just now, and those found if no part of a word follows. */
  readonly found: number
  readonly ending: number
  readonly afterWord: boolean
  /** Places in sequences that the text has come to. */
  readonly reached: readonly number[]
}

/** A code that no sequence has, for every character beyond. */
export const STRANGE = 0x7f
const isOfWord = Uint8Array.from({ length: 0x80 }, (_, code) =>
  /\w/.test(String.fromCharCode(code)) ? 1 : 0,
)

/** One place in a sequence, or behind it. */
interface Place {
  readonly sequence: Sequence
  readonly at: number
}

/** A deterministic automaton, each state of which is made when a text first comes to it. */
export class Automaton {
  readonly start: State
  readonly #places: readonly Place[]
  readonly #states = new Map<string, State>()

  /** Where sequences begin, by their first code. */
  readonly #beginnings = new Map<number | undefined, number[]>()

  constructor(sequences: readonly Sequence[]) {
    this.#places = sequences.flatMap(sequence =>
      Array.from({ length: sequence.codes.length + 1 }, (_, at) => ({ sequence, at })),
    )
    for (const [place, { sequence, at }] of this.#places.entries()) {
      const first = sequence.codes[0]
      if (at === 0) this.#beginnings.set(first, [...(this.#beginnings.get(first) ?? []), place])
    }
    this.start = this.#state([], false, 0)
  }

  step(state: State, code: number): State {
    return state.next[code] ?? this.#made(state, code)
  }

  #made(state: State, code: number): State {
    const reached: number[] = []
    const ofWord = isOfWord[code] === 1
    let found = ofWord ? 0 : state.ending
    const begun = [...(this.#beginnings.get(code) ?? []), ...(this.#beginnings.get(undefined) ?? [])]
    for (const place of [...begun, ...state.reached]) {
      const { sequence, at } = this.#places[place]!
      const { codes, startsWord, endsWord, sort } = sequence
      if (at === 0 && startsWord && state.afterWord) continue
      if (at === codes.length || (codes[at] ?? code) !== code) continue
      if (at + 1 === codes.length && !endsWord) found |= sort
      else reached.push(place + 1)
    }
    return (state.next[code] = this.#state(reached, ofWord, found))
  }

  #state(reached: readonly number[], afterWord: boolean, found: number): State {
    const key = `${reached} ${afterWord} ${found}`
    const known = this.#states.get(key)
    if (known !== undefined) return known
    const ending = reached
      .map(place => this.#places[place]!)
      .filter(({ sequence, at }) => at === sequence.codes.length)
      .reduce((sorts, { sequence }) => sorts | sequence.sort, 0)
    const state = {
      next: new Array<State | undefined>(0x80).fill(undefined),
      found,
      ending,
      afterWord,
      reached,
    }
    this.#states.set(key, state)
    return state
  }
}
