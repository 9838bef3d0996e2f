// What the gateway tells its page: where the chain listens.
export interface PageConfig {
  readonly rpcUrl: string
}

/** @throws Error when the gateway does not answer as one. */
export async function loadConfig(): Promise<PageConfig> {
  const answer = await fetch('/config.json', { signal: AbortSignal.timeout(5_000), cache: 'no-store' })
  const body: unknown = await answer.json()
  if (typeof body !== 'object' || body === null || !('rpcUrl' in body) || typeof body.rpcUrl !== 'string')
    throw new Error('the gateway sent no rpcUrl')
  return { rpcUrl: body.rpcUrl }
}
