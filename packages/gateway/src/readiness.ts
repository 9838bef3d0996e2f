// GET /ready: whether a chat and an embedding can be answered now, found out by asking for both.
import type { Reply } from '@taonet/neuron'
import { isNetError } from '@taonet/wire'
import { wholeAnswer } from './chat-reply.ts'
import { embeddedAnswer } from './embeddings.ts'
import type { ServedSubnet } from './network.ts'
import type { Question } from './router.ts'
import type { Serving } from './serving.ts'

/** A yes is good for a while; a no may end with the next block. */
const KEPT = { yes: 5_000, no: 500 }
const PATIENCE = 5_000

/** The two routes that every client of OpenAI knows; a subnet of another kind answers for itself. */
const QUESTIONS: Readonly<Record<string, Pick<Question<unknown>, 'path' | 'body' | 'accept'>>> = {
  text: {
    path: '/v1/chat/completions',
    body: { messages: [{ role: 'user', content: 'Hello' }], max_tokens: 1, temperature: 0, stream: false },
    accept: reply => wholeAnswer(reply),
  },
  embeddings: {
    path: '/v1/embeddings',
    body: { input: ['Hello'] },
    accept: (reply: Reply) => embeddedAnswer(reply, 1),
  },
}

export interface Readiness {
  readonly ready: boolean
  /** Subnet name to whether it answered. */
  readonly subnets: Readonly<Record<string, boolean>>
  /** Why not, for the first that did not. */
  readonly reason?: string
}

type Serves = Pick<Serving, 'network' | 'ranking' | 'router'>

/** @returns Why the subnet cannot answer; undefined when it did. */
async function illness({ ranking, router }: Serves, subnet: ServedSubnet): Promise<string | undefined> {
  const { name } = subnet.subnet
  const question = QUESTIONS[name]
  if (!question) return ranking(subnet).length > 0 ? undefined : `no miner of ${name} can be called`
  try {
    await router({
      ...question,
      model: name,
      candidates: ranking(subnet),
      signal: new AbortController().signal,
      deadline: PATIENCE,
    })
    return undefined
  } catch (thrown) {
    // A refusal is an answer of a kind, but not the one that a caller needs.
    if (thrown instanceof Error)
      return isNetError(thrown) ? `${thrown.message}; ${thrown.hint}` : thrown.message
    throw thrown
  }
}

async function look(serves: Serves): Promise<Readiness> {
  const { subnets } = serves.network
  const found = await Promise.all(subnets.map(subnet => illness(serves, subnet)))
  // Readiness is about the two routes; what else a network has is reported and not waited for.
  const asked = found.filter((_, i) => Object.hasOwn(QUESTIONS, subnets[i]?.subnet.name ?? ''))
  const reason = asked.find(one => one !== undefined)
  return {
    ready: asked.length > 0 && reason === undefined,
    subnets: Object.fromEntries(subnets.map(({ subnet }, i) => [subnet.name, found[i] === undefined])),
    ...(reason === undefined ? {} : { reason }),
  }
}

/** Those who ask while an answer is fresh share it. */
export function readinessOf(serves: Serves): () => Promise<Readiness> {
  let until = Number.NEGATIVE_INFINITY
  let answer: Promise<Readiness> | undefined
  return () => {
    if (answer !== undefined && performance.now() < until) return answer
    until = Number.POSITIVE_INFINITY
    answer = look(serves).then(
      found => {
        until = performance.now() + (found.ready ? KEPT.yes : KEPT.no)
        return found
      },
      thrown => {
        until = Number.NEGATIVE_INFINITY
        throw thrown
      },
    )
    return answer
  }
}
