// OpenAI's `refusal`: what is said instead of an answer, by the gate or by a miner's own model.

/** Of a message, or of a piece of one. */
export const refusalIn = (said: object): string | undefined =>
  'refusal' in said && typeof said.refusal === 'string' ? said.refusal : undefined
