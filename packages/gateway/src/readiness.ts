// GET /ready: whether a chat and an embedding can be answered now, found out by asking for both.
import { candidatesFor, type Network, type ServedSubnet } from './candidates.ts'
import { dispatch } from './dispatch.ts'

/** A yes is good for a while; a no may end with the next block. */
const KEPT = { yes: 5_000, no: 500 }
const PATIENCE = 5_000

const QUESTIONS = {
  text: {
    path: '/v1/chat/completions',
    body: { messages: [{ role: 'user', content: 'Hello' }], max_tokens: 1, temperature: 0, stream: false },
  },
  embeddings: { path: '/v1/embeddings', body: { input: ['Hello'] } },
} as const

export interface Readiness {
  readonly ready: boolean
  /** Subnet name to whether it answered. */
  readonly subnets: Readonly<Record<string, boolean>>
}

/** Those who ask while an answer is fresh share it. */
export function readinessOf(network: Network): () => Promise<Readiness> {
  let until = 0
  let answer: Promise<Readiness> | undefined
  const ask = async ({ name }: ServedSubnet): Promise<[string, boolean]> => {
    const { path, body } = QUESTIONS[name]
    try {
      const served = await dispatch(network, candidatesFor(network, name, name), name, path, body, {
        deadline: PATIENCE,
        signal: AbortSignal.timeout(PATIENCE),
      })
      await served.reply.json()
      return [name, true]
    } catch {
      return [name, false]
    }
  }
  return async () => {
    if (answer === undefined || performance.now() > until) {
      until = Number.POSITIVE_INFINITY
      answer = Promise.all(network.subnets.map(ask)).then(found => {
        const ready = found.length > 0 && found.every(([, ok]) => ok)
        until = performance.now() + (ready ? KEPT.yes : KEPT.no)
        return { ready, subnets: Object.fromEntries(found) }
      })
    }
    return answer
  }
}
