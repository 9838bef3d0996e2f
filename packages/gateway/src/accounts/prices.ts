// What tokens cost, in units of price: whole numbers, rounded up, so that many small answers never cost less than one large.

/** Units for a thousand tokens. */
export interface Price {
  readonly prompt: number
  readonly completion: number
}

/** By declared model name; what is not listed costs `otherwise`. */
export interface PriceList {
  readonly models: Readonly<Record<string, Price>>
  readonly otherwise: Price
}

/** One unit a token of the question, four a token of the answer: what is written costs more work than what is read. */
export const DEFAULT_PRICES: PriceList = { models: {}, otherwise: { prompt: 1_000, completion: 4_000 } }

export function priceOf(
  { models, otherwise }: PriceList,
  used: { readonly model: string; readonly promptTokens: number; readonly completionTokens: number },
): number {
  const price = Object.hasOwn(models, used.model) ? (models[used.model] ?? otherwise) : otherwise
  return Math.ceil((used.promptTokens * price.prompt + used.completionTokens * price.completion) / 1_000)
}

/** The most that so many tokens can cost, whoever answers and however they divide into question and answer. */
export function priceAtMost({ models, otherwise }: PriceList, tokens: number): number {
  const dearest = [otherwise, ...Object.values(models)].reduce(
    (most, { prompt, completion }) => Math.max(most, prompt, completion),
    0,
  )
  return Math.ceil((tokens * dearest) / 1_000)
}
