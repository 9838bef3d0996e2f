/** What a policy can find: its categories, and the narrower kinds the classifier tells apart. */

export const categories = [
  'prompt-injection',
  'jailbreak',
  'harmful-instructions',
  'self-harm',
  'hate',
  'harassment',
  'sexual',
  'sexual-minors',
  'personal-data',
  'secrets',
  'spam-scam',
] as const

export type Category = (typeof categories)[number]

/** The classifier's outputs, in the order of the columns of its weights. */
export const kinds = [
  'prompt-injection',
  'jailbreak',
  'weapons',
  'drugs',
  'malware',
  'self-harm',
  'hate',
  'insult',
  'threat',
  'sexual',
  'sexual-minors',
  'spam-scam',
] as const

export type Kind = (typeof kinds)[number]

export const categoryOf: Readonly<Record<Kind, Category>> = {
  'prompt-injection': 'prompt-injection',
  jailbreak: 'jailbreak',
  weapons: 'harmful-instructions',
  drugs: 'harmful-instructions',
  malware: 'harmful-instructions',
  'self-harm': 'self-harm',
  hate: 'hate',
  insult: 'harassment',
  threat: 'harassment',
  sexual: 'sexual',
  'sexual-minors': 'sexual-minors',
  'spam-scam': 'spam-scam',
}

/** One thing found. The shape is the neuron's `Finding`, so that a policy fits a subnet without either knowing the other. */
export interface Finding {
  readonly category: Category
  /** 0 … 1. For rules that check a sum (card numbers, IBANs) it is how often such a match is real, not a model's output. */
  readonly confidence: number
  /** What it was found in, without quoting personal data or secrets. */
  readonly detail: string
}
