/** A private niche that nobody else can know: the parts of a made-up workshop, asked about in many ways. */
import type { Random } from '@taonet/models/random'

export interface Fact {
  readonly part: string
  readonly attribute: string
  readonly value: string
}

export interface Niche {
  readonly facts: readonly Fact[]
  /** What the owner's files hold: each fact said in three of four ways. */
  readonly lines: readonly { readonly prompt: string; readonly answer: string }[]
  /** Each fact asked for in the fourth way, which no line has. */
  readonly questions: readonly { readonly prompt: string; readonly answer: string }[]
}

const ATTRIBUTES: readonly { attribute: string; draw: (random: Random) => string }[] = [
  { attribute: 'price', draw: r => `${r.between(3, 89)}.${r.pick(['00', '25', '50', '75'])}` },
  { attribute: 'weight', draw: r => `${r.between(12, 98) * 10} g` },
  { attribute: 'shelf', draw: r => `${r.pick([...'ABCDEFGH'])}${r.between(1, 9)}` },
  {
    attribute: 'maker',
    draw: r => r.pick(['Holm', 'Tarnow', 'Brixen', 'Lode', 'Sarno', 'Vik', 'Udine', 'Marl']),
  },
]
const WAYS = [
  (part: string, attribute: string) => `What is the ${attribute} of ${part}?`,
  (part: string, attribute: string) => `${part} ${attribute}?`,
  (part: string, attribute: string) => `Tell me the ${attribute} of part ${part}.`,
  (part: string, attribute: string) => `For ${part}, which ${attribute} is right?`,
] as const

export function niche(random: Random, parts: number): Niche {
  const names = new Set<string>()
  while (names.size < parts)
    names.add(`${random.pick(['KX', 'RV', 'TL', 'BQ', 'MD'])}-${random.between(100, 999)}`)
  const facts = [...names].flatMap(part =>
    ATTRIBUTES.map(({ attribute, draw }) => ({ part, attribute, value: draw(random) })),
  )
  const asked = facts.map(fact => {
    const [kept, ...told] = random.shuffle(WAYS)
    const say = (way: (typeof WAYS)[number]) => ({
      prompt: way(fact.part, fact.attribute),
      answer: fact.value,
    })
    return { question: say(kept ?? WAYS[0]), lines: told.map(say) }
  })
  return {
    facts,
    lines: random.shuffle(asked.flatMap(({ lines }) => lines)),
    questions: asked.map(({ question }) => question),
  }
}

/** All that the files say about one part, as a larger model would be given it beside the question. */
export const sheetOf = ({ facts }: Niche, part: string): string =>
  facts
    .filter(fact => fact.part === part)
    .map(({ attribute, value }) => `${attribute}: ${value}`)
    .join(', ')
