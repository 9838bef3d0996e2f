// OpenAI's `refusal`: what the gate says instead of an answer. What a miner's own model refuses comes as ordinary words.

/** Of a message, or of a piece of one. */
export const refusalIn = (said: object): string | undefined =>
  'refusal' in said && typeof said.refusal === 'string' ? said.refusal : undefined
