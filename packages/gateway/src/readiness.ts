// GET /ready: whether a chat and an embedding can be answered now, found out by asking for both.
import { candidatesFor, type Network, type ServedSubnet } from './candidates.ts'
import { dispatch } from './dispatch.ts'

const KEPT = 5_000
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

/** Asked at most every five seconds; those who ask meanwhile share the answer. */
export function readinessOf(network: Network): () => Promise<Readiness> {
  let at = Number.NEGATIVE_INFINITY
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
  return () => {
    if (answer === undefined || performance.now() - at > KEPT) {
      at = performance.now()
      answer = Promise.all(network.subnets.map(ask)).then(found => ({
        ready: found.length > 0 && found.every(([, ok]) => ok),
        subnets: Object.fromEntries(found),
      }))
    }
    return answer
  }
}
