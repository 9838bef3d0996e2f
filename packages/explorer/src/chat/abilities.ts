// What is known of models by the names that miners declare, said in a sentence each.

const KNOWN: readonly (readonly [pattern: RegExp, ability: string])[] = [
  [
    /^taonet-allround/i,
    'trained inside this repository, a few megabytes: sums up to 30, days and months, sorting, counting, capital letters, short made-up stories. It does not chat.',
  ],
  [/^taonet-/i, 'trained inside this repository too, for a part of those tasks.'],
  [/smollm2-135m/i, '135 million parameters: simple English and easy questions; often wrong about facts.'],
  [/gemma-3-270m/i, '270 million parameters: continues any text in many languages; not trained to chat.'],
]

/** Undefined for a model that nobody here knows: its miner's word is all there is. */
export const abilityOf = (model: string): string | undefined =>
  KNOWN.find(([pattern]) => pattern.test(model))?.[1]

export interface Ability {
  readonly models: readonly string[]
  readonly ability: string
}

const UNKNOWN = 'declared by its miner; nothing else is known of it here.'

/** Models that can do the same, together, in the order in which each ability is first met. */
export function abilitiesOf(models: readonly string[]): Ability[] {
  const groups = Map.groupBy(models, model => abilityOf(model) ?? UNKNOWN)
  return [...groups].map(([ability, same]) => ({ models: same, ability }))
}

/** Questions that the models named above were trained or are able to answer. */
export const EXAMPLES: readonly string[] = [
  'What is 12 + 9?',
  'Which day is two days after Friday?',
  'Write hello world in capital letters.',
  'Tell me a story.',
]
