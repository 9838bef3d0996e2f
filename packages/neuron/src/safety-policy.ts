// What a subnet holds to be unsafe. The classifiers live elsewhere; validators and gateways only ask.

export interface Finding {
  readonly category: string
  /** 0 … 1; only what is above the policy's own threshold is reported. */
  readonly confidence: number
  /** For an operator to read; never the text itself. */
  readonly detail: string
}

/** Both sides say nothing when all is well. */
export interface SafetyPolicy<Request = unknown, Response = unknown> {
  readonly input: (request: Request) => Promise<readonly Finding[]>
  readonly output: (request: Request, response: Response) => Promise<readonly Finding[]>
}
