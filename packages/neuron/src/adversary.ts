// A kind of cheat that a subnet's suite plays, and how it shows.

export interface AdversaryProfile {
  readonly name: string
  /** Probability, 0 … 1, that one probe of a kind scores the cheat below an honest miner; kinds left out show nothing. */
  readonly perProbe: Readonly<Record<string, number>>
  /** Where the numbers come from: a test or a document. */
  readonly evidence: string
}
